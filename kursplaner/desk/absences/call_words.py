"""What a call is about and which sentences it takes, made of what is planned now."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from kursplaner.basics.spans import clock_text, day_of, minute_of_day
from kursplaner.desk.absences.call_texts import Phrase
from kursplaner.domain.kinds import AbsenceKind
from kursplaner.planning.absences.plan import (
    CARE,
    CARE_UNIT,
    CARES,
    DETOUR,
    FREE,
    LESSON_UNIT,
    OFF,
    PLACE,
    RIDE,
    RIDE_UNIT,
    RIDES,
    SEATS,
    VEHICLE,
    aspects,
)
from kursplaner.planning.absences.words import Said, Standing

Fits = Callable[[Said], bool]
Names = Mapping[tuple[str, int], str]
NOBODY: Names = MappingProxyType({})
WORK = MappingProxyType({CARE: "work_care", **dict.fromkeys(RIDES, "work_ride")})
"""What those who are on duty are told instead."""
OWN_WORK = MappingProxyType({LESSON_UNIT: OFF, CARE_UNIT: "work_care", RIDE_UNIT: "work_ride"})
DUTIES = ("work_care", "work_ride", DETOUR, VEHICLE, FREE)
ORDER = ("day", OFF, CARE, PLACE, *RIDES, *SEATS, *DUTIES)


def main_topic(standing: Standing, kind: str, own: str) -> str:
    """Return what a call is about: what fails, else what was said to fail, else `own`."""
    concerned = [said for said in standing.units if not said.beside]
    bad = {topic for said in concerned for topic in _topics(said, said.now, kind)}
    told = {topic for said in concerned for topic in _topics(said, said.told, kind)}
    found = next((topic for topic in ORDER if topic in (bad or told)), own)
    return _main(found)


def _main(topic: str) -> str:
    """Return what it is about at all: childcare or ride, whatever of it fails, and why."""
    if topic in DUTIES:
        return "work"
    return RIDE if topic in (*RIDES, *SEATS) else CARE if topic in CARES else topic


def about(standing: Standing) -> list[Said]:
    """Return what of hers a call is about: what fails, or was said to, else all of it."""
    concerned = [said for said in standing.units if not said.beside]
    wanted = [s for s in concerned if s.now or s.otherwise or (s.work and not s.agrees)]
    return wanted or concerned


def phrases(
    standing: Standing, kind: str, own: str, vehicles: Names = NOBODY
) -> tuple[Phrase, ...]:
    """Return the sentences that say what is planned now, the failing ones first.

    `vehicles` are the names of those that drive in place of others.
    """
    by_day: dict[date, list[Said]] = defaultdict(list)
    for said in standing.units:
        by_day[day_of(said.starts)].append(said)
    hits: dict[str, list[Said]] = defaultdict(list)
    well: dict[str, list[Said]] = defaultdict(list)
    for said in about(standing):
        for topic in _topics(said, said.now, kind):
            hits[topic].append(said)
        if not said.now:
            usual = OWN_WORK[said.source] if said.work else own
            told = next((t for t in ORDER if t in _topics(said, said.told, kind)), usual)
            well[told if told in DUTIES else _main(told)].append(said)
    found = [
        phrase
        for topic in ORDER
        for phrase in _phrases(topic, hits[topic], by_day, _fails(topic, kind), vehicles)
    ]
    for topic in ORDER:
        found += _phrases(f"{topic}_again", well[topic], by_day, _is_well, vehicles)
    return tuple(found)


def _topics(said: Said, state: str, kind: str) -> tuple[str, ...]:
    """Return what a state is called; on a day that fails whole, lessons fall with all the rest."""
    found = [WORK.get(each, each) if said.work else each for each in aspects(state)]
    if kind == AbsenceKind.DAY:
        found = ["day" if each in {OFF, *WORK.values()} else each for each in found]
    return tuple(aspect for aspect in found if aspect in ORDER)


def _fails(topic: str, kind: str) -> Fits:
    return lambda said: topic in _topics(said, said.now, kind)


def _is_well(said: Said) -> bool:
    return not said.now


def _phrases(
    topic: str,
    hits: Collection[Said],
    by_day: dict[date, list[Said]],
    fits: Fits,
    vehicles: Names,
) -> list[Phrase]:
    """Return one phrase a run of whole days, and one for each day that fails in part only."""
    if topic.removesuffix("_again") in DUTIES:
        return _on_duty(topic, hits, vehicles)
    made: list[Phrase] = []
    run: list[date] = []
    wanted = {day_of(said.starts) for said in hits}
    for day in sorted(by_day):
        whole = all(fits(said) for said in by_day[day])
        if day in wanted and whole:
            run.append(day)
            continue
        made += _run(topic, run)
        run = []
        if day in wanted:
            made.append(Phrase(topic, (day,), _times(hits, day)))
    return [*made, *_run(topic, run)]


def _on_duty(topic: str, hits: Collection[Said], vehicles: Names) -> list[Phrase]:
    """Return one phrase a day with the times, what leaves out other villages apart."""
    parts: dict[tuple[date, str], list[Said]] = defaultdict(list)
    for said in hits:
        place = ", ".join(said.without) if topic == DETOUR else ""
        if topic == VEHICLE:
            place = vehicles.get(("vehicle", said.vehicle or 0), "")
        parts[day_of(said.starts), place].append(said)
    return [
        Phrase(topic, (day,), _times(found, day), place=place)
        for (day, place), found in sorted(parts.items())
    ]


def _run(topic: str, days: Sequence[date]) -> list[Phrase]:
    return [Phrase(topic, tuple(days))] if days else []


def _times(hits: Iterable[Said], day: date) -> tuple[str, ...]:
    starts = sorted({said.starts for said in hits if day_of(said.starts) == day})
    return tuple(clock_text(minute_of_day(start)) for start in starts)
