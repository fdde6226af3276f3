"""Every constraint of the database has a row that it refuses, by its name."""

from datetime import date, timedelta

import pgtrigger
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from cases.states import CaseState
from incidents.states import Conclusion
from notices.states import Channel
from records.states import RecordState, WordingState
from schools.states import CoverKind, ImportState, Kinship, PersonKind, ProposalState, Role
from tests import factories as make
from tests.test_models import FACTORIES, OURS, ROOMS, columns, each

pytestmark = pytest.mark.django_db


def name_of(error):
    return error.__cause__.diag.constraint_name


def past(**ago):
    return timezone.now() - timedelta(**ago)


def twice(factory, **same):
    """Two rows that are the same in what is given."""
    factory(**same)
    factory(**same)


def changed(factory, **columns_):
    """A row changed beneath the models."""
    row = factory()
    type(row)._base_manager.filter(pk=row.pk).update(**columns_)


def empty_period():
    return TimestamptzRange(empty=True)


def overlapping():
    first = make.SiteSuspensionFactory()
    make.SiteSuspensionFactory(person=first.person, school=first.school, case=make.CaseFactory(school=first.school))


def twice_reasoned(*given):
    """Two reasons for one suspension of a pupil."""
    suspension = make.PupilSuspensionFactory()
    for code, place in given:
        make.SuspensionReasonFactory(suspension=suspension, code=code, place=place)


def restricted_twice():
    """Two restrictions on one person at one school."""
    first = make.RestrictionFactory(set=True)
    make.RestrictionFactory(set=True, case=first.case, person=first.person)


def twice_from_mail():
    """One message logged twice."""
    twice(make.ContactFactory, from_mail=True, school=make.SchoolFactory(), same_key="a" * 64)


def days(count):
    return timedelta(days=count)


def lasting(length, **columns_):
    """A suspension from now on for so long."""
    now = timezone.now()
    make.SiteSuspensionFactory(period=TimestamptzRange(now, now + length), **columns_)


def arranged_twice():
    first = make.ArrangementFactory()
    make.ArrangementFactory(suspension=first.suspension, school=first.school)


def considered_twice():
    first = make.ReviewedEvidenceFactory()
    make.ReviewedEvidenceFactory(review=first.review, evidence=first.evidence)


def duty_of_another_school():
    make.DutyFactory(school=make.SchoolFactory())


def confirmed_alone():
    user = make.UserFactory()
    make.RoleProposalFactory(
        state=ProposalState.CONFIRMED, proposed_by=user, decided_by=user, decided_at=timezone.now()
    )


def approved_alone():
    user = make.UserFactory()
    make.WordingFactory(approved=True, proposed_by=user, decided_by=user)


def replaced_twice():
    first = make.WrittenRecordFactory(superseded=True)
    for _ in range(2):
        make.WrittenRecordFactory(supersedes=first, correction="A name", issued=True)


YESTERDAY, TODAY = date(2026, 11, 1), date(2026, 11, 2)
USER, PERSON, CASE, SCHOOL = make.UserFactory, make.PersonFactory, make.CaseFactory, make.SchoolFactory
INTERVIEW, MEETING = make.InterviewFactory, make.MeetingFactory
SUSPENDED = make.PupilSuspensionFactory
CONCERN, STEP = make.OnlineConcernFactory, make.ConcernStepFactory


def from_itself():
    case = CASE()
    return make.ComplaintFactory(case=case, source=case)


def handed_to_itself():
    complaint = make.ComplaintFactory()
    return make.PointFactory(complaint=complaint, handed_on=True, handed_on_to=complaint)


def found_twice():
    finding = make.FindingFactory()
    return make.FindingFactory(decision=finding.decision, point=finding.point)


