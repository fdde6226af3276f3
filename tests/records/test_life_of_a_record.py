"""The life of a signed record at random: whatever people do, in whatever order, what its signatures promise holds.

A state machine of hypothesis over the real services on a real database; each life is rolled back. What must hold is
worked out from the rows alone. No file is rendered: the worker's part is noted as the worker notes it.
"""

import hashlib
import os
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from accounts.models import User
from accounts.system import system_user
from audit.models import Chain
from audit.selectors import first_break
from cases.duties import Kind
from cases.models import Duty
from kernel.refusal import Refused
from records import hashing
from records.models import Copy, RecordFile, SealedFile, Signatory, Signature, WrittenRecord
from records.services import (
    correct_record,
    discard_record,
    give_whole,
    issue_record,
    keep_file,
    note_arrived,
    note_disagreement,
    note_lost,
    note_unsigned,
    save_content,
    sign_in_room,
    start_record,
    take_back,
    withdraw_record,
)
from records.services.sealing import keep_sealed
from records.services.signing import Signer
from records.states import CopyMethod, RecordKind, SignMethod
from records.verifying import Verdict, by_code
from schools.calendar import LONDON, local_day
from schools.services.roles import sync_roles
from schools.states import Role
from tests import factories as make
from tests.records.contents import REPORT

pytestmark = pytest.mark.django_db

# In the suite a few lives, the same each time; `LIVES=200` lives through that many, each time others.
LIVES = int(os.environ.get("LIVES", "0"))
SETTINGS = settings(
    max_examples=LIVES or 4,
    stateful_step_count=8,
    database=None,
    deadline=None,
    phases=[Phase.generate, *([Phase.shrink] if os.environ.get("SHRINK") else [])],
    report_multiple_bugs=False,
    suppress_health_check=[*HealthCheck],
    print_blob=True,
)
MOVES = {
    "draft": {"issued", "discarded"},
    "issued": {"complete", "superseded", "withdrawn"},
    "complete": {"superseded", "withdrawn"},
}
COUNTS = ("issued", "complete")
REFUSALS = (Refused, PermissionDenied)
WHICH = st.integers(min_value=0, max_value=7)
BY = st.sampled_from(["head"] * 9 + ["stranger"])
TEXTS = ("He never raised a hand.", "", "It was later in the day.", "  ")
# Mostly signing, and what leads to it.
ACTS = ["sign"] * 6 + ["store", "seal", "hand_over"] * 3 + ["correct", "issue", "hear_of_a_copy", "go_unsigned"] * 2
ACTS += ["begin", "write_more", "discard", "withdraw", "disagree", "call_in_error", "time_passes"]
BEGINS = datetime(2026, 11, 2, 9, 0, tzinfo=LONDON)


class World:
    """A case, its headteacher, a colleague and a parent who sign, and somebody of another school."""

    def __init__(self):
        make.TrustFactory()
        school, elsewhere = make.SchoolFactory(), make.SchoolFactory()
        sync_roles()
        self.head = make.UserFactory(name="Ruth Adeyemi", role=(Role.HEAD, school))
        self.colleague = make.UserFactory(name="Sam Okoro", role=(Role.STAFF, school))
        self.stranger = make.UserFactory(role=(Role.HEAD, elsewhere))
        self.case = make.CaseFactory(school=school, opened_by=self.head)
        self.signers = (
            Signer("Darren Farrow", "Parent", person=make.PersonFactory(at=school)),
            Signer("Ruth Adeyemi", "Held the meeting", user=self.head),
            Signer("Sam Okoro", "Companion", user=self.colleague),
            Signer("Ann Lee", "Came with the parent", is_needed=False),
        )


