"""The families of the demonstration: those of the stories by name, and as many others as fill the schools."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from desk.demo.names import GROUPS, STREETS, Names
from desk.demo.place import Site
from schools.states import Kinship, PersonKind


@dataclass(frozen=True)
class Adult:
    """An adult of a family, or somebody who belongs to no child; `key` is what the stories call them."""

    title: str
    given: str
    family: str
    kinship: Kinship | None = None
    key: str = ""
    known_as: str = ""
    street: str = ""
    is_confidential: bool = False
    language: str = ""
    needs: str = ""
    email_agreed_on: date | None = None
    is_responsible: bool = True
    lives_with: bool = True
    may_collect: bool = True
    order: str = ""
    account: str = ""
    kind: PersonKind = PersonKind.PARENT
    vehicle: str = ""


@dataclass(frozen=True)
class Child:
    """A pupil: `year` is the place in the site's years, so that a family fits any school."""

    given: str
    family: str
    year: int
    key: str = ""
    known_as: str = ""
    is_looked_after: bool = False
    has_social_worker: bool = False
    has_ehcp: bool = False
    has_sen: bool = False


@dataclass(frozen=True)
class Household:
    """Children of one school and the adults who belong to them, wherever those live."""

    site: str
    adults: tuple[Adult, ...]
    children: tuple[Child, ...] = ()


