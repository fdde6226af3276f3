"""Roles: who holds which, giving one, confirming, declining, withdrawing, ending."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desk.forms.roles import DeclineForm, EndForm, RoleForm
from desk.selectors import roles as known
from desk.services import roles as services
from kernel.forms import run
from schools.models import Membership, RoleProposal, School
from schools.selectors.setup import accounts_for, crumbs
from schools.services.roles import decline_role, withdraw_role


@require_safe
def roles(request):
    return render(request, "desk/roles.html", {"groups": known.roles_known_to(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def role_give(request, pk):
    user = get_object_or_404(accounts_for(request.user), pk=pk)
    form = RoleForm(
        request.POST if request.method == "POST" else None, schools=School.objects.visible_to(request.user).in_use()
    )
    if request.method == "POST" and run(form, services.offer, user=user, by=request.user):
        waits = "It counts once another administrator or the CEO has confirmed it. They are told."
        is_given = isinstance(form.result, Membership)
        messages.success(request, "The role is given." if is_given else f"The role is proposed. {waits}")
        return redirect("schools:account", pk=pk)
    context = {"form": form, "account": user, "crumbs": crumbs(("Accounts", "schools:accounts"))}
    return render(request, "desk/role_give.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def proposals(request):
    return render(request, "desk/proposals.html", {"waiting": known.waiting_for(request.user)})


@require_POST
def proposal_confirm(request, pk):
    proposal = _proposal(request, pk)
    services.confirm(proposal=proposal, by=request.user)
    role = f"{proposal.get_role_display()}, {proposal.where}"
    messages.success(request, f"{proposal.user.name} now holds the role {role}. Those who must know are told.")
    return redirect("desk:proposals")


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_decline(request, pk):
    proposal = _proposal(request, pk)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, decline_role, proposal=proposal, by=request.user):
        messages.success(request, "The role is declined.")
        return redirect("desk:proposals")
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/proposal_decline.html", {"proposal": proposal, "form": form}, status=status)


@require_POST
def proposal_withdraw(request, pk):
    withdraw_role(proposal=_proposal(request, pk), by=request.user)
    messages.success(request, "The proposal is withdrawn.")
    return redirect("desk:proposals")


@require_http_methods(["GET", "HEAD", "POST"])
def role_end(request, pk):
    membership = get_object_or_404(known.endable_roles(request.user), pk=pk)
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, services.end, membership=membership, by=request.user):
        messages.success(request, f"The role of {membership.user.name} ends.")
        return redirect("schools:account", pk=membership.user_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/role_end.html", {"membership": membership, "form": form}, status=status)


def _proposal(request, pk):
    known.require_confirmer(request.user)
    return get_object_or_404(RoleProposal.objects.visible_to(request.user).select_related("user", "school"), pk=pk)
