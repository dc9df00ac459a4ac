from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.settings import DEFAULTS, checked
from kursplaner.basics.spans import Span, minute_of
from kursplaner.domain.conflicts.conflicts import ALWAYS_HARD, severity_of
from kursplaner.domain.kinds import ConflictKind, Severity
from kursplaner.domain.people import Closure
from kursplaner.domain.town import ClosingDay
from kursplaner.planning.conflicts.double_use import clash
from kursplaner.planning.conflicts.finding import find, find_for
from kursplaner.planning.conflicts.severities import (
    ADJUSTABLE,
    Rules,
    own_rules,
    set_rule,
    weighed,
)
from kursplaner.planning.lessons import changing, places_in_a_week
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.places_in_a_week import VerdictState
from kursplaner.store.session import Db
from kursplaner.store.settings import store_settings
from tests.planning.small_town import NINE, TUESDAY, SmallTown, add_course, add_lesson

Kind = ConflictKind
FRIDAY = date(2027, 3, 5)
HARD, SOFT, OFF = Severity


def town_rule(db: Db, kind: ConflictKind, severity: Severity) -> None:
    store_settings(db, {f"conflicts.{kind}": severity.value})


def close_room(db: Db, town: SmallTown) -> None:
    at = minute_of(TUESDAY, NINE)
    db.add(Closure(resource_id=town.rooms["A"], starts=at, ends=at + 30, reason="repair"))


@pytest.mark.parametrize("kind", ConflictKind)
def test_every_kind_has_its_default_in_the_settings_but_what_is_always_hard(
    kind: ConflictKind,
) -> None:
    key = f"conflicts.{kind}"
    assert (key in DEFAULTS) == (kind not in ALWAYS_HARD)
    if kind not in ALWAYS_HARD:
        assert DEFAULTS[key].value == severity_of(kind).value
        with pytest.raises(Refused, match="setting_text_unreadable"):
            checked(key, "vielleicht")


def test_a_kind_switched_off_is_not_found(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        close_room(db, town)
        assert [c.hard for c in find(db, kinds=[Kind.CLOSURE])] == [True]
        town_rule(db, Kind.CLOSURE, SOFT)
        assert [c.hard for c in find(db, kinds=[Kind.CLOSURE])] == [False]
        town_rule(db, Kind.CLOSURE, OFF)
        assert find(db, kinds=[Kind.CLOSURE]) == []
        assert find_for(db, town.lessons[:1]) == []


def test_the_rule_of_a_course_beats_the_town_and_leaves_other_courses(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        at = minute_of(TUESDAY, NINE + 300)
        add_lesson(db, other, at, room=town.rooms["B"])
        add_lesson(db, town.course, at, room=town.rooms["A"])
        set_rule(db, other, Kind.NO_TEACHER, HARD)
        assert [(c.hard, c.subjects[-1].id) for c in find(db, kinds=[Kind.NO_TEACHER])] == [
            (True, other),
            (False, town.course),
        ]
        town_rule(db, Kind.NO_TEACHER, OFF)
        assert [c.subjects[-1].id for c in find(db, kinds=[Kind.NO_TEACHER])] == [other]
        assert own_rules(db, other) == {Kind.NO_TEACHER: HARD}
        set_rule(db, other, Kind.NO_TEACHER, None)
        assert own_rules(db, other) == {}
        assert find(db, kinds=[Kind.NO_TEACHER]) == []


def test_double_use_stays_hard_whatever_is_tried(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        with pytest.raises(Refused, match="overlap_always_hard"):
            set_rule(db, town.course, Kind.ROOM, OFF)
        with pytest.raises(KeyError):
            checked("conflicts.room", "off")
        records = (("lesson", town.lessons[0]), ("lesson", town.lessons[1]))
        conflict = clash(("room", town.rooms["A"]), records, Span(1, 2))
        rules = Rules(dict.fromkeys(ADJUSTABLE, OFF), {town.course: {"room": "off"}})
        assert weighed(db, [conflict], rules) == [conflict]


def test_a_move_obeys_the_rules(town: SmallTown) -> None:
    to = minute_of(FRIDAY, NINE)
    with town.workspace.fill() as db:
        db.add(ClosingDay(first_day=FRIDAY, last_day=FRIDAY, name="Stadtfest"))
    with town.workspace.rehearse() as db:
        plan = changing.propose(db, MoveWish(town.lessons[0], to))
        assert [(c.kind, c.hard) for c in plan.conflicts] == [(Kind.CLOSING_DAY, False)]
    with town.workspace.fill() as db:
        set_rule(db, town.course, Kind.CLOSING_DAY, HARD)
    with town.workspace.rehearse() as db:
        hard = changing.propose(db, MoveWish(town.lessons[0], to))
        found = places_in_a_week.verdicts(db, town.lessons[0], FRIDAY, FRIDAY)
        assert found[FRIDAY, NINE].state is VerdictState.TAKEN
    with town.workspace.fill() as db, pytest.raises(HardConflict):
        changing.apply(db, hard)
    with town.workspace.fill() as db:
        set_rule(db, town.course, Kind.CLOSING_DAY, OFF)
    with town.workspace.rehearse() as db:
        assert changing.propose(db, MoveWish(town.lessons[0], to)).conflicts == ()
        found = places_in_a_week.verdicts(db, town.lessons[0], FRIDAY, FRIDAY)
        assert found[FRIDAY, NINE].state is VerdictState.FREE


@given(
    usual=st.sampled_from(Severity),
    own=st.dictionaries(st.integers(1, 3), st.sampled_from(Severity)),
    asked=st.sets(st.integers(1, 3)),
)
def test_among_several_courses_the_gravest_counts(
    usual: Severity, own: dict[int, Severity], asked: set[int]
) -> None:
    courses = {key: {Kind.TRAVEL.value: severity.value} for key, severity in own.items()}
    rules = Rules({Kind.TRAVEL: usual}, courses)
    each = [rules.of(Kind.TRAVEL, [key]) for key in asked]
    expected = min(each, key=list(Severity).index) if each else usual
    assert rules.of(Kind.TRAVEL, asked) is expected
    if expected is not OFF:
        assert rules.looked_for(Kind.TRAVEL)
