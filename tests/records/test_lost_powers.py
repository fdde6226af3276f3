"""Does somebody whose power is taken back while they wait for a record's case still write on it?"""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import Entry
from records.services import (
    _signing,
    ask_to_sign,
    discard_record,
    give_whole,
    issue_record,
    match_scan,
    note_disagreement,
    note_never_came,
    note_received,
    note_signed,
    note_unsigned,
    remove_scan,
    send_whole,
    sign_in_room,
    start_record,
    take_back,
    take_scans,
)
from records.services import record as writing
from records.services.signing import Signer
from records.states import CopyMethod, RecordKind, SignMethod
from schools.models import Membership
from tests import factories
from tests.records.contents import REPORT

HOME = {"email": "d.farrow@home.example", "phone": "07700 900467"}
ACTS = {
    "sign in the room": lambda w: sign_in_room(
        signatory=w.signer, digest=w.record.digest, typed="D. Farrow", by=w.head
    ),
    "ask to sign": lambda w: ask_to_sign(signatory=w.signer, **HOME, by=w.head),
    "note what is not agreed": lambda w: note_disagreement(signatory=w.signer, text="Not so.", by=w.head),
    "note who did not sign": lambda w: note_unsigned(
        signatory=w.signer, method=SignMethod.DECLINED, reason="No.", witness="Sam Okoro", by=w.head
    ),
    "take back a signature": lambda w: take_back(signature=w.signature, reason="Another page.", by=w.head),
    "take scans": lambda w: take_scans(record=w.record, files=[], by=w.head),
    "type a scan's code": lambda w: match_scan(scan=w.scan, code=w.record.code, by=w.head),
    "remove a scan": lambda w: remove_scan(scan=w.scan, by=w.head),
    "note a signature by pen": lambda w: note_signed(
        scan=w.scan, signatories=[w.signer], signed_on=timezone.localdate(), by=w.head
    ),
    "hand the whole": lambda w: give_whole(
        signatory=w.signer, method=CopyMethod.HAND, handed_on=timezone.localdate(), by=w.head
    ),
    "send the whole": lambda w: send_whole(signatory=w.signer, **HOME, by=w.head),
}


class World:
    """A record that one signs and one has signed, and a scan of it."""

    def __init__(self, case, head):
        note = {"case": case, "kind": RecordKind.INTERVIEW_NOTE, "title": "Note", "content": REPORT, "subject": "1"}
        signers = (Signer("Mr D. Farrow", "Parent"), Signer("Jo Brook", "Came with the parent"))
        self.head = head
        self.record = issue_record(record=start_record(**note, by=head), signers=signers, by=head)
        self.signer, other = self.record.signatories.select_related("record__case").order_by("order")
        self.signature = sign_in_room(signatory=other, digest=self.record.digest, typed=other.name, by=head)
        self.scan = factories.ScanFactory(record=self.record)


@pytest.fixture
def refused(head, monkeypatch):
    """Do something whose lock is taken in a module, while the headteacher's role ends: nothing of it is written."""

    def act(module, does):
        lock = module.lock

        def waiting(row):
            Membership.objects.filter(user=head).delete()
            return lock(row)

        monkeypatch.setattr(module, "lock", waiting)
        before = Entry.objects.count()
        with pytest.raises(PermissionDenied):
            does()
        assert Entry.objects.count() == before

    return act


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("act", ACTS)
def test_who_lost_the_power_meanwhile_writes_nothing(case, head, act, refused):
    world = World(case, head)

    refused(_signing, lambda: ACTS[act](world))


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("act", ["discard", "arrived", "lost"])
def test_nor_discards_a_draft_or_notes_what_came_of_a_copy(case, head, act, refused):
    draft = start_record(case=case, kind=RecordKind.INTERVIEW_NOTE, title="Note", content=REPORT, subject="2", by=head)
    record = factories.WrittenRecordFactory(case=case, issued=True, number=9)
    copy = factories.CopyFactory(record=record, to_user=None, to_name="Jo Brook", method=CopyMethod.HAND)
    acts = {
        "discard": lambda: discard_record(record=draft, by=head),
        "arrived": lambda: note_received(copy=copy, by=head),
        "lost": lambda: note_never_came(copy=copy, dispute="She never got it.", by=head),
    }

    refused(writing, acts[act])
