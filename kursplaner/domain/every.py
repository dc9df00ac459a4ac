"""Loads every mapped class, so that `Base.metadata` is whole."""

from kursplaner.domain import (
    attendance,
    childcare,
    courses,
    evaluation,
    funding,
    occupations,
    organisations,
    people,
    rides,
    rooms,
    town,
)
from kursplaner.domain.base import Base

METADATA = Base.metadata
MODULES = (
    attendance,
    childcare,
    courses,
    evaluation,
    funding,
    occupations,
    organisations,
    people,
    rides,
    rooms,
    town,
)