MOTHER, FATHER, GRANDPARENT = Kinship.MOTHER, Kinship.FATHER, Kinship.GRANDPARENT
STORIES = (
    # --- Hillside Primary ------------------------------------------------------------------------------------------
    Household(
        "HIL",
        (
            Adult("Mr", "Darren", "Farrow", FATHER, "farrow", street="9 Kiln Hill", lives_with=False),
            Adult("Ms", "Kelly", "Farrow", MOTHER, "kelly farrow", street="22 Orchard Mews"),
            Adult("Mrs", "Jean", "Farrow", GRANDPARENT, street="3 Dyer's Row", is_responsible=False, lives_with=False),
        ),
        (Child("Alfie", "Farrow", 3, "alfie"),),
    ),
    Household(
        "HIL",
        (
            Adult("Ms", "Siobhán", "O'Brien", MOTHER, "obrien", street="14 Forge Lane"),
            Adult("Mr", "Declan", "O'Brien", FATHER, street="14 Forge Lane"),
        ),
        (Child("Cillian", "O'Brien", 5), Child("Niamh", "O'Brien", 1)),
    ),
    Household(
        "HIL",
        (
            Adult("Mr", "Łukasz", "Wójcik", FATHER, "wojcik", street="2 Bank Street", language="Polish"),
            Adult("Mrs", "Agnieszka", "Wójcik", MOTHER, street="2 Bank Street", language="Polish"),
        ),
        (Child("Zofia", "Wójcik", 4),),
    ),
    Household(
        "HIL",
        (
            Adult(
                "Mrs",
                "Thị Hương",
                "Nguyễn",
                MOTHER,
                "nguyen",
                street="7 Canal View",
                language="Vietnamese",
                needs="An interpreter for meetings",
            ),
        ),
        (Child("Minh Anh", "Nguyễn", 2),),
    ),
    Household(
        "HIL",
        (
            Adult("Mrs", "ياسمين", "المصري", MOTHER, "yasmin", street="31 Elm Terrace", language="Arabic"),
            Adult("Mr", "Ahmed", "Al-Masri", FATHER, "almasri", street="31 Elm Terrace", language="Arabic"),
        ),
        (Child("Layla", "Al-Masri", 0),),
    ),
    Household(
        "HIL",
        (
            Adult(
                "Mr",
                "Craig",
                "Holt",
                FATHER,
                "holt",
                street="18 Nelson Street",
                lives_with=False,
                may_collect=False,
                order="Child arrangements order: supervised contact only, not at school.",
            ),
            Adult("Ms", "Tanya", "Holt", MOTHER, "tanya holt", street="5 Larch Avenue", is_confidential=True),
        ),
        (Child("Skye", "Holt", 4, has_social_worker=True), Child("Jayden", "Holt", 2, has_social_worker=True)),
    ),
    Household(
        "HIL",
        (
            Adult("Ms", "Helen", "Bell", MOTHER, "helen bell", street="40 Jubilee Road", account="staff"),
            Adult("Mr", "Craig", "Bell", FATHER, street="40 Jubilee Road"),
        ),
        (Child("Rosie", "Bell", 2),),
    ),
    Household(
        "HIL",
        (Adult("Mr", "Sam", "Okoro", FATHER, "sam okoro", street="11 Heather Way", account="deputy"),),
        (Child("Ada", "Okoro", 6),),
    ),
    Household(
        "HIL",
        (
            Adult(
                "Ms",
                "Kirsty",
                "Lyle",
                MOTHER,
                "lyle",
                street="6 Acre Close",
                email_agreed_on=date(2025, 10, 6),
            ),
        ),
        (Child("Kayden", "Lyle", 6, "kayden", has_sen=True),),
    ),
    Household(
        "HIL",
        (
            Adult("Mr", "Oliver", "Hartley-Smythe", FATHER, "smythe", street="1 Garden Walk", lives_with=False),
            Adult("Mrs", "Annabel", "Hartley-Smythe", MOTHER, street="12 Ivy Grove"),
        ),
        (Child("Clementine", "Hartley-Smythe", 5),),
    ),
    Household(
        "HIL",
        (
            Adult("Sra", "Lucía", "Fernández Prieto", MOTHER, "fernandez", street="27 Meadow Bank", language="Spanish"),
            Adult("Mr", "Andrés", "Ibáñez Cruz", FATHER, street="27 Meadow Bank", language="Spanish"),
        ),
        (Child("Sofía", "Ibáñez Fernández", 1),),
    ),
    Household(
        "HIL",
        (Adult("Mrs", "Maureen", "Tandy", Kinship.FOSTER_CARER, "tandy", street="8 Acre Close", is_responsible=False),),
        (Child("Leo", "Marchetti", 3, "leo", is_looked_after=True, has_social_worker=True),),
    ),
    Household(
        "HIL",
        (
            Adult("Mr", "Dean", "Sutter", None, "sutter", kind=PersonKind.RELATIVE, vehicle="Blue pick-up"),
            Adult("Mr", "Gary", "Pike", None, "pike", kind=PersonKind.VISITOR, vehicle="White delivery van"),
        ),
    ),
    # --- Brook Secondary -------------------------------------------------------------------------------------------
    Household(
        "BRO",
        (Adult("Mr", "Wayne", "Tilbrook", FATHER, "tilbrook", street="44 Canal View"),),
        (Child("Mason", "Tilbrook", 2, has_ehcp=True, has_sen=True),),
    ),
    Household(
        "BRO",
        (
            Adult("Mrs", "Parveen", "Akhtar", MOTHER, "akhtar", street="19 Larch Avenue", language="Punjabi"),
            Adult("Mr", "Tariq", "Akhtar", FATHER, "tariq akhtar", street="19 Larch Avenue"),
        ),
        (Child("Haris", "Akhtar", 4, "haris"), Child("Maryam", "Akhtar", 0)),
    ),
    Household(
        "BRO",
        (
            Adult("Mr", "Chidi", "Eze", FATHER, "eze", street="10 Ivy Grove"),
            Adult("Dr", "Adaeze", "Eze", MOTHER, street="10 Ivy Grove"),
        ),
        (Child("Kelechi", "Eze", 1),),
    ),
    Household(
        "BRO",
        (
            Adult("Ms", "Leanne", "Rudge", MOTHER, "rudge", street="77 Nelson Street"),
            Adult("Mr", "Scott", "Rudge", FATHER, "scott rudge", street="77 Nelson Street"),
        ),
        (Child("Tyler", "Rudge", 3, "tyler"),),
    ),
    # --- Oakfield Primary ------------------------------------------------------------------------------------------
    Household(
        "OAK",
        (Adult("Ms", "Dana", "Whitlock", MOTHER, "dana whitlock", street="2 Orchard Mews", account="ceo"),),
        (Child("Tom", "Whitlock", 4),),
    ),
    Household(
        "OAK",
        (Adult("Mr", "Piotr", "Zając", FATHER, "zajac", street="13 Kiln Hill", language="Polish"),),
        (Child("Hania", "Zając", 1),),
    ),
    Household(
        "OAK",
        (Adult("Mrs", "Joy", "Cartwright", MOTHER, "cartwright", street="30 Elm Terrace"),),
        (Child("Ruby", "Cartwright", 6),),
    ),
    Household(
        "OAK",
        (Adult("Mr", "Gavin", "Pellow", FATHER, "pellow", street="21 Acre Close"),),
        (Child("Isla", "Pellow", 2),),
    ),
    # --- Millbrook Juniors -----------------------------------------------------------------------------------------
    Household(
        "MIL",
        (Adult("Mr", "Stephen", "Crane", FATHER, "crane", street="16 Bank Street", lives_with=False),),
        (Child("Jasper", "Crane", 1, "jasper"),),
    ),
    Household(
        "MIL",
        (Adult("Mrs", "Nadia", "Benali", MOTHER, "benali", street="24 Garden Walk", language="Arabic"),),
        (Child("Bilal", "Benali", 3),),
    ),
    # --- Northgate Academy -----------------------------------------------------------------------------------------
    Household(
        "NOR",
        (Adult("Mr", "Leon", "Baptiste", FATHER, "baptiste", street="51 Forge Lane"),),
        (Child("Amari", "Baptiste", 3, "amari"),),
    ),
    Household(
        "NOR",
        (Adult("Mrs", "Hannah", "Weissmann", MOTHER, "weissmann", street="4 Heather Way"),),
        (Child("Miriam", "Weissmann", 0),),
    ),
    Household(
        "NOR",
        (Adult("Mr", "Răzvan", "Ștefănescu", FATHER, "stefanescu", street="35 Dyer's Row", language="Romanian"),),
        (Child("Daria", "Ștefănescu", 2, "daria"),),
    ),
    # --- Rowan House School ----------------------------------------------------------------------------------------
    Household(
        "ROW",
        (Adult("Mrs", "Carol", "Dunmore", MOTHER, "dunmore", street="9 Meadow Bank", needs="Uses a wheelchair"),),
        (Child("Ellis", "Dunmore", 5, has_ehcp=True, has_sen=True),),
    ),
    Household(
        "ROW",
        (Adult("Mr", "Imran", "Qureshi", FATHER, "qureshi", street="17 Jubilee Road", language="Punjabi"),),
        (Child("Zayn", "Qureshi", 8, has_ehcp=True, has_sen=True),),
    ),
    # --- Central office --------------------------------------------------------------------------------------------
    Household("CEN", (Adult("Mr", "Nigel", "Prosser", None, "prosser", kind=PersonKind.OTHER),)),
)

