"""Loads every mapped class, so that `Base.metadata` is whole."""

from kursplaner.domain import (
    absences,
    childcare,
    courses,
    drafts,
    evaluation,
    funding,
    occupations,
    organisations,
    people,
    rooms,
    town,
)
from kursplaner.domain.attendance import marks
from kursplaner.domain.base import Base
from kursplaner.domain.rides import rides

METADATA = Base.metadata
MODULES = (
    absences,
    marks,
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
