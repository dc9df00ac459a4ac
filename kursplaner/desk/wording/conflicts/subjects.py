"""What the records of a conflict are called in its sentence."""

from types import MappingProxyType

from kursplaner.desk.wording.words.nouns import record
from kursplaner.domain.conflicts.conflicts import Conflict, Subject

RESOURCES = frozenset({"person", "room", "vehicle"})
SERVING = MappingProxyType(
    {"lesson": "Kurs", "course": "Kurs", "childcare": "Kinderbetreuung zu", "ride": "Fahrt zu"}
)


def subject_text(subject: Subject) -> str:
    """Return what a record is called in a sentence: a name, or "Kurs „Deutsch A1“".

    One without either is told by its kind: its number says nothing to anybody.
    """
    if not subject.label:
        return f"{record(subject.noun)} ohne {'Namen' if subject.noun in RESOURCES else 'Titel'}"
    if subject.noun in RESOURCES:
        return subject.label
    return f"{SERVING.get(subject.noun, record(subject.noun))} „{subject.label}“"


def subject_texts(conflict: Conflict) -> list[str]:
    """Return what all records of a conflict are called, in their order."""
    return [subject_text(subject) for subject in conflict.subjects]
