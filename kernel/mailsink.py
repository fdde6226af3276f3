"""The demonstration's mail server: it takes every message on loopback and keeps it as a file; nothing leaves the machine.

Run by script/server: `python -m kernel.mailsink [--port N] [--folder F]`.
"""

import argparse
import asyncio
import ipaddress
import os
import signal
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from kernel import mailbox

HOST = "127.0.0.1"
MOST_RECIPIENTS = 100


class Sink:
    """Stores what it is handed, from this machine only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not is_loopback(session.peer):
            return "554 Only this machine may send here"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        await asyncio.to_thread(mailbox.store, self.folder, list(envelope.rcpt_tos), content)
        return "250 Kept"


def is_loopback(peer: Any) -> bool:
    """The other end of a connection is this machine."""
    try:
        return ipaddress.ip_address(str(peer[0])).is_loopback
    except (ValueError, TypeError, IndexError):
        return False


async def serve(port: int, folder: Path) -> None:
    """Take mail until asked to stop."""
    loop = asyncio.get_running_loop()
    sink, done = Sink(folder), asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, done.set)
    server = await loop.create_server(
        lambda: SMTP(sink, data_size_limit=mailbox.MOST_BYTES, enable_SMTPUTF8=True, loop=loop), HOST, port
    )
    async with server:
        await done.wait()


def main() -> None:
    folder = Path(os.environ.get("VAR_DIR", "") or Path(__file__).resolve().parent.parent / "var") / "mail"
    port = int(os.environ.get("SINK_PORT") or int(os.environ.get("PORT") or 8000) + 25)
    parser = argparse.ArgumentParser(description="The demonstration's mail server.")
    parser.add_argument("--port", type=int, default=port)
    parser.add_argument("--folder", type=Path, default=folder)
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.port, arguments.folder))


if __name__ == "__main__":
    main()
