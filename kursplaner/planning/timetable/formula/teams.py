"""Variables of a timetable's formula: which team of like events begins when, where and with whom.

Events that cannot be told apart (two lessons a week of one course) are one team: that halves the
search. A fixed event is a team of one whose flags are numbers.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kursplaner.planning.timetable.formula.sheet import Sheet
from kursplaner.planning.timetable.problem import Event, Place, Placements, Problem
from kursplaner.planning.timetable.search.board import Board, Openings
from kursplaner.planning.timetable.search.ground import ones

if TYPE_CHECKING:
    from kursplaner.planning.timetable.formula.sheet import Flag

Starts = dict[int, "Flag"]
"""A flag for each start."""


@dataclass(slots=True)
class Team:
    """Events that are placed together.

    Attributes:
        events: those alike, in the order of their ids.
        starts: whether one of them begins there.
        rooms: for each room, the same; empty where rooms are only counted.
        teachers: for each teacher.
        carers: for each carer.
        out: how many are left out.
        fixed: nothing about it can change.
    """

    events: list[Event]
    starts: Starts
    rooms: dict[int, Starts] = field(default_factory=dict)
    teachers: dict[int, Starts] = field(default_factory=dict)
    carers: dict[int, Starts] = field(default_factory=dict)
    out: "Flag" = 0
    fixed: bool = False

    @property
    def event(self) -> Event:
        """Any of them."""
        return self.events[0]

    def used(self, resource: int) -> list[tuple[int, int, "Flag"]]:
        """Return (starts, ends, flag) for every way it may use a resource."""
        event = self.event
        found: list[tuple[int, int, Flag]] = []
        plain = [self.starts] if resource in event.needs else []
        plain += [role[resource] for role in (self.rooms, self.teachers) if resource in role]
        for starts in plain:
            found += [(start, start + event.length, flag) for start, flag in starts.items()]
        for start, flag in self.carers.get(resource, {}).items():
            ends = start + event.length + event.care_after
            found.append((max(0, start - event.care_before), ends, flag))
        for each in event.along:
            if each.resource == resource:
                found += [
                    (max(0, start + each.starts), start + each.ends, flag)
                    for start, flag in self.starts.items()
                ]
        return found

    @property
    def resources(self) -> set[int]:
        """Everything it may use."""
        along = (each.resource for each in self.event.along)
        return {*self.event.needs, *self.rooms, *self.teachers, *self.carers, *along}


def fixed_team(event: Event, place: Place) -> Team:
    """Return the team of an event that stays where it is."""
    here: Starts = {place.start: 1}
    return Team(
        [event],
        here,
        {} if place.room is None else {place.room: here},
        {} if place.teacher is None else {place.teacher: here},
        {} if place.carer is None else {place.carer: here},
        fixed=True,
    )


class TeamMaker:
    """Makes the teams of the free events, around those that are fixed."""

    def __init__(self, problem: Problem, sheet: Sheet, fixed: Placements, *, counted: bool) -> None:
        """Take what stays.

        Args:
            problem: what is to be placed.
            sheet: takes the variables.
            fixed: places that do not change.
            counted: rooms are not chosen, only counted.
        """
        self._problem = problem
        self._sheet = sheet
        self._counted = counted
        around = {
            key: Place(place.start, None, place.teacher, place.carer) if counted else place
            for key, place in fixed.items()
        }
        self._board = Board(problem, around)

    def team(
        self, events: list[Event], hint: Placements, only: Collection[int] | None, *, park: bool
    ) -> Team:
        """Return a team with its variables and its own rules.

        Args:
            events: alike.
            hint: where they are now.
            only: starts to look at; None: all.
            park: whether they may be left out.
        """
        event, sheet = events[0], self._sheet
        places = {hint[each.id].start: hint[each.id] for each in events if each.id in hint}
        openings = Openings(self._board, event.id, taken=True)
        opened = self._opened(event, openings)
        open_starts = set(self._listed(openings.starts))
        for masks in opened:
            if masks is not None:
                open_starts &= {start for starts in masks.values() for start in starts}
        if only is not None:
            open_starts &= set(only)
        team = Team(events, {each: sheet.flag(each in places) for each in sorted(open_starts)})
        missing = len(events) - len(places)
        team.out = sheet.number(len(events), missing) if park else 0
        sheet.model.add(sum(team.starts.values()) + team.out == len(events))
        rooms, teachers, carers = opened
        if not self._counted:
            self._choose(team, team.rooms, rooms, {s: p.room for s, p in places.items()})
        self._choose(team, team.teachers, teachers, {s: p.teacher for s, p in places.items()})
        self._choose(team, team.carers, carers, {s: p.carer for s, p in places.items()})
        return team

    def _opened(
        self, event: Event, openings: Openings
    ) -> tuple[dict[int, set[int]] | None, dict[int, set[int]] | None, dict[int, set[int]] | None]:
        """Return the open starts for each room, teacher and carer; None: none needed."""
        rooms = [each.room for each in event.rooms if each.barred is None]
        teachers, carers = event.teachers, event.carers
        if event.pinned and event.current is not None:
            here = event.current
            rooms = [] if here.room is None else [here.room]
            teachers = () if here.teacher is None else (here.teacher,)
            carers = () if here.carer is None else (here.carer,)

        def opened(options: Iterable[int], *, care: bool = False) -> dict[int, set[int]]:
            return {
                each: set(self._listed(_less(openings.starts, openings.closed(each, care=care))))
                for each in options
            }

        return (
            opened(rooms) if event.rooms else None,
            opened(teachers) if event.teachers else None,
            opened(carers, care=True) if event.carers else None,
        )

    def _choose(
        self,
        team: Team,
        role: dict[int, Starts],
        opened: Mapping[int, Collection[int]] | None,
        chosen: Mapping[int, int | None],
    ) -> None:
        """Lay the flags of one role: exactly one choice for each start that is taken."""
        if opened is None:
            return
        for option in opened:
            role[option] = {}
        for start, flag in team.starts.items():
            options = [option for option, starts in opened.items() if start in starts]
            if len(options) == 1:
                role[options[0]][start] = flag
                continue
            flags = []
            for option in options:
                own = self._sheet.flag(chosen.get(start) == option)
                role[option][start] = own
                flags.append(own)
            if not isinstance(flag, int):
                self._sheet.model.add_exactly_one([*flags, ~flag])

    def _listed(self, masks: Sequence[int]) -> Iterable[int]:
        periods = self._problem.grid.periods
        for day, mask in enumerate(masks):
            yield from (day * periods + each for each in ones(mask))


def _less(starts: Sequence[int], closed: Sequence[int]) -> list[int]:
    return [mask & ~shut for mask, shut in zip(starts, closed, strict=True)]


def grouped(problem: Problem, free: Collection[int]) -> list[list[Event]]:
    """Return the free events in teams of those that cannot be told apart."""
    wishes: dict[int, list[int]] = {}
    for wish in problem.wishes:
        for key in wish.events:
            wishes.setdefault(key, []).append(wish.id)
    teams: dict[tuple[object, ...], list[Event]] = {}
    for event in problem.events:
        if event.id not in free:
            continue
        alone = event.pinned or not event.needs or _stays(problem, wishes.get(event.id, ()))
        name: tuple[object, ...] = (event.id,)
        if not alone:
            name = (
                *(event.course, event.length, event.starts, event.rooms, event.teachers),
                *(event.carers, event.needs, event.closed, event.care_before, event.care_after),
                *(event.weeks, event.along, event.cared_by, tuple(wishes.get(event.id, ()))),
            )
        teams.setdefault(name, []).append(event)
    return list(teams.values())


def _stays(problem: Problem, wishes: Iterable[int]) -> bool:
    from kursplaner.planning.timetable.problem import WishKind

    return any(problem.wish[each].kind is WishKind.STAY for each in wishes)
