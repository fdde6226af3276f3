"""Roles in the whole trust: who holds them, confirming, declining, withdrawing; ending any role."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desk.forms.roles import DeclineForm, EndForm
from desk.selectors import roles as known
from desk.services import roles as services
from kernel.forms import run
from schools.models import RoleProposal
from schools.services.roles import decline_role, withdraw_role


@require_safe
def roles(request):
    return render(request, "desk/roles.html", {"held": known.trust_roles_for(request.user)})


@require_safe
def proposals(request):
    return render(request, "desk/proposals.html", {"waiting": known.waiting_for(request.user)})


@require_POST
def proposal_confirm(request, pk):
    proposal = _proposal(request, pk)
    services.confirm(proposal=proposal, by=request.user)
    told = "The CEO and the data protection lead are told."
    messages.success(request, f"{proposal.user.name} now holds the role {proposal.get_role_display()}. {told}")
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
    return get_object_or_404(RoleProposal.objects.visible_to(request.user).select_related("user"), pk=pk)
