"""Which dialect a town's database speaks."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from kursplaner.store.dialect.dialect import Dialect
from kursplaner.store.dialect.sqlite import Sqlite

_KNOWN: Mapping[str, Dialect] = MappingProxyType({"sqlite": Sqlite()})


def dialect_of(asked: Session | Connection | Engine) -> Dialect:
    """Return the dialect of an open town or transaction, told by its engine."""
    bind = asked.get_bind() if isinstance(asked, Session) else asked
    return _KNOWN[bind.dialect.name]
