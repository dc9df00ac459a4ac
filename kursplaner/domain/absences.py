"""What fails on a morning: who or what is missing, and whom somebody calls about it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kursplaner.domain.base import AUTOINCREMENT, Base, Id, Line, Versioned, Word, reference
from kursplaner.domain.kinds import CallAnswer, ContactResult

APART = "; "


def villages_in(stored: str) -> tuple[str, ...]:
    """Return the villages of an absence, each once, in the order in which they were named."""
    found = (name.strip() for name in stored.split(APART.strip()))
    return tuple(dict.fromkeys(name for name in found if name))


def stored_villages(villages: Iterable[str]) -> str:
    """Return villages as an absence stores them."""
    return APART.join(villages_in(APART.join(villages)))


class EffectSource(StrEnum):
    """What an absence set as a consequence."""

    MARK = "mark"
    PLACE = "place"
    SEAT = "seat"


class EffectCause(StrEnum):
    """Why it is out.

    The family stays at home; the mother comes without the child; its village was called off; she is
    missing herself, or the child; or it would come back, but others have its place by now.
    """

    EXCUSE = "excuse"
    WITHOUT_CHILD = "without_child"
    CALLED_OFF = "called_off"
    ABSENT = "absent"
    TAKEN = "taken"


class Absence(Versioned, Base):
    """A person, a vehicle, the rides of villages or a whole day fails in [starts, ends).

    `kind` is an AbsenceKind. Persons and vehicles carry the closure that bars them; villages
    stand in `municipality`, as `stored_villages` writes them. `reason` is a ClosureReason.
    """

    __tablename__ = "absence"
    __table_args__: Any = (CheckConstraint("ends > starts", name="order"), AUTOINCREMENT)

    id: Mapped[Id]
    kind: Mapped[Word]
    resource_id: Mapped[int | None] = reference("resource.id")
    closure_id: Mapped[int | None] = reference("closure.id")
    municipality: Mapped[Line] = mapped_column(default="")
    starts: Mapped[int] = mapped_column(index=True)
    ends: Mapped[int]
    reason: Mapped[Word]
    note: Mapped[Line] = mapped_column(default="")
    reported_at: Mapped[int]


class AbsenceEnding(Base):
    """An absence that ended early: from the absolute minute `since` on it does not hold any more.

    Where `since` is its start it was taken back whole; it stays for those who were told of it.
    """

    __tablename__ = "absence_ending"
    __table_args__: Any = (UniqueConstraint("absence_id"), AUTOINCREMENT)

    id: Mapped[Id]
    absence_id: Mapped[int] = reference("absence.id", index=False)
    since: Mapped[int]


class AbsenceCall(Base):
    """Where the call of one person about an absence stands; no row means "open"."""

    __tablename__ = "absence_call"
    __table_args__: Any = (UniqueConstraint("absence_id", "person_id"), AUTOINCREMENT)

    id: Mapped[Id]
    absence_id: Mapped[int] = reference("absence.id")
    person_id: Mapped[int] = reference("person.id")
    result: Mapped[Word] = mapped_column(default=ContactResult.OPEN.value)
    answer: Mapped[Word] = mapped_column(default=CallAnswer.OPEN.value)
    at: Mapped[int | None]
    note: Mapped[Line] = mapped_column(default="")


class AbsenceWord(Base):
    """What one person was last told of one lesson, childcare slot or ride of hers.

    `source` and `record_id` name it, `starts` is its absolute minute, `state` what was said (a
    `planning.absence_plan` state, "" for "as usual"). `result` is a ContactResult: "open" for what
    she only knows from the timetable.
    """

    __tablename__ = "absence_word"
    __table_args__: Any = (
        UniqueConstraint("absence_id", "person_id", "source", "record_id"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    absence_id: Mapped[int] = reference("absence.id")
    person_id: Mapped[int] = reference("person.id")
    source: Mapped[Word]
    record_id: Mapped[int]
    starts: Mapped[int]
    state: Mapped[Word] = mapped_column(default="")
    result: Mapped[Word] = mapped_column(default=ContactResult.OPEN.value)


class AbsenceAnswer(Base):
    """What one person answered when she was last told of one lesson, childcare slot or ride.

    It holds for every list she is on: `answer` is a CallAnswer; no row means "open".
    """

    __tablename__ = "absence_answer"
    __table_args__: Any = (UniqueConstraint("person_id", "source", "record_id"), AUTOINCREMENT)

    id: Mapped[Id]
    person_id: Mapped[int] = reference("person.id", index=False)
    source: Mapped[Word]
    record_id: Mapped[int]
    answer: Mapped[Word]


class AbsenceEffect(Base):
    """A mark, a child's place or a seat that an absence set, so that exactly it can come back.

    `source` and `record_id` name the row, `person_id` whose answer it follows, `cause` is an
    EffectCause, `starts` the absolute minute it was about then, `note` what was written beside it.
    """

    __tablename__ = "absence_effect"
    __table_args__: Any = (UniqueConstraint("source", "record_id"), AUTOINCREMENT)

    id: Mapped[Id]
    absence_id: Mapped[int] = reference("absence.id")
    person_id: Mapped[int] = reference("person.id")
    source: Mapped[Word]
    record_id: Mapped[int]
    cause: Mapped[Word]
    starts: Mapped[int] = mapped_column(index=True)
    note: Mapped[Line] = mapped_column(default="")
