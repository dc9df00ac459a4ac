"""Which person can do a piece of work through a series, and what speaks against the others."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from types import MappingProxyType

from kursplaner.basics.spans import Span
from kursplaner.domain.conflicts.obstacles import Against, Choice, Obstacle, soft
from kursplaner.domain.kinds import CourseType, OccupationSource, Role
from kursplaner.domain.weekly_hours import DAYS, Passed
from kursplaner.planning.choices.free_times import FreeTimes, monday_of
from kursplaner.planning.choices.rooms import weigh
from kursplaner.store.queries.choices import WorkerFacts

SPEAKER_KINDS = frozenset({CourseType.EVENING, CourseType.WORKSHOP, CourseType.TRAINING})
VOLUNTEER_KINDS = frozenset({CourseType.HOMEWORK, CourseType.SPORT, CourseType.CONVERSATION})
OTHER_ROLE_PENALTY = 30

WEIGHTS: Mapping[Obstacle, int] = MappingProxyType(
    {
        Obstacle.BUSY: 1000,
        Obstacle.CLOSED: 1000,
        Obstacle.NOT_AVAILABLE: 500,
        Obstacle.IF_NEEDED: 80,
        Obstacle.NO_PROFILE: 800,
        Obstacle.LEVEL: 300,
        Obstacle.COURSE_TYPE: 250,
        Obstacle.WEEKLY_LIMIT: 400,
        Obstacle.PERMIT_LIMIT: 60,
        Obstacle.TRAVEL: 400,
        Obstacle.CREDENTIAL_MISSING: 150,
        Obstacle.CREDENTIAL_EXPIRES: 350,
    }
)


@dataclass(frozen=True, slots=True)
class WorkNeeds:
    """What a person must bring along.

    Attributes:
        source: the kind of record by which weekly hours are counted.
        credentials: kinds of credential that must hold on every day.
        permit_minutes: weekly minutes above which a permit must be checked.
        usual_ids: people who did it before.
        site_id: where the work is; None judges no ways.
    """

    source: OccupationSource
    level: str = ""
    course_type: str = ""
    credentials: frozenset[str] = frozenset()
    permit_minutes: int | None = None
    usual_ids: frozenset[int] = frozenset()
    role: Role = Role.TEACHER
    site_id: int | None = None


def teaching_roles(kind: CourseType) -> frozenset[str]:
    """Return the roles whose people can lead a kind of course."""
    roles = {Role.TEACHER.value}
    roles |= {Role.SPEAKER.value} if kind in SPEAKER_KINDS else set()
    roles |= {Role.VOLUNTEER.value} if kind in VOLUNTEER_KINDS else set()
    return frozenset(roles)


def worker_choices(
    workers: Sequence[WorkerFacts], needs: WorkNeeds, spans: Sequence[Span], times: FreeTimes
) -> tuple[Choice, ...]:
    """Return all people, the best first; somebody with two of the roles comes once."""
    found: dict[int, Choice] = {}
    for worker in workers:
        choice = _choice(worker, needs, spans, times)
        before = found.get(worker.id)
        if before is None or choice.penalty < before.penalty:
            found[worker.id] = choice
    return tuple(
        sorted(found.values(), key=lambda choice: (choice.penalty, choice.name, choice.id))
    )


def without_profile(person_id: int, name: str, needs: WorkNeeds) -> WorkerFacts:
    """Return the facts of somebody who was wished for but has no such role."""
    return WorkerFacts(person_id, name, "", "", needs.course_type)


def _choice(
    worker: WorkerFacts, needs: WorkNeeds, spans: Sequence[Span], times: FreeTimes
) -> Choice:
    dated, free = times.against(worker.id, spans)
    against = [*dated, *_profile(worker, needs), *_hours(worker, needs, spans, times)]
    against += _ways(worker, needs, spans, times)
    reserve = tuple(span.day for span in spans if times.only_if_needed(worker.id, span))
    against += [soft(Obstacle.IF_NEEDED, reserve)] if reserve else []
    against += _credentials(worker, needs, spans)
    penalty = weigh(against, WEIGHTS, len(spans))
    penalty += OTHER_ROLE_PENALTY if worker.role not in {"", needs.role.value} else 0
    penalty -= 60 if worker.id in needs.usual_ids else 0
    wished = bool(spans) and all(times.wished(worker.id, span) for span in spans)
    penalty -= 20 if wished else 0
    worked = times.week_minutes(worker.id, needs.source)
    penalty += sum(worked.get(monday, 0) for monday in _weeks(spans)) // 600
    until = [worker.credentials.get(kind) for kind in needs.credentials]
    facts: dict[str, object] = {"role": worker.role, "usual": worker.id in needs.usual_ids}
    facts |= {"wished": True} if wished else {}
    known = [day for day in until if day is not None]
    facts |= {"papers_until": min(known)} if known else {}
    return Choice(
        worker.id, worker.name, free, len(spans), tuple(against), MappingProxyType(facts), penalty
    )


def _ways(
    worker: WorkerFacts, needs: WorkNeeds, spans: Sequence[Span], times: FreeTimes
) -> list[Against]:
    days = tuple(span.day for span in spans if times.hurried(worker.id, span, needs.site_id))
    return [soft(Obstacle.TRAVEL, days)] if days else []


def _weeks(spans: Sequence[Span]) -> Collection[date]:
    return {monday_of(span.day) for span in spans}


def _profile(worker: WorkerFacts, needs: WorkNeeds) -> list[Against]:
    if not worker.role:
        return [soft(Obstacle.NO_PROFILE, role=needs.role.value)]
    found = []
    levels, kinds = _words(worker.levels), _words(worker.course_types)
    if needs.level and levels and not any(_same_level(needs.level, level) for level in levels):
        found.append(soft(Obstacle.LEVEL, level=needs.level, levels=worker.levels))
    if needs.course_type and kinds and needs.course_type not in kinds:
        found.append(soft(Obstacle.COURSE_TYPE, course_types=worker.course_types))
    return found


def _hours(
    worker: WorkerFacts, needs: WorkNeeds, spans: Sequence[Span], times: FreeTimes
) -> list[Against]:
    by_day = Counter(times.day_minutes(worker.id, needs.source))
    for span in spans:
        by_day[span.day] += span.ends - span.starts
    found = []
    for obstacle, passed in (
        (Obstacle.WEEKLY_LIMIT, worker.most.passed),
        (Obstacle.PERMIT_LIMIT, partial(_needs_permit, needs.permit_minutes)),
    ):
        over = [beyond for week in _weeks(spans) if (beyond := passed(week, by_day))]
        if over:
            met = (span.day for span in spans if any(w.first <= span.day < w.after for w in over))
            most = max(over)
            found.append(soft(obstacle, tuple(met), minutes=most.minutes, limit=most.limit))
    return found


def _needs_permit(permit: int | None, monday: date, by_day: Mapping[date, int]) -> Passed | None:
    """Return how long a week is beside the minutes from which on a permit is to be checked."""
    after = monday + timedelta(days=DAYS)
    minutes = sum(worked for day, worked in by_day.items() if monday <= day < after)
    return Passed(minutes, permit, monday, after) if permit and minutes >= permit else None


def _credentials(worker: WorkerFacts, needs: WorkNeeds, spans: Sequence[Span]) -> list[Against]:
    missing = tuple(sorted(kind for kind in needs.credentials if kind not in worker.credentials))
    found = [soft(Obstacle.CREDENTIAL_MISSING, papers=missing)] if missing else []
    for kind in sorted(needs.credentials - set(missing)):
        until = worker.credentials[kind]
        days = tuple(span.day for span in spans if until is not None and span.day > until)
        if days:
            found.append(soft(Obstacle.CREDENTIAL_EXPIRES, days, paper=kind, valid_until=until))
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.split(r"[,;\s]+", text) if word)


def _same_level(wanted: str, known: str) -> bool:
    """Tell whether A2.1 is meant by A2, or the other way round."""
    return wanted.startswith(known) or known.startswith(wanted)