ILLEGAL = {
    # accounts
    "user_email_unique": lambda: (USER(email="ruth@school.example"), USER(email="Ruth@School.example")),
    "user_email_given": lambda: USER(email=""),
    "user_name_given": lambda: USER(name=""),
    "user_superuser_never": lambda: USER(is_superuser=True),
    "user_one_system": lambda: twice(USER, is_system=True),
    "sign_in_outcome_known": lambda: make.SignInFactory(outcome="maybe"),
    "sign_in_of_somebody": lambda: make.SignInFactory(user=None),
    # audit
    "chain_name_given": lambda: make.ChainFactory(name=""),
    "chain_head_whole": lambda: make.ChainFactory(head="0"),
    "entry_seq_unique": lambda: twice(make.EntryFactory, chain=make.ChainFactory(), seq=1),
    "entry_verb_given": lambda: make.EntryFactory(verb=""),
    "entry_seq_from_one": lambda: make.EntryFactory(seq=0),
    "entry_subject_given": lambda: make.EntryFactory(subject=""),
    "entry_hashes_whole": lambda: make.EntryFactory(hash="0"),
    "payload_disposed_whole": lambda: make.PayloadFactory(salt="", data={"title": "Something else"}),
    "reading_once_an_hour": lambda: twice(make.ReadingFactory, user=USER()),
    "reading_subject_given": lambda: make.ReadingFactory(subject=""),
    # schools
    "trust_one_row": lambda: make.TrustFactory(id=2),
    "trust_name_given": lambda: make.TrustFactory(name=""),
    "trust_complaint_days_counted": lambda: make.TrustFactory(complaint_update_days=0),
    "trust_office_opens_before_it_closes": lambda: make.TrustFactory(office_opens="17:00", office_closes="08:00"),
    "school_phase_known": lambda: SCHOOL(phase="college"),
    "school_name_given": lambda: SCHOOL(name=""),
    "school_prefix_letters": lambda: SCHOOL(prefix="H1L"),
    "bank_holiday_name_given": lambda: make.BankHolidayFactory(name=""),
    "term_name_given": lambda: make.TermFactory(name=""),
    "term_first_day_no_later": lambda: make.TermFactory(last_on=date(2026, 9, 4), first_on=date(2026, 9, 7)),
    "term_no_longer_than_terms_are": lambda: make.TermFactory(first_on=date(2026, 9, 7), last_on=date(2027, 7, 21)),
    "term_apart_from_others": lambda: twice(make.TermFactory, school=SCHOOL(), first_on=date(2026, 9, 7)),
    "closure_kind_known": lambda: make.ClosureFactory(kind="strike"),
    "closure_first_day_no_later": lambda: make.ClosureFactory(last_on=date(2026, 9, 4), first_on=date(2026, 9, 7)),
    "closure_no_longer_than_terms_are": lambda: make.ClosureFactory(
        first_on=date(2026, 9, 7), last_on=date(2027, 9, 7)
    ),
    "closure_once": lambda: twice(make.ClosureFactory, school=SCHOOL(), first_on=date(2026, 9, 7)),
    "session_times_morning_in_order": lambda: make.SessionTimesFactory(morning_closes="08:00"),
    "session_times_afternoon_whole": lambda: make.SessionTimesFactory(afternoon_closes=None),
    "session_times_afternoon_in_order": lambda: make.SessionTimesFactory(afternoon_opens="11:30"),
    "session_times_once_a_day": lambda: twice(make.SessionTimesFactory, school=SCHOOL()),
    "import_run_state_known": lambda: make.ImportRunFactory(state="lost", content=None),
    "import_run_size_given": lambda: make.ImportRunFactory(size=0),
    "import_run_content_iff_needed": lambda: make.ImportRunFactory(content=None),
    "import_run_queued_stamped": lambda: make.ImportRunFactory(queued_at=timezone.now()),
    "import_run_queued_when_applied": lambda: make.ImportRunFactory(state=ImportState.QUEUED),
    "import_run_finished_iff_over": lambda: make.ImportRunFactory(finished_at=timezone.now()),
    "import_run_failed_iff_reason": lambda: make.ImportRunFactory(failed_reason="The worker stopped"),
    "import_run_one_at_a_time": lambda: twice(make.ImportRunFactory, school=SCHOOL(), queued=True),
    "import_line_outcome_known": lambda: make.ImportLineFactory(outcome="lost"),
    "import_line_once": lambda: twice(make.ImportLineFactory, run=make.ImportRunFactory()),
    "person_kinds_known": lambda: PERSON(kinds=[]),
    "person_name_or_description": lambda: PERSON(given_name="", family_name=""),
    "person_not_merged_into_itself": lambda: changed(PERSON, merged_into=models.F("pk")),
    "school_link_once": lambda: twice(make.SchoolLinkFactory, person=PERSON(), school=SCHOOL()),
    "school_link_mis_id_unique": lambda: twice(make.SchoolLinkFactory, school=SCHOOL(), mis_id="17"),
    "relationship_kind_known": lambda: make.RelationshipFactory(kind="friend"),
    "relationship_two_people": lambda: changed(make.RelationshipFactory, adult=models.F("pupil")),
    "relationship_once": lambda: twice(make.RelationshipFactory, adult=PERSON(), pupil=PERSON(pupil=True)),
    "role_group_role_known": lambda: make.RoleGroupFactory(role="king"),
    "role_group_once": lambda: twice(make.RoleGroupFactory, role=Role.CEO, school=None),
    "membership_role_known": lambda: make.MembershipFactory(role="king"),
    "membership_school_iff_school_role": lambda: make.MembershipFactory(role=Role.HEAD, school=None),
    "membership_period_begins": lambda: make.MembershipFactory(period=empty_period()),
    "membership_not_from_oneself": lambda: changed(make.MembershipFactory, granted_by=models.F("user")),
    "membership_open_once": lambda: twice(make.MembershipFactory, user=USER(), role=Role.CEO, school=None),
    "standing_deputy_once": lambda: twice(make.StandingDeputyFactory, user=USER(), school=SCHOOL()),
    "cover_role_known": lambda: make.CoverFactory(role=Role.CLERK, school=None),
    "cover_kind_known": lambda: make.CoverFactory(kind="other"),
    "cover_school_iff_head": lambda: make.CoverFactory(role=Role.HEAD, school=None),
    "cover_period_bounded": lambda: make.CoverFactory(period=make.since()),
    "cover_not_of_oneself": lambda: changed(make.CoverFactory, of=models.F("user")),
    "role_proposal_school_iff_head": lambda: make.RoleProposalFactory(role=Role.HEAD),
    "role_proposal_state_known": lambda: make.RoleProposalFactory(confirmed=True, state="lost"),
    "role_proposal_period_begins": lambda: make.RoleProposalFactory(period=empty_period()),
    "role_proposal_not_for_oneself": lambda: changed(make.RoleProposalFactory, proposed_by=models.F("user")),
    "role_proposal_decided_iff_stamped": lambda: make.RoleProposalFactory(confirmed=True, state=ProposalState.PROPOSED),
    "role_proposal_declined_iff_reason": lambda: make.RoleProposalFactory(declined=True, decline_reason=""),
    "role_proposal_confirmed_by_a_second_person": confirmed_alone,
    "role_proposal_open_once": lambda: twice(make.RoleProposalFactory, user=USER()),
    # cases
    "case_state_known": lambda: CASE(state="lost"),
    "case_reference_form": lambda: CASE(reference="HIL-2026-0001"),
    "case_title_given": lambda: CASE(title=""),
    "case_void_iff_stamped": lambda: CASE(state=CaseState.VOID),
    "case_closed_iff_stamped": lambda: CASE(state=CaseState.CLOSED),
    "prompt_kind_known": lambda: make.AnsweredPromptFactory(kind="tea"),
    "prompt_answer_known": lambda: make.AnsweredPromptFactory(answer="perhaps"),
    "prompt_once": lambda: twice(make.AnsweredPromptFactory, case=CASE()),
    "involvement_part_known": lambda: make.InvolvementFactory(part="bystander"),
    "involvement_exactly_one_party": lambda: make.InvolvementFactory(name="Somebody else"),
    "involvement_person_once": lambda: twice(make.InvolvementFactory, case=CASE(), person=PERSON()),
    "involvement_user_once": lambda: twice(make.InvolvementFactory, case=CASE(), person=None, user=USER()),
    "link_purpose_known": lambda: make.LinkFactory(purpose="party"),
    "link_subject_given": lambda: make.LinkFactory(subject=""),
    "link_to_somebody": lambda: make.LinkFactory(sent_to=""),
    "link_digests_whole": lambda: make.LinkFactory(code_digest="1234"),
    "link_expires_after_it_was_made": lambda: make.LinkFactory(expires_at=past(days=1)),
    "link_tries_few": lambda: make.LinkFactory(tries=6),
    "link_session_iff_timed": lambda: make.LinkFactory(opened=True, session_digest=""),
    "link_used_after_opened": lambda: make.LinkFactory(opened=True, used_at=past(days=1)),
    "link_copy_after_use": lambda: make.LinkFactory(opened=True, copy_taken_at=timezone.now()),
    "link_taken_back_iff_stamped": lambda: make.LinkFactory(taken_back=True, taken_back_by=None),
    "link_one_open": lambda: twice(make.LinkFactory, case=CASE(), subject="1"),
    "evidence_kind_known": lambda: make.EvidenceFactory(kind="rumour"),
    "evidence_description_given": lambda: make.EvidenceFactory(description=""),
    "evidence_sealed_iff_stamped": lambda: make.EvidenceFactory(sealed_at=timezone.now()),
    "evidence_file_state_known": lambda: make.EvidenceFileFactory(refused=True, state="lost"),
    "evidence_file_kind_known": lambda: make.EvidenceFileFactory(kind="rumour"),
    "evidence_file_name_given": lambda: make.EvidenceFileFactory(name=""),
    "evidence_file_hash_whole": lambda: make.EvidenceFileFactory(sha256="abc"),
    "evidence_file_bytes_iff_kept": lambda: make.EvidenceFileFactory(original=""),
    "evidence_file_copy_iff_cleaned": lambda: make.EvidenceFileFactory(cleaned=True, served=""),
    "evidence_file_examined_iff_stamped": lambda: make.EvidenceFileFactory(clean=True, examined_at=None),
    "evidence_file_refused_with_reason": lambda: make.EvidenceFileFactory(refused=True, note=""),
    "evidence_file_removed_iff_stamped": lambda: make.EvidenceFileFactory(removed=True, remove_reason=""),
    "evidence_file_once": lambda: twice(make.EvidenceFileFactory, evidence=make.EvidenceFactory(), sha256="a" * 64),
    "grant_period_begins": lambda: make.GrantFactory(period=TimestamptzRange(None, timezone.now())),
    "grant_reason_given": lambda: make.GrantFactory(reason=""),
    "grant_not_to_oneself": lambda: changed(make.GrantFactory, granted_by=models.F("user")),
    "grant_open_once": lambda: twice(make.GrantFactory, case=CASE(), user=USER()),
    "delegation_acts_as_known": lambda: make.DelegationFactory(acts_as="friend"),
    "delegation_cause_known": lambda: make.DelegationFactory(cause="whim"),
    "delegation_period_begins": lambda: make.DelegationFactory(period=TimestamptzRange(None, timezone.now())),
    "delegation_reason_given": lambda: make.DelegationFactory(reason=""),
    "delegation_to_somebody_iff_not_an_office": lambda: make.DelegationFactory(to=None),
    "delegation_office_iff_caused": lambda: make.DelegationFactory(chair=True, cause="given"),
    "delegation_of_every_case_ends": lambda: make.DelegationFactory(case=None),
    "delegation_not_to_oneself": lambda: changed(make.DelegationFactory, given_by=models.F("to")),
    "delegation_open_once": lambda: twice(make.DelegationFactory, case=CASE(), to=USER()),
    "delegation_one_office": lambda: twice(make.DelegationFactory, chair=True, case=CASE()),
    "duty_kind_known": lambda: make.DutyFactory(kind="tidy_up"),
    "duty_owner_role_known": lambda: make.DutyFactory(owner_role="king"),
    "duty_discharged_iff_stamped": lambda: make.DutyFactory(discharged=True, how=""),
    "duty_waived_iff_stamped": lambda: make.DutyFactory(waived=True, waive_reason=""),
    "duty_by_name_ends_at_names_somebody": lambda: make.DutyFactory(owner_user=None, by_name_ends_at=timezone.now()),
    "duty_not_both_done_and_waived": lambda: make.DutyFactory(discharged=True, waived=True),
    "duty_open_once": lambda: twice(make.DutyFactory, case=CASE()),
    "duty_school_is_the_case_s": duty_of_another_school,
    "draft_once": lambda: twice(make.DraftFactory, user=USER()),
    "draft_key_given": lambda: make.DraftFactory(key=""),
    "submission_once": lambda: twice(make.SubmissionFactory, user=USER(), token="6e3c8f0e-3a52-4d0e-9c62-0f7c0f6f0a11"),
    # notices
    "notice_kind_known": lambda: make.NoticeFactory(kind="gossip"),
    "notice_audience_known": lambda: make.NoticeFactory(audience="press"),
    "notice_channel_known": lambda: make.NoticeFactory(channel="pigeon"),
    "notice_call_result_known": lambda: make.NoticeFactory(call_result="shouted"),
    "notice_exactly_one_recipient": lambda: make.NoticeFactory(to_name="Somebody else"),
    "notice_email_has_message_id": lambda: make.NoticeFactory(message_id=""),
    "notice_spoken_iff_spoken_channel": lambda: make.NoticeFactory(channel=Channel.TELEPHONE),
    "notice_failed_iff_reason": lambda: make.NoticeFactory(failed_at=timezone.now()),
    "notice_not_sent_and_failed": lambda: make.NoticeFactory(sent=True, failed=True),
    "notice_resolved_iff_stamped": lambda: make.NoticeFactory(resolved_how="By telephone"),
    "notice_link_iff_sent_by_link": lambda: make.NoticeFactory(link=make.LinkFactory()),
    "notice_acknowledged_iff_stamped": lambda: make.NoticeFactory(acknowledged_at=timezone.now()),
    # records
    "record_kind_known": lambda: make.WrittenRecordFactory(kind="poem"),
    "record_state_known": lambda: make.WrittenRecordFactory(issued=True, state="lost"),
    "record_title_given": lambda: make.WrittenRecordFactory(title=""),
    "record_issued_iff_stamped": lambda: make.WrittenRecordFactory(state=RecordState.ISSUED),
    "record_correction_iff_replacing": lambda: make.WrittenRecordFactory(correction="A name was wrong"),
    "record_code_form": lambda: make.WrittenRecordFactory(issued=True, code="lower case"),
    "record_number_once": lambda: twice(make.WrittenRecordFactory, case=CASE(), number=1, issued=True),
    "record_replaced_once": replaced_twice,
    "record_code_unique": lambda: twice(make.WrittenRecordFactory, issued=True, code="0123456789ABCDEF"),
    "record_one_draft": lambda: twice(make.WrittenRecordFactory, case=CASE()),
    "signatory_name_given": lambda: make.SignatoryFactory(name=""),
    "signatory_capacity_given": lambda: make.SignatoryFactory(capacity=""),
    "signatory_one_identity": lambda: make.SignatoryFactory(person=PERSON(), user=USER()),
    "signatory_order_once": lambda: twice(
        make.SignatoryFactory, record=make.WrittenRecordFactory(issued=True), order=1
    ),
    "scan_state_known": lambda: make.ScanFactory(state="lost", examined_at=timezone.now()),
    "scan_name_given": lambda: make.ScanFactory(name=""),
    "scan_hash_whole": lambda: make.ScanFactory(sha256="abc"),
    "scan_bytes_iff_kept": lambda: make.ScanFactory(original=""),
    "scan_shown_iff_looked_at": lambda: make.ScanFactory(served="scans/a.jpg"),
    "scan_examined_iff_done": lambda: make.ScanFactory(examined_at=timezone.now()),
    "scan_code_iff_matched": lambda: make.ScanFactory(matched=True, code=""),
    "scan_refused_with_reason": lambda: make.ScanFactory(refused=True, note=""),
    "scan_once": lambda: twice(make.ScanFactory, record=make.WrittenRecordFactory(issued=True), sha256="a" * 64),
    "sealed_file_hashes_whole": lambda: make.SealedFileFactory(fingerprint=""),
    "signature_method_known": lambda: make.SignatureFactory(method="seal"),
    "signature_digest_whole": lambda: make.SignatureFactory(digest="abc"),
    "signature_pen_iff_scan": lambda: make.SignatureFactory(pen=True, scan=None),
    "signature_drawn_iff_on_a_screen": lambda: make.SignatureFactory(drawn=True, drawing_sha256=""),
    "signature_typed_iff_by_name": lambda: make.SignatureFactory(by_name=True, typed=""),
    "signature_by_link_one_way": lambda: make.SignatureFactory(by_link=True, typed=""),
    "signature_reason_iff_not_given": lambda: make.SignatureFactory(reason=""),
    "signature_witness_of_none": lambda: make.SignatureFactory(by_name=True, witness="Dan Price"),
    "disagreement_text_given": lambda: make.DisagreementFactory(text=""),
    "signature_taken_back_iff_stamped": lambda: make.SignatureFactory(taken_back_at=timezone.now()),
    "signature_once": lambda: twice(make.SignatureFactory, pen=True, signatory=make.SignatoryFactory()),
    "copy_method_known": lambda: make.CopyFactory(method="pigeon"),
    "copy_exactly_one_recipient": lambda: make.CopyFactory(to_person=PERSON()),
    "copy_user_once": lambda: twice(make.CopyFactory, record=make.WrittenRecordFactory(issued=True), to_user=USER()),
    "copy_disputed_iff_stamped": lambda: make.CopyFactory(dispute="It came back."),
    "copy_not_both_arrived_and_lost": lambda: make.CopyFactory(lost=True, received_at=timezone.now()),
    "copy_counts_as_received_after_it_went": lambda: make.CopyFactory(handed_on=TODAY, deemed_on=YESTERDAY),
    "wording_name_given": lambda: make.WordingFactory(name=""),
    "wording_text_iff_own": lambda: make.WordingFactory(is_standard=True),
    "wording_why_given": lambda: make.WordingFactory(why=""),
    "wording_state_known": lambda: make.WordingFactory(approved=True, state="lost"),
    "wording_decided_iff_stamped": lambda: make.WordingFactory(state=WordingState.APPROVED),
    "wording_declined_iff_reason": lambda: make.WordingFactory(declined=True, reason=""),
    "wording_approved_by_a_second_person": approved_alone,
    "wording_one_waits": lambda: twice(make.WordingFactory),
    # incidents
    "incident_setting_known": lambda: make.IncidentFactory(setting="moon"),
    "incident_categories_known": lambda: make.IncidentFactory(categories=["rudeness"]),
    "incident_account_given": lambda: make.IncidentFactory(account=""),
    "incident_not_in_the_future": lambda: make.IncidentFactory(occurred_at=timezone.now() + timedelta(hours=1)),
    "incident_discovered_after_it_happened": lambda: make.IncidentFactory(discovered_at=past(days=1)),
    "incident_conclusion_known": lambda: make.IncidentFactory(concluded=True, conclusion="later"),
    "warning_capacity_known": lambda: make.BehaviourWarningFactory(capacity="friend"),
    "warning_reason_given": lambda: make.BehaviourWarningFactory(reason=""),
    "warning_once": lambda: twice(make.BehaviourWarningFactory, incident=make.IncidentFactory(), person=PERSON()),
    "incident_not_suspended_iff_stamped": lambda: make.IncidentFactory(not_suspended_why="He said sorry."),
    "incident_concluded_iff_stamped": lambda: make.IncidentFactory(conclusion=Conclusion.NO_ACTION),
    "incident_number_once": lambda: twice(make.IncidentFactory, case=CASE()),
    "interview_witness_kind_known": lambda: INTERVIEW(witness_kind="king"),
    "interview_state_known": lambda: INTERVIEW(state="lost"),
    "interview_note_form_known": lambda: INTERVIEW(held=True, note_form="song"),
    "interview_noted_iff_stamped": lambda: INTERVIEW(account="She saw it."),
    "interview_led_by_one": lambda: INTERVIEW(held=True, interviewer=None),
    "interview_ends_after_it_starts": lambda: INTERVIEW(held=True, started_at=timezone.now(), ended_at=past(hours=1)),
    "interview_not_in_the_future": lambda: INTERVIEW(held=True, noted_at=past(minutes=5)),
    "interview_pupil_supported": lambda: INTERVIEW(held=True, witness_kind="pupil"),
    "interview_settled_iff_stamped": lambda: INTERVIEW(agreed=True, settled_at=None),
    "interview_disagreement_iff_not_agreed": lambda: INTERVIEW(agreed=True, disagreement="The fist"),
    "interview_given_up_iff_stamped": lambda: INTERVIEW(not_possible=True, given_up_reason=""),
    "interview_one_open": lambda: twice(INTERVIEW, involvement=make.InvolvementFactory()),
    "statement_state_known": lambda: make.StatementFactory(state="lost"),
    "statement_place_given": lambda: make.StatementFactory(about_place=""),
    "statement_text_by_state": lambda: make.StatementFactory(text="He shouted."),
    "statement_confirmed_iff_stamped": lambda: make.StatementFactory(confirmed=True, confirmed_at=None),
    "statement_declined_iff_stamped": lambda: make.StatementFactory(declined=True, declined_at=None),
    "statement_withdrawn_iff_stamped": lambda: make.StatementFactory(withdrawn=True, withdraw_reason=""),
    "statement_stands_in_once_confirmed": lambda: make.StatementFactory(
        written=True, stands_in_at=timezone.now(), stands_in_by=USER()
    ),
    "statement_one_awaited": lambda: twice(make.StatementFactory, involvement=make.InvolvementFactory()),
    "addendum_text_given": lambda: make.AddendumFactory(text=""),
    # suspensions
    "site_suspension_state_known": lambda: make.SiteSuspensionFactory(lifted=True, state="lost"),
    "site_suspension_capacity_known": lambda: make.SiteSuspensionFactory(capacity="friend"),
    "site_suspension_period_bounded": lambda: make.SiteSuspensionFactory(period=make.since()),
    "site_suspension_grounds_given": lambda: make.SiteSuspensionFactory(grounds=""),
    "site_suspension_ended_iff_stamped": lambda: make.SiteSuspensionFactory(lifted=True, end_reason=""),
    "site_suspension_entered_iff_stamped": lambda: make.SiteSuspensionFactory(decider_name="A. Former"),
    "site_suspension_ended_as_known": lambda: make.SiteSuspensionFactory(lifted=True, ended_as="friend"),
    "site_suspension_counted_from_no_later": lambda: lasting(days(1), counted_from=timezone.now() + days(1)),
    "site_suspension_provisional_within_six_weeks": lambda: lasting(days(44)),
    "site_suspension_within_a_year": lambda: lasting(days(368), upheld=True, review_on=TODAY),
    "site_suspension_long_has_review_day": lambda: lasting(days(44), upheld=True),
    "site_suspension_one_live": overlapping,
    "extension_goes_on": lambda: make.ExtensionFactory(until=timezone.now() - days(1)),
    "extension_reason_given": lambda: make.ExtensionFactory(reason=""),
    "extension_considered_given": lambda: make.ExtensionFactory(considered=""),
    "extension_capacity_known": lambda: make.ExtensionFactory(capacity="friend"),
    "variation_terms_given": lambda: make.VariationFactory(terms=""),
    "variation_reason_given": lambda: make.VariationFactory(reason=""),
    "variation_capacity_known": lambda: make.VariationFactory(capacity="friend"),
    "representation_channel_known": lambda: make.RepresentationFactory(channel="pigeon"),
    "representation_text_given": lambda: make.RepresentationFactory(text=""),
    "representation_waiver_in_writing": lambda: make.RepresentationFactory(waiver=True, channel="telephone"),
    "representation_considered_iff_stamped": lambda: make.RepresentationFactory(consideration="Read."),
    "review_outcome_known": lambda: make.ReviewFactory(outcome="maybe"),
    "review_reasons_given": lambda: make.ReviewFactory(reasons=""),
    "review_considered_given": lambda: make.ReviewFactory(considered=""),
    "review_upheld_names_the_risk": lambda: make.ReviewFactory(risk=""),
    "review_capacity_known": lambda: make.ReviewFactory(capacity="friend"),
    "review_first_once": lambda: twice(make.ReviewFactory, suspension=make.SiteSuspensionFactory(upheld=True)),
    "reviewed_evidence_once": considered_twice,
    "arrangement_once_a_site": arranged_twice,
    "arrangement_says_something": lambda: make.ArrangementFactory(collection=""),
    # complaints
    "complaint_stage_known": lambda: make.ComplaintFactory(stage="lost"),
    "complaint_channel_known": lambda: make.ComplaintFactory(channel="pigeon"),
    "complaint_words_given": lambda: make.ComplaintFactory(words=""),
    "complaint_by_one_person": lambda: make.ComplaintFactory(name="Kay Lowe"),
    "complaint_not_from_itself": from_itself,
    "complaint_stage_counts_after_it_came": lambda: make.ComplaintFactory(stage_on=YESTERDAY),
    "complaint_about_data_at_its_stage": lambda: make.ComplaintFactory(is_about_data=True),
    "complaint_point_handed_on_iff_stamped": lambda: make.PointFactory(handed_on_at=timezone.now()),
    "complaint_point_not_taken_back_and_handed_on": lambda: make.PointFactory(taken_back=True, handed_on=True),
    "complaint_point_not_handed_to_itself": handed_to_itself,
    "complaint_decision_data_lead_on_data": lambda: make.DecisionFactory(capacity="dp_lead"),
    "complaint_point_text_given": lambda: make.PointFactory(text=""),
    "complaint_point_taken_back_iff_stamped": lambda: make.PointFactory(taken_back_why="Twice"),
    "complaint_decision_stage_known": lambda: make.DecisionFactory(answers="closed"),
    "complaint_decision_capacity_known": lambda: make.DecisionFactory(capacity="friend"),
    "complaint_decision_action_given": lambda: make.DecisionFactory(action=""),
    "complaint_decided_once_a_stage": lambda: twice(make.DecisionFactory, complaint=make.ComplaintFactory(closed=True)),
    "complaint_finding_result_known": lambda: make.FindingFactory(result="maybe"),
    "complaint_finding_reasons_given": lambda: make.FindingFactory(reasons=""),
    "complaint_found_once_a_point": found_twice,
    "complaint_action_text_given": lambda: make.ActionTakenFactory(text=""),
    "complaint_next_stage_reason_iff_late": lambda: make.NextStageFactory(late_reason="She was away"),
    "complaint_next_stage_words_given": lambda: make.NextStageFactory(words=""),
    # socialmedia
    "contact_channel_known": lambda: make.ContactFactory(channel="pigeon"),
    "contact_subject_given": lambda: make.ContactFactory(subject=""),
    "contact_read_from_a_file_iff_keyed": lambda: make.ContactFactory(same_key="a" * 64),
    "contact_taken_back_iff_stamped": lambda: make.ContactFactory(taken_back_why="Somebody else"),
    "contact_message_once": lambda: twice_from_mail(),
    "contact_once_a_file": lambda: twice(make.ContactFactory, from_mail=True, mail=make.MailFileFactory(taken=True)),
    "restriction_state_known": lambda: make.RestrictionFactory(state="lost"),
    "restriction_capacity_known": lambda: make.RestrictionFactory(capacity="friend"),
    "restriction_grounds_known": lambda: make.RestrictionFactory(grounds=["criticism"]),
    "restriction_why_given": lambda: make.RestrictionFactory(why=""),
    "restriction_set_iff_stamped": lambda: make.RestrictionFactory(set=True, set_at=None, set_by=None),
    "restriction_over_iff_stamped": lambda: make.RestrictionFactory(over_reason="Quiet"),
    "restriction_period_bounded": lambda: make.RestrictionFactory(set=True, period=empty_period()),
    "restriction_one_at_a_time": lambda: restricted_twice(),
    "terms_kind_known": lambda: make.TermsFactory(kind="lost"),
    "terms_channels_known": lambda: make.TermsFactory(channels=["pigeon"]),
    "terms_contact_given": lambda: make.TermsFactory(single_contact=""),
    "terms_frequency_given": lambda: make.TermsFactory(frequency=""),
    "terms_considered_given": lambda: make.TermsFactory(considered=""),
    "terms_reason_given": lambda: make.TermsFactory(reason=""),
    "terms_reviewed_before_they_end": lambda: make.TermsFactory(until_on=TODAY, review_on=TODAY + timedelta(days=1)),
    "terms_number_once": lambda: twice(make.TermsFactory, restriction=make.RestrictionFactory(set=True)),
    "restriction_breach_what_given": lambda: make.RestrictionBreachFactory(what=""),
    "restriction_breach_once_a_contact": lambda: twice(
        make.RestrictionBreachFactory, restriction=make.RestrictionFactory(set=True), contact=make.ContactFactory()
    ),
    "mail_file_state_known": lambda: make.MailFileFactory(refused=True, state="lost"),
    "mail_file_name_given": lambda: make.MailFileFactory(name=""),
    "mail_file_hash_whole": lambda: make.MailFileFactory(sha256="abc"),
    "mail_file_bytes_iff_kept": lambda: make.MailFileFactory(original=""),
    "mail_file_told_iff_asked": lambda: make.MailFileFactory(told={"sender": "a@b.c"}),
    "mail_file_read_iff_stamped": lambda: make.MailFileFactory(read_at=timezone.now()),
    "mail_file_refused_with_reason": lambda: make.MailFileFactory(refused=True, note=""),
    "mail_file_answered_stamped": lambda: make.MailFileFactory(answered_at=timezone.now()),
    "mail_file_left_out_iff_answered": lambda: make.MailFileFactory(left_out=True, answered_at=None, answered_by=None),
    "mail_file_number_once": lambda: twice(make.MailFileFactory, upload=make.MailUploadFactory(), number=1),
    "complaint_next_stage_known": lambda: make.NextStageFactory(asked_for="court"),
    "complaint_next_stage_once": lambda: twice(make.NextStageFactory, complaint=make.ComplaintFactory(formal=True)),
    "complaint_decision_panel_by_panel": lambda: make.DecisionFactory(answers="panel"),
    "panel_member_account_or_name": lambda: make.PanelMemberFactory(name="Ada Quist"),
    "panel_member_independent_by_name": lambda: make.PanelMemberFactory(is_independent=True, who="A friend"),
    "panel_member_stood_down_iff_stamped": lambda: make.PanelMemberFactory(stood_down_why="Ill"),
    "panel_member_once": lambda: twice(
        make.PanelMemberFactory, complaint=make.ComplaintFactory(panel=True), user=make.UserFactory()
    ),
    "panel_member_name_once": lambda: twice(
        make.PanelMemberFactory, complaint=make.ComplaintFactory(panel=True), independent=True
    ),
    "panel_meeting_place_given": lambda: make.PanelMeetingFactory(place=""),
    "panel_meeting_came_known": lambda: make.PanelMeetingFactory(held=True, came="late"),
    "panel_meeting_papers_iff_stamped": lambda: make.PanelMeetingFactory(papers="Both answers"),
    "panel_meeting_met_iff_stamped": lambda: make.PanelMeetingFactory(came="came"),
    "panel_meeting_absent_iff_why": lambda: make.PanelMeetingFactory(held=True, came="absent"),
    "panel_meeting_called_off_iff_stamped": lambda: make.PanelMeetingFactory(called_off_why="Ill"),
    "panel_meeting_not_both_met_and_called_off": lambda: make.PanelMeetingFactory(held=True, called_off=True),
    "panel_meeting_one_stands": lambda: twice(make.PanelMeetingFactory, complaint=make.ComplaintFactory(panel=True)),
    "panel_seat_once": lambda: twice(
        make.PanelSeatFactory, meeting=make.PanelMeetingFactory(held=True), member=make.PanelMemberFactory()
    ),
    "concern_platform_known": lambda: CONCERN(platform="pigeon"),
    "concern_platform_said_iff_other": lambda: CONCERN(platform="other"),
    "concern_kinds_known": lambda: CONCERN(kinds=["rude"]),
    "concern_kinds_given": lambda: CONCERN(kinds=[]),
    "concern_words_given": lambda: CONCERN(words=""),
    "concern_author_or_handle": lambda: CONCERN(author=None),
    "concern_time_of_a_day": lambda: CONCERN(posted_time="08:00"),
    "concern_signs_iff_judged": lambda: CONCERN(signs="Forty of the same wording."),
    "concern_ai_judged_by_signs": lambda: CONCERN(kinds=["ai_excessive"]),
    "concern_state_known": lambda: CONCERN(state="lost"),
    "concern_logged_after_seen": lambda: CONCERN(seen_at=timezone.now() + timedelta(days=1)),
    "concern_settled_iff_stamped": lambda: CONCERN(settled_why="Gone"),
    "concern_named_exactly_one_party": lambda: make.NamedFactory(user=None),
    "concern_check_found_known": lambda: make.CheckFactory(found="lost"),
    "concern_step_kind_known": lambda: STEP(kind="shout"),
    "concern_step_basis_known": lambda: STEP(kind="police", basis="criticism"),
    "concern_step_police_on_a_basis": lambda: STEP(kind="police"),
    "concern_step_letter_to_a_person": lambda: STEP(kind="warning"),
    "concern_step_meeting_is_a_talk": lambda: STEP(kind="host", meeting=MEETING()),
    "concern_step_suspension_iff_suspended": lambda: STEP(kind="suspension"),
    "concern_step_says_something": lambda: STEP(what=""),
    "concern_step_outcome_iff_stamped": lambda: STEP(outcome="Gone"),
    "concern_told_whom_known": lambda: make.ToldFactory(whom="neighbour"),
    "concern_told_name_given": lambda: make.ToldFactory(name=""),
    # pupils
    "exam_note_exam_given": lambda: make.ExamNoteFactory(exam=""),
    "exam_note_reason_iff_taken_back": lambda: make.ExamNoteFactory(is_missed=False),
    "order_decision_reason_given": lambda: make.OrderDecisionFactory(reason=""),
    "pupil_suspension_state_known": lambda: SUSPENDED(cancelled=True, state="lost"),
    "pupil_suspension_category_known": lambda: SUSPENDED(category="EXCL"),
    "pupil_suspension_capacity_known": lambda: SUSPENDED(capacity="ceo"),
    "pupil_suspension_first_half_known": lambda: SUSPENDED(first_half="an"),
    "pupil_suspension_last_half_known": lambda: SUSPENDED(last_half="zz"),
    "pupil_suspension_back_half_known": lambda: SUSPENDED(back_half="zz"),
    "pupil_suspension_ends_after_it_begins": lambda: SUSPENDED(
        last_on=TODAY, first_on=TODAY, first_half="pm", last_half="am"
    ),
    "pupil_suspension_lasts": lambda: SUSPENDED(half_days=0, term_total=1, year_total=1),
    "pupil_suspension_within_the_year": lambda: SUSPENDED(year_total=91),
    "pupil_suspension_conduct_given": lambda: SUSPENDED(conduct=""),
    "pupil_suspension_probability_given": lambda: SUSPENDED(probability=""),
    "pupil_suspension_needs_considered": lambda: SUSPENDED(needs_considered=""),
    "pupil_suspension_disability_considered": lambda: SUSPENDED(disability_considered=""),
    "pupil_suspension_vulnerability_considered": lambda: SUSPENDED(vulnerability_considered=""),
    "pupil_suspension_alternatives_given": lambda: SUSPENDED(alternatives=""),
    "pupil_suspension_exam_has_its_day": lambda: SUSPENDED(missed_exam="GCSE English"),
    "pupil_suspension_late_iff_entered_later": lambda: SUSPENDED(late_reason="The head was on a trip without a line."),
    "pupil_suspension_further_basis_known": lambda: SUSPENDED(
        follows=SUSPENDED(), further_basis="longer", further_reason="He did more."
    ),
    "pupil_suspension_further_iff_it_follows": lambda: SUSPENDED(follows=SUSPENDED()),
    "pupil_suspension_ended_iff_stamped": lambda: SUSPENDED(cancelled=True, back_on=None),
    "pupil_suspension_followed_once": lambda: twice(
        SUSPENDED, follows=SUSPENDED(), further_basis="new_evidence", further_reason="A second recording."
    ),
    "suspension_reason_known": lambda: make.SuspensionReasonFactory(code="QQ"),
    "suspension_reason_one_to_three": lambda: make.SuspensionReasonFactory(place=4),
    "suspension_reason_place_once": lambda: twice_reasoned(("PP", 1), ("PA", 1)),
    "suspension_reason_once": lambda: twice_reasoned(("PP", 1), ("PP", 2)),
    "half_days_elsewhere_term_known": lambda: make.HalfDaysElsewhereFactory(term="4"),
    "half_days_elsewhere_where_given": lambda: make.HalfDaysElsewhereFactory(where=""),
    "half_days_elsewhere_counted": lambda: make.HalfDaysElsewhereFactory(half_days=91),
    "half_days_elsewhere_year_plausible": lambda: make.HalfDaysElsewhereFactory(year=26),
    "half_days_elsewhere_taken_back_iff_stamped": lambda: make.HalfDaysElsewhereFactory(taken_back_why="Another child"),
    # pupils: the board, and what follows
    "board_representation_channel_known": lambda: make.BoardRepresentationFactory(channel="pigeon"),
    "board_representation_said_by_given": lambda: make.BoardRepresentationFactory(said_by=""),
    "board_representation_text_given": lambda: make.BoardRepresentationFactory(text=""),
    "board_meeting_place_given": lambda: make.BoardMeetingFactory(place=""),
    "board_meeting_papers_iff_stamped": lambda: make.BoardMeetingFactory(papers="The notice"),
    "board_meeting_uninvited_once_begun": lambda: make.BoardMeetingFactory(uninvited_why="No time."),
    "board_meeting_began_iff_stamped": lambda: make.BoardMeetingFactory(began_at=timezone.now()),
    "board_meeting_called_off_iff_stamped": lambda: make.BoardMeetingFactory(called_off=True, called_off_why=""),
    "board_meeting_not_both_begun_and_called_off": lambda: make.BoardMeetingFactory(begun=True, called_off=True),
    "board_meeting_one_ahead": lambda: twice(make.BoardMeetingFactory, suspension=SUSPENDED()),
    "board_member_account_or_name": lambda: make.BoardMemberFactory(name=""),
    "board_member_once": lambda: twice(
        make.BoardMemberFactory, meeting=make.BoardMeetingFactory(), user=USER(), name=""
    ),
    "board_attendance_came_known": lambda: make.BoardAttendanceFactory(came="perhaps"),
    "board_attendance_speaker_named": lambda: make.BoardAttendanceFactory(came="represented", with_whom=""),
    "board_attendance_nobody_with_whoever_stayed_away": lambda: make.BoardAttendanceFactory(came="absent"),
    "board_attendance_once": lambda: twice(
        make.BoardAttendanceFactory, meeting=make.BoardMeetingFactory(begun=True), person=make.PersonFactory()
    ),
    "board_attendance_taken_back_iff_stamped": lambda: make.BoardAttendanceFactory(taken_back_by=make.UserFactory()),
    "board_outcome_decision_known": lambda: make.BoardOutcomeFactory(decision="maybe"),
    "board_outcome_back_half_known": lambda: make.BoardOutcomeFactory(back_half="zz"),
    "board_outcome_reasons_given": lambda: make.BoardOutcomeFactory(reasons=""),
    "board_outcome_back_iff_reinstated": lambda: make.BoardOutcomeFactory(back_on=TODAY),
    "board_outcome_taken_back_iff_stamped": lambda: make.BoardOutcomeFactory(taken_back_why="Another decision"),
    "board_outcome_once": lambda: twice(make.BoardOutcomeFactory, suspension=SUSPENDED()),
    "board_outcome_one_answer": lambda: twice(make.BoardOutcomeFactory, suspension=SUSPENDED(), decision="considered"),
    "work_set_what_given": lambda: make.WorkSetFactory(what=""),
    "work_set_how_given": lambda: make.WorkSetFactory(how=""),
    "work_set_marker_given": lambda: make.WorkSetFactory(marker=""),
    "day_six_exception_known": lambda: make.DaySixEducationFactory(excepted=True, exception="rain"),
    "day_six_arranged_or_excepted": lambda: make.DaySixEducationFactory(address=""),
    "reintegration_held_or_why_not": lambda: make.ReintegrationFactory(is_held=False),
    "advice_capacity_known": lambda: make.AdviceFactory(capacity="head"),
    "advice_reasons_given": lambda: make.AdviceFactory(reasons=""),
    "advice_once": lambda: twice(make.AdviceFactory, suspension=SUSPENDED()),
    "advice_answer_reasons_given": lambda: make.AdviceAnswerFactory(reasons=""),
    "advice_answer_once": lambda: twice(make.AdviceAnswerFactory, advice=make.AdviceFactory()),
    # packs
    "pack_state_known": lambda: make.PackFactory(state="dreamt"),
    "pack_for_whom_given": lambda: make.PackFactory(for_whom=""),
    "pack_purpose_given": lambda: make.PackFactory(purpose=""),
    "pack_made_iff_stamped": lambda: make.PackFactory(made=True, sha256="short"),
    "pack_file_iff_made": lambda: make.PackFactory(made=True, file=""),
    "pack_failed_iff_reason": lambda: make.PackFactory(failed=True, failed_reason=""),
    "pack_gone_iff_stamped": lambda: make.PackFactory(gone=True, gone_at=None),
    "pack_reader_known": lambda: make.PackFactory(case=make.CaseFactory(), reader="press"),
    "pack_reader_iff_of_case": lambda: make.PackFactory(case=make.CaseFactory()),
    "pack_person_iff_for_them": lambda: make.PackFactory(case=make.CaseFactory(), reader="parent"),
    "handed_bundle_taken_back_iff_stamped": lambda: make.HandedBundleFactory(taken_back=True, taken_back_by=None),
    "handed_bundle_once": lambda: twice(
        make.HandedBundleFactory, pack=make.PackFactory(), complaint=make.ComplaintFactory()
    ),
    "pack_line_ground_known": lambda: make.PackLineFactory(ground="whim"),
    "pack_line_one_paper": lambda: make.PackLineFactory(record=None),
    "pack_line_evidence_once": lambda: twice(
        make.PackLineFactory, pack=make.PackFactory(), record=None, evidence=make.EvidenceFileFactory()
    ),
    "pack_line_placed_whole": lambda: make.PackLineFactory(first_page=3),
    "pack_line_order_once": lambda: twice(make.PackLineFactory, pack=make.PackFactory(), order=1),
    "pack_line_record_once": lambda: twice(
        make.PackLineFactory, pack=make.PackFactory(), record=make.WrittenRecordFactory(issued=True)
    ),
    # meetings
    "meeting_kind_known": lambda: MEETING(kind="picnic"),
    "meeting_back_after_iff_reintegration": lambda: MEETING(kind="reintegration"),
    "meeting_state_known": lambda: MEETING(state="dreamt"),
    "meeting_capacity_known": lambda: MEETING(capacity="mayor"),
    "meeting_minutes_sensible": lambda: MEETING(minutes=4),
    "meeting_place_given": lambda: MEETING(place=""),
    "meeting_about_given": lambda: MEETING(about=""),
    "meeting_remote_iff_joined": lambda: MEETING(is_remote=True),
    "meeting_noted_iff_stamped": lambda: MEETING(state="held"),
    "meeting_cancelled_iff_stamped": lambda: MEETING(cancelled=True, cancel_reason=""),
    "meeting_recorded_iff_stamped": lambda: MEETING(recorded=True, recorded_at=None, recorded_by=None),
    "attendee_capacity_known": lambda: make.AttendeeFactory(capacity="mayor"),
    "attendee_exactly_one_party": lambda: make.AttendeeFactory(name="Somebody"),
    "attendee_person_once": lambda: twice(make.AttendeeFactory, meeting=MEETING(), person=PERSON()),
    "attendee_user_once": lambda: twice(make.AttendeeFactory, meeting=MEETING(), person=None, user=USER()),
    "attendee_one_convener": lambda: twice(make.AttendeeFactory, meeting=MEETING(), capacity="convener"),
    "attendee_one_companion": lambda: twice(make.AttendeeFactory, meeting=MEETING(), capacity="companion"),
    "attendee_one_mediator": lambda: twice(make.AttendeeFactory, meeting=MEETING(), capacity="mediator"),
    "sitting_outcome_known": lambda: make.SittingFactory(outcome="danced"),
    "sitting_times_iff_held": lambda: make.SittingFactory(present=""),
    "sitting_ends_after_it_begins": lambda: make.SittingFactory(began_at=timezone.now(), ended_at=past(hours=1)),
    "sitting_not_in_the_future": lambda: make.SittingFactory(noted_at=past(hours=1)),
    "sitting_broken_off_with_reason": lambda: make.SittingFactory(outcome="adjourned"),
    "agreed_record_shared_iff_stamped": lambda: make.AgreedRecordFactory(shared=True, points=""),
    "comment_channel_known": lambda: make.CommentFactory(channel="owl"),
    "comment_says_something": lambda: make.CommentFactory(is_agreed=False),
    "draft_given_method_known": lambda: make.DraftGivenFactory(method="owl"),
    "draft_given_counts_after_it_went": lambda: make.DraftGivenFactory(deemed_on=past(days=3).date()),
    "mediation_state_known": lambda: make.MediationFactory(state="dreamt"),
    "mediation_about_given": lambda: make.MediationFactory(about=""),
    "mediation_appointed_iff_stamped": lambda: make.MediationFactory(running=True, access_ends_at=None),
    "mediation_one_mediator_iff_appointed": lambda: make.MediationFactory(running=True, mediator_name="Mr Fairley"),
    "mediation_ended_iff_stamped": lambda: make.MediationFactory(ended=True, outcome=""),
    "mediation_party_exactly_one": lambda: make.MediationPartyFactory(user=USER()),
    "mediation_person_once": lambda: twice(
        make.MediationPartyFactory, mediation=make.MediationFactory(), person=PERSON()
    ),
    "mediation_user_once": lambda: twice(
        make.MediationPartyFactory, mediation=make.MediationFactory(), person=None, user=USER()
    ),
    "party_answer_channel_known": lambda: make.PartyAnswerFactory(channel="owl"),
    "mediator_note_text_given": lambda: make.MediatorNoteFactory(text=""),
    "notes_release_reason_given": lambda: make.NotesReleaseFactory(reason=""),
    "action_what_given": lambda: make.ActionFactory(what=""),
    "action_exactly_one_owner": lambda: make.ActionFactory(name=""),
    "action_owed_iff_stamped": lambda: make.ActionFactory(owed=True, owed_by=None),
    "action_done_iff_stamped": lambda: make.ActionFactory(done=True, how=""),
    "appointment_place_given": lambda: make.AppointmentFactory(place=""),
    "appointment_lasts": lambda: make.AppointmentFactory(minutes=0),
    "permitted_visit_bounded": lambda: make.PermittedVisitFactory(period=empty_period()),
    "permitted_visit_place_given": lambda: make.PermittedVisitFactory(place=""),
    "permitted_visit_subject_given": lambda: make.PermittedVisitFactory(subject=""),
    "permitted_visit_withdrawn_iff_stamped": lambda: make.PermittedVisitFactory(withdrawn=True, withdrawn_by=None),
    "permitted_visit_once": lambda: twice(
        make.PermittedVisitFactory,
        suspension=make.SiteSuspensionFactory(),
        period=TimestamptzRange(past(hours=2), past(hours=1)),
    ),
}


