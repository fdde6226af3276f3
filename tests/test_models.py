"""What every model must promise, and that PostgreSQL itself refuses what is illegal."""

import inspect
import itertools
from datetime import UTC, date, datetime, timedelta

import pgtrigger
import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField, RangeField
from django.db import Error, IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone

from cases.states import CASE_MOVES, FILE_MOVES, CaseState, FileState
from complaints.states import STAGE_MOVES, Stage
from incidents.models import DECISION
from incidents.states import INTERVIEW_MOVES, STATEMENT_MOVES, Conclusion, InterviewState, StatementState
from meetings.states import MEDIATION_MOVES, MEETING_MOVES, MediationState, MeetingState
from packs.states import PACK_MOVES, PackState
from pupils.states import PUPIL_SUSPENSION_MOVES, PupilSuspensionState
from records.states import RECORD_MOVES, SCAN_MOVES, WORDING_MOVES, RecordState, ScanState, WordingState
from schools.states import (
    IMPORT_MOVES,
    PROPOSAL_MOVES,
    ImportState,
    ProposalState,
)
from socialmedia.states import MAIL_MOVES, PRESENCE_MOVES, RESTRICTION_MOVES, MailState, Presence, RestrictionState
from suspensions.states import SUSPENSION_MOVES, SuspensionState
from tests import factories as make

ROOMS = {
    "accounts",
    "audit",
    "schools",
    "cases",
    "notices",
    "records",
    "incidents",
    "suspensions",
    "pupils",
    "meetings",
    "packs",
    "complaints",
    "socialmedia",
}
OURS = [m for m in apps.get_models() if m._meta.app_label in ROOMS and m.__name__ != "SchoolGroupPermission"]
FACTORIES = {
    f._meta.model: f
    for _, f in inspect.getmembers(make, inspect.isclass)
    if f.__module__.startswith(f"{make.__name__}.") and getattr(f, "_meta", None)
}
pytestmark = pytest.mark.django_db


def label(value):
    return value._meta.label if inspect.isclass(value) else str(value)


def columns(*kinds):
    """Our columns of some kinds, as (model, field)."""
    return [(m, f) for m in OURS for f in m._meta.local_fields if not kinds or isinstance(f, kinds)]


def each(pairs):
    return pytest.mark.parametrize(("model", "field"), pairs, ids=[f"{m._meta.label}.{f.name}" for m, f in pairs])


def leaves(condition):
    """The comparisons of a constraint's condition, however deep."""
    for child in condition.children:
        if isinstance(child, Q):
            yield from leaves(child)
        else:
            yield child


def checks(model):
    return [c for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]


# --- Columns ---------------------------------------------------------------------------------------------------------
CHOSEN = [
    (m, f) for m, f in columns() if f.choices or (isinstance(f, ArrayField) and getattr(f.base_field, "choices", None))
]


@each(CHOSEN)
def test_a_value_outside_its_list_cannot_be_stored(model, field):
    lookup = "contained_by" if isinstance(field, ArrayField) else "in"
    choices = field.base_field.choices if isinstance(field, ArrayField) else field.choices
    listed = {value for value, _ in choices} | ({""} if field.blank and lookup == "in" else set())
    pinned = [
        {str(value) for value in values}
        for check in checks(model)
        for name, values in leaves(check.condition)
        if name == f"{field.name}__{lookup}"
    ]

    assert listed in pinned


@each([(m, f) for m, f in CHOSEN if not isinstance(f, ArrayField)])
def test_postgresql_refuses_a_value_outside_its_list(model, field):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        FACTORIES[model](**{field.name: "zz"})

    assert caught.value.__cause__.sqlstate == "23514"


@each(columns(models.CharField, models.TextField, models.FileField))
def test_text_is_empty_and_never_null(model, field):
    assert not field.null


GIVEN_ELSEWHERE = {
    "accounts.User.password": "Django's own column; an account without one carries an unusable mark",
    "audit.Payload.salt": "emptied when what was said is disposed of",
    "records.RecordFile.file": "written by the storage, which always names the file",
    "records.RecordFile.sha256": "computed from the bytes",
    "schools.ImportRun.file_name": "the upload's own",
    "schools.ImportRun.encoding": "found by the reader",
    "schools.ImportRun.delimiter": "found by the reader",
    "schools.ImportRun.sha256": "computed from the file",
}


