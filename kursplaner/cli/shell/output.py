"""What the shell prints: aligned tables, JSON, and nothing that could drive a terminal."""

import errno
import io
import json
import os
import sys
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TextIO

import click

from kursplaner.basics.progress import Tell, untold

GAP = "  "
GONE = frozenset({errno.EPIPE, errno.EINVAL})
"""How a system says that nobody reads any more; Windows says the second."""

RULE = "─"
KEPT = "kursplaner.kept"
NOT_STORED = "Nur gezeigt, nichts gespeichert."
STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def set_up() -> None:
    """Let stdout and stderr speak UTF-8 wherever they go, also on Windows consoles."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def say(text: str = "") -> None:
    """Print lines for people; where nobody reads any more, the command goes on in silence."""
    _out(plain(text))


def done(told: str, *, dry_run: bool = False) -> None:
    """Print what was done; that it was only shown; or that nothing changed by it."""
    from kursplaner.desk.wording.words.closing import NOTHING

    say(NOT_STORED if dry_run else told if kept() else NOTHING)


def say_to_call(people: Collection[int]) -> None:
    """Print how many people are to be called because of what was done, and where they stand."""
    if people:
        from kursplaner.desk.wording.words.counts import counted

        verb = "ist" if len(people) == 1 else "sind"
        say(f"{counted(len(people), 'person')} {verb} anzurufen: kursplaner calls")


def keep(_kinds: Collection[str]) -> None:
    """Remember for this command that its town stored something."""
    click.get_current_context().find_root().meta[KEPT] = True


def kept() -> bool:
    """Tell whether this command stored anything."""
    return bool(click.get_current_context().find_root().meta.get(KEPT))


def complain(text: str) -> None:
    """Print lines to stderr."""
    _out(plain(text), err=True)


@contextmanager
def progress(what: str) -> Iterator[Tell]:
    """Show on stderr how far some work is, where that is a terminal; afterwards the line is gone.

    Args:
        what: the work, such as "Liste lesen".
    """
    if not sys.stderr.isatty():
        yield untold
        return
    shown = ""

    def tell(done: int, total: int) -> None:
        nonlocal shown
        line = f"{what}: {100 * done // total if total else 0} %"
        if line != shown:
            click.echo(f"\r{line}", nl=False, err=True)
            shown = line

    try:
        yield tell
    finally:
        click.echo(f"\r{' ' * width(shown)}\r", nl=False, err=True)


def say_json(value: Any) -> None:  # noqa: ANN401 (whatever JSON can hold)
    """Print JSON, indented, with names in their own letters."""
    _out(json.dumps(value, ensure_ascii=False, indent=2))


def _out(text: str, *, err: bool = False) -> None:
    """Write a text; what is to be stored is stored, even after `| head` has seen enough."""
    try:
        click.echo(text, err=err)
    except OSError as error:
        if error.errno not in GONE:
            raise
        hush(sys.stderr if err else sys.stdout)


def hush(stream: TextIO) -> None:
    """Point a stream nowhere: whoever read it has gone, and that is no error."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def plain(text: str) -> str:
    """Return the text without control signs and changes of direction; lines stay."""
    return "".join(
        sign
        for sign in text
        if sign == "\n" or (unicodedata.category(sign) not in ("Cc", "Cs") and sign not in STEERING)
    )


def width(text: str) -> int:
    """Return how many columns a text takes in a terminal."""
    return sum(_columns(sign) for sign in text)


def _columns(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def table(
    headings: Sequence[str], rows: Sequence[Sequence[object]], right: Collection[int] = ()
) -> str:
    """Return an aligned table; the columns with these positions are aligned right."""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [
        max(width(heading), *(width(row[at]) for row in cells)) if cells else width(heading)
        for at, heading in enumerate(headings)
    ]
    lines = [list(headings), [RULE * signs for signs in widths], *cells]
    return "\n".join(_line(line, widths, right) for line in lines)


def _cell(value: object) -> str:
    return " ".join(plain("" if value is None else str(value)).split())


def _line(cells: Sequence[str], widths: Sequence[int], right: Collection[int]) -> str:
    padded = [
        " " * (size - width(cell)) + cell if at in right else cell + " " * (size - width(cell))
        for at, (cell, size) in enumerate(zip(cells, widths, strict=True))
    ]
    return GAP.join(padded).rstrip()
