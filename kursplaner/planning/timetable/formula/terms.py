"""What each kind of wish costs, as terms of a timetable's formula."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from kursplaner.planning.timetable.formula.sheet import Sheet
from kursplaner.planning.timetable.formula.teams import Team
from kursplaner.planning.timetable.problem import Place, Problem, Wish, WishKind, cared_at
from kursplaner.planning.timetable.search.board import touches

if TYPE_CHECKING:
    from kursplaner.planning.timetable.formula.sheet import Flag

Terms = list["Flag"]
"""Flags and numbers whose sum is a wish's penalty in units."""


def terms(problem: Problem, sheet: Sheet, wish: Wish, teams: Sequence[Team]) -> Terms:
    """Return the terms of one wish; teams that have nothing to do with it are passed over.

    Args:
        problem: the grid and the sites.
        sheet: takes the variables.
        wish: whose.
        teams: every team of its events, or of users of its resource, also those fixed.
    """
    return _TERMS[wish.kind](problem, sheet, wish, teams)


def _few_rooms(_problem: Problem, sheet: Sheet, _wish: Wish, teams: Sequence[Team]) -> Terms:
    rooms: dict[int, list[Flag]] = {}
    for team in teams:
        for room, starts in team.rooms.items():
            rooms.setdefault(room, []).extend(starts.values())
    used = [sheet.raised_by(flags) for flags in rooms.values() if flags]
    return [sheet.above(used, 1)] if used else []


def _spread(problem: Problem, sheet: Sheet, wish: Wish, teams: Sequence[Team]) -> Terms:
    days: dict[int, list[Flag]] = {}
    for team in teams:
        for start, flag in team.starts.items():
            days.setdefault(problem.grid.day(start), []).append(flag)
    present = sum(len(team.events) for team in teams)
    wanted = min(wish.limit or len(wish.events), present)
    backed = [sheet.backed_by(flags) for flags in days.values()]
    out = [(team.out, len(team.events)) for team in teams if not isinstance(team.out, int)]
    # As many may be left out as there are more than days wanted; only then fewer days are due.
    return [sheet.above([1] * wanted, 0, [*backed, *sheet.beyond(out, present - wanted)])]


def _same_time(problem: Problem, sheet: Sheet, wish: Wish, teams: Sequence[Team]) -> Terms:
    cycle = wish.cycle or problem.grid.periods
    phases: dict[int, list[Flag]] = {}
    for team in teams:
        for start, flag in team.starts.items():
            phases.setdefault(start % cycle, []).append(flag)
    used = [sheet.raised_by(flags) for flags in phases.values()]
    return [sheet.above(used, 1)] if used else []


def _times(_problem: Problem, _sheet: Sheet, wish: Wish, teams: Sequence[Team]) -> Terms:
    found: Terms = []
    for team in teams:
        ways = [team.starts]
        along = wish.resource in {each.resource for each in team.event.along}
        if wish.resource is not None and wish.resource not in team.event.needs:
            roles = (team.rooms, team.teachers, team.carers)
            ways = [role[wish.resource] for role in roles if wish.resource in role]
            ways += [team.starts] if along else []
        cared = wish.resource in team.carers
        for starts in ways:
            for start, flag in starts.items():
                place = Place(
                    start, None if along else wish.resource, None, wish.resource if cared else None
                )
                if touches(wish, team.event, place):
                    found.append(flag)
    return found


def _waves(problem: Problem, sheet: Sheet, wish: Wish, teams: Sequence[Team]) -> Terms:
    waves: dict[tuple[int, int], list[Flag]] = {}
    for team in teams:
        for site, starts in by_site(problem, team).items():
            for start, flags in starts.items():
                waves.setdefault((site, start), []).extend(flags)
    under_way: dict[int, list[Flag]] = {}
    for (_, start), flags in waves.items():
        wave = sheet.raised_by(flags)
        first = start - start % problem.grid.periods
        for tick in range(max(first, start - (wish.cycle or 1) + 1), start + 1):
            under_way.setdefault(tick, []).append(wave)
    return [sheet.above(each, wish.limit) for each in under_way.values() if len(each) > wish.limit]


def _carers(problem: Problem, sheet: Sheet, wish: Wish, teams: Sequence[Team]) -> Terms:
    found: Terms = []
    for together in problem.classes:
        needed: dict[int, list[Flag]] = {}
        for team in teams:
            if team.event.id not in together:
                continue
            for start, flag in team.starts.items():
                for tick in cared_at(team.event, start, problem.grid):
                    if not wish.ticks or tick in wish.ticks:
                        needed.setdefault(tick, []).extend([flag] * team.event.cared_by)
        found += [sheet.above(each, wish.limit) for each in needed.values()]
    return found


def by_site(problem: Problem, team: Team) -> dict[int, dict[int, list["Flag"]]]:
    """Return the flags of a team's starts by site; where rooms are counted, the first's site."""
    if not team.rooms:
        rooms = team.event.rooms
        site = problem.resource[rooms[0].room].site if rooms else -1
        return {site: {start: [flag] for start, flag in team.starts.items()}}
    found: dict[int, dict[int, list[Flag]]] = {}
    for room, starts in team.rooms.items():
        here = found.setdefault(problem.resource[room].site, {})
        for start, flag in starts.items():
            here.setdefault(start, []).append(flag)
    if len(found) == 1:
        return {next(iter(found)): {start: [flag] for start, flag in team.starts.items()}}
    return found