@each([(m, f) for m, f in columns(models.CharField, models.TextField) if not f.blank and not f.choices])
def test_text_that_must_be_given_cannot_be_stored_blank(model, field):
    if f"{model._meta.label}.{field.name}" in GIVEN_ELSEWHERE:
        return
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        FACTORIES[model](**{field.name: ""})

    assert caught.value.__cause__.sqlstate == "23514"


# Moments without somebody beside them: facts that were reported, and what the clock or the system did.
NOBODY_DID_IT = {
    "accounts.User.joined_at",
    "cases.Duty.due_at",
    "cases.Duty.opened_at",
    "cases.Draft.opened_at",
    "cases.Draft.saved_at",
    "cases.Evidence.captured_at",
    "cases.EvidenceFile.examined_at",
    # The worker stores it when everybody has answered.
    "records.SealedFile.stored_at",
    # The worker makes it, and deletes its file after some days.
    "packs.Pack.made_at",
    "packs.Pack.gone_at",
    # Whoever has a link has no account: the link's own name says who.
    "cases.Link.copy_taken_at",
    "cases.Link.expires_at",
    "cases.Link.opened_at",
    "cases.Link.session_ends_at",
    "cases.Link.used_at",
    "cases.Submission.sent_at",
    "incidents.Interview.ended_at",
    "incidents.Interview.planned_start_at",
    "incidents.Interview.started_at",
    # Its writer, who may have no account.
    "incidents.Statement.confirmed_at",
    "incidents.Statement.declined_at",
    "incidents.Statement.written_at",
    "incidents.Incident.discovered_at",
    "incidents.Incident.locked_at",
    "incidents.Incident.occurred_at",
    "socialmedia.OnlineConcern.seen_at",
    "incidents.Incident.on_paper_at",
    "incidents.Incident.police_called_at",
    "notices.Appointment.starts_at",
    # When people meet, are to meet, and met.
    # When a mediator's access ends, whoever set it.
    "cases.Duty.by_name_ends_at",
    "meetings.Mediation.access_ends_at",
    "meetings.Meeting.starts_at",
    "meetings.Sitting.began_at",
    "meetings.Sitting.ended_at",
    "meetings.Sitting.planned_at",
    # What somebody says to the board, and when it meets; when a panel meets.
    "complaints.PanelMeeting.meets_at",
    "pupils.BoardMeeting.meets_at",
    "pupils.BoardRepresentation.received_at",
    # Nobody else enters it, later either, than whoever decided it; and when a pupil went home.
    "pupils.PupilSuspension.entered_at",
    "pupils.PupilSuspension.left_at",
    "notices.Notice.failed_at",
    "notices.Notice.sent_at",
    "notices.Notice.spoken_at",
    "records.Copy.received_at",
    "records.RecordFile.stored_at",
    "records.Scan.examined_at",
    "schools.ImportRun.finished_at",
    # When somebody got in touch; and the worker reads what was uploaded.
    "socialmedia.Contact.happened_at",
    "socialmedia.MailFile.read_at",
    "socialmedia.RestrictionBreach.happened_at",
    "suspensions.Representation.received_at",
}
MOMENTS = [(m, f) for m, f in columns(models.DateTimeField) if f.name.endswith("_at")]
STAMPS = [(m, f) for m, f in MOMENTS if f"{m._meta.label}.{f.name}" not in NOBODY_DID_IT]


@each(STAMPS)
def test_a_moment_of_an_act_says_who_acted(model, field):
    by = model._meta.get_field(field.name.removesuffix("_at") + "_by")

    assert by.null == field.null


@each([(m, f) for m, f in STAMPS if f.null])
@pytest.mark.parametrize("half", ["at", "by"])
def test_half_a_stamp_cannot_be_stored(model, field, half):
    stem = field.name.removesuffix("_at")
    alone = {f"{stem}_at": timezone.now()} if half == "at" else {f"{stem}_by": make.UserFactory()}

    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        FACTORIES[model](**alone)

    assert caught.value.__cause__.sqlstate == "23514"


