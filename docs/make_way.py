"""Draws how a click becomes a stored row, from a real move in the demo town.

`python docs/make_way.py` opens the calendar, drops a lesson on another day, clicks "Übernehmen",
and notes at each writing statement which of the program's functions are on the stack. It draws
them on the floors they belong to, light and dark, in docs/bilder; `tests/test_builders.py` fails
as long as the pictures show another way than the program goes.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from html import escape
from pathlib import Path
from types import FrameType
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import Engine, event

from kursplaner.basics import clock
from kursplaner.desk.demo.build import build
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.store.workspace import Workspace
from kursplaner.ui.calendar.page import CalendarPage
from kursplaner.ui.look.tokens import DARK, LIGHT
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.places import all_places
from kursplaner.ui.start import application

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "bilder"
PICTURES: Mapping[str, Mapping[str, str]] = {"weg.svg": LIGHT, "weg-dunkel.svg": DARK}
HOUSE = str(ROOT / "kursplaner") + os.sep
NOW = datetime(2027, 3, 2, 10, 20)
DAY, HOUR = date(2027, 3, 4), 13 * 60
WRITING = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
SIGNS = {"INSERT INTO": "+", "UPDATE": "±", "DELETE FROM": "−"}
FLOORS = ("ui", "desk", "planning", "store", "the file")
FILE = FLOORS[-1]
SAYS_WHICH_ACT = "journal_state"
TRIED = "planning.lessons.changing.propose"
AGAIN = "ui.calendar.page.CalendarPage.refresh"


# --- What the program does --------------------------------------------------------------------


@dataclass(frozen=True)
class Statement:
    """A statement: what it writes ("± lesson", empty where it reads), and who is on the stack.

    Attributes:
        stack: names such as "planning.lessons.changing.apply", the outermost first.
        flushed: whether SQLAlchemy wrote it because somebody asked for something else.
    """

    writes: str
    stack: tuple[str, ...]
    flushed: bool


@dataclass(frozen=True)
class Way:
    """What was noted: while a lesson is dropped, and while its proposal is taken over.

    Attributes:
        journal: tables in which the act changed rows, as its entry in the history says.
    """

    dropped: tuple[Statement, ...]
    taken_over: tuple[Statement, ...]
    journal: tuple[str, ...]


@contextmanager
def noting() -> Iterator[list[Statement]]:
    """Note every statement with the program's own functions on the stack."""
    seen: list[Statement] = []

    def note(*told: Any) -> None:  # noqa: ANN401 (what SQLAlchemy tells)
        found = WRITING.match(told[2])
        writes = f"{SIGNS[found[1].upper()]} {found[2]}" if found else ""
        frames = list(_frames(sys._getframe(1)))  # noqa: SLF001 (there is no other way)
        flushed = any(frame.f_code.co_name == "_autoflush" for frame in frames)
        stack = tuple(name for frame in reversed(frames) if (name := _named(frame)))
        seen.append(Statement(writes, stack, flushed))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _frames(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _named(frame: FrameType) -> str:
    file = frame.f_code.co_filename
    if not file.startswith(HOUSE):
        return ""
    room = file.removeprefix(HOUSE).removesuffix(".py").replace(os.sep, ".")
    return f"{room}.{frame.f_code.co_qualname.replace('.<locals>', '')}"


def walked(window: MainWindow) -> Way:
    """Move a lesson of the demo town that has childcare and rides."""
    window.go("calendar", day=DAY)
    page = window.page("calendar")
    if not isinstance(page, CalendarPage) or page.panel is None:
        raise TypeError(page)
    with window.workspace.read() as db:
        lesson = next(row for row in lessons_between(db, DAY, DAY) if row.childcare and row.rides)
    with noting() as dropped:
        page.week.block_dropped.emit(lesson.id, DAY + timedelta(days=1), HOUR, "")
    with noting() as taken_over:
        page.panel.take_over.click()
    if page.proposing.current is not None:
        raise ValueError(page.proposing.current)
    return Way(tuple(dropped), tuple(taken_over), _journal(window.workspace))


def _journal(town: Workspace) -> tuple[str, ...]:
    from sqlalchemy import select

    from kursplaner.store.file.schema import ACT

    with town.read() as db:
        tables = db.execute(select(ACT.c.tables).order_by(ACT.c.id.desc()).limit(1)).scalar_one()
    return tuple(tables.split())


# --- As steps of a stair ----------------------------------------------------------------------


@dataclass
class Step:
    """A function on its floor, or rows in the file, with what comes of it.

    Attributes:
        dashed: what is taken back again.
        column: how deep it lies; line: which place on its floor, from above.
    """

    name: str
    floor: str
    dashed: bool = False
    below: "dict[str, Step]" = field(default_factory=dict)
    column: int = 0
    line: int = 0

    def child(self, name: str, floor: str, *, dashed: bool = False) -> "Step":
        """Return the step beneath this one with a name, made if need be."""
        return self.below.setdefault(name, Step(name, floor, dashed))

    def every(self) -> "Iterator[Step]":
        """Yield this one and all beneath it."""
        yield self
        for step in self.below.values():
            yield from step.every()


def stair(stacks: list[tuple[tuple[str, ...], str]], *, taken_back: bool) -> Step:
    """Return the steps of some stacks, each with the rows it ends with."""
    top = Step("", "")
    for stack, rows in stacks:
        step = top
        for name in stack:
            step = step.child(name, name.partition(".")[0], dashed=name == TRIED)
        if rows:
            step.child(rows, FILE, dashed=taken_back)
    (first,) = top.below.values()
    places: dict[tuple[str, int], int] = {}
    _lay(first, 0, places)
    return first


def _lay(step: Step, column: int, places: dict[tuple[str, int], int]) -> None:
    step.column, step.line = column, places.get((step.floor, column), 0)
    places[step.floor, column] = step.line + 1
    for below in step.below.values():
        _lay(below, column + 1, places)


def flights(way: Way) -> list[tuple[str, Step]]:
    """Return the three stairs: proposed, stored, told."""
    return [
        ("1  The lesson is dropped: proposed, tried, and taken back", _tried(way.dropped)),
        ("2  “Übernehmen”: checked again and stored, as one act", _stored(way.taken_over)),
        ("3  Told: every page that shows such records reads again", _told(way.taken_over)),
    ]


def _tried(statements: tuple[Statement, ...]) -> Step:
    tried = [said for said in statements if said.writes and TRIED in said.stack]
    return stair(_with_rows(tried), taken_back=True)


def _stored(statements: tuple[Statement, ...]) -> Step:
    writing = [said for said in statements if said.writes and SAYS_WHICH_ACT not in said.writes]
    kept = _with_rows([said for said in writing if TRIED not in said.stack])
    again = next(said.stack for said in writing if TRIED in said.stack)
    tried = (again[: again.index(TRIED) + 1], "")
    return stair([kept[0], tried, *kept[1:]], taken_back=False)


def _with_rows(statements: list[Statement]) -> list[tuple[tuple[str, ...], str]]:
    """Give each function the rows it wrote; what was due when somebody asked: who wrote last."""
    writers = {said.stack for said in statements if not said.flushed}
    rows: dict[tuple[str, ...], list[str]] = {}
    for said in statements:
        stack = said.stack
        while said.flushed and stack not in writers:
            stack = stack[:-1]
        written = rows.setdefault(stack, [])
        if said.writes not in written:
            written.append(said.writes)
    return [(stack, "\n".join(written)) for stack, written in rows.items()]


def _told(statements: tuple[Statement, ...]) -> Step:
    stack = next(said.stack for said in statements if AGAIN in said.stack)
    begin = next(at for at, name in enumerate(stack) if name.startswith("store."))
    return stair([(stack[begin : stack.index(AGAIN) + 1], "")], taken_back=False)


# --- As a picture -----------------------------------------------------------------------------

GUTTER, COLUMN, WIDE, HIGH, GAP, TITLE = 74, 130, 116, 38, 10, 40
LINE = 13


def drawn(way: Way, colours: Mapping[str, str]) -> str:
    """Return the picture as SVG in the colours of a mode."""
    stairs = flights(way)
    columns = 1 + max(step.column for _, stair in stairs for step in stair.every())
    width = GUTTER + columns * COLUMN + GAP
    parts: list[str] = []
    top = 8
    for title, first in stairs:
        parts.append(_text(16, top + 25, title, "head"))
        top = _flight(parts, first, top + TITLE, width)
    tables = ", ".join(way.journal)
    note = f"The database itself adds to the journal, under this act: {tables}."
    parts.append(_text(16, top + 18, note, "note"))
    height = top + 34
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" font-family="Inter, Segoe UI, Arial, sans-serif">'
    )
    ground = f'<rect class="ground" width="{width}" height="{height}"/>'
    return "\n".join([head, _style(colours), ground, *parts, "</svg>", ""])


