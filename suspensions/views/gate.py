"""The gate register: who may not be on which site now; "They are here"."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.access import reach
from kernel import wording
from kernel.components import Action
from kernel.refusal import refuse_if
from kernel.text import whole_number
from schools.access import powers, require_at
from schools.models import School
from suspensions import rules, services
from suspensions.selectors.gate import at_the_gate, elsewhere, guidance, not_on_site, once_at_the_gate, sites

LAST_SITE = "gate_site"


@require_safe
def gate(request):
    """The register of the one site, of the site looked at last, or the list of sites to choose from."""
    require_at(request.user, "view_gate")
    schools = _sites(request)
    if len(schools) == 1:
        return redirect("suspensions:gate_school", schools[0].pk)
    last = request.session.get(LAST_SITE)
    if "choose" not in request.GET and any(school.pk == last for school in schools):
        return redirect("suspensions:gate_school", last)
    return render(request, "suspensions/gate.html", {"sites": sites(schools, request.user)})


@require_safe
def register(request, pk):
    school = get_object_or_404(_sites(request), pk=pk)
    if request.session.get(LAST_SITE) != pk:
        request.session[LAST_SITE] = pk
    context = {
        "school": school,
        "rows": not_on_site(request.user, school),
        "elsewhere": elsewhere(school),
        "now": timezone.now(),
        "is_one_of_several": _sites(request).exclude(pk=pk).exists(),
        "sees_pupils": powers(request.user).includes("view_suspended", school.pk),
        "is_desk": bool(request.session.get("is_desk")),
        "cannot_stay_open": rules.cannot_stay_open(_sees_cases(request)),
        "desk_action": _desk_action(request, school),
    }
    return render(request, "suspensions/gate_school.html", context)


@require_safe
def on_paper(request, pk):
    school = get_object_or_404(_sites(request), pk=pk)
    now = timezone.now()
    sub = f"{wording.in_full(now)}. Not for public view."
    rows = [(row, wording.in_full(wording.last_moment(row.until))) for row in not_on_site(request.user, school)]
    context = {"school": school, "rows": rows, "now": now, "sub": sub}
    return render(request, "suspensions/gate_print.html", context)


@require_POST
def desk(request, pk):
    """Keep this session open at the desk until its twelve hours are over, or no longer."""
    school = get_object_or_404(_sites(request), pk=pk)
    if "end" in request.POST:
        request.session.pop("is_desk", None)
        messages.success(request, "This page now locks like every other, after 15 minutes without use.")
    else:
        refuse_if(
            rules.cannot_stay_open(_sees_cases(request)), about=reverse("suspensions:gate_school", args=[school.pk])
        )
        request.session["is_desk"] = True
        messages.success(request, "This page stays open at the desk. Sign out when you leave it.")
    return redirect("suspensions:gate_school", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def here(request, pk):
    """One press logs that they are here; the page says what to say and whom to call."""
    if request.method == "POST":
        suspension = get_object_or_404(once_at_the_gate(request.user), pk=pk)
        school = _site_of(request, suspension, request.POST.get("site"))
        services.report_breach(suspension=suspension, school=school, by=request.user)
        query = f"?site={school.pk}" if suspension.is_trust_wide else ""
        return redirect(reverse("suspensions:here", args=[pk]) + query)
    suspension = get_object_or_404(at_the_gate(request.user), pk=pk)
    school = _site_of(request, suspension, request.GET.get("site"))
    url = suspension.get_absolute_url() if reach(request.user).sees(suspension.case) else ""
    context = {"guidance": guidance(suspension, school), "suspension_url": url}
    return render(request, "suspensions/here.html", context)


def _site_of(request, suspension, pk):
    """The site they are on: of one that holds everywhere the site that was pressed, else the user's own first."""
    if not suspension.is_trust_wide:
        return suspension.school
    sites = _sites(request)
    if pk is not None:
        return get_object_or_404(sites, pk=whole_number(pk))
    return sites.filter(pk=suspension.school_id).first() or sites.first()


def _sites(request):
    return School.objects.visible_to(request.user).where(request.user, "view_gate").in_use()


def _desk_action(request, school):
    url = reverse("suspensions:gate_desk", args=[school.pk])
    if request.session.get("is_desk"):
        return Action("Lock it like every page", url, method="post", fields={"end": "1"})
    reason = rules.cannot_stay_open(_sees_cases(request))
    return Action("Keep this page open at the desk", url, method="post", reason=reason)


def _sees_cases(request):
    return reach(request.user).sees_some