def test_every_moment_is_a_stamp_or_nobodys():
    assert {f"{m._meta.label}.{f.name}" for m, f in MOMENTS} >= NOBODY_DID_IT


NAMED_OTHERWISE = {
    "accounts.SignIn.at",
    "accounts.User.last_login",
    "audit.Entry.at",
    "audit.Reading.hour",
    "schools.BankHoliday.on",
    "schools.Relationship.lives_with",
    "schools.Relationship.may_collect",
    "schools.SessionTimes.on",
    "suspensions.Extension.previous_until",
    "suspensions.Extension.until",
    "suspensions.SiteSuspension.counted_from",
    "suspensions.SiteSuspension.heard_from",
    "suspensions.Variation.until",
}
FORMS_OF_NAMES = {models.BooleanField: ("is_", "has_"), models.DateTimeField: ("_at",), models.DateField: ("_on",)}


@each(columns(models.BooleanField, models.DateField))
def test_columns_are_named_as_the_house_names_them(model, field):
    forms = FORMS_OF_NAMES[type(field)]
    is_named_so = field.name.startswith(forms) or field.name.endswith(forms)

    assert is_named_so or f"{model._meta.label}.{field.name}" in NAMED_OTHERWISE


DELETED_WITH = {
    "accounts.SignIn.user",
    "cases.Draft.user",
    "cases.Submission.user",
    "schools.ImportLine.run",
    "schools.RoleGroup.group",
    "schools.RoleGroup.school",
}


@each(columns(models.ForeignKey))
def test_what_others_point_at_is_protected(model, field):
    is_protected = field.remote_field.on_delete is models.PROTECT

    assert is_protected or f"{model._meta.label}.{field.name}" in DELETED_WITH


# --- Models ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("model", OURS, ids=label)
def test_no_permission_is_made_by_default(model):
    assert tuple(model._meta.default_permissions) == ()


@pytest.mark.parametrize("model", OURS, ids=label)
def test_a_bare_row_of_its_factory_is_valid(model):
    FACTORIES[model]().full_clean()


@pytest.mark.parametrize("model", OURS, ids=label)
def test_a_row_says_what_it_is(model):
    assert str(FACTORIES[model]())


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_trait_of_a_factory_makes_a_valid_row(model):
    for trait in FACTORIES[model]._meta.parameters:
        FACTORIES[model](**{trait: True}).full_clean()


# --- Moves -----------------------------------------------------------------------------------------------------------
MOVES = {
    "cases.Case.state": (CaseState, CASE_MOVES),
    "cases.EvidenceFile.state": (FileState, FILE_MOVES),
    "incidents.Interview.state": (InterviewState, INTERVIEW_MOVES),
    "incidents.Statement.state": (StatementState, STATEMENT_MOVES),
    "meetings.Mediation.state": (MediationState, MEDIATION_MOVES),
    "meetings.Meeting.state": (MeetingState, MEETING_MOVES),
    "packs.Pack.state": (PackState, PACK_MOVES),
    "records.Scan.state": (ScanState, SCAN_MOVES),
    "records.WrittenRecord.state": (RecordState, RECORD_MOVES),
    "records.Wording.state": (WordingState, WORDING_MOVES),
    "schools.ImportRun.state": (ImportState, IMPORT_MOVES),
    "schools.RoleProposal.state": (ProposalState, PROPOSAL_MOVES),
    "suspensions.SiteSuspension.state": (SuspensionState, SUSPENSION_MOVES),
    "pupils.PupilSuspension.state": (PupilSuspensionState, PUPIL_SUSPENSION_MOVES),
    "complaints.Complaint.stage": (Stage, STAGE_MOVES),
    "socialmedia.MailFile.state": (MailState, MAIL_MOVES),
    "socialmedia.Restriction.state": (RestrictionState, RESTRICTION_MOVES),
    "socialmedia.OnlineConcern.state": (Presence, PRESENCE_MOVES),
}
STEPS = [
    pytest.param(column, source, target, id=f"{column}: {source} to {target}")
    for column, (states, _) in MOVES.items()
    for source, target in itertools.product(states, states)
]


def machines():
    """Columns whose moves a trigger guards."""
    for model in OURS:
        for trigger in getattr(model._meta, "triggers", []):
            if isinstance(trigger, pgtrigger.FSM):
                yield f"{model._meta.label}.{trigger.field}"


