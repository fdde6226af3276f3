"""The site's addresses and one more: a bare view, which answers what it is told to and asks the database nothing."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import path

from inspires.urls import urlpatterns as site

ADDRESS = "/bench/bare/"


class Bare:
    """What the view answers with."""

    answer: Callable[[], HttpResponse] = HttpResponse


def bare(request: HttpRequest) -> HttpResponse:
    return Bare.answer()


urlpatterns = [path(ADDRESS.lstrip("/"), bare), *site]
