"""How far long work is, told while it runs; whoever listens may end it by raising."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

_Item = TypeVar("_Item")

Tell = Callable[[int, int], None]
"""Called with what is done and what there is to do; what it raises ends the work."""

PARTS = 1_000
_TIMES_TOLD = 200


def untold(_done: int, _total: int) -> None:
    """Take no notice: for work that nobody watches."""


def each(items: Sequence[_Item], tell: Tell) -> Iterator[_Item]:
    """Yield the items and tell how many are done: about 200 times, however many there are."""
    total = len(items)
    step = max(1, total // _TIMES_TOLD)
    for at, item in enumerate(items):
        if at % step == 0:
            tell(at, total)
        yield item
    tell(total, total)


def part(tell: Tell, first: float, last: float) -> Tell:
    """Return what tells a part of longer work, which goes from one share of it to another.

    Shares lie between 0 and 1. What is told never goes back, also where the work begins anew.
    """
    furthest = 0

    def told(done: int, total: int) -> None:
        nonlocal furthest
        share = min(1.0, done / total) if total > 0 else 0.0
        furthest = max(furthest, round((first + (last - first) * share) * PARTS))
        tell(furthest, PARTS)

    return told
