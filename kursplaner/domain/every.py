"""Loads every mapped class, so that `Base.metadata` is whole."""

from kursplaner.domain import (
    absences,
    attendance,
    childcare,
    courses,
    drafts,
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
    absences,
    attendance,
    childcare,
    courses,
    drafts,
    evaluation,
    funding,
    occupations,
    organisations,
    people,
    rides,
    rooms,
    town,
)
