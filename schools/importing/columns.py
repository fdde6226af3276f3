"""Which columns an import knows, and by which headings they are guessed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kernel.text import fold

PUPIL, CONTACT = "The pupil", "The contact"


@dataclass(frozen=True)
class Column:
    """Something a file may say of a pupil or of a contact."""

    key: str
    label: str
    group: str
    headings: tuple[str, ...]
    is_required: bool = False
    hint: str = ""


def _column(key: str, label: str, group: str, headings: str, *, required: bool = False, hint: str = "") -> Column:
    return Column(key, label, group, tuple(headings.split()), required, hint)


COLUMNS = (
    _column(
        "pupil_id",
        "Id in the school’s system",
        PUPIL,
        "adno admissionnumber admissionno admno studentid pupilid studentmisid pupilmisid misid studentref pupilref",
        required=True,
        hint="The number that never changes. Not the UPN.",
    ),
    _column(
        "given_name",
        "First name",
        PUPIL,
        "forename firstname givenname legalforename legalfirstname pupilforename pupilfirstname studentforename "
        "studentfirstname preferredforename",
        required=True,
    ),
    _column(
        "family_name",
        "Surname",
        PUPIL,
        "surname lastname familyname legalsurname legallastname pupilsurname pupillastname studentsurname "
        "studentlastname preferredsurname",
        required=True,
    ),
    _column("known_as", "Known as", PUPIL, "knownas preferredname preferredfirstname chosenname preferredforename"),
    _column("born_on", "Date of birth", PUPIL, "dob dateofbirth birthdate born pupildob studentdob"),
    _column("year_group", "Year group", PUPIL, "year yeargroup ncyear nationalcurriculumyear yr yearcode nationalyear"),
    _column("upn", "UPN", PUPIL, "upn uniquepupilnumber currentupn"),
    _column("is_looked_after", "Looked-after", PUPIL, "lookedafter incare lac cla childlookedafter islookedafter"),
    _column("has_social_worker", "Has a social worker", PUPIL, "socialworker hassocialworker"),
    _column("has_ehcp", "Has an EHCP", PUPIL, "ehcp ehcplan hasehcp"),
    _column("has_sen", "Has SEN", PUPIL, "sen senstatus hassen sencode senprovision"),
    _column(
        "contact_id",
        "Id in the school’s system",
        CONTACT,
        "contactid parentid guardianid carerid contactref contactmisid personid",
        hint="Without it a contact is known by name, telephone and e-mail.",
    ),
    _column("contact_title", "Title", CONTACT, "contacttitle parenttitle guardiantitle title salutation"),
    _column(
        "contact_given_name",
        "First name",
        CONTACT,
        "contactforename contactfirstname parentforename parentfirstname guardianforename guardianfirstname "
        "contactgivenname carerforename carerfirstname",
    ),
    _column(
        "contact_family_name",
        "Surname",
        CONTACT,
        "contactsurname contactlastname parentsurname parentlastname guardiansurname guardianlastname "
        "contactfamilyname carersurname carerlastname",
    ),
    _column(
        "relationship",
        "Relationship to the pupil",
        CONTACT,
        "relationship relation contactrelationship relationshiptopupil relationshiptostudent relationtopupil",
    ),
    _column(
        "has_parental_responsibility",
        "Has parental responsibility",
        CONTACT,
        "parentalresponsibility hasparentalresponsibility pr parentalresp",
    ),
    _column("lives_with", "Lives with the pupil", CONTACT, "liveswithpupil liveswith liveswithstudent sameaddress"),
    _column("may_collect", "May collect the pupil", CONTACT, "maycollect cancollect collects authorisedtocollect"),
    _column(
        "phone",
        "Telephone",
        CONTACT,
        "telephone phone mobile mobilenumber contactmobile contacttelephone contactphone parentmobile parentphone "
        "maintelephone homephone telephonenumber phonenumber tel",
    ),
    _column("email", "E-mail", CONTACT, "email contactemail parentemail emailaddress contactemailaddress mainemail"),
    _column("address_1", "Address, line 1", CONTACT, "address address1 addressline1 contactaddress fulladdress house"),
    _column("address_2", "Address, line 2", CONTACT, "address2 addressline2 street"),
    _column("address_3", "Address, line 3", CONTACT, "address3 addressline3 locality district"),
    _column("town", "Town", CONTACT, "town city posttown address4 addressline4"),
    _column("postcode", "Postcode", CONTACT, "postcode postalcode contactpostcode address5 addressline5"),
    _column("language", "Language", CONTACT, "language firstlanguage homelanguage contactlanguage preferredlanguage"),
    _column(
        "court_order",
        "Court order, or no contact",
        CONTACT,
        "courtorder courtorders nocontact contactorder hascourtorder restriction contactrestriction injunction",
        hint="Never imported. Whoever has one is listed, so that you can ask the school and record it by hand.",
    ),
)
BY_KEY = {column.key: column for column in COLUMNS}
CONTACT_NAMES = ("contact_given_name", "contact_family_name")


def plain(heading: str) -> str:
    """A heading without case, spaces and punctuation."""
    return re.sub(r"[\W_]", "", fold(heading))


def guess(headings: Sequence[str], remembered: dict[str, str] | None = None) -> dict[str, str]:
    """Match our columns with a file's headings: as the school matched them last time, else by common names."""
    known = {plain(heading): heading for heading in reversed(headings)}
    matched = {key: heading for key, heading in (remembered or {}).items() if heading in headings and key in BY_KEY}
    for column in COLUMNS:
        for name in column.headings:
            heading = known.get(name)
            if column.key not in matched and heading and heading not in matched.values():
                matched[column.key] = heading
    return matched
