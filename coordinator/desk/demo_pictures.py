"""Draws the pictures of the demo: plain posters and diagrams, as somebody would with a marker."""

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = (900, 600)
PAPER, INK, RED, BLUE, GREY = "#fbf8f1", "#1d1d1b", "#c22f1f", "#2b6f9e", "#b9b4a8"
_FONT = Path(__file__).parent.parent / "static" / "atkinson-hyperlegible-next.woff2"

Pen = ImageDraw.ImageDraw
Point = tuple[float, float]


def draw(name: str) -> bytes:
    """The picture of that name as PNG; KeyError where there is none."""
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    DRAWINGS[name](pen)
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


def _write(pen: Pen, at: Point, text: str, size: int, colour: str = INK) -> None:
    """A line of text whose middle stands at a point."""
    pen.text(at, text, fill=colour, font=ImageFont.truetype(str(_FONT), size), anchor="mm")


def _clock(pen: Pen, middle: Point, radius: float, hour: Point, minute: Point) -> None:
    x, y = middle
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=INK, width=10)
    pen.line((middle, (x + hour[0] * radius, y + hour[1] * radius)), fill=INK, width=14)
    pen.line((middle, (x + minute[0] * radius, y + minute[1] * radius)), fill=RED, width=10)


def _sheet(pen: Pen, corner: Point, width: float, height: float, lines: int = 5) -> None:
    x, y = corner
    pen.rectangle((x, y, x + width, y + height), fill="white", outline=INK, width=6)
    for number in range(lines):
        below = y + height * (number + 1.5) / (lines + 2)
        pen.line((x + width * 0.12, below, x + width * 0.88, below), fill=GREY, width=8)


def _thermometer(pen: Pen) -> None:
    pen.rounded_rectangle((170, 50, 250, 470), 40, outline=INK, width=8)
    pen.ellipse((145, 430, 275, 560), fill=RED, outline=INK, width=8)
    pen.rectangle((192, 110, 228, 470), fill=RED)
    for step, height in enumerate(range(90, 440, 35)):
        pen.line((250, height, 290 if step % 2 else 310, height), fill=INK, width=5)
    pen.line((250, 300, 530, 300), fill=BLUE, width=6)
    _write(pen, (690, 300), "84 hook-on", 54, BLUE)
    pen.line((250, 110, 500, 110), fill=RED, width=6)
    _write(pen, (690, 110), "109 hook-off", 60, RED)
    _write(pen, (640, 500), "one line, two o'clock", 44)


def _rate(pen: Pen) -> None:
    pen.rectangle((60, 60, 840, 540), fill="white", outline=INK, width=12)
    _write(pen, (450, 130), "HOOKS PER HOUR", 60)
    _write(pen, (270, 340), "46", 220, GREY)
    pen.line((130, 430, 420, 250), fill=RED, width=16)
    _write(pen, (620, 340), "54", 220, RED)
    _write(pen, (450, 490), "who timed it?", 46, BLUE)


def _envelope(pen: Pen) -> None:
    for number in range(6):
        _sheet(pen, (90 + number * 28, 60 + number * 22), 250, 320)
    pen.rectangle((440, 300, 840, 560), fill="white", outline=INK, width=8)
    pen.line(((440, 300), (640, 450), (840, 300)), fill=INK, width=8, joint="curve")
    pen.line(((390, 180), (560, 180), (600, 260)), fill=RED, width=10, joint="curve")
    pen.polygon(((574, 244), (626, 244), (602, 292)), fill=RED)
    _write(pen, (660, 120), "six at once", 60, RED)


def _plan(pen: Pen) -> None:
    pen.rectangle((50, 90, 850, 450), fill="white", outline=INK, width=8)
    for left in range(110, 760, 54):
        pen.rectangle((left, 150, left + 20, 390), fill=GREY)
    pen.ellipse((66, 250, 100, 284), fill=BLUE)
    pen.rectangle((786, 230, 840, 310), fill=RED)
    pen.line(((83, 284), (83, 420), (812, 420), (812, 320)), fill=RED, width=8, joint="curve")
    _write(pen, (130, 510), "yo", 48, BLUE)
    _write(pen, (770, 510), "baño", 48, RED)
    _write(pen, (450, 510), "400 metros", 60)


