"""Takes the pictures of README.md and of the user guide, from a demonstration of its own: `make pictures`."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import CHROMIUM, CHROMIUM_ALONE

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
PORT = 8747
ADDRESS = f"http://127.0.0.1:{PORT}"
PASSWORD = "bread and roses"
PROGRAM = [sys.executable, "-m", "coordinator"]
PHONE, DESKTOP = (360, 720), (1280, 800)
COLOURS = 64
STARTS_WITHIN = 60


@dataclass(frozen=True)
class Shot:
    """One picture: its file, who looks, how they come to the page and what they type; the rest is the device."""

    name: str
    who: str
    walk: Callable[[Page], object]
    size: tuple[int, int] = PHONE
    scheme: str = "light"
    language: str = "en-US"


def go(address: str) -> Callable[[Page], object]:
    """Straight to an address."""
    return lambda page: page.goto(ADDRESS + address)


def led(address: str, *links: str) -> Callable[[Page], object]:
    """To an address, and on by what the links on the way say, or begin with."""

    def walk(page: Page) -> None:
        page.goto(ADDRESS + address)
        for link in links:
            page.locator("main").get_by_role("link", name=link).first.click()

    return walk


def _invited(page: Page) -> None:
    page.goto(f"{ADDRESS}/s/kettle/invite")
    page.locator("main button[type=submit]").first.click()
    codes = page.locator(".slip-code").all_inner_texts()
    page.context.clear_cookies()
    page.goto(f"{ADDRESS}/join/{codes[0].strip()}")


def _noting(text: str, address: str) -> Callable[[Page], object]:
    def walk(page: Page) -> None:
        page.goto(ADDRESS + address)
        page.fill("[name=text]", text)

    return walk


def _handing_in(page: Page) -> None:
    page.goto(f"{ADDRESS}/s/kettle/newsletter/articles/new")
    page.fill("[name=title]", "Who counts the breaks?")
    page.fill("[name=text]", "On Monday the second break was eleven minutes long. We looked at three clocks.")
    page.mouse.wheel(0, -DESKTOP[1])


def _sending(page: Page) -> None:
    led("/s/nopal/reports/", "La lista del sábado", "Enviar a otras ciudades")(page)


def _at_the_answer(page: Page) -> None:
    led("/s/kettle/threads/", "54 hooks")(page)
    page.goto(page.url.split("#")[0] + "#reply")


FAN = "The fan on the paint line is off again since the morning. Three of us went to the office together."
WATER = "Otra vez sin agua en el pasillo doce. Fuimos cuatro a la oficina y dijeron que mañana."
ELEVATOR = led("/s/stairwell/reports/", "An elevator", "Send to other cities")
SHOTS = [
    Shot("coming-in", "kettle-plover", _invited),
    Shot(
        "a-note-on-a-phone",
        "kettle-wren",
        _noting(FAN, "/s/kettle/notes/new"),
    ),
    Shot("home-on-a-phone", "kettle-wren", go("/")),
    Shot("home", "kettle-plover", go("/"), DESKTOP),
    Shot("our-space", "kettle-plover", go("/s/kettle/"), DESKTOP),
    Shot("a-draft", "stairwell-slate", led("/s/stairwell/reports/", "Nine percent"), DESKTOP),
    Shot("sending-a-report", "stairwell-flint", ELEVATOR, DESKTOP),
    Shot("a-report-from-elsewhere", "kettle-wren", led("/", "Wet floors")),
    Shot("thread", "kettle-plover", led("/s/kettle/threads/", "54 hooks"), DESKTOP),
    Shot("a-thread-in-the-dark", "kettle-wren", led("/s/kettle/threads/", "54 hooks"), scheme="dark"),
    Shot("answering", "kettle-wren", _at_the_answer),
    Shot("a-piece", "kettle-wren", _handing_in),
    Shot("editors-table", "kettle-kestrel", led("/s/kettle/newsletter/", "Number 2"), DESKTOP),
    Shot("the-newsletter", "kettle-kestrel", go("/s/kettle/newsletter/1"), DESKTOP),
    Shot("text-to-pass-on", "kettle-plover", go("/s/kettle/pass-on")),
    Shot("names-to-take-out", "kettle-plover", go("/s/kettle/names"), DESKTOP),
    Shot("inicio", "nopal-encino", go("/"), language="es-MX"),
    Shot(
        "una-nota",
        "nopal-ceiba",
        _noting(WATER, "/s/nopal/notes/new"),
        language="es-MX",
    ),
    Shot("enviar-un-informe", "nopal-encino", _sending, DESKTOP, language="es-MX"),
    Shot("un-hilo", "nopal-ceiba", led("/s/nopal/threads/", "Los pasillos"), scheme="dark", language="es-MX"),
    Shot("a-note-in-arabic", "kettle-dunlin", go("/s/kettle/notes/new"), language="ar"),
]


def take_all(only: list[str]) -> None:
    """Every picture, or those named in `only`, stands anew in docs/pictures."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        stack.enter_context(_served(Path(folder)))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ALONE)
        for shot in SHOTS:
            if not only or shot.name in only:
                _keep(shot.name, _taken(browser, shot))
        if not only or "folded-sheet" in only:
            _keep("folded-sheet", _sheet(browser, Path(folder)))
        browser.close()


