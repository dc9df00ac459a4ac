"""The tables behind the demo towns, in resources/demo."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from kursplaner.basics import resources


@lru_cache(maxsize=16)
def table(name: str) -> Mapping[str, Any]:
    """Return one table, e.g. "names" or "places"."""
    text = resources.path(f"demo/{name}.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))
