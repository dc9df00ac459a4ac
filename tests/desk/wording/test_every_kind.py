"""Every sentence with every kind of fact, the kinds taken from the code: no word of the inside."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import product
from pathlib import Path, PurePath
from string import Formatter
from typing import Any, cast

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.settings import DEFAULTS
from kursplaner.basics.spans import minute_of
from kursplaner.desk.people.importing import Outcome
from kursplaner.desk.wording import acts, list_words, pick_ups, timetable, to_do, waiting
from kursplaner.desk.wording.absences import FITS, MISSING, PART_TITLES, missing_text
from kursplaner.desk.wording.changes.lines import TOLD_BY_OTHERS
from kursplaner.desk.wording.conflicts import fixes, obstacles, of_people, sentences
from kursplaner.desk.wording.errors.sentences import sentence as refusal
from kursplaner.desk.wording.errors.table import SENTENCES
from kursplaner.desk.wording.words import nouns
from kursplaner.desk.wording.words.kinds import WORDS
from kursplaner.domain.base import Base
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.conflicts.obstacles import Against, Obstacle
from kursplaner.domain.kinds import (
    AbsenceKind,
    ActKind,
    ClosureReason,
    ConflictKind,
    CourseType,
    CredentialKind,
    Direction,
    Equipment,
    Level,
    OccupationSource,
    Role,
    RoomPurpose,
    SeatKind,
    Severity,
)
from kursplaner.exchange.people_list.columns import Field
from kursplaner.planning.absences.reach import Part
from kursplaner.planning.absences.stand_ins import Fit
from kursplaner.planning.enrolments.moving_up import Want
from kursplaner.planning.fixes.cost import Touched
from kursplaner.planning.fixes.facts import FixFacts
from kursplaner.planning.fixes.offering import Fix
from kursplaner.planning.fixes.situation import FixKind
from kursplaner.planning.timetable.town.plan import At, Bar, ParkedSeries
from kursplaner.planning.timetable.town.wishes import Aim
from tests.desk.wording.plain import faults

DAY = date(2027, 3, 2)
AT = minute_of(DAY, 540)
PLANNING = Path(sentences.__file__).parents[3] / "planning"
SHORT = "Ali M."
NOUNS = ("person", "room", "vehicle", "lesson", "course", "childcare", "ride", "booking")
SUBJECTS = tuple(Subject(noun, 4711, SHORT) for noun in NOUNS)
SEATS = (*SeatKind, "seats", "wheelchair", "pram")
FACTS: Mapping[str, tuple[object, ...]] = {
    **dict.fromkeys(
        (
            *("capacity", "carers", "children", "closure", "free_places", "limit", "needed"),
            *("people", "years"),
        ),
        (0, 1, 2),
    ),
    **dict.fromkeys(("free_tenths", "limit_tenths", "wanted_tenths", "weight_tenths"), (10, 65)),
    **dict.fromkeys(("minutes", "limit_minutes"), (60, 661)),
    **dict.fromkeys(("childcare_at", "lesson_at", "ride_at"), (AT,)),
    **dict.fromkeys(("childcare", "course", "lacking", "lasting", "wished"), (False, True)),
    **dict.fromkeys(("accepted", "name", "note"), ("", "Heizung", SHORT)),
    "direction": tuple(Direction),
    "for": ("carer", "driver", "vehicle"),
    "has": tuple(SeatKind),
    "lack": (*SEATS, *sentences.NO_SEATS),
    "land": ("SN",),
    "level": tuple(Level),
    "misfit": ("below", "above"),
    "missing": tuple((kind,) for kind in Equipment),
    "paper": tuple(CredentialKind),
    "reason": tuple(ClosureReason),
    "seat": SEATS,
    "valid_until": (None, DAY),
    "wanted": (1, 2, *SeatKind),
    "why": ("no_lesson", "other_course", *of_people.LINKS),
    "work": tuple(OccupationSource),
}


def conflict(kind: ConflictKind, facts: Mapping[str, object], subjects: Any = SUBJECTS) -> Conflict:
    known = cast("ConflictFacts", facts)
    return Conflict("x", kind, Severity.SOFT, DAY, AT, AT + 60, subjects, known)


def variants(samples: Mapping[str, tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    """Yield each value of each fact in company of all others, and without those that exclude."""
    base = {key: values[-1] for key, values in samples.items()}
    yield from (base | {key: value} for key, values in samples.items() for value in values)
    bare = {key: base[key] for key in base if key not in {"lack", "accepted", "wanted_tenths"}}
    yield from (bare | {key: value} for key, values in samples.items() for value in values)


def test_every_fact_of_a_conflict_has_a_sample() -> None:
    assert FACTS.keys() == ConflictFacts.__annotations__.keys()


@pytest.mark.parametrize("kind", ConflictKind)
def test_a_conflict_says_no_word_of_the_inside(kind: ConflictKind) -> None:
    orders = [SUBJECTS[at:] + SUBJECTS[:at] for at in range(len(SUBJECTS))]
    least = {"level": "A1", "wanted": "A2"} if kind is ConflictKind.LEVEL else {}
    nameless = tuple(subject._replace(label="") for subject in SUBJECTS)
    wanted = {"wanted": tuple(Level)} if kind is ConflictKind.LEVEL else {}
    for facts in variants({**FACTS, **wanted}):
        text = sentences.sentence(conflict(kind, facts))
        assert faults(text) == [], (facts, text)
    for subjects in (*orders, nameless, SUBJECTS[:1], SUBJECTS[3:4]):
        for hidden in (False, True):
            text = sentences.shown(conflict(kind, least, subjects), hidden=hidden)
            assert faults(text) == [], text
            assert "4711" not in text


AGAINST: Mapping[str, tuple[Any, ...]] = {
    "reason": tuple(ClosureReason),
    "weekday": (0, 6),
    "from": (0, 480),
    "until": (480, 1440),
    **dict.fromkeys(("capacity", "wanted", "seats", "minutes", "limit"), (0, 1, 61)),
    "purpose": tuple(RoomPurpose),
    "missing": tuple((kind,) for kind in Equipment),
    "site": ("Rathaus",),
    "role": tuple(Role),
    "level": tuple(Level),
    "course_types": tuple(CourseType),
    "papers": tuple((kind,) for kind in CredentialKind),
    "paper": tuple(CredentialKind),
    "valid_until": (None, DAY),
    "kind": tuple(SeatKind),
}


@pytest.mark.parametrize("obstacle", Obstacle)
def test_an_obstacle_says_no_word_of_the_inside(obstacle: Obstacle) -> None:
    for facts in variants(AGAINST):
        text = obstacles.against_text(Against(obstacle, days=(DAY,), facts=facts))
        assert faults(text) == [], (facts, text)


FIX: Mapping[str, tuple[Any, ...]] = {
    **{name: (AT, AT + 60) for name, kind in FixFacts.__annotations__.items() if kind is int},
    **{
        name: (SHORT, "Vogel, Ali")
        for name, kind in FixFacts.__annotations__.items()
        if kind is str
    },
    **dict.fromkeys(("children", "minutes", "people", "records"), (1, 2)),
    "at_end": (False, True),
}


@pytest.mark.parametrize("kind", FixKind)
def test_a_way_out_says_no_word_of_the_inside(kind: FixKind) -> None:
    assert FIX.keys() == FixFacts.__annotations__.keys()
    assert kind in fixes.ICONS
    found = conflict(ConflictKind.ROOM, {})
    for facts, hidden in product(variants(FIX), (False, True)):
        known = cast("FixFacts", facts)
        fix = Fix(found, kind, (), known, 0, "", (found,), (), Touched(1, 2, 3))
        text = f"{fixes.sentence(fix, hidden=hidden)} / {fixes.cost_line(fix)}"
        assert faults(text) == [], (facts, text)


FACTS_OF_REFUSALS: dict[str, object] = {
    **dict.fromkeys(("day", "first_day", "last_day", "joined_on", "left_on", "first", "last"), DAY),
    "attended_on": DAY,
    "path": PurePath("liste.xlsx"),
    "at": datetime(2027, 3, 2, 9, 5),
    "to": AT,
    "begins": AT,
    "known": ("Rathaus", "Turnhalle"),
    "noun": "person",
    "field": "family_name",
    **dict.fromkeys(("id", "person_id"), 4711),
    "makeup_id": 4712,
}
NAMED = {
    (noun, key): (Subject(noun, key, name), AT)
    for noun, name in (("person", SHORT), ("lesson", "A2 Alltag"))
    for key in (4711, 4712)
}


@pytest.mark.parametrize("kind", SENTENCES)
def test_a_refusal_says_no_word_of_the_inside(kind: str) -> None:
    fields = {name for _, name, _, _ in Formatter().parse(SENTENCES[kind]) if name}
    facts = {name: FACTS_OF_REFUSALS.get(name, "Rathaus") for name in fields} | FACTS_OF_REFUSALS
    for hidden in (False, True):
        error = Refused(kind, **facts)
        error.named.update(NAMED)
        text = refusal(error, hidden=hidden)
        allowed = set(re.findall(r"„[^“]*“", SENTENCES[kind]))
        shown = text
        for quoted in allowed:
            shown = shown.replace(quoted, "")
        assert faults(shown) == [], text
        assert "4711" not in text, text
        assert not (hidden and "Ali M" in text), text


def test_every_act_record_and_setting_has_words() -> None:
    tables = {mapper.local_table.name for mapper in Base.registry.mappers}  # type: ignore[attr-defined]
    assert tables - TOLD_BY_OTHERS - nouns.RECORDS.keys() == set()
    texts = [*acts.TITLES.values(), *nouns.RECORDS.values(), *nouns.FIELDS.values()]
    texts += [default.label for default in DEFAULTS.values()]
    texts += [word for words in WORDS.values() for word in words.values()]
    assert [found for text in texts for found in faults(text)] == []
    assert set(acts.TITLES) == set(ActKind)


def test_an_absence_says_no_word_of_the_inside() -> None:
    for kind, reason, until in product(AbsenceKind, ClosureReason, (0, 600)):
        text = missing_text(kind, SHORT, reason.value, DAY, DAY, until)
        assert faults(text) == [], text


def test_every_table_of_words_knows_all_its_kinds() -> None:
    assert set(FITS) == set(Fit)
    assert set(MISSING) == set(ClosureReason)
    assert set(PART_TITLES) == set(Part)
    assert set(waiting.WORDS) == set(Want)
    assert set(timetable.AIMS) == set(Aim)
    assert to_do.MISSING.keys() == to_do.SOLVE.keys()
    assert set(list_words.FIELDS) >= set(Field)
    assert set(list_words.OUTCOMES) == set(Outcome)
    assert all(not faults(text) for text in pick_ups.REASONS.values())


def kinds_named(folder: str) -> set[ConflictKind]:
    """Return the kinds of conflict that a part of planning names."""
    texts = [path.read_text(encoding="utf-8") for path in (PLANNING / folder).rglob("*.py")]
    found = {name for text in texts for name in re.findall(r"Kind\.([A-Z_]+)\b", text)}
    return {kind for kind in ConflictKind if kind.name in found}


def test_what_bars_a_lesson_of_a_timetable_has_words() -> None:
    asked = {ConflictKind.WEEKLY_HOURS}  # whether its rule is off, and bars nothing
    assert kinds_named("timetable/town") - set(timetable.BARS) == asked
    at = At(1, 540, 690, "Saal", SHORT)
    for kind in ConflictKind:
        for name, course in product(("", "Saal", SHORT), ("", "A1-02")):
            bars = (Bar(kind, 1, name, course),)
            parked = ParkedSeries(1, "A2-03", "A2", (1,), AT, at, 1, bars)
            text = timetable.parked_sentence(parked)
            assert faults(text) == [], text