class Life(RuleBasedStateMachine):
    """What people do with a record, and what must hold after each act."""

    world: World

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.clock = time_machine.travel(BEGINS, tick=False)
        self.traveller = self.clock.start()
        self.states, self.digests, self.signed = {}, {}, {}

    def teardown(self):
        assert [first_break(chain) for chain in Chain.objects.all()] == [None] * Chain.objects.count()
        self.clock.stop()
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    # --- Acts -----------------------------------------------------------------------------------------------------------
    def do(self, service, *, by="head", **facts):
        """Let somebody do something; refused, nothing of it may remain. Then everything must hold."""
        user = system_user() if by == "worker" else User.objects.get(pk=getattr(self.world, by).pk)
        before = self.length()
        try:
            with transaction.atomic():
                done = service(by=user, **facts)
        except REFUSALS:
            assert self.length() == before
            return None
        assert by != "stranger", f"{service.__name__} was done by somebody who may not"
        self.check()
        return done

    def length(self):
        return [*Chain.objects.order_by("pk").values_list("pk", "length")]

    def one(self, rows, which):
        """Mostly the newest of these rows."""
        found = [*rows.order_by("-pk")]
        return found[max(0, which - 3) % len(found)] if found else None

    def record(self, which):
        return self.one(WrittenRecord.objects.select_related("case"), which)

    def signatory(self, which):
        return self.one(Signatory.objects.select_related("record__case"), which)

    @initialize(needs=st.integers(min_value=1, max_value=4), is_stored=st.booleans())
    def it_is_issued(self, needs, is_stored):
        self.begin("head", 0, 0)
        self.issue("head", 0, needs - 1)
        assert WrittenRecord.objects.get().signatories.count() == needs
        if is_stored:
            self.store("worker", 0, 1)

    @rule(acts=st.lists(st.tuples(st.sampled_from(ACTS), BY, WHICH, WHICH), min_size=6, max_size=9))
    def life_goes_on(self, acts):
        for act, by, which, how in acts:
            getattr(self, act)(by, which, how)

    def time_passes(self, by, which, how):
        self.traveller.shift(timedelta(minutes=1) if how < 4 else timedelta(days=how))

    def begin(self, by, which, how):
        self.do(start_record, by=by, case=self.world.case, kind=RecordKind.INTERVIEW_NOTE, title="Note", content=REPORT)

    def issue(self, by, which, how):
        if record := self.record(which):
            self.do(issue_record, by=by, record=record, signers=self.world.signers[: 1 + how % 4])

    def write_more(self, by, which, how):
        if record := self.record(which):
            self.do(save_content, by=by, record=record, content={**REPORT, "summary": f"Written {timezone.now()}"})

    def correct(self, by, which, how):
        if record := self.record(which):
            self.do(correct_record, by=by, record=record, correction="A name was wrong.")

    def discard(self, by, which, how):
        if record := self.record(which):
            self.do(discard_record, by=by, record=record)

    def withdraw(self, by, which, how):
        if record := self.record(which):
            self.do(withdraw_record, by=by, record=record, reason="It was about another." if how else " ")

    def sign(self, by, which, how):
        """On the screen; now and then from a page that shows another text."""
        if one := self.signatory(which):
            digest, disagrees = one.record.digest if how else "0" * 64, TEXTS[how % len(TEXTS)]
            done = self.do(sign_in_room, by=by, signatory=one, digest=digest, typed=one.name, disagrees=disagrees)
            if not how:
                assert done is None, "another text was signed"

    def go_unsigned(self, by, which, how):
        method = (SignMethod.DECLINED, SignMethod.UNABLE, SignMethod.TYPED)[how % 3]
        if one := self.signatory(which):
            self.do(note_unsigned, by=by, signatory=one, method=method, reason="No.", witness="Dan Price")

    def disagree(self, by, which, how):
        if one := self.signatory(which):
            self.do(note_disagreement, by=by, signatory=one, text=TEXTS[how % len(TEXTS)])

    def call_in_error(self, by, which, how):
        if row := self.one(Signature.objects.select_related("signatory__record__case"), which):
            self.do(take_back, by=by, signature=row, reason="It was another's.")

    def store(self, by, which, how):
        """The worker has made the PDF."""
        record, sha256 = self.record(which), hashlib.sha256(uuid4().bytes).hexdigest()
        if record is not None and record.is_frozen:
            who = by if how == 0 else "worker"
            done = self.do(
                keep_file, by=who, record=record, name=f"records/{sha256}.pdf", sha256=sha256, pages=2, size=9
            )
            if who != "worker":
                assert done is None, "a person stored a file"

    def seal(self, by, which, how):
        """The worker seals what it is asked to: what everybody has answered, also where a later version came."""
        record, sha256 = self.record(which), hashlib.sha256(uuid4().bytes).hexdigest()
        if record is None or record.state not in ("complete", "superseded") or not self.is_answered(record):
            return
        if RecordFile.objects.filter(record=record).exists() and record.signatories.exists():
            facts = {"name": f"records/{sha256}.pdf", "sha256": sha256, "fingerprint": "ab" * 32, "pages": 3, "size": 9}
            self.do(keep_sealed, by="worker", record=record, **facts)

    def hand_over(self, by, which, how):
        if one := self.signatory(which):
            self.do(give_whole, by=by, signatory=one, method=CopyMethod.HAND, handed_on=local_day(timezone.now()))

    def hear_of_a_copy(self, by, which, how):
        if row := self.one(Copy.objects.select_related("record__case", "to_person"), which):
            act, facts = (note_arrived, {}) if how % 3 == 0 else (note_lost, {"dispute": "They say so."})
            self.do(act, by=by, copy=row, **facts)

    # --- What must hold -------------------------------------------------------------------------------------------------
    def check(self):
        records = [*WrittenRecord.objects.order_by("pk")]
        for record in records:
            self.moves_lawfully(record)
            self.stays_as_it_was_issued(record)
            self.is_complete_when_all_have_answered(record)
            self.is_signed_once_by_each_and_as_it_reads(record)
            self.owes_what_is_missing(record)
        standing = [(one.kind, one.subject) for one in records if one.state in COUNTS]
        assert len(standing) == len({*standing}), "two versions count"
        for gone in {*self.signed} - {*Signature.objects.values_list("pk", flat=True)}:
            raise AssertionError(f"signature {gone} is gone")

    def moves_lawfully(self, record):
        before = self.states.get(record.pk)
        assert before == record.state or (before is None and record.state == "draft") or record.state in MOVES[before]
        self.states[record.pk] = record.state

    def stays_as_it_was_issued(self, record):
        """What was issued never changes again, and the code answers whether it counts."""
        if not record.code:
            assert record.state in ("draft", "discarded")
            return
        assert record.digest == hashing.digest_of(record.content)
        assert self.digests.setdefault(record.pk, record.digest) == record.digest
        told = {"superseded": Verdict.REPLACED, "withdrawn": Verdict.WITHDRAWN}.get(record.state, Verdict.ISSUED)
        assert by_code(record.code).verdict is told

    def answers(self, record):
        """What stands of each who signs, by signatory."""
        found = {one.pk: [] for one in Signatory.objects.filter(record=record)}
        for row in Signature.objects.filter(signatory__record=record, taken_back_at=None).order_by("pk"):
            found[row.signatory_id].append(row)
        return found

    def is_answered(self, record):
        needed = {*Signatory.objects.filter(record=record, is_needed=True).values_list("pk", flat=True)}
        return all(rows for pk, rows in self.answers(record).items() if pk in needed)

    def is_complete_when_all_have_answered(self, record):
        is_stored = RecordFile.objects.filter(record=record).exists()
        if record.state == "complete":
            assert is_stored
            assert self.is_answered(record), "complete, and somebody has not answered"
        if record.state == "issued":
            assert not (is_stored and self.is_answered(record)), "everybody has answered, and it is not complete"
        if SealedFile.objects.filter(record=record).exists():
            assert record.state in ("complete", "superseded", "withdrawn")

    def is_signed_once_by_each_and_as_it_reads(self, record):
        for rows in self.answers(record).values():
            given = [row for row in rows if row.method not in (SignMethod.DECLINED, SignMethod.UNABLE)]
            assert len(given) <= 1, "somebody signed twice"
            for row in rows:
                assert row.digest == record.digest, "a signature is bound to another text"
                self.signed[row.pk] = row.digest

    def owes_what_is_missing(self, record):
        """Signatures of what counts until all have answered; the whole, once it is sealed, until each holds it."""
        open_kinds = {*Duty.objects.open().filter(subject=str(record.pk)).values_list("kind", flat=True)}
        signs = record.state == "issued" and not self.is_answered(record)
        assert (Kind.SIGN in open_kinds) == signs, f"{record.state}: {open_kinds}"
        if record.state not in COUNTS:
            assert Kind.COPY not in open_kinds
        elif SealedFile.objects.filter(record=record).exists():
            assert (Kind.COPY in open_kinds) == bool(self.without(record))

    def without(self, record):
        """Who signs and holds no copy that came, by how the copy names them."""
        held = Copy.objects.filter(record=record, disputed_at=None)
        names = {copy.to_name for copy in held if copy.to_name}
        people, users = {copy.to_person_id for copy in held}, {copy.to_user_id for copy in held}
        return [
            one.name
            for one in Signatory.objects.filter(record=record)
            if not (
                (one.person_id and one.person_id in people)
                or (one.user_id and one.user_id in users)
                or (one.person_id is None and one.name in names)
            )
        ]


@pytest.fixture
def world():
    with time_machine.travel(BEGINS - timedelta(days=30), tick=False):
        return World()


@pytest.mark.parametrize("number", range(1 if LIVES else 2))
def test_whatever_happens_to_a_record_its_signatures_keep_their_promise(world, number):
    kind = type("Life", (Life,), {"world": world})

    run_state_machine_as_test(kind if LIVES else seed(number)(kind), settings=SETTINGS)

    assert not WrittenRecord.objects.exists(), "each life is rolled back"