def _stay(_problem: Problem, sheet: Sheet, _wish: Wish, teams: Sequence[Team]) -> Terms:
    found: Terms = []
    for team in teams:
        here = team.event.current
        kept: list[Flag] = [] if here is None else [team.starts.get(here.start, 0)]
        if here is not None:
            chosen = ((team.rooms, here.room), (team.teachers, here.teacher))
            for role, option in (*chosen, (team.carers, here.carer)):
                if role:
                    kept.append(role.get(option or 0, {}).get(here.start, 0))
        found.append(_left(sheet, kept, team.out))
    return found


def _hours(_problem: Problem, sheet: Sheet, wish: Wish, teams: Sequence[Team]) -> Terms:
    if wish.resource is None:
        return []
    uses = [use for team in teams for use in team.used(wish.resource)]
    return [sheet.exceeds([(flag, ends - starts) for starts, ends, flag in uses], wish.limit)]


def _left(sheet: Sheet, kept: Sequence["Flag"], out: "Flag") -> "Flag":
    """Return a flag that must be set unless all of these are, or the event is left out."""
    if isinstance(out, int) and all(isinstance(each, int) for each in kept):
        return int(not out and not (kept and all(kept)))
    lacking = not kept or any(isinstance(each, int) and not each for each in kept)
    open_flags: list[Flag] = [each for each in kept if not isinstance(each, int)]
    left = sheet.flag(not sheet.value(out) and (lacking or not all(map(sheet.value, open_flags))))
    spared: list[Flag] = [] if isinstance(out, int) else [out]  # numbers would become variables
    for each in [[]] if lacking else [[flag] for flag in open_flags]:
        sheet.model.add_bool_or([left, *each, *spared])
    return left


def _uses(problem: Problem, wish: Wish, teams: Iterable[Team]) -> dict[int, list["Flag"]]:
    """Return the flags that use the wish's resource at each tick."""
    ticks: dict[int, list[Flag]] = {}
    if wish.resource is None:
        return ticks
    for team in teams:
        for starts, ends, flag in team.used(wish.resource):
            for tick in range(starts, min(ends, problem.grid.ticks)):
                ticks.setdefault(tick, []).append(flag)
    return ticks


def _compact(problem: Problem, sheet: Sheet, wish: Wish, teams: Sequence[Team]) -> Terms:
    ticks, periods = _uses(problem, wish, teams), problem.grid.periods
    found: Terms = []
    for tick, flags in ticks.items():
        before = ticks.get(tick - 1, []) if tick % periods else []
        after = ticks.get(tick + 1, []) if tick % periods < periods - 1 else []
        alone = _lone(sheet, flags, [*before, *after])
        found.append(alone)
    return found


def _lone(sheet: Sheet, here: Sequence["Flag"], beside: Sequence["Flag"]) -> "Flag":
    """Return a flag that must be set if one is here and none beside; one at most is here."""
    if all(isinstance(each, int) for each in (*here, *beside)):
        return int(sheet.total(here) > 0 and not sheet.total(beside))
    alone = sheet.flag(sheet.total(here) > 0 and not sheet.total(beside))
    sheet.model.add(alone >= sum(here) - sum(beside))
    return alone


def _connected(problem: Problem, sheet: Sheet, wish: Wish, teams: Sequence[Team]) -> Terms:
    ticks, periods = _uses(problem, wish, teams), problem.grid.periods
    found: Terms = []
    for day in range(problem.grid.days):
        here = [ticks.get(day * periods + each, []) for each in range(periods)]
        used = [each for each, flags in enumerate(here) if flags]
        if len(used) > 1 and not _settled(here):
            found += _idle(sheet, here[used[0] : used[-1] + 1])
    return found


def _settled(ticks: Sequence[Sequence["Flag"]]) -> bool:
    """Return whether nothing can change on a day."""
    return all(isinstance(each, int) for flags in ticks for each in flags)


def _idle(sheet: Sheet, ticks: Sequence[Sequence["Flag"]]) -> Terms:
    """Return a flag for each tick which must be set if it is empty between two that are not."""
    begun = _running(sheet, ticks)
    to_come = list(reversed(_running(sheet, list(reversed(ticks)))))
    found: Terms = []
    for before, after, here in zip(begun, to_come, ticks, strict=True):
        if _never(before) or _never(after):
            continue
        if isinstance(before, int) and isinstance(after, int):
            found.append(sheet.above([1], 0, here))
        else:
            found.append(sheet.above([before, after], 1, here))
    return found


def _never(flag: "Flag") -> bool:
    return isinstance(flag, int) and not flag


def _running(sheet: Sheet, ticks: Sequence[Sequence["Flag"]]) -> list["Flag"]:
    """Return for each tick a flag that must be set once one of the ticks up to it is used."""
    found: list[Flag] = []
    last: Flag = 0
    for here in ticks:
        last = sheet.raised_by([last, *here])
        found.append(last)
    return found


_TERMS: dict[WishKind, Callable[[Problem, Sheet, Wish, Sequence[Team]], Terms]] = {
    WishKind.FEW_ROOMS: _few_rooms,
    WishKind.CONNECTED: _connected,
    WishKind.COMPACT: _compact,
    WishKind.SPREAD: _spread,
    WishKind.TIMES: _times,
    WishKind.SAME_TIME: _same_time,
    WishKind.WAVES: _waves,
    WishKind.CARERS: _carers,
    WishKind.STAY: _stay,
    WishKind.HOURS: _hours,
}