@pytest.mark.parametrize("constraint", ILLEGAL)
def test_an_illegal_row_is_refused_by_name(constraint):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        ILLEGAL[constraint]()

    assert name_of(caught.value) == constraint


# What PostgreSQL holds and no model declares: checks and exclusions by hand, keys over several columns.
BY_HAND = """
    SELECT conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
    WHERE split_part(relname, '_', 1) = ANY(%s) AND (
        contype = 'x'
        OR (contype = 'f' AND cardinality(conkey) > 1)
        OR (contype = 'c' AND conname NOT LIKE '%%\\_check')
    )
"""


def test_every_constraint_has_its_illegal_row():
    declared = {c.name for m in OURS for c in m._meta.constraints}
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, [[*ROOMS]])
        by_hand = {name for (name,) in cursor.fetchall()}

    assert declared | by_hand == set(ILLEGAL)


UNIQUE = [(m, f) for m, f in columns() if f.unique and not f.primary_key]


@each(UNIQUE)
def test_a_unique_column_holds_a_value_once(model, field):
    first, second = FACTORIES[model](), FACTORIES[model]()
    value = getattr(first, field.attname)
    if value is None:
        value = FACTORIES[field.related_model]().pk
        model._base_manager.filter(pk=first.pk).update(**{field.attname: value})

    with pytest.raises(IntegrityError) as caught, pgtrigger.ignore(), transaction.atomic():
        model._base_manager.filter(pk=second.pk).update(**{field.attname: value})

    assert caught.value.__cause__.sqlstate == "23505"


