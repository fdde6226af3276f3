"""What is the same for everybody is asked once a page, and never across pages."""

from django.http import HttpResponse

from kernel.middleware import OnceAPageMiddleware
from kernel.once import once_a_page, one_page


def asked():
    """A question that counts how often it was asked."""
    times = []

    @once_a_page
    def ask():
        times.append(1)
        return len(times)

    return ask


def test_a_page_asks_once_and_the_next_page_anew():
    ask = asked()

    with one_page():
        assert (ask(), ask()) == (1, 1)
    with one_page():
        assert ask() == 2


def test_each_question_has_its_own_answer():
    times = []

    @once_a_page
    def ask(role, school=None):
        times.append((role, school))
        return len(times)

    with one_page():
        assert [ask("head"), ask("head", school=1), ask("ceo"), ask("head"), ask("head", school=1)] == [1, 2, 3, 1, 2]


def test_outside_a_page_every_call_asks():
    ask = asked()

    assert (ask(), ask()) == (1, 2)


def test_only_a_request_that_changes_nothing_remembers(rf):
    for method, known in (("get", (1, 1)), ("head", (1, 1)), ("post", (1, 2))):
        ask, said = asked(), []

        def answer(request, ask=ask, said=said):
            said.append((ask(), ask()))
            return HttpResponse()

        OnceAPageMiddleware(answer)(getattr(rf, method)("/"))
        assert said == [known], method