def _style(colours: Mapping[str, str]) -> str:
    return (
        f"<style>.ground{{fill:{colours['background']}}}.floor{{fill:{colours['faint']}}}"
        f".step{{fill:{colours['surface']};stroke:{colours['accent']}}}"
        f".rows{{fill:{colours['good_weak']};stroke:{colours['good']}}}"
        f".way{{fill:none;stroke:{colours['text3']};stroke-width:1.2}}"
        ".dashed{stroke-dasharray:4 3}"
        f"text{{fill:{colours['text']};font-size:12px}}"
        ".head{font-size:15px;font-weight:600}.name{font-size:11.5px;font-weight:600}"
        f".room{{fill:{colours['text2']};font-size:10px}}"
        f".note{{fill:{colours['text2']};font-size:12px}}</style>"
    )


def _flight(parts: list[str], first: Step, top: int, width: int) -> int:
    """Draw one stair from a height on and return where it ends."""
    steps = list(first.every())
    upper: dict[str, int] = {}
    for floor in FLOORS:
        on_it = [step for step in steps if step.floor == floor]
        if not on_it:
            continue
        high = GAP + max(
            sum(_height(other) + GAP for other in on_it if other.column == step.column)
            for step in on_it
        )
        parts.append(
            f'<rect class="floor" x="8" y="{top}" width="{width - 16}" height="{high}" rx="6"/>'
        )
        parts.append(_text(16, top + high // 2 + 4, floor, "note"))
        upper[floor] = top + GAP
        top += high + 4
    places = {id(step): _place(step, steps, upper[step.floor]) for step in steps}
    parts.extend(
        _link(places[id(step)], places[id(below)], dashed=below.dashed)
        for step in steps
        for below in step.below.values()
    )
    for step in steps:
        parts.extend(_box(step, *places[id(step)][:2]))
    return top


def _height(step: Step) -> int:
    return HIGH if step.floor != FILE else 12 + LINE * len(step.name.splitlines())


def _place(step: Step, steps: list[Step], upper: int) -> tuple[int, int, int]:
    """Return the left, the upper and the middle line of a step."""
    above = [
        other
        for other in steps
        if (other.floor, other.column) == (step.floor, step.column) and other.line < step.line
    ]
    y = upper + sum(_height(other) + GAP for other in above)
    return GUTTER + step.column * COLUMN, y, y + _height(step) // 2


def _link(start: tuple[int, int, int], end: tuple[int, int, int], *, dashed: bool) -> str:
    more = " dashed" if dashed else ""
    turn = end[0] - (COLUMN - WIDE) // 2
    return f'<path class="way{more}" d="M{start[0] + WIDE} {start[2]}H{turn}V{end[2]}H{end[0]}"/>'


def _box(step: Step, x: int, y: int) -> Iterator[str]:
    kind = "rows" if step.floor == FILE else "step"
    more = " dashed" if step.dashed else ""
    yield (
        f'<rect class="{kind}{more}" x="{x}" y="{y}" width="{WIDE}" height="{_height(step)}"'
        ' rx="5"/>'
    )
    if step.floor == FILE:
        for at, line in enumerate(step.name.splitlines()):
            yield _text(x + 8, y + 16 + LINE * at, line, "rows-text")
        return
    room, _, name = step.name.rpartition(".")
    yield _text(x + 8, y + 16, name, "name", step.name)
    *_, folder, last = room.split(".")
    inside = last if last[0].isupper() or folder == step.floor else f"{folder}.{last}"
    yield _text(x + 8, y + 30, inside, "room")


def _text(x: int, y: int, text: str, kind: str, title: str = "") -> str:
    told = f"<title>{escape(title)}</title>" if title else ""
    return f'<text class="{kind}" x="{x}" y="{y}">{told}{escape(text)}</text>'


def main() -> int:
    """Move a lesson in a demo town of its own and draw the way."""
    application([])
    with tempfile.TemporaryDirectory() as folder, clock.pinned(NOW):
        path = Path(folder) / "Adorf.kursplan"
        build(path)
        town = Workspace.open(path)
        window = MainWindow(town, all_places())
        window.resize(1440, 900)
        window.show()
        way = walked(window)
        window.close()
        town.close()
    for name, colours in PICTURES.items():
        (FOLDER / name).write_text(drawn(way, colours), encoding="utf-8", newline="\n")
        sys.stdout.write(f"{name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