def test_every_state_column_has_its_table_of_moves_here():
    states = {f"{m._meta.label}.{f.name}" for m, f in CHOSEN if f.name in {"state", "status", "stage"}}

    assert states == set(machines()) == set(MOVES)


@pytest.mark.parametrize("column", MOVES)
def test_a_table_of_moves_names_every_state(column):
    states, table = MOVES[column]

    assert set(table) == set(states)


def refusal_of(row, **change):
    """What PostgreSQL says to a change made beneath the models; nothing if it takes it."""
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**change)
    except Error as error:
        return str(error)
    return ""


@pytest.mark.parametrize(("column", "source", "target"), STEPS)
def test_postgresql_permits_exactly_the_declared_moves(column, source, target):
    label, _, field = column.rpartition(".")
    model = apps.get_model(label)
    row = FACTORIES[model](**({source.value: True} if source != model._meta.get_field(field).default else {}))
    assert getattr(row, field) == source

    refusal = refusal_of(row, **{field: target})

    is_declared = source == target or target in MOVES[column][1][source]
    # A move that is let through may still lack the stamps that belong to it: that is a CHECK's to say.
    assert ("Invalid transition" not in refusal) if is_declared else ("Invalid transition" in refusal), refusal


# --- History ---------------------------------------------------------------------------------------------------------
APPEND_ONLY = [
    "audit.Entry",
    "audit.Payload",
    "audit.Reading",
    "cases.Sealing",
    "incidents.Addendum",
    "records.RecordFile",
]
APPEND_ONLY += [
    "records.Signatory",
    "cases.AnsweredPrompt",
    "suspensions.Breach",
    "suspensions.Extension",
    "suspensions.Review",
]
APPEND_ONLY += ["suspensions.ReviewedEvidence", "suspensions.Telling", "suspensions.Variation"]
APPEND_ONLY += ["suspensions.BehaviourWarning", "pupils.OrderDecision", "pupils.ExamNote"]
APPEND_ONLY += [
    "pupils.Advice",
    "pupils.AdviceAnswer",
    "pupils.DaySixEducation",
    "pupils.Reintegration",
    "pupils.WorkSet",
]
APPEND_ONLY += [
    "pupils.BoardMember",
    "pupils.BoardReceipt",
    "pupils.BoardRepresentation",
]
APPEND_ONLY += ["pupils.SuspensionReason", "records.Disagreement", "records.SealedFile"]
APPEND_ONLY += [
    "meetings.Comment",
    "meetings.DraftGiven",
    "meetings.MediationParty",
    "meetings.MediatorNote",
    "notices.Appointment",
]
APPEND_ONLY += ["meetings.NotesRelease", "meetings.PartyAnswer", "meetings.Sitting"]
APPEND_ONLY += [
    "complaints.ActionTaken",
    "complaints.Decision",
    "complaints.Finding",
    "complaints.NextStage",
    "complaints.PanelSeat",
]
APPEND_ONLY += ["socialmedia.MailUpload", "socialmedia.RestrictionBreach", "socialmedia.Terms"]
APPEND_ONLY += ["socialmedia.MailUpload"]
APPEND_ONLY += ["socialmedia.Check", "socialmedia.Named", "socialmedia.Screenshot", "socialmedia.Told"]
NEVER_DELETED = [
    *APPEND_ONLY,
    "audit.Chain",
    "cases.Evidence",
    "cases.EvidenceFile",
    "cases.Link",
    "incidents.Incident",
    "incidents.Statement",
    "records.Copy",
    "records.WrittenRecord",
]
NEVER_DELETED += ["pupils.BoardMeeting", "pupils.PupilSuspension", "pupils.HalfDaysElsewhere"]
# What was noted stays; it is only taken back.
NEVER_DELETED += ["pupils.BoardAttendance", "pupils.BoardOutcome"]
NEVER_DELETED += ["meetings.AgreedRecord", "meetings.Mediation", "meetings.Meeting", "suspensions.PermittedVisit"]
NEVER_DELETED += ["packs.HandedBundle", "packs.Pack", "packs.PackLine"]
NEVER_DELETED += ["complaints.Complaint", "complaints.PanelMeeting", "complaints.PanelMember", "complaints.Point"]
NEVER_DELETED += ["socialmedia.Contact", "socialmedia.MailFile", "socialmedia.Restriction"]
NEVER_DELETED += ["socialmedia.Contact", "socialmedia.MailFile"]
NEVER_DELETED += ["complaints.Complaint", "complaints.Point", "socialmedia.OnlineConcern", "socialmedia.ConcernStep"]
NEVER_DELETED += ["records.Scan", "records.Signature", "records.Wording", "suspensions.Representation"]


