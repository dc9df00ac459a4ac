"""What differs between two records, and which reason explains each difference."""

import difflib
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from PIL import Image, ImageChops

LINES_SHOWN = 12
UNEXPLAINED = "?"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something may differ.

    Attributes:
        number: what is named beside each difference that it explains.
        names: pattern of the names it is about, as `PurePath.match` takes them.
        holds: every line that differs must contain one of these; empty: any line may differ.
    """

    number: str
    names: str
    holds: tuple[str, ...] = ()

    def explains(self, name: str, lines: Sequence[str]) -> bool:
        """Tell whether this is the reason of all these lines in the file of that name."""
        told = not self.holds or all(any(part in line for part in self.holds) for line in lines)
        return PurePosixPath(name).match(self.names) and told


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that is not the same in both.

    Attributes:
        lines: the lines that went and came, each after "-" or "+"; of a picture what differs.
    """

    name: str
    lines: tuple[str, ...]


def differences(before: Path, after: Path) -> Iterator[Difference]:
    """Give what is only in one of the records or differs, by name."""
    earlier, later = _names(before), _names(after)
    for name in sorted(earlier | later):
        if name not in later:
            yield Difference(name, ("- gone",))
        elif name not in earlier:
            yield Difference(name, ("+ new",))
        elif (before / name).read_bytes() != (after / name).read_bytes():
            compare = _pictures if name.endswith(".png") else _texts
            lines = tuple(compare(before / name, after / name))
            if lines:
                yield Difference(name, lines)


def read_reasons(path: Path) -> tuple[Reason, ...]:
    """Read reasons from TOML: [[because]] with number, names and holds."""
    told = tomllib.loads(path.read_text(encoding="utf-8")).get("because", [])
    return tuple(
        Reason(str(reason["number"]), reason["names"], tuple(reason.get("holds", ())))
        for reason in told
    )


def told(found: Difference, reasons: Sequence[Reason]) -> tuple[str, list[str]]:
    """Return the number that explains a difference, and the lines that tell of it."""
    number = next(
        (reason.number for reason in reasons if reason.explains(found.name, found.lines)),
        UNEXPLAINED,
    )
    lines = [f"[{number}] {found.name}"]
    if number == UNEXPLAINED:
        lines += [f"      {line}" for line in found.lines[:LINES_SHOWN]]
        if len(found.lines) > LINES_SHOWN:
            lines.append(f"      … {len(found.lines) - LINES_SHOWN} more")
    return number, lines


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _texts(before: Path, after: Path) -> Iterator[str]:
    earlier, later = (path.read_text(encoding="utf-8").splitlines() for path in (before, after))
    for line in difflib.unified_diff(earlier, later, lineterm="", n=0):
        if not line.startswith(("---", "+++", "@@")):
            yield line


def _pictures(before: Path, after: Path) -> Iterator[str]:
    with Image.open(before) as earlier, Image.open(after) as later:
        if earlier.size != later.size:
            yield f"size {earlier.size} -> {later.size}"
            return
        changed = ImageChops.difference(earlier.convert("RGB"), later.convert("RGB"))
    box = changed.getbbox()
    if box is not None:
        grey = changed.convert("L").point(lambda value: 255 if value else 0)
        yield f"{grey.histogram()[255]} points differ, within {box}"
