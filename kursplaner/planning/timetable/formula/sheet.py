"""A thin layer over CP-SAT's model: every variable knows its value in the timetable begun with.

So the hint is complete, which CP-SAT needs to begin where the search stands. A flag may also be
the number 0 or 1: what is fixed stays out of the model.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar, LinearExpr

    Flag = IntVar | int
    Amount = LinearExpr | int


class Sheet:
    """A model with its hint and what is to be as small as possible.

    Attributes:
        model: CP-SAT's.
        hinted: value of each variable by its index, in the timetable begun with.
        constant: part of the objective that is fixed.
    """

    def __init__(self) -> None:
        """Begin an empty model."""
        from ortools.sat.python import cp_model

        self.model = cp_model.CpModel()
        self.hinted: list[int] = []
        self.constant = 0
        self._costs: list[tuple[IntVar, int]] = []

    # --- Variables ----------------------------------------------------------------------------

    def flag(self, value: int) -> "IntVar":
        """Return a new yes or no, with its value in the timetable begun with."""
        self.hinted.append(int(bool(value)))
        return self.model.new_bool_var("")

    def number(self, most: int, value: int) -> "IntVar":
        """Return a new number of 0 … most."""
        if most == 1:
            return self.flag(value > 0)
        self.hinted.append(min(max(0, value), most))
        return self.model.new_int_var(0, most, "")

    def value(self, flag: "Flag") -> int:
        """Return the value of a flag or number in the timetable begun with."""
        return flag if isinstance(flag, int) else self.hinted[flag.index]

    def total(self, flags: Iterable["Flag"]) -> int:
        """Return the sum of the values in the timetable begun with."""
        return sum(self.value(each) for each in flags)

    # --- What follows from others -------------------------------------------------------------

    def raised_by(self, flags: Sequence["Flag"]) -> "Flag":
        """Return a flag that must be set if one of these is."""
        if any(isinstance(each, int) and each for each in flags):
            return 1
        open_flags = [each for each in flags if not isinstance(each, int)]
        if len(open_flags) <= 1:
            return open_flags[0] if open_flags else 0
        raised = self.flag(any(self.value(each) for each in open_flags))
        for each in open_flags:
            self.model.add_implication(each, raised)
        return raised

    def backed_by(self, flags: Sequence["Flag"]) -> "Flag":
        """Return a flag that may be set only if one of these is."""
        if any(isinstance(each, int) and each for each in flags):
            return 1
        open_flags = [each for each in flags if not isinstance(each, int)]
        if len(open_flags) <= 1:
            return open_flags[0] if open_flags else 0
        backed = self.flag(any(self.value(each) for each in open_flags))
        self.model.add_bool_or([*open_flags, ~backed])
        return backed

    def both(self, flag: "Flag", other: "Flag") -> "Flag":
        """Return a flag that must be set if both are."""
        if isinstance(flag, int):
            return other if flag else 0
        if isinstance(other, int):
            return flag if other else 0
        if flag.index == other.index:
            return flag
        both = self.flag(self.value(flag) and self.value(other))
        self.model.add_bool_or([~flag, ~other, both])
        return both

    def above(self, plus: Sequence["Flag"], limit: int, minus: Sequence["Flag"] = ()) -> "Flag":
        """Return a number that is at least sum(plus) - sum(minus) - limit, and at least 0."""
        most = len(plus) - limit
        if plus and most <= 0 and all(isinstance(each, int) or _is_flag(each) for each in plus):
            return 0
        over = self.total(plus) - self.total(minus) - limit
        if all(isinstance(each, int) for each in (*plus, *minus)):
            return max(0, over)
        number = self.flag(over > 0) if most == 1 else self.number(max(most, 0), over)
        self.model.add(number >= sum(plus) - sum(minus) - limit)
        return number

    def beyond(self, plus: Sequence[tuple["IntVar", int]], limit: int) -> Sequence["IntVar"]:
        """Return flags or numbers that come to sum(plus) - limit at most, or to 0.

        Args:
            plus: numbers, each with the most it can be.
            limit: at least 0.
        """
        numbers = [number for number, _ in plus]
        if limit == 0:
            return numbers
        found = []
        for count in range(limit + 1, sum(most for _, most in plus) + 1):
            reached = self.flag(self.total(numbers) >= count)
            self.model.add(sum(numbers) >= count).only_enforce_if(reached)
            found.append(reached)
        return found

    def exceeds(self, plus: Sequence[tuple["Flag", int]], limit: int) -> "Flag":
        """Return a flag that must be set if the flags that are set weigh more than a limit."""
        fixed = sum(flag * weight for flag, weight in plus if isinstance(flag, int))
        open_ones = [(flag, weight) for flag, weight in plus if not isinstance(flag, int)]
        if fixed > limit:
            return 1
        if fixed + sum(weight for _, weight in open_ones) <= limit:
            return 0
        total = fixed + sum(self.value(flag) * weight for flag, weight in open_ones)
        over = self.flag(total > limit)
        worked = sum(flag * weight for flag, weight in open_ones)
        self.model.add(worked <= limit - fixed).only_enforce_if(~over)
        return over

    def at_most_one(self, flags: Sequence["Flag"]) -> None:
        """Allow one of these at most."""
        if len(flags) > 1:
            self.model.add_at_most_one(flags)

    # --- Objective ----------------------------------------------------------------------------

    def cost(self, amount: "Flag", weight: int) -> None:
        """Add weight x amount to what is to be small."""
        if isinstance(amount, int):
            self.constant += amount * weight
        elif weight:
            self._costs.append((amount, weight))

    def finish(self) -> None:
        """Set objective and hint."""
        if self._costs:
            flags, weights = zip(*self._costs, strict=True)
            self.model.minimize(_weighted(flags, weights) + self.constant)
        else:
            self.model.minimize(self.constant)
        for index, value in enumerate(self.hinted):
            self.model.add_hint(self.model.get_int_var_from_proto_index(index), value)


def _is_flag(each: "IntVar") -> bool:
    return each.is_boolean


def _weighted(flags: Sequence["IntVar"], weights: Sequence[int]) -> "LinearExpr":
    from ortools.sat.python import cp_model

    return cp_model.LinearExpr.weighted_sum(flags, weights)
