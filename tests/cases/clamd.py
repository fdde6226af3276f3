"""A clamd to talk to: answers INSTREAM and PING as ClamAV's does, over a Unix socket or TCP, or misbehaves as told."""

import socket
import struct
import threading

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd:
    """Listens until closed. `says` takes the place of every answer; `most` bytes a stream may have."""

    def __init__(self, address, *, says=None, most=None):
        family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
        self.line = socket.socket(family, socket.SOCK_STREAM)
        self.line.bind(address)
        self.line.listen(8)
        self.says, self.most, self.streams = says, most, []
        self.url = f"unix://{address}" if isinstance(address, str) else f"tcp://127.0.0.1:{self.line.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                caller, _ = self.line.accept()
            except OSError:
                return
            with caller:
                self.answer(caller)

    def answer(self, caller):
        command = self.read_to_nul(caller)
        if command == b"zPING":
            self.send(caller, b"PONG")
        elif command == b"zINSTREAM":
            stream = self.stream_of(caller)
            if stream is None:
                self.send(caller, b"INSTREAM size limit exceeded. ERROR")
                return
            self.streams.append(stream)
            self.send(caller, b"stream: Eicar-Test-Signature FOUND" if EICAR in stream else b"stream: OK")

    def send(self, caller, answer):
        caller.sendall(answer + b"\0" if self.says is None else self.says)

    def read_to_nul(self, caller):
        said = b""
        while not said.endswith(b"\0"):
            more = caller.recv(1)
            if not more:
                return said
            said += more
        return said[:-1]

    def stream_of(self, caller):
        """What is streamed; None where it is longer than may be."""
        stream = b""
        while length := struct.unpack("!L", self.exactly(caller, 4))[0]:
            stream += self.exactly(caller, length)
            if self.most is not None and len(stream) > self.most:
                return None
        return stream

    def exactly(self, caller, count):
        got = b""
        while len(got) < count and (more := caller.recv(count - len(got))):
            got += more
        return got.ljust(count, b"\0")

    def close(self):
        self.line.close()
