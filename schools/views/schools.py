"""Schools: the list, adding one, changing one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kernel.forms import run
from schools.access import require_set_up
from schools.forms.trust import SchoolForm
from schools.models import School
from schools.selectors.setup import crumbs
from schools.services.school import add_school, change_school


@require_safe
def schools(request):
    require_set_up(request.user)
    context = {"schools": School.objects.visible_to(request.user), "crumbs": crumbs()}
    return render(request, "schools/schools.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def school_new(request):
    require_set_up(request.user)
    form = SchoolForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, add_school, by=request.user):
        messages.success(request, f"{form.result.name} is added. Now give its headteacher a role.")
        return redirect("schools:schools")
    return _form(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def school(request, pk):
    require_set_up(request.user)
    one = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    form = SchoolForm(request.POST) if request.method == "POST" else SchoolForm.of(one)
    if request.method == "POST" and run(form, change_school, school=one, by=request.user):
        messages.success(request, f"The facts of {one.name} are kept.")
        return redirect("schools:schools")
    return _form(request, form, one)


def _form(request, form, one):
    context = {"form": form, "school": one, "crumbs": crumbs(("Schools", "schools:schools"))}
    return render(request, "schools/school.html", context, status=422 if request.method == "POST" else 200)