@contextmanager
def _served(folder: Path) -> Iterator[None]:
    """A demonstration that answers on the loopback until the end."""
    there = ["--instance", str(folder / "instance")]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COORDINATOR_")}
    subprocess.run([*PROGRAM, "demo", *there], check=True, cwd=ROOT, env=clean, stdout=subprocess.DEVNULL)
    run = [*PROGRAM, "run", *there, "--host", "127.0.0.1", "--port", str(PORT)]
    with subprocess.Popen(run, cwd=ROOT, env=clean) as server:
        try:
            _wait_for_it()
            yield
        finally:
            server.terminate()


def _wait_for_it() -> None:
    for _second in range(STARTS_WITHIN):
        try:
            with urlopen(f"{ADDRESS}/healthz"):
                return
        except URLError:
            time.sleep(1)
    raise SystemExit(f"The demonstration did not answer within {STARTS_WITHIN} seconds.")


def _taken(browser: Browser, shot: Shot) -> Image.Image:
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=1.5 if shot.size == PHONE else 1,
        color_scheme=shot.scheme,  # type: ignore[arg-type]
        locale=shot.language,
        java_script_enabled=False,
        reduced_motion="reduce",
    )
    with context:
        page = context.new_page()
        _sign_in(page, shot.who)
        _speak(page, shot.language.partition("-")[0])
        shot.walk(page)
        page.wait_for_load_state("networkidle")
        return Image.open(BytesIO(page.screenshot(caret="hide")))


def _sign_in(page: Page, who: str) -> None:
    page.goto(f"{ADDRESS}/sign-in")
    page.fill("[name=sign_in_name]", f"demo-{who}")
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").click()


def _speak(page: Page, language: str) -> None:
    """The pages in this language, whatever the reader's space speaks."""
    page.goto(f"{ADDRESS}/account")
    page.select_option("[name=language]", language)
    page.locator("form[action='/account/language'] button[type=submit]").click()


def _sheet(browser: Browser, folder: Path) -> Image.Image:
    """Both sides of the first number as it is printed, one above the other."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        _sign_in(page, "kettle-kestrel")
        page.goto(f"{ADDRESS}/s/kettle/newsletter/1")
        page.locator("a[href^='/editions/']").first.click()
        page.locator("button[value=print_pdf]").click()
        for _second in range(STARTS_WITHIN):
            if page.locator("a[href^='/files/']").count():
                break
            time.sleep(1)
            page.reload()
        file = page.locator("a[href^='/files/']").first.get_attribute("href")
        (folder / "sheet.pdf").write_bytes(context.request.get(f"{ADDRESS}{file}").body())
    subprocess.run(["pdftoppm", "-r", "75", "-png", folder / "sheet.pdf", folder / "side"], check=True)
    sides = [Image.open(path) for path in sorted(folder.glob("side*.png"))]
    width, height = sides[0].size
    both = Image.new("RGB", (width + 40, (height + 20) * len(sides) + 20), "#999")
    for place, side in enumerate(sides):
        both.paste(side, (20, 20 + place * (height + 20)))
    return both


def _keep(name: str, picture: Image.Image) -> None:
    """Write it small: as many colours as a page has, and not one more."""
    few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{name}.png", optimize=True)
    print(f"{name}: {(PICTURES / name).with_suffix('.png').stat().st_size // 1000} kB")


if __name__ == "__main__":
    take_all(sys.argv[1:])
