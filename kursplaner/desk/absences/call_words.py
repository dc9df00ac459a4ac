"""What a call is about and which sentences it takes, made of what is planned now."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

from kursplaner.basics.spans import clock_text, day_of, minute_of_day
from kursplaner.desk.absences.call_texts import Phrase
from kursplaner.domain.kinds import AbsenceKind
from kursplaner.planning.absences.plan import CARE, CARES, OFF, PLACE, RIDE, RIDES, SEATS, aspects
from kursplaner.planning.absences.words import Said, Standing

Fits = Callable[[Said], bool]
ORDER = ("day", OFF, CARE, PLACE, *RIDES, *SEATS)


def main_topic(standing: Standing, kind: str, own: str) -> str:
    """Return what a call is about: what fails, else what was said to fail, else `own`."""
    concerned = [said for said in standing.units if not said.beside]
    bad = {topic for said in concerned for topic in _topics(said.now, kind)}
    told = {topic for said in concerned for topic in _topics(said.told, kind)}
    found = next((topic for topic in ORDER if topic in (bad or told)), own)
    return _main(found)


def _main(topic: str) -> str:
    """Return what it is about at all: childcare or ride, whatever of it fails, and why."""
    return RIDE if topic in (*RIDES, *SEATS) else CARE if topic in CARES else topic


def about(standing: Standing) -> list[Said]:
    """Return what of hers a call is about: what fails, or was said to, else all of it."""
    concerned = [said for said in standing.units if not said.beside]
    return [said for said in concerned if said.now or said.otherwise] or concerned


def phrases(standing: Standing, kind: str, own: str) -> tuple[Phrase, ...]:
    """Return the sentences that say what is planned now, the failing ones first."""
    by_day: dict[date, list[Said]] = defaultdict(list)
    for said in standing.units:
        by_day[day_of(said.starts)].append(said)
    hits: dict[str, list[Said]] = defaultdict(list)
    well: dict[str, list[Said]] = defaultdict(list)
    for said in about(standing):
        for topic in _topics(said.now, kind):
            hits[topic].append(said)
        if not said.now:
            told = next((t for t in ORDER if t in _topics(said.told, kind)), own)
            well[_main(told)].append(said)
    found = [
        phrase
        for topic in ORDER
        for phrase in _phrases(topic, hits[topic], by_day, _fails(topic, kind))
    ]
    for topic in ORDER:
        found += _phrases(f"{topic}_again", well[topic], by_day, _is_well)
    return tuple(found)


def _topics(state: str, kind: str) -> tuple[str, ...]:
    """Return what a state is called; on a day that fails whole, lessons fall with all the rest."""
    whole = kind == AbsenceKind.DAY
    found = ("day" if whole and aspect == OFF else aspect for aspect in aspects(state))
    return tuple(aspect for aspect in found if aspect in ORDER)


def _fails(topic: str, kind: str) -> Fits:
    return lambda said: topic in _topics(said.now, kind)


def _is_well(said: Said) -> bool:
    return not said.now


def _phrases(
    topic: str, hits: Collection[Said], by_day: dict[date, list[Said]], fits: Fits
) -> list[Phrase]:
    """Return one phrase a run of whole days, and one for each day that fails in part only."""
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


def _run(topic: str, days: Sequence[date]) -> list[Phrase]:
    return [Phrase(topic, tuple(days))] if days else []


def _times(hits: Iterable[Said], day: date) -> tuple[str, ...]:
    starts = sorted({said.starts for said in hits if day_of(said.starts) == day})
    return tuple(clock_text(minute_of_day(start)) for start in starts)
