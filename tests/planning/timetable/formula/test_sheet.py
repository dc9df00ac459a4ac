"""A sheet against what its words say: all values tried, each one asked of CP-SAT."""

from collections.abc import Callable
from itertools import product

import pytest
from ortools.sat.python import cp_model

from kursplaner.planning.timetable.formula.sheet import Sheet

Said = Callable[[Sheet, list[object]], object]
COUNT = 3


def least_and_most(said: Said, values: tuple[int, ...], fixed: int = 0) -> tuple[int, int]:
    """Return the least and most a word can be where the flags, the first fixed, have values."""
    bounds = []
    for sign in (1, -1):
        sheet = Sheet()
        flags: list[object] = [
            value if at < fixed else sheet.flag(0) for at, value in enumerate(values)
        ]
        word = said(sheet, flags)
        for at, value in enumerate(values):
            if at >= fixed:
                sheet.model.add(flags[at] == value)
        sheet.model.minimize(sign * word)  # type: ignore[operator]
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(sheet.model) == cp_model.OPTIMAL
        bounds.append(sign * round(solver.objective_value))
    return bounds[0], bounds[1]


@pytest.mark.parametrize("fixed", [0, 1, 3])
def test_words_say_the_least_or_the_most(fixed: int) -> None:
    for values in product((0, 1), repeat=COUNT):
        raised = least_and_most(lambda sheet, flags: sheet.raised_by(flags), values, fixed)  # type: ignore[arg-type]
        assert raised[0] == max(values)
        backed = least_and_most(lambda sheet, flags: sheet.backed_by(flags), values, fixed)  # type: ignore[arg-type]
        assert backed[1] == max(values)
        both = least_and_most(lambda sheet, flags: sheet.both(*flags[:2]), values, fixed)  # type: ignore[arg-type]
        assert both[0] == min(values[:2])


@pytest.mark.parametrize("fixed", [0, 1, 3])
@pytest.mark.parametrize("limit", [-1, 0, 1, 2, 3])
@pytest.mark.parametrize("minus", [0, 1])
def test_above_is_what_is_beyond_the_limit(fixed: int, limit: int, minus: int) -> None:
    for values in product((0, 1), repeat=COUNT):
        plus, less = values[: COUNT - minus], values[COUNT - minus :]

        def said(sheet: Sheet, flags: list[object]) -> object:
            cut = COUNT - minus
            return sheet.above(flags[:cut], limit, flags[cut:])  # type: ignore[arg-type]

        found = least_and_most(said, values, fixed)
        assert found[0] == max(0, sum(plus) - sum(less) - limit)


def test_what_can_never_be_beyond_stays_out_of_the_model() -> None:
    sheet = Sheet()
    flags = [sheet.flag(1), sheet.flag(1)]
    assert sheet.above(flags, 2) == 0
    assert len(sheet.hinted) == 2
    assert not isinstance(sheet.above(flags, 1), int)


def test_every_word_knows_its_value_in_the_timetable_begun_with() -> None:
    sheet = Sheet()
    on, off, many = sheet.flag(5), sheet.flag(0), sheet.number(9, 4)
    assert [sheet.value(each) for each in (on, off, many, 3)] == [1, 0, 4, 3]
    assert sheet.total([on, off, many, 3]) == 8
    assert sheet.value(sheet.raised_by([on, off])) == 1
    assert sheet.value(sheet.raised_by([off, sheet.flag(0)])) == 0
    assert sheet.value(sheet.backed_by([on, off])) == 1
    assert sheet.value(sheet.backed_by([off, sheet.flag(0)])) == 0
    assert sheet.value(sheet.both(on, off)) == 0
    assert sheet.value(sheet.both(on, sheet.flag(1))) == 1
    assert sheet.value(sheet.above([on, sheet.flag(1), off], 1)) == 1
    assert sheet.value(sheet.above([on, sheet.flag(1), off], 0)) == 2
    assert sheet.value(sheet.above([on, off], 0, [sheet.flag(1)])) == 0


def test_a_number_begins_within_its_bounds() -> None:
    sheet = Sheet()
    assert [sheet.value(sheet.number(3, value)) for value in (-1, 0, 3, 4)] == [0, 0, 3, 3]
    flag = sheet.number(1, 7)
    assert flag.is_boolean
    assert sheet.value(flag) == 1
    assert not sheet.number(2, 1).is_boolean


def test_what_is_fixed_needs_no_variable() -> None:
    sheet = Sheet()
    flag = sheet.flag(0)
    assert [sheet.raised_by([]), sheet.raised_by([0]), sheet.raised_by([flag, 1])] == [0, 0, 1]
    assert [sheet.backed_by([]), sheet.backed_by([0]), sheet.backed_by([flag, 1])] == [0, 0, 1]
    assert sheet.raised_by([flag, 0]) is flag
    assert sheet.backed_by([flag, 0]) is flag
    assert [sheet.both(flag, 0), sheet.both(0, flag), sheet.both(1, 1)] == [0, 0, 1]
    assert sheet.both(flag, 1) is flag
    assert sheet.both(1, flag) is flag
    assert sheet.both(flag, flag) is flag
    assert len(sheet.hinted) == 1


@pytest.mark.parametrize("limit", [0, 1, 2, 3])
def test_beyond_is_never_more_than_what_is_beyond_the_limit(limit: int) -> None:
    for most, value in ((2, 0), (2, 1), (2, 2)):
        sheet = Sheet()
        numbers = [(sheet.flag(1), 1), (sheet.number(most, value), most)]
        found = sheet.beyond(numbers, limit)
        expected = max(0, 1 + value - limit)
        assert sheet.total(found) == expected
        assert len(found) == (2 if limit == 0 else 3 - limit)
        for (number, _), fixed in zip(numbers, (1, value), strict=True):
            sheet.model.add(number == fixed)
        sheet.model.maximize(sum(found))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(sheet.model) == cp_model.OPTIMAL
        assert solver.objective_value == expected


@pytest.mark.parametrize("count", [1, 2, 3])
def test_at_most_one_of_several(count: int) -> None:
    sheet = Sheet()
    flags = [sheet.flag(0) for _ in range(count)]
    sheet.at_most_one(flags)
    sheet.model.maximize(sum(flags))
    solver = cp_model.CpSolver()
    solver.solve(sheet.model)
    assert solver.objective_value == 1


def test_the_objective_is_weighed_and_has_its_fixed_part_and_a_whole_hint() -> None:
    sheet = Sheet()
    wanted, other = sheet.flag(1), sheet.number(4, 2)
    sheet.model.add(wanted + other >= 2)
    sheet.cost(wanted, 3)
    sheet.cost(other, 2)
    sheet.cost(other, 0)
    sheet.cost(5, 7)
    sheet.finish()
    solver = cp_model.CpSolver()
    assert solver.solve(sheet.model) == cp_model.OPTIMAL
    assert solver.objective_value == 35 + 4
    hint = sheet.model.proto.solution_hint
    assert list(hint.values) == [1, 2]
    assert list(hint.vars) == [0, 1]
    assert sheet.constant == 35
