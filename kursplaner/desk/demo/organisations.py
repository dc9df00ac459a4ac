"""Invented firms, providers and funders of the demo towns."""

from dataclasses import dataclass
from functools import lru_cache

from kursplaner.desk.demo.places import Place, place_named
from kursplaner.desk.demo.tables import table


@dataclass(frozen=True, slots=True)
class EmployerSource:
    """A firm with its trade; a name nobody would give a firm."""

    name: str
    trade: str
    place: Place


@dataclass(frozen=True, slots=True)
class ProviderSource:
    """An association that holds courses."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class FunderSource:
    """A funder with the reference of its grant and the line every paper carries."""

    name: str
    reference: str
    funding_line: str


@lru_cache(maxsize=1)
def employers() -> tuple[EmployerSource, ...]:
    """Return the firms, those of Adorf first."""
    rows = table("organisations")["employer"]
    return tuple(
        EmployerSource(row["name"], row["trade"], place_named(row["place"])) for row in rows
    )


@lru_cache(maxsize=1)
def providers() -> tuple[ProviderSource, ...]:
    """Return the associations that hold courses."""
    rows = table("organisations")["provider"]
    return tuple(ProviderSource(row["name"], place_named(row["place"])) for row in rows)


@lru_cache(maxsize=1)
def funders() -> tuple[FunderSource, ...]:
    """Return the funders; the first one pays in the small town."""
    return tuple(FunderSource(**row) for row in table("organisations")["funder"])
