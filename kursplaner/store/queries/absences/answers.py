"""Making answers of rows."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def answers(kind: Callable[..., Answer], rows: Iterable[Any]) -> list[Answer]:
    """Return one `kind` for each row, its fields in the order of the columns."""
    return [kind(*row) for row in rows]


def pairs(rows: Iterable[Any]) -> dict[Any, Any]:
    """Return rows of two columns as a dictionary."""
    return {row[0]: row[1] for row in rows}
