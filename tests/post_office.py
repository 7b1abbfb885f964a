"""A small mail server on this machine, which takes mail as RFC 5321 says, or refuses it as a test asks."""

import socketserver
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class PostOffice:
    """What it was told, what it took, and what it answers: `answers` by the first word of a command, or `END`."""

    port: int = 0
    trust: ssl.SSLContext | None = None
    answers: dict[str, list[str]] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    taken: list[bytes] = field(default_factory=list)
    # Called once a message is there and before that is said.
    on_message: Callable[[], None] = lambda: None
    breaks_at_end: bool = False

    def answer(self, word: str, usual: str) -> str:
        """The answer to a command: the next that the test has given for it, or the usual one."""
        given = self.answers.get(word)
        return given.pop(0) if given else usual


class _Clerk(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.office: PostOffice = self.server.office  # type: ignore[attr-defined]
        self.line: Any = self.request
        self.letters = self.line.makefile("rb")
        try:
            self.say(self.office.answer("HELLO", "220 ready"))
            while (command := self.letters.readline()) and self.obey(command.decode().strip()):
                pass
        except OSError:
            return
        finally:
            self.letters.close()
            self.line.close()

    def say(self, text: str) -> None:
        self.line.sendall(f"{text}\r\n".encode())

    def obey(self, command: str) -> bool:
        self.office.heard.append(command)
        word = command.split(" ")[0].upper()
        if word == "EHLO":
            offer = "250-STARTTLS\r\n" if self.office.trust and not isinstance(self.line, ssl.SSLSocket) else ""
            self.say(f"250-here\r\n{offer}250 AUTH PLAIN")
        elif word == "STARTTLS" and self.office.trust:
            self.say("220 go on")
            self.letters.close()
            self.line = self.office.trust.wrap_socket(self.line, server_side=True)
            self.letters = self.line.makefile("rb")
        elif word == "DATA":
            return self.take()
        else:
            self.say(self.office.answer(word, "235 known" if word == "AUTH" else "250 yes"))
        return word != "QUIT"

    def take(self) -> bool:
        answer = self.office.answer("DATA", "354 go on")
        self.say(answer)
        if not answer.startswith("354"):
            return True
        lines = []
        while (line := self.letters.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        end = self.office.answer("END", "250 taken")
        if end.startswith("250"):
            self.office.taken.append(b"".join(lines))
        self.office.on_message()
        if self.office.breaks_at_end:
            return False
        self.say(end)
        return True


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    office: PostOffice

    def handle_error(self, request: object, client_address: object) -> None:
        """A line that a client left is no fault of the test."""


@contextmanager
def open_post_office(trust: ssl.SSLContext | None = None) -> Iterator[PostOffice]:
    """A mail server on a free port of this machine, with TLS where it has something to prove itself by."""
    with _Server(("127.0.0.1", 0), _Clerk) as server:
        server.office = PostOffice(server.server_address[1], trust)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server.office
        server.shutdown()


def make_certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1 that nobody signed but itself, and what a server needs to show it."""
    proof, key = folder / "proof.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=here", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*command, "-keyout", str(key), "-out", str(proof)], check=True, capture_output=True)
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(proof, key)
    return proof, trust
