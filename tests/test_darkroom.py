"""Pictures are unpacked in a process that has nothing: no keys, no room to grow, nothing of the server's memory."""

import fcntl
import io
import json
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from coordinator import darkroom
from coordinator.errors import Invalid, TooMany

ANSWERS = "import json, os, resource, sys; from pathlib import Path; sys.path[:0] = json.loads(sys.argv[1]); "
SHUT = (
    "from coordinator.plugin_host.shut_in import shut_in; shut_in(json.loads(sys.argv[2])); sys.stdin.buffer.read(); "
)


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **more: object) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, 1 if mode in ("L", "P") else "#a33").save(made, kind, **more)
    return made.getvalue()


def opened(remade: darkroom.Remade) -> Image.Image:
    found = Image.open(io.BytesIO(remade.content))
    found.load()
    assert found.size == (remade.width, remade.height) and found.format == remade.kind
    return found


@pytest.mark.parametrize(("kind", "made"), [("JPEG", "JPEG"), ("PNG", "PNG"), ("GIF", "PNG"), ("WEBP", "JPEG")])
def test_every_kind_comes_out_as_the_one_that_pages_show(kind: str, made: str) -> None:
    remade = darkroom.remade(picture(kind))
    assert remade.kind == made and opened(remade).size == (40, 30)


def test_a_large_photograph_comes_out_small_and_upright() -> None:
    details = Image.Exif()
    details[0x0112] = 6
    remade = darkroom.remade(picture(size=(6000, 3000), exif=details))
    assert opened(remade).size == (1000, 2000)


def test_what_is_seen_through_stays_so() -> None:
    assert opened(darkroom.remade(picture("PNG", mode="RGBA"))).mode == "RGBA"


def test_nothing_comes_along_but_the_pixels() -> None:
    details = Image.Exif()
    details[0x010E] = "Canary of the camera"
    content = picture(comment=b"Canary of a comment", exif=details, icc_profile=b"Canary of a profile")
    assert b"Canary" in content
    remade = darkroom.remade(content + b"Canary at the end")
    assert b"Canary" not in remade.content and not opened(remade).getexif() and "comment" not in opened(remade).info


def test_a_page_disguised_as_a_picture_comes_out_as_a_picture_alone() -> None:
    content = picture("GIF", comment=b"<script>alert(1)</script>") + b"<html><script>alert(2)</script></html>"
    remade = darkroom.remade(content)
    assert remade.kind == "PNG" and b"script" not in remade.content and b"html" not in remade.content


def test_of_many_frames_the_first_is_taken() -> None:
    frames = [Image.new("P", (60, 60), number % 255) for number in range(2000)]
    made = io.BytesIO()
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:], duration=20)
    remade = darkroom.remade(made.getvalue())
    assert opened(remade).n_frames == 1 and len(remade.content) < 5_000  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "limits",
    [
        replace(darkroom.LIMITS, data_bytes=40 * 2**20),
        replace(darkroom.LIMITS, seconds=0),
        replace(darkroom.LIMITS, memory_bytes=2**20),
    ],
    ids=["room", "time", "watched memory"],
)
def test_what_takes_more_than_it_may_is_refused_with_the_plain_sentence(limits: darkroom.Limits) -> None:
    with pytest.raises(Invalid, match="too many pixels"):
        darkroom.remade(picture("PNG", (5000, 4000)), limits)


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        ("import os; os.kill(os.getpid(), 9)", "too many pixels"),
        (f"{ANSWERS}{SHUT}\nwhile True: pass", "too many pixels"),
        (f"{ANSWERS}{SHUT}x = bytearray(300 * 2**20)", "too many pixels"),
        ("import os; os.abort()", "not a picture"),
        ("print('JPEG 40 30'); print('<html>')", "not a picture"),
        ("print('PNG 99999 30')", "not a picture"),
        ("print('x' * 50_000_000)", "not a picture"),
    ],
    ids=["killed", "endless", "greedy", "crashed", "lying", "too wide", "flooding"],
)
def test_a_process_that_fails_or_lies_gives_a_plain_sentence(
    monkeypatch: pytest.MonkeyPatch, start: str, sentence: str
) -> None:
    monkeypatch.setattr(darkroom, "START", start)
    with pytest.raises(Invalid, match=sentence) as refused:
        darkroom.remade(picture(), replace(darkroom.LIMITS, cpu_seconds=1))
    assert refused.value.field == "picture"


@pytest.mark.parametrize("is_walled", [True, False])
def test_the_process_has_no_keys_and_no_room(monkeypatch: pytest.MonkeyPatch, is_walled: bool) -> None:
    monkeypatch.setenv("COORDINATOR_SECRET", "canary")
    if not is_walled:
        monkeypatch.setattr(darkroom.sandbox, "sandboxed_command", lambda *_given: None)
    asked = (
        "told = {'env': dict(os.environ), 'modules': sorted(sys.modules), "
        "'core': resource.getrlimit(resource.RLIMIT_CORE), "
        "'data': resource.getrlimit(resource.RLIMIT_DATA), 'cpu': resource.getrlimit(resource.RLIMIT_CPU)}; "
        "sys.stdout.buffer.write(b'JPEG 1 1\\n\\xff\\xd8\\xff' + json.dumps(told).encode())"
    )
    monkeypatch.setattr(darkroom, "START", f"{ANSWERS}import coordinator.remaking; {SHUT}{asked}")
    told = json.loads(darkroom.remade(b"").content[3:])
    assert "canary" not in str(told) and told["core"] == [0, 0] and told["cpu"] == [10, 10]
    assert told["data"][0] <= 256 * 2**20
    ours = {name for name in told["modules"] if name.startswith("coordinator")}
    assert ours == {
        "coordinator",
        "coordinator.plugin_host",
        "coordinator.plugin_host.shut_in",
        "coordinator.plugin_host.system_calls",
        "coordinator.remaking",
    }
    assert not {"peewee", "pyrage", "flask"} & set(told["modules"])


def _peak_kilobytes() -> int:
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


def test_the_memory_of_who_asks_does_not_grow() -> None:
    content = picture("PNG", (7000, 6000))
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    before = _peak_kilobytes()
    assert darkroom.remade(content).width == 2000
    assert _peak_kilobytes() - before < 20_000


def test_the_server_does_not_even_load_what_unpacks_pictures() -> None:
    asked = "import sys, coordinator.app; print('PIL' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)
    assert told.stdout.strip() == "False"


def test_two_are_made_at_a_time_and_a_third_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(darkroom, "WAIT_SECONDS", 0.2)
    with ExitStack() as held:
        first, second = (held.enter_context(place.open("rb")) for place in darkroom._PLACES)
        fcntl.flock(first, fcntl.LOCK_EX)
        assert darkroom.remade(picture()).width == 40
        fcntl.flock(second, fcntl.LOCK_EX)
        with pytest.raises(TooMany, match="busy"):
            darkroom.remade(picture())