KINDS_OF_HOUSEHOLD = 10


def others(site: Site) -> Iterator[Household]:
    """As many ordinary families as the site has, the same every time."""
    for number in range(site.families):
        turn = number * 7 + sum(map(ord, site.prefix))
        yield _household(site, GROUPS[turn % len(GROUPS)], turn, number % KINDS_OF_HOUSEHOLD)


def _household(site: Site, names: Names, turn: int, kind: int) -> Household:
    """A family of one kind of ten: most live together, some apart, one behind a confidential address."""
    family = names.surnames[turn // 3 % len(names.surnames)]
    street, other_street = _street(turn), _street(turn * 3 + 1)
    mother = Adult(
        "Mrs" if kind < 5 else "Ms", names.mothers[turn % len(names.mothers)], family, MOTHER, street=street,
        language=names.language,
    )  # fmt: skip
    father = Adult("Mr", names.fathers[turn // 2 % len(names.fathers)], family, FATHER, street=street)
    children = tuple(_child(site, names, family, turn + 5 * n) for n in range(2 if kind in (4, 7) else 1))
    match kind:
        case 5:
            adults: tuple[Adult, ...] = (mother,)
        case 6 | 7:
            adults = (mother, replace(father, street=other_street, lives_with=False))
        case 8:
            grandmother = names.mothers[(turn + 1) % len(names.mothers)]
            carer = Adult("Mrs", grandmother, family, GRANDPARENT, street=street, is_responsible=False)
            adults = (mother, carer)
        case 9:
            order = "No contact order in force until the court decides."
            adults = (
                replace(mother, is_confidential=True),
                replace(father, street=other_street, lives_with=False, may_collect=False, order=order),
            )
        case _:
            adults = (mother, father)
    return Household(site.prefix, adults, children)


def _child(site: Site, names: Names, family: str, turn: int) -> Child:
    given = (names.girls if turn % 2 else names.boys)[turn // 2 % len(names.girls if turn % 2 else names.boys)]
    is_special = site.prefix == "ROW"
    return Child(
        given,
        family,
        turn % len(site.years),
        is_looked_after=turn % 41 == 0,
        has_social_worker=turn % 41 == 0 or turn % 29 == 0,
        has_ehcp=is_special or turn % 23 == 0,
        has_sen=is_special or turn % 6 == 0,
    )


def _street(turn: int) -> str:
    return f"{turn % 60 + 1} {STREETS[turn % len(STREETS)]}"
