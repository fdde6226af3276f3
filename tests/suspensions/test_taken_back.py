"""What the CEO delegated is taken back while the delegate's own act waits for the case: it is not done any more."""

from contextlib import suppress
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import Entry
from cases.models import Case, Delegation
from cases.querysets import CaseQuerySet
from cases.services.case import mark_closed, mark_void
from cases.services.delegation import delegate, end_delegation
from desk.services.closing import close_case, reopen_case
from desk.services.deciding import decide_on_report
from desk.services.informing import inform_chair
from desk.services.report import issue_report
from desk.services.supplementary import issue_supplementary
from desk.services.suspending import suspend_on_case, warn_on_case
from incidents.services import conclude_incident
from incidents.states import Conclusion
from kernel.refusal import Refused
from suspensions import services
from suspensions.models import Representation
from suspensions.services.extension import let_end
from suspensions.services.letter import issue_letter
from suspensions.services.warning import issue_warning
from suspensions.states import Channel, Outcome
from tests import factories as make

pytestmark = pytest.mark.usefixtures("clock")
FRIDAY = date(2026, 11, 13)
WHY, SAID = {"reason": "x"}, {"reasons": "x", "considered": "x"}


def warned(suspension):
    return make.BehaviourWarningFactory(incident=suspension.case.incidents.get(), person=suspension.person)


ACTS = {
    "review it": lambda s, by: services.review_site_suspension(
        suspension=s, outcome=Outcome.UPHELD, risk="x", by=by, **SAID
    ),
    "look at it again": lambda s, by: services.look_again(suspension=s, outcome=Outcome.CONTINUED, by=by, **SAID),
    "vary it": lambda s, by: services.vary_site_suspension(suspension=s, terms="x", reason="x", by=by),
    "consider what they said": lambda s, by: services.consider_representation(
        representation=Representation.objects.get(), consideration="x", by=by
    ),
    "extend it": lambda s, by: services.extend_site_suspension(
        suspension=s, until_on=FRIDAY, reason="x", considered="x", by=by
    ),
    "let it end": lambda s, by: let_end(suspension=s, note="x", by=by),
    "renew it": lambda s, by: services.renew_site_suspension(
        suspension=s, until_on=FRIDAY, grounds="x", considered="x", by=by
    ),
    "close every site": lambda s, by: services.suspend_trust_wide(
        suspension=s, until_on=FRIDAY, grounds="x", considered="x", by=by
    ),
    "ask for every site": lambda s, by: services.ask_for_trust_wide(suspension=s, by=by, **WHY),
    "lift it": lambda s, by: services.lift_suspension(suspension=s, by=by, **WHY),
    "void it": lambda s, by: services.void_suspension(suspension=s, by=by, **WHY),
    "write to them": lambda s, by: issue_letter(suspension=s, happened="x", reason="x", by=by),
    "warn somebody": lambda s, by: warn_on_case(case=s.case, warned=[s.person], reason="x", by=by),
    "send a warning": lambda s, by: issue_warning(
        warning=make.BehaviourWarningFactory(incident=s.case.incidents.get(), person=s.person),
        happened="x",
        reason="x",
        by=by,
    ),
    "suspend somebody else": lambda s, by: suspend_on_case(
        case=s.case, person=s.person, school=s.school, grounds="x", by=by
    ),
    "write a warning": lambda s, by: services.issue_warning(warning=warned(s), happened="x", reason="x", by=by),
    "decide on a report": lambda s, by: decide_on_report(
        incident=s.case.incidents.get(), conclusion=Conclusion.NO_ACTION, by=by, **WHY
    ),
    "conclude it": lambda s, by: conclude_incident(
        incident=s.case.incidents.get(), conclusion=Conclusion.NO_ACTION, by=by, **WHY
    ),
    "issue the report": lambda s, by: issue_report(case=s.case, by=by),
    "issue what follows": lambda s, by: issue_supplementary(case=s.case, by=by),
    "inform the Chair": lambda s, by: inform_chair(case=s.case, note="x", by=by),
    "close it": lambda s, by: close_case(case=s.case, outcome="x", by=by),
    "mark it closed": lambda s, by: mark_closed(case=s.case, outcome="x", left=(), by=by),
    "open it again": lambda s, by: reopen_case(case=s.case, by=by, **WHY),
}


@pytest.fixture
def taken_back(ceo, central, monkeypatch):
    """Take back what was delegated at the moment at which somebody else's act asks for the lock of a case."""

    def at_the_lock():
        lock = CaseQuerySet.select_for_update

        def meanwhile(self, **how):
            monkeypatch.setattr(CaseQuerySet, "select_for_update", lock)
            end_delegation(delegation=Delegation.objects.get(to=central), by=type(ceo).objects.get(pk=ceo.pk))
            return lock(self, **how)

        monkeypatch.setattr(CaseQuerySet, "select_for_update", meanwhile)

    return at_the_lock


@pytest.mark.parametrize("act", ACTS)
def test_what_was_delegated_and_taken_back_meanwhile_is_not_done(act, suspension, case, ceo, central, taken_back):
    make.RepresentationFactory(suspension=suspension, channel=Channel.LETTER)
    delegate(case=case, to=central, by=ceo, **WHY)
    by = type(central).objects.get(pk=central.pk)
    taken_back()

    with pytest.raises(PermissionDenied):
        ACTS[act](suspension, by)

    assert Entry.objects.latest("pk").verb == "delegation.given"
    assert Case.objects.get().state == "open"


@pytest.mark.parametrize("act", ACTS)
def test_a_delegate_from_whom_nothing_was_taken_may_do_it(act, suspension, case, ceo, central):
    make.RepresentationFactory(suspension=suspension, channel=Channel.LETTER)
    delegate(case=case, to=central, by=ceo, **WHY)

    # Done, or refused with a sentence about the thing itself.
    with suppress(Refused):
        ACTS[act](suspension, type(central).objects.get(pk=central.pk))


def test_the_user_of_a_request_is_asked_anew_as_well(suspension, case, ceo, central, taken_back, client_of):
    delegate(case=case, to=central, by=ceo, **WHY)
    browser = client_of(central)
    page = f"/cases/{case.reference}/suspensions/{suspension.pk}/void/"
    assert browser.get(page).status_code == 200
    taken_back()

    assert browser.post(page, {"reason": "Wrong person"}).status_code == 403
    suspension.refresh_from_db()
    assert suspension.ended_at is None


def test_a_headteacher_whose_role_ended_meanwhile_voids_nothing(case, head, monkeypatch):
    lock = CaseQuerySet.select_for_update

    def meanwhile(self, **how):
        head.memberships.all().delete()
        return lock(self, **how)

    monkeypatch.setattr(CaseQuerySet, "select_for_update", meanwhile)

    with pytest.raises(PermissionDenied):
        mark_void(case=case, reason="x", by=type(head).objects.get(pk=head.pk))
