"""Guests are counted without a name, by age if wished; the count can be corrected and cleared."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.settings import Settings
from kursplaner.desk.wording.words.ages import age_words
from kursplaner.domain.attendance.rules import ADULT_FROM, guest_groups
from kursplaner.domain.courses import Course, Lesson, TallyAge
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.town import Setting
from kursplaner.planning.attendance import guests
from kursplaner.planning.attendance.guests import GuestCount
from kursplaner.store.queries.funding.statistics import guest_ages, period
from kursplaner.store.records import by_id, find
from kursplaner.store.settings import settings_of
from tests.planning.small_town import NOW, TUESDAY, SmallTown, build
from tests.towns import passing

EVENING = datetime(2027, 3, 2, 20, 0)


def opened(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).walk_in = True


def enter(town: SmallTown, count: GuestCount) -> None:
    with town.workspace.change(ActKind.TALLY_ENTERED) as db:
        guests.enter(db, town.lessons[0], count)


def read(town: SmallTown) -> GuestCount | None:
    with town.workspace.read() as db:
        return guests.counted(db, town.lessons[0])


def test_counted_corrected_cleared_and_taken_back(town: SmallTown) -> None:
    opened(town)
    first = GuestCount(14, 14, 6, {27: 9, 3: 4})
    second = GuestCount(15, 14, 6, {27: 10, 60: 1})
    with clock.pinned(EVENING):
        enter(town, first)
        enter(town, second)
        assert read(town) == second
        with town.workspace.read() as db:
            assert by_id(db, Lesson, town.lessons[0]).status == "held"
            assert guest_ages(db, period(TUESDAY, TUESDAY)) == {27: 10, 60: 1}
        town.workspace.undo()
        assert read(town) == first
        with town.workspace.change(ActKind.TALLY_ENTERED) as db:
            guests.clear(db, town.lessons[0])
        assert read(town) is None
        with town.workspace.read() as db:
            assert find(db, TallyAge) == []
            assert by_id(db, Lesson, town.lessons[0]).status == "planned"


def test_nobody_came_is_a_count_too(town: SmallTown) -> None:
    opened(town)
    with clock.pinned(EVENING):
        enter(town, GuestCount())
        assert read(town) == GuestCount()


@pytest.mark.parametrize(
    ("count", "kind"),
    [
        (GuestCount(3, 4, 0), "tally_impossible"),
        (GuestCount(-1, -1, 0), "tally_impossible"),
        (GuestCount(5_001), "tally_impossible"),
        (GuestCount(3, 0, 0, {27: 4}), "ages_impossible"),
        (GuestCount(3, 0, 1, {27: 3, 0: 1, 3: 1}), "ages_impossible"),
        (GuestCount(3, 0, 1, {28: 1}), "ages_impossible"),
        (GuestCount(3, 0, 1, {27: -1}), "ages_impossible"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_stored(
    town: SmallTown, count: GuestCount, kind: str
) -> None:
    opened(town)
    with clock.pinned(EVENING):
        with pytest.raises(Refused, match=kind):
            enter(town, count)
        assert read(town) is None


def test_a_list_of_names_and_an_evening_to_come_take_no_count(town: SmallTown) -> None:
    with clock.pinned(EVENING), pytest.raises(Refused, match="not_walk_in"):
        enter(town, GuestCount(1))
    opened(town)
    with pytest.raises(Refused, match="guests_to_come"):
        enter(town, GuestCount(1))


AGES = st.dictionaries(st.sampled_from(guest_groups(Settings())), st.integers(0, 4), max_size=4)


@settings(max_examples=30)
@given(st.lists(st.tuples(AGES, st.integers(0, 5), st.integers(0, 5)), max_size=3))
def test_the_last_count_holds_and_ages_never_count_more(
    wishes: list[tuple[dict[int, int], int, int]],
) -> None:
    with passing(build, NOW) as town, clock.pinned(EVENING):
        opened(town)
        last = None
        for ages, adults, children in wishes:
            count = GuestCount(adults, 0, children, ages)
            grown = sum(n for age, n in ages.items() if age >= ADULT_FROM)
            fits = grown <= adults and sum(ages.values()) - grown <= children
            if fits:
                enter(town, count)
                last = GuestCount(adults, 0, children, {a: n for a, n in ages.items() if n})
            else:
                with pytest.raises(Refused, match="ages_impossible"):
                    enter(town, count)
        assert read(town) == last


def test_the_groups_are_those_of_the_town_and_what_was_counted_stays(town: SmallTown) -> None:
    opened(town)
    with clock.pinned(EVENING):
        enter(town, GuestCount(3, 0, 1, {27: 2, 3: 1}))
        with town.workspace.fill() as db:
            db.add(Setting(key="statistics.age_limits", value="12 18 25 65"))
            db.add(Setting(key="statistics.child_age_limits", value="6 14"))
        with town.workspace.read() as db:
            assert guest_groups(settings_of(db)) == (0, 6, 14, 18, 25, 65)
        enter(town, GuestCount(4, 0, 1, {27: 2, 25: 1, 3: 1}))
        assert read(town) == GuestCount(4, 0, 1, {27: 2, 25: 1, 3: 1})
        enter(town, GuestCount(4, 0, 1, {25: 1}))
        with pytest.raises(Refused, match="ages_impossible"):
            enter(town, GuestCount(4, 0, 1, {27: 1}))


def test_groups_are_told_by_where_the_next_one_begins() -> None:
    groups = (0, 6, 18, 65)
    told = [age_words(age, groups) for age in (0, 6, 27, 65, 70)]
    assert told == ["unter 6", "6–17", "27–64", "65 und älter", "70 und älter"]