def _list(pen: Pen) -> None:
    _sheet(pen, (80, 70), 400, 470, 8)
    _write(pen, (280, 110), "SÁBADO", 52, RED)
    _clock(pen, (680, 250), 150, (-0.55, 0), (0, -0.8))
    _write(pen, (680, 480), "jueves, 9 de la noche", 36)


def _bottle(pen: Pen) -> None:
    pen.rounded_rectangle((150, 190, 330, 550), 40, fill="#d7e8f2", outline=INK, width=8)
    pen.rectangle((205, 110, 275, 190), outline=INK, width=8)
    pen.rectangle((195, 70, 285, 112), fill=BLUE, outline=INK, width=8)
    pen.rectangle((158, 330, 322, 510), fill=BLUE)
    _clock(pen, (620, 240), 150, (-0.45, -0.28), (0, -0.8))
    _write(pen, (620, 480), "a las diez", 70, RED)


def _puddle(pen: Pen) -> None:
    pen.rectangle((60, 70, 420, 330), outline=INK, width=8)
    _write(pen, (240, 200), "ironer 2", 56)
    pen.line((240, 330, 240, 420), fill=BLUE, width=14)
    pen.ellipse((70, 410, 480, 540), fill="#9fc6dd", outline=BLUE, width=6)
    _sheet(pen, (540, 70), 300, 400, 6)
    _write(pen, (690, 510), "“failed to observe”", 42, RED)


def _split(pen: Pen) -> None:
    """A day from 4 to 20 o'clock, 50 pixels an hour."""
    _write(pen, (450, 90), "one run, one day", 64)
    pen.rectangle((50, 250, 850, 370), fill="white", outline=INK, width=6)
    for start, end in ((5.17, 9.33), (14.67, 19.08)):
        pen.rectangle((50 + (start - 4) * 50, 250, 50 + (end - 4) * 50, 370), fill=BLUE, outline=INK, width=6)
    _write(pen, (450, 310), "asleep in the car", 30, RED)
    for place, label in ((108, "5:10"), (316, "9:20"), (584, "2:40"), (804, "7:05")):
        _write(pen, (place, 420), label, 40)
    _write(pen, (450, 520), "8 h 35 paid, 13 h 55 gone", 48)


def _pot(pen: Pen) -> None:
    pen.rounded_rectangle((80, 260, 420, 500), 30, fill=GREY, outline=INK, width=10)
    pen.rectangle((50, 230, 450, 270), fill=INK)
    for left in (150, 240, 330):
        pen.line(((left, 190), (left + 24, 150), (left, 110), (left + 24, 70)), fill=BLUE, width=10, joint="curve")
    for left in (520, 640, 760):
        pen.rectangle((left, 200, left + 90, 500), fill="white", outline=INK, width=8)
        pen.ellipse((left + 66, 345, left + 78, 357), fill=RED)
    _write(pen, (450, 555), "hot water, third floor", 46)


def _goose(pen: Pen) -> None:
    pen.ellipse((230, 270, 640, 500), fill="white", outline=INK, width=8)
    pen.polygon(((610, 340), (740, 290), (640, 430)), fill="white", outline=INK, width=8)
    pen.line(((290, 340), (250, 240), (290, 150)), fill=INK, width=66, joint="curve")
    pen.line(((292, 352), (252, 240), (292, 150)), fill="white", width=50, joint="curve")
    pen.ellipse((230, 80, 340, 180), fill="white", outline=INK, width=8)
    pen.polygon(((236, 120), (140, 145), (236, 158)), fill=RED, outline=INK, width=6)
    pen.ellipse((268, 112, 284, 128), fill=INK)
    pen.polygon(((262, 270), (318, 262), (300, 300), (336, 410), (300, 440), (272, 414), (290, 300)), fill=BLUE)
    for left in (390, 480):
        pen.line(((left, 495), (left, 560), (left - 50, 572)), fill=RED, width=12, joint="curve")
    _sheet(pen, (690, 60), 150, 190, 4)
    pen.rectangle((735, 44, 795, 76), fill=INK)


DRAWINGS: dict[str, Callable[[Pen], None]] = {
    "thermometer": _thermometer,
    "rate": _rate,
    "envelope": _envelope,
    "plano": _plan,
    "lista": _list,
    "botella": _bottle,
    "puddle": _puddle,
    "split": _split,
    "pot": _pot,
    "goose": _goose,
}
