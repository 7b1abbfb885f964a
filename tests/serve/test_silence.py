"""Nothing that the server writes says who asked, with what, or for what."""

from pathlib import Path
from typing import Any

from servers import running

from coordinator.serve.web import FORGOTTEN, forget_who

CANARIES = ["203.0.113.77", "2001:db8::77", "SpyBrowser", "hidden-path", "hidden-query", "hidden-body", "hidden-cookie"]
HEADERS = [
    "X-Forwarded-For: 203.0.113.77",
    "Forwarded: for=203.0.113.77",
    "X-Real-IP: 2001:db8::77",
    "User-Agent: SpyBrowser",
    "Referer: http://203.0.113.77/hidden-path",
    "Cookie: s=hidden-cookie",
]
MALFORMED = [
    b"hidden-path\r\n\r\n",
    b"GET /hidden-path HTTP/9.9\r\n\r\n",
    b"GET /hidden-path HTTP/1.1\r\nno colon hidden-query\r\n\r\n",
    b"GET /hidden-path?" + b"hidden-query" * 800 + b" HTTP/1.1\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: hidden-body\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nhidden-body\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nUser-Agent: SpyBrowser\r\nbad header: 203.0.113.77\r\n\r\n",
    b"GET http://hidden-path:99999/ HTTP/1.1\r\n\r\n",
    b"\x16\x03\x01\x02\x00hidden-body",
    b"\x00" * 100,
]


def test_no_log_line_tells_of_a_request_at_the_loudest_level(instance: Path) -> None:
    (instance / "config.toml").write_text('log_level = "debug"\n')
    (instance / "config.toml").chmod(0o600)
    with running(instance) as server:
        server.wait_ready()
        for path in ("/healthz", "/hidden-path?hidden-query", "/join/hidden-path", "/%ff%fe", "/search"):
            server.get(path, *HEADERS)
        for content in MALFORMED:
            server.send(content)
        server.end()
        written = "".join(server.err)
    assert "A request that is not proper HTTP was refused." in written, "nothing was logged at all"
    assert [canary for canary in CANARIES if canary in written] == []
    assert "127.0.0.1" not in written


def test_nothing_inside_ever_learns_who_asks() -> None:
    seen: dict[str, Any] = {}

    def application(environ: dict[str, Any], _start_response: Any) -> list[bytes]:
        seen.update(environ)
        return []

    forget_who(application)(dict.fromkeys(FORGOTTEN, "203.0.113.77") | {"PATH_INFO": "/"}, None)
    assert seen == {"PATH_INFO": "/"}