def test_a_suspension_that_was_lifted_makes_room_for_another():
    first = make.SiteSuspensionFactory(lifted=True)

    make.SiteSuspensionFactory(person=first.person, school=first.school, case=first.case)


def test_suspensions_from_two_sites_do_not_meet():
    first = make.SiteSuspensionFactory()

    make.SiteSuspensionFactory(person=first.person)


def test_the_forms_hear_of_an_overlap_in_words():
    first = make.SiteSuspensionFactory()
    second = make.SiteSuspensionFactory.build(
        case=first.case, person=first.person, school=first.school, decided_by=first.decided_by, period=first.period
    )

    with pytest.raises(ValidationError, match="already suspended from this site"):
        second.full_clean()


@pytest.mark.parametrize("kinds", [["ghost"], ["parent", "ghost"]])
def test_a_person_of_an_unknown_kind_is_refused(kinds):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        PERSON(kinds=kinds)

    assert name_of(caught.value) == "person_kinds_known"


def test_one_person_may_be_several():
    PERSON(kinds=[PersonKind.PARENT, PersonKind.STAFF]).full_clean()


@pytest.mark.parametrize(("role", "has_school"), [(Role.HEAD, False), (Role.CEO, True), (Role.ADMINISTRATOR, True)])
def test_a_role_in_the_wrong_place_is_refused(role, has_school):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make.MembershipFactory(role=role, school=SCHOOL() if has_school else None)

    assert name_of(caught.value) == "membership_school_iff_school_role"


@pytest.mark.parametrize("period", [(None, None), ("now", None), (None, "now"), "empty"], ids=str)
def test_a_suspension_without_both_ends_is_refused(period):
    now = timezone.now()
    ends = empty_period() if period == "empty" else TimestamptzRange(*(now if end else None for end in period))

    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make.SiteSuspensionFactory(period=ends)

    assert name_of(caught.value) == "site_suspension_period_bounded"


def test_a_child_is_an_adults_child_by_one_kind_only():
    family = make.RelationshipFactory(kind=Kinship.MOTHER)

    with pytest.raises(IntegrityError), transaction.atomic():
        make.RelationshipFactory(adult=family.adult, pupil=family.pupil, kind=Kinship.CARER)


def test_cover_for_the_ceo_names_no_school():
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make.CoverFactory(role=Role.CEO, kind=CoverKind.APPOINTED)

    assert name_of(caught.value) == "cover_school_iff_head"
