"""Few things stand each by itself, many of one sort in one line; none is lost."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kursplaner.desk.today.gathering import FEW, FEW_CAUSES, gathered
from kursplaner.desk.today.values import Matter, ToDo, Weight
from kursplaner.domain.kinds import ConflictKind


def thing(matter: Matter, at: int = 0, weight: Weight = Weight.SOON) -> ToDo:
    kind = ConflictKind.NO_ROOM if matter is Matter.MISSING else ConflictKind.CLOSURE
    told = kind.value if matter in {Matter.MISSING, Matter.CONFLICT} else ""
    return ToDo(
        matter, weight, f"{matter} {at}", "", "Öffnen", "today", kind=told, about=f"Kurs {at}"
    )


def many(matter: Matter, count: int, weight: Weight = Weight.SOON) -> list[ToDo]:
    return [thing(matter, at, weight) for at in range(count)]


def test_few_things_stand_each_by_itself() -> None:
    some = many(Matter.ATTENDANCE, FEW)
    assert gathered(some) == some


def test_more_of_one_sort_are_one_line_that_names_the_first_and_leads_there() -> None:
    some = many(Matter.ATTENDANCE, FEW + 1)
    (line,) = gathered(some)
    assert line.title == f"Anwesenheit fehlt in {FEW + 1} Kursen"
    assert line.sentence == f"Kurs 0, Kurs 1, Kurs 2 und {FEW - 2} weitere"
    assert line.parts == tuple(some)
    assert (line.place, line.target, line.verb) == ("today", {}, "Öffnen")


def test_what_presses_more_is_never_in_a_line_with_what_presses_less() -> None:
    some = [*many(Matter.WAITING, 5, Weight.SOON), *many(Matter.WAITING, 5, Weight.WHENEVER)]
    assert [len(line.parts) for line in gathered(some)] == [5, 5]


def test_a_few_hard_causes_stand_each_by_itself_and_more_in_one_line() -> None:
    rest = many(Matter.ATTENDANCE, FEW)
    few = many(Matter.CONFLICT, FEW_CAUSES, Weight.NOW)
    assert gathered([*few, *rest])[:FEW_CAUSES] == few
    more = many(Matter.CONFLICT, FEW_CAUSES + 1, Weight.NOW)
    assert gathered([*more, *rest])[0].parts == tuple(more)


def test_an_absence_stands_by_itself() -> None:
    some = [*many(Matter.ABSENCE, 3, Weight.NOW), *many(Matter.MISSING, FEW)]
    lines = gathered(some)
    assert lines[:3] == some[:3]
    assert lines[3].title == f"Raum fehlt in {FEW} Kursen"


@given(st.lists(st.tuples(st.sampled_from(Matter), st.sampled_from(Weight)), max_size=30))
def test_nothing_is_lost_and_the_order_of_weights_stays(found: list[tuple[Matter, Weight]]) -> None:
    order = list(Weight)
    some = [replace(thing(matter, at), weight=weight) for at, (matter, weight) in enumerate(found)]
    some.sort(key=lambda entry: order.index(entry.weight))
    lines = gathered(some)
    shown = [part for line in lines for part in line.parts or (line,)]
    assert sorted(part.title for part in shown) == sorted(entry.title for entry in some)
    weights = [order.index(line.weight) for line in lines]
    assert weights == sorted(weights)
