"""The trust of the demonstration, its sites and everybody who signs in: all made up."""

from dataclasses import dataclass

from schools.states import Phase, Role

TRUST = {
    "address": "Wexcombe House\n1 Market Square\nWexcombe\nWX1 1AA",
    "phone": "01632 960100",
    "email": "office@demo.example",
    "website": "https://trust.demo.example/",
    "company_number": "00000000",
    "complaints_url": "https://trust.demo.example/complaints/",
    "clerk_address": "Wexcombe House\n1 Market Square\nWexcombe\nWX1 1AA",
    "clerk_email": "clerk@demo.example",
}
TRUST_NAME = "Wexcombe Learning Trust"
AUTHORITY = "Wexcombe Council"
AUTHORITY_EMAIL = "exclusions@council.demo.example"


@dataclass(frozen=True)
class Site:
    """A school, or the central office."""

    prefix: str
    name: str
    phase: Phase
    street: str
    postcode: str
    years: tuple[str, ...] = ()
    families: int = 0


PRIMARY_YEARS = ("Reception", "1", "2", "3", "4", "5", "6")
SECONDARY_YEARS = ("7", "8", "9", "10", "11")
SITES = (
    Site("HIL", "Hillside Primary", Phase.PRIMARY, "Hill Rise", "WX2 4HP", PRIMARY_YEARS, 34),
    Site("BRO", "Brook Secondary", Phase.SECONDARY, "Brook Lane", "WX3 7BS", SECONDARY_YEARS, 34),
    Site("OAK", "Oakfield Primary", Phase.PRIMARY, "Oakfield Road", "WX2 9OP", PRIMARY_YEARS, 24),
    Site("MIL", "Millbrook Juniors", Phase.PRIMARY, "Mill Street", "WX5 1MJ", ("3", "4", "5", "6"), 22),
    Site("NOR", "Northgate Academy", Phase.SECONDARY, "North Gate", "WX4 2NA", SECONDARY_YEARS, 28),
    Site("ROW", "Rowan House School", Phase.SPECIAL, "Rowan Avenue", "WX6 3RH", PRIMARY_YEARS + SECONDARY_YEARS, 18),
    Site("CEN", "Central office", Phase.CENTRAL, "1 Market Square", "WX1 1AA"),
)


@dataclass(frozen=True)
class Account:
    """Somebody who signs in as `<key>@demo.example`; `at` is the prefix of a site, or nothing for the whole trust."""

    key: str
    name: str
    job_title: str
    role: Role
    at: str = ""


ACCOUNTS = (
    Account("head", "Ruth Adeyemi", "Headteacher", Role.HEAD, "HIL"),
    Account("deputy", "Sam Okoro", "Deputy headteacher", Role.SENIOR_LEADER, "HIL"),
    Account("office", "Pat Lund", "Office manager", Role.OFFICE, "HIL"),
    Account("staff", "Helen Bell", "Teacher", Role.STAFF, "HIL"),
    Account("assistant.hil", "Grace Mensah", "Assistant headteacher", Role.SENIOR_LEADER, "HIL"),
    Account("lunch.hil", "Priya Shah", "Lunchtime supervisor", Role.STAFF, "HIL"),
    Account("head2", "Noor Haddad", "Headteacher", Role.HEAD, "BRO"),
    Account("deputy.bro", "Tom Ashworth", "Deputy headteacher", Role.SENIOR_LEADER, "BRO"),
    Account("office.bro", "Wendy Cross", "Receptionist", Role.OFFICE, "BRO"),
    Account("staff.bro", "Ian Leigh", "Head of year 9", Role.STAFF, "BRO"),
    Account("head.oak", "Aled Pryce", "Headteacher", Role.HEAD, "OAK"),
    Account("office.oak", "Sunita Rao", "School secretary", Role.OFFICE, "OAK"),
    Account("head.mil", "Bridget Nolan", "Headteacher", Role.HEAD, "MIL"),
    Account("deputy.mil", "Marcus Teale", "Deputy headteacher", Role.SENIOR_LEADER, "MIL"),
    Account("office.mil", "Fiona Garth", "School secretary", Role.OFFICE, "MIL"),
    Account("head.nor", "Kwame Boateng", "Principal", Role.HEAD, "NOR"),
    Account("office.nor", "Elsie Hobbs", "Receptionist", Role.OFFICE, "NOR"),
    Account("staff.nor", "Jack Rudd", "Teacher of science", Role.STAFF, "NOR"),
    Account("head.row", "Moira Fenwick", "Headteacher", Role.HEAD, "ROW"),
    Account("office.row", "Dilip Nair", "Office manager", Role.OFFICE, "ROW"),
    Account("office.cen", "Beth Lomas", "Receptionist", Role.OFFICE, "CEN"),
    Account("ceo", "Dana Whitlock", "Chief Executive Officer", Role.CEO),
    Account("central", "Joan Petty", "Director of operations", Role.CENTRAL_TEAM),
    Account("chair", "Edwin Marsh", "Chair of Trustees", Role.CHAIR),
    Account("vicechair", "Amara Cole", "Vice-chair of Trustees", Role.VICE_CHAIR),
    Account("trustee", "Hugh Lindqvist", "Trustee", Role.TRUSTEE),
    Account("clerk", "Sheila Brandt", "Clerk to the board", Role.CLERK),
    Account("mediator", "Owen Tudor", "Mediator", Role.MEDIATOR),
    Account("dpo", "Farah Siddiqui", "Data protection lead", Role.DP_LEAD),
    Account("admin", "Ivan Cole", "Systems administrator", Role.ADMINISTRATOR),
)
HEADS = {account.at: account.key for account in ACCOUNTS if account.role == Role.HEAD}
