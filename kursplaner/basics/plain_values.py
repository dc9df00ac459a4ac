"""Frozen dataclasses as what JSON can say, and back by the types of their fields."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def as_plain(value: object) -> Any:  # noqa: ANN401 (what JSON can say)
    """Return a value of dataclasses, days, enumerations and collections as JSON says it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {field.name: as_plain(getattr(value, field.name)) for field in fields}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (frozenset, tuple, list)):
        parts = sorted(value) if isinstance(value, frozenset) else value
        return [as_plain(part) for part in parts]
    if isinstance(value, dict):
        return {key: as_plain(part) for key, part in value.items()}
    return value


def from_plain(kind: type[T], plain: Any) -> T:  # noqa: ANN401
    """Return the dataclass that `as_plain` wrote; fields it does not know any more are left out.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: it was written by another version.
    """
    hints = get_type_hints(kind)
    fields = {field.name for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    known = {key: _meant(hints[key], part) for key, part in plain.items() if key in fields}
    return kind(**known)


def _meant(kind: Any, plain: Any) -> Any:  # noqa: ANN401 (types and what JSON says)
    origin, parts = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return _meant_of(parts, plain)
    if origin is tuple:
        kinds = [parts[0]] * len(plain) if parts[1:] == (...,) else parts
        return tuple(_meant(part, each) for part, each in zip(kinds, plain, strict=True))
    if origin is dict:
        return {key: _meant(parts[1], each) for key, each in plain.items()}
    if origin is frozenset:
        return frozenset(_meant(parts[0], each) for each in plain)
    return _single(kind, plain) if isinstance(kind, type) else plain


def _single(kind: type, plain: Any) -> Any:  # noqa: ANN401
    if dataclasses.is_dataclass(kind):
        return from_plain(kind, plain)
    if issubclass(kind, Enum):
        return kind(plain)
    return date.fromisoformat(plain) if kind is date else plain


def _meant_of(kinds: Sequence[Any], plain: Any) -> Any:  # noqa: ANN401
    """Return the value of one of several types: none, or the first that is not plain itself."""
    if plain is None:
        return None
    rich = [kind for kind in kinds if kind not in {int, str, float, bool, type(None)}]
    return _meant(rich[0], plain) if rich and not isinstance(plain, int) else plain
