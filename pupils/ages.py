"""Is a pupil of compulsory school age, or 18? Pure; days are local dates.

Education Act 1996 s.8 and SI 1998/1607: from the prescribed day on or after the fifth birthday, to the last Friday in
June of the school year in which the pupil turns 16.
"""

from datetime import date, timedelta

# Month and day of the prescribed days, in the order of the year.
PRESCRIBED = ((3, 31), (8, 31), (12, 31))
BEGINS_AT, LEAVES_AT, ADULT_AT = 5, 16, 18
FRIDAY = 4
# A school year of the law on leaving age: sixteenth birthdays up to 31 August count in the year that ends then.
LAST_BIRTHDAY = (8, 31)


def birthday(born_on: date, age: int) -> date:
    """The day on which somebody reaches an age. Whoever was born on a 29 February does on 1 March of other years."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def compulsory_from(born_on: date) -> date:
    """The first day of compulsory school age: the fifth birthday if it is a prescribed day, or else the next one."""
    five = birthday(born_on, BEGINS_AT)
    days = [date(year, month, day) for year in (five.year, five.year + 1) for month, day in PRESCRIBED]
    return next(day for day in days if day >= five)


def last_friday_of_june(year: int) -> date:
    """The school leaving day of a calendar year."""
    day = date(year, 6, 30)
    return day - timedelta(days=(day.weekday() - FRIDAY) % 7)


def compulsory_until(born_on: date) -> date:
    """The last day of compulsory school age, included."""
    sixteen = birthday(born_on, LEAVES_AT)
    is_this_summer = (sixteen.month, sixteen.day) <= LAST_BIRTHDAY
    return last_friday_of_june(sixteen.year if is_this_summer else sixteen.year + 1)


def is_compulsory_age(born_on: date | None, day: date) -> bool | None:
    """Whether a pupil is of compulsory school age on a day; None where the birthday is not known."""
    if born_on is None:
        return None
    return compulsory_from(born_on) <= day <= compulsory_until(born_on)


def is_adult(born_on: date | None, day: date) -> bool:
    """Whether a pupil is 18 or older on a day; a birthday that is not known makes nobody an adult."""
    return born_on is not None and day >= birthday(born_on, ADULT_AT)
