"""The statements of the conflict search, which are built once and kept."""

import pkgutil
from functools import cache
from importlib import import_module

from kursplaner.store.queries import conflicts


@cache
def _builders() -> tuple[object, ...]:
    rooms = [
        import_module(f"{conflicts.__name__}.{room.name}")
        for room in pkgutil.iter_modules(conflicts.__path__)
    ]
    return tuple(
        kept
        for room in rooms
        for kept in vars(room).values()
        if hasattr(kept, "cache_clear") and getattr(kept, "__module__", "") == room.__name__
    )


def forget_statements() -> None:
    """Let the next search build its statements anew."""
    for kept in _builders():
        kept.cache_clear()  # type: ignore[attr-defined]
