"""How serious each kind of conflict is: as the town set it, and as a course set it for itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kursplaner.basics.errors import Refused
from kursplaner.basics.settings import Settings
from kursplaner.domain.conflicts.conflicts import ALWAYS_HARD, Conflict
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ConflictKind, Severity
from kursplaner.domain.town import CourseRule
from kursplaner.store import records
from kursplaner.store.queries.conflicts.course_rules import course_rules, courses_of
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

ADJUSTABLE = tuple(kind for kind in ConflictKind if kind not in ALWAYS_HARD)
_GRAVEST = (Severity.HARD, Severity.SOFT, Severity.OFF)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a town with those of its courses; overlaps are hard whatever they say."""

    town: Mapping[ConflictKind, Severity]
    courses: Mapping[int, Mapping[str, str]]

    def of(self, kind: ConflictKind, course_ids: Iterable[int] = ()) -> Severity:
        """Return how serious a kind is; among several courses the gravest counts."""
        if kind in ALWAYS_HARD:
            return Severity.HARD
        usual = self.town[kind]
        own = [Severity(self.courses.get(key, {}).get(kind.value, usual)) for key in course_ids]
        return min(own, key=_GRAVEST.index) if own else usual

    def looked_for(self, kind: ConflictKind) -> bool:
        """Tell whether a kind is worth a search: the town or some course wants to know of it."""
        if kind in ALWAYS_HARD or self.town[kind] is not Severity.OFF:
            return True
        own = (rules.get(kind.value, Severity.OFF.value) for rules in self.courses.values())
        return any(severity != Severity.OFF.value for severity in own)


def rules_of(db: Db, settings: Settings | None = None) -> Rules:
    """Return the rules as they stand in this transaction."""
    known = settings or settings_of(db)
    town = {kind: Severity(known.text(f"conflicts.{kind}")) for kind in ADJUSTABLE}
    return Rules(town, course_rules(db))


def weighed(db: Db, found: Sequence[Conflict], rules: Rules) -> list[Conflict | None]:
    """Return each conflict as serious as its rule says, in the same order; None: switched off.

    What was accepted stays soft.
    """
    mine = _courses(db, found, rules)
    return [_weighed(conflict, rules, mine.get(conflict.id, set())) for conflict in found]


def _courses(db: Db, found: Sequence[Conflict], rules: Rules) -> dict[str, set[int]]:
    """Return the courses of each conflict, where any course has a rule of its own."""
    if not rules.courses:
        return {}
    some = [conflict for conflict in found if conflict.kind not in ALWAYS_HARD]
    known = courses_of(db, {(s.noun, s.id) for conflict in some for s in conflict.subjects})
    return {
        conflict.id: {
            key for s in conflict.subjects for key in known.get((s.noun, s.id), ()) if key
        }
        for conflict in some
    }


def _weighed(conflict: Conflict, rules: Rules, courses: Iterable[int]) -> Conflict | None:
    severity = rules.of(conflict.kind, courses)
    if severity is Severity.OFF:
        return None
    if severity is conflict.severity or "accepted" in conflict.facts:
        return conflict
    return replace(conflict, severity=severity)


def own_rules(db: Db, course_id: int) -> dict[ConflictKind, Severity]:
    """Return what a course sets otherwise than the town."""
    rows = records.find(db, CourseRule, course_id=course_id)
    return {ConflictKind(row.kind): Severity(row.severity) for row in rows}


def set_rule(db: Db, course_id: int, kind: ConflictKind, severity: Severity | None) -> None:
    """Set how serious a kind is for one course; None: as the town has it.

    Raises:
        Refused: "not_found", or "overlap_always_hard" for double use of a resource.
    """
    records.by_id(db, Course, course_id)
    if kind in ALWAYS_HARD:
        raise Refused("overlap_always_hard", kind=kind.value)
    present = records.find(db, CourseRule, course_id=course_id, kind=kind.value)
    if severity is None:
        for row in present:
            db.delete(row)
    elif present:
        present[0].severity = severity.value
    else:
        db.add(CourseRule(course_id=course_id, kind=kind.value, severity=severity.value))
    db.flush()