def protecting(operation):
    """Models with an unconditional trigger against an operation."""
    return {
        m._meta.label
        for m in OURS
        for t in getattr(m._meta, "triggers", [])
        if isinstance(t, pgtrigger.Protect) and t.condition is None and operation in str(t.operation)
    }


def test_the_lists_of_protected_history_are_complete():
    assert protecting("UPDATE") - {"accounts.SignIn"} == set(APPEND_ONLY)
    assert protecting("DELETE") == set(NEVER_DELETED)


def bare(model_label):
    return FACTORIES[apps.get_model(model_label)]()


@pytest.mark.parametrize("model_label", [*APPEND_ONLY, "accounts.SignIn"])
def test_append_only_rows_cannot_be_changed(model_label):
    row = bare(model_label)
    for field in row._meta.local_fields:
        if not field.primary_key and not field.generated:
            assert "Cannot update" in refusal_of(row, **{field.attname: getattr(row, field.attname)}), field.name


@pytest.mark.parametrize("model_label", NEVER_DELETED)
def test_history_cannot_be_deleted(model_label):
    row = bare(model_label)

    with pytest.raises(Error, match=r"Cannot (update or )?delete"), transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).delete()


def another(field, row):
    """A value of a column that differs from the row's."""
    value = getattr(row, field.attname)
    if isinstance(field, models.ForeignKey):
        target = row.pk if field.related_model is type(row) else FACTORIES[field.related_model]().pk
        return {field.attname: target}
    if isinstance(field, models.FileField):
        return {field.name: f"{value.name[:10]}x"}
    if isinstance(field, models.BooleanField):
        return {field.name: not value}
    if isinstance(field, models.DateTimeField):
        return {field.name: datetime(2020, 1, 1, tzinfo=UTC)}
    if isinstance(field, models.DateField):
        return {field.name: date(2020, 1, 1)}
    if isinstance(field, models.IntegerField):
        return {field.name: value + 1}
    if isinstance(field, ArrayField):
        return {field.name: ["other"]}
    if isinstance(field, RangeField):
        return {field.name: (value.lower, value.upper + timedelta(minutes=1))}
    return {field.name: {"other": 1} if isinstance(field, models.JSONField) else f"{value[:10]}x"}


def changeable(row, columns_):
    """The columns of a row that PostgreSQL lets anybody change."""
    others = [f for f in row._meta.local_fields if not f.primary_key and f.name not in columns_]
    # What a constraint refuses and not the trigger is not frozen either.
    return {f.name for f in others if "Cannot update" not in refusal_of(row, **another(f, row))}


@pytest.mark.parametrize("state", ["issued", "complete", "superseded", "withdrawn"])
def test_an_issued_record_is_frozen_wholly(state):
    assert changeable(make.WrittenRecordFactory(**{state: True}), {"state"}) == set()


@pytest.mark.parametrize("state", ["matched", "refused"])
def test_a_scan_that_is_settled_is_frozen_wholly(state):
    assert changeable(make.ScanFactory(**{state: True}), {"state"}) == set()


@pytest.mark.parametrize("trait", ["pen", "taken_back"])
def test_of_a_signature_only_that_it_was_an_error_is_added_once(trait):
    added = set() if trait == "taken_back" else {"taken_back_at", "taken_back_by", "taken_back_reason"}

    assert changeable(make.SignatureFactory(**{trait: True}), added) == set()


def test_a_signature_is_bound_to_the_issued_text():
    with pytest.raises(Error, match="bind this signature"), transaction.atomic():
        make.SignatureFactory(digest="f" * 64)


