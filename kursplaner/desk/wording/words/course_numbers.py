"""Numbers of courses as they stand where there is little room."""

from collections import Counter
from collections.abc import Iterable, Mapping

PARTS = 3


def short_numbers(numbers: Iterable[str]) -> Mapping[str, str]:
    """Return "IK-09" for "IK-27-1-09", each without year and half-year while nothing is mixed up.

    A number whose short form another one would have, too, stays whole, as do those of few parts.
    """
    known = {number: _short(number) for number in numbers}
    counts = Counter(known.values())
    return {number: short if counts[short] == 1 else number for number, short in known.items()}


def _short(number: str) -> str:
    parts = number.split("-")
    between = parts[1:-1]
    dated = len(parts) > PARTS - 1 and between and all(part.isdigit() for part in between)
    return f"{parts[0]}-{parts[-1]}" if dated else number
