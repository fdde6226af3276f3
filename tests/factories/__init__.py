"""The smallest valid row of each kind, with a trait for each state: one file a room."""

from tests.factories.accounts import PASSWORD, SignInFactory, UserFactory
from tests.factories.audit import ChainFactory, EntryFactory, PayloadFactory, ReadingFactory
from tests.factories.cases import (
    AnsweredPromptFactory,
    CaseFactory,
    DelegationFactory,
    DraftFactory,
    DutyFactory,
    EvidenceFactory,
    EvidenceFileFactory,
    GrantFactory,
    InvolvementFactory,
    LinkFactory,
    SealingFactory,
    SubmissionFactory,
)
from tests.factories.complaints import (
    ActionTakenFactory,
    ComplaintFactory,
    DecisionFactory,
    FindingFactory,
    NextStageFactory,
    PanelMeetingFactory,
    PanelMemberFactory,
    PanelSeatFactory,
    PointFactory,
)
from tests.factories.incidents import AddendumFactory, IncidentFactory, InterviewFactory, StatementFactory
from tests.factories.meetings import (
    ActionFactory,
    AgreedRecordFactory,
    AttendeeFactory,
    CommentFactory,
    DraftGivenFactory,
    MediationFactory,
    MediationPartyFactory,
    MediatorNoteFactory,
    MeetingFactory,
    NotesReleaseFactory,
    PartyAnswerFactory,
    SittingFactory,
)
from tests.factories.moments import now, since
from tests.factories.notices import AppointmentFactory, NoticeFactory
from tests.factories.packs import HandedBundleFactory, PackFactory, PackLineFactory
from tests.factories.pupils import (
    ExamNoteFactory,
    HalfDaysElsewhereFactory,
    OrderDecisionFactory,
    PupilSuspensionFactory,
    SuspensionReasonFactory,
)
from tests.factories.pupils_board import (
    AdviceAnswerFactory,
    AdviceFactory,
    BoardAttendanceFactory,
    BoardMeetingFactory,
    BoardMemberFactory,
    BoardOutcomeFactory,
    BoardReceiptFactory,
    BoardRepresentationFactory,
    DaySixEducationFactory,
    ReintegrationFactory,
    WorkSetFactory,
)
from tests.factories.records import (
    CopyFactory,
    DisagreementFactory,
    RecordFileFactory,
    ScanFactory,
    SealedFileFactory,
    SignatoryFactory,
    SignatureFactory,
    WordingFactory,
    WrittenRecordFactory,
)
from tests.factories.schools import (
    AdultFactsFactory,
    BankHolidayFactory,
    ClosureFactory,
    CoverFactory,
    GroupFactory,
    ImportLineFactory,
    ImportRunFactory,
    MembershipFactory,
    PersonFactory,
    PupilFactsFactory,
    RelationshipFactory,
    RoleGroupFactory,
    RoleProposalFactory,
    SchoolFactory,
    SchoolLinkFactory,
    SessionTimesFactory,
    StandingDeputyFactory,
    TermFactory,
    TrustFactory,
)
from tests.factories.socialmedia import (
    CheckFactory,
    ConcernStepFactory,
    ContactFactory,
    MailFileFactory,
    MailUploadFactory,
    NamedFactory,
    OnlineConcernFactory,
    RestrictionBreachFactory,
    RestrictionFactory,
    ScreenshotFactory,
    TermsFactory,
    ToldFactory,
)
from tests.factories.suspensions import (
    ArrangementFactory,
    BehaviourWarningFactory,
    BreachFactory,
    ExtensionFactory,
    PermittedVisitFactory,
    RepresentationFactory,
    ReviewedEvidenceFactory,
    ReviewFactory,
    SiteSuspensionFactory,
    TellingFactory,
    VariationFactory,
)
