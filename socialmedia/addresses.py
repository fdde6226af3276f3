"""Where a web address really leads, read from its text alone: nothing here opens one."""

from urllib.parse import urlsplit

from kernel.text import clean_line
from socialmedia.states import Platform

# The sites under which what is posted on a platform is found.
HOSTS: dict[str, tuple[str, ...]] = {
    Platform.FACEBOOK: ("facebook.com", "fb.com", "fb.me", "fb.watch"),
    Platform.INSTAGRAM: ("instagram.com",),
    Platform.TIKTOK: ("tiktok.com",),
    Platform.X: ("x.com", "twitter.com", "t.co"),
    Platform.WHATSAPP: ("whatsapp.com", "wa.me"),
    Platform.SNAPCHAT: ("snapchat.com",),
    Platform.YOUTUBE: ("youtube.com", "youtu.be"),
    Platform.NEXTDOOR: ("nextdoor.co.uk", "nextdoor.com"),
    Platform.GOOGLE: ("google.com", "google.co.uk", "goo.gl", "g.page", "g.co"),
}
WEB = ("http", "https")


def host_of(url: str) -> str:
    """The site to which an address leads, in the letters that machines read ("xn--…"); "" where it is none of the web."""
    try:
        parts = urlsplit(clean_line(url))
        host = (parts.hostname or "").rstrip(".") if parts.scheme.lower() in WEB else ""
        return host.encode("idna").decode("ascii").lower() if host else ""
    except (UnicodeError, ValueError):
        return ""


def is_web_address(url: str) -> bool:
    """Whether it is an address of the web that leads somewhere."""
    return "." in host_of(url)


def doubt_about(url: str, platform: str) -> str:
    """What to mind about an address that was given for a post on a platform; "" for nothing."""
    if not url:
        return ""
    host = host_of(url)
    if "." not in host:
        return "This is not an address of a page. Do not open it."
    known = HOSTS.get(platform, ())
    if known and not any(host == one or host.endswith(f".{one}") for one in known):
        return f"This leads to {host}, not to {Platform(platform).label}. Do not open it."
    if "xn--" in host:
        return f"This leads to {host}: some of its letters look like others. Do not open it."
    return ""
