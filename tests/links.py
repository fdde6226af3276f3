"""A reader who follows what pages show them: every link, every button without fields; where none of it may be shut to them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.db import transaction
from django.test import Client

REFERENCE, NUMBER = re.compile(r"[A-Z]{3}-20\d\d-\w{4}"), re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+")
# What ends the walk, and what belongs to no reader.
LEFT_OUT = ("/account/logout/", "/account/stay/", "/static/")
SHUT = (403, 404, 405, 500)


@dataclass
class Button:
    """A form without anything to fill in: where it is sent, and what it sends along."""

    url: str
    sends: dict[str, str] = field(default_factory=dict)
    asks: bool = False


class Page(HTMLParser):
    """The links and buttons of a page, in its order; what stands on every page is left out after the first."""

    def __init__(self, html: str, url: str) -> None:
        super().__init__()
        self.url, self.links, self.buttons = url, list[tuple[str, str]](), list[Button]()
        self._form: Button | None = None
        self._link = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in said:
            self._link = urldefrag(urljoin(self.url, said["href"])).url
            self.links.append((self._link, ""))
        elif tag == "form" and said.get("method") == "post":
            self._form = Button(urljoin(self.url, said.get("action", "")))
        elif self._form is not None and tag in ("input", "select", "textarea"):
            is_plain = tag == "input" and said.get("type") == "hidden"
            self._form.asks |= not is_plain
            self._form.sends[said.get("name", "")] = said.get("value", "")
        elif self._form is not None and tag == "button" and said.get("name"):
            self._form.sends[said["name"]] = said.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._link and data.strip():
            url, label = self.links[-1]
            self.links[-1] = (url, f"{label} {data.strip()}".strip())

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._link = ""
        elif tag == "form" and self._form is not None:
            if not self._form.asks:
                self.buttons.append(self._form)
            self._form = None


def shape(url: str) -> str:
    """An address without what tells one row from another: pages of one kind have one shape."""
    return NUMBER.sub("N", REFERENCE.sub("R", urlsplit(url).path))


def follow(client: Client, *, pages: int, links: int, start: str = "/") -> Iterator[str]:
    """Walk as somebody from their home page on, and say what is shown to them and shut: page, link and answer.

    Of each kind of page so many are read; of the links that lead from one kind to another, under one label, so many
    are tried. A button is pressed and what it did undone.
    """
    read, tried = Counter[str](), Counter[tuple[str, str, str]]()
    seen, waiting = {start}, [(start, start, "Home")]
    while waiting:
        url, source, label = waiting.pop(0)
        answer = client.get(url, follow=True)
        if answer.status_code in SHUT:
            yield f"{source}: “{label}” leads to {url}, {answer.status_code}"
            continue
        if not _is_page(answer) or read[shape(url)] >= pages:
            continue
        read[shape(url)] += 1
        here = answer.request["PATH_INFO"]
        page = Page(answer.content.decode(), here)
        for to, said in page.links:
            known = (shape(here), shape(to), said.partition(":")[0])
            if to not in seen and _is_ours(to) and tried[known] < links:
                tried[known] += 1
                seen.add(to)
                waiting.append((to, here, said))
        for button in page.buttons:
            known = (shape(here), shape(button.url), "button")
            if tried[known] < links and _is_ours(button.url):
                tried[known] += 1
                yield from _press(client, button, here)


def _is_page(answer: Any) -> bool:
    """Whether an answer is a page; a file is read to its end, which closes it."""
    if answer.streaming:
        return not [*answer.streaming_content]
    return answer.headers.get("Content-Type", "").startswith("text/html")


def _is_ours(url: str) -> bool:
    return url.startswith("/") and not url.startswith(LEFT_OUT)


def _press(client: Client, button: Button, here: str) -> Iterator[str]:
    """Press it, say if it was shut, and undo what it did."""
    with transaction.atomic():
        answer = client.post(button.url, button.sends)
        _is_page(answer)
        transaction.set_rollback(True)
    if answer.status_code in SHUT:
        yield f"{here}: the button to {button.url}, {answer.status_code}"