@pytest.mark.parametrize("of", ["another record", "an unread page"])
def test_a_signature_by_pen_stands_on_a_matched_page_of_its_own_record(of):
    signatory = make.SignatoryFactory()
    scan = make.ScanFactory(matched=True) if of == "another record" else make.ScanFactory(record=signatory.record)

    with pytest.raises(Error, match="bind this signature"), transaction.atomic():
        make.SignatureFactory(pen=True, signatory=signatory, scan=scan)


@pytest.mark.parametrize("state", ["complete", "superseded", "withdrawn"])
def test_nobody_joins_those_who_sign_a_record_that_is_settled(state):
    with pytest.raises(Error, match="name who signs"), transaction.atomic():
        make.SignatoryFactory(record=make.WrittenRecordFactory(**{state: True}))


def test_a_locked_incident_is_locked_wholly():
    assert changeable(make.IncidentFactory(locked=True), {c.removesuffix("_id") for c in DECISION}) == set()


def test_a_locked_incident_can_still_be_decided_on():
    incident = make.IncidentFactory(locked=True)

    type(incident).objects.filter(pk=incident.pk).update(
        conclusion=Conclusion.NO_ACTION,
        conclusion_reason="A misunderstanding",
        concluded_at=timezone.now(),
        concluded_by=make.UserFactory(),
    )


@pytest.mark.parametrize("state", ["agreed", "not_agreed", "not_possible"])
def test_a_settled_interview_is_frozen_wholly(state):
    assert changeable(make.InterviewFactory(**{state: True}), {"state"}) == set()


@pytest.mark.parametrize("state", ["confirmed", "declined", "withdrawn"])
def test_a_settled_statement_is_frozen_wholly(state):
    allowed = {"state", "stands_in_at", "stands_in_by"}

    assert changeable(make.StatementFactory(**{state: True}), allowed) == set()


def test_a_link_that_was_taken_back_only_counts_tries():
    assert changeable(make.LinkFactory(taken_back=True), {"tries"}) == set()


@pytest.mark.parametrize("state", ["held", "agreed", "not_agreed", "not_possible"])
def test_an_interview_stays_once_something_came_of_it(state):
    row = make.InterviewFactory(**{state: True})

    with pytest.raises(Error, match="Cannot delete"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).delete()


def test_a_plan_of_an_interview_can_be_dropped():
    row = make.InterviewFactory()

    assert type(row).objects.filter(pk=row.pk).delete()[0] == 1


def test_an_open_incident_can_be_changed():
    incident = make.IncidentFactory()

    assert type(incident).objects.filter(pk=incident.pk).update(account="He shouted twice.") == 1


def test_a_copy_that_was_handed_over_stays_handed_over():
    """Only its arrival is said afterwards, or that it never came; and that once."""
    said_later = {"received_at", "disputed_at", "disputed_by", "dispute"}

    assert changeable(make.CopyFactory(), said_later) == set()
    assert changeable(make.CopyFactory(lost=True), set()) == set()


def test_of_a_permitted_visit_only_that_it_was_withdrawn_is_added_once():
    assert changeable(make.PermittedVisitFactory(), {"withdrawn_at", "withdrawn_by"}) == set()
    assert changeable(make.PermittedVisitFactory(withdrawn=True), set()) == set()


def test_whoever_was_noted_at_a_meeting_stays():
    row = make.AttendeeFactory(has_attended=True)

    with pytest.raises(Error, match="Cannot delete"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).delete()


def test_what_is_owed_after_a_meeting_stays():
    row = make.ActionFactory(owed=True)

    with pytest.raises(Error, match="Cannot delete"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).delete()


def test_a_draft_can_be_written_on():
    record = make.WrittenRecordFactory()

    assert type(record).objects.filter(pk=record.pk).update(content={"kind": "report", "sections": [1]}) == 1


def test_an_issued_record_still_moves_on():
    record = make.WrittenRecordFactory(issued=True)

    assert type(record).objects.filter(pk=record.pk).update(state=RecordState.COMPLETE) == 1


def test_disposal_can_empty_what_an_entry_said_on_purpose():
    payload = make.PayloadFactory()

    with pgtrigger.ignore("audit.Payload:payload_append_only"):
        type(payload).objects.filter(pk=payload.pk).update(salt="", data={})

    payload.refresh_from_db()
    payload.full_clean()
