"""Two rows of one table that become one: which values stay."""

from collections.abc import Mapping
from types import MappingProxyType

from kursplaner.domain.kinds import EnrolmentStatus, Way
from kursplaner.domain.kinds.counting import (
    ENROLMENTS_BY_WEIGHT,
    ENROLMENTS_WITH_STAY,
    PLACES_BY_WEIGHT,
    SEATS_RIDING,
)
from kursplaner.planning.people.merge_fields import one_below_other
from kursplaner.store.joining import Fold, Values


def stays_as_it_is(_gone: Values, _kept: Values) -> Values:
    """Keep the row as it is: the other one says the same."""
    return {}


def _filled(*names: str) -> Fold:
    """Return a fold that takes what the row that stays does not know from the other."""

    def fold(gone: Values, kept: Values) -> Values:
        return {name: gone[name] for name in names if kept[name] in (None, "") and gone[name]}

    return fold


def _enrolment(gone: Values, kept: Values) -> Values:
    """Join two enrolments of one course into one stay, from the first day to the last."""
    status = min(kept["status"], gone["status"], key=ENROLMENTS_BY_WEIGHT.index)
    leaves = [kept["left_on"], gone["left_on"]]
    later = max((kept, gone), key=lambda row: (row["left_on"] is not None, row["left_on"] or 0))
    stay = status in ENROLMENTS_WITH_STAY
    ended = stay and status != EnrolmentStatus.ENROLLED.value
    left = max(leaves) if ended and None not in leaves else None
    joined = [row["joined_on"] for row in (kept, gone) if row["status"] in ENROLMENTS_WITH_STAY]
    return {
        "status": status,
        "asked_on": _earliest(kept["asked_on"], gone["asked_on"]),
        "joined_on": None if None in joined else min(joined, default=None),
        "left_on": left,
        "reason": later["reason"] if ended else None,
        "reason_note": later["reason_note"] if ended else "",
        "waiting_position": _earliest(kept["waiting_position"], gone["waiting_position"])
        if status == EnrolmentStatus.WAITING
        else None,
        "way": gone["way"] if kept["way"] == Way.UNKNOWN.value else kept["way"],
        "childcare_wanted": kept["childcare_wanted"] or gone["childcare_wanted"],
        "only_planned_lessons": kept["only_planned_lessons"] and gone["only_planned_lessons"],
        "note": one_below_other(kept["note"], gone["note"], "; ")[:200],
    }


def _earliest(first: object, second: object) -> object:
    known = [value for value in (first, second) if value is not None]
    return min(known, default=None)  # type: ignore[type-var]


def _either(*names: str) -> Fold:
    def fold(gone: Values, kept: Values) -> Values:
        return {name: kept[name] or gone[name] for name in names}

    return fold


def _demand(gone: Values, kept: Values) -> Values:
    """Join two wishes to ride: one that still holds holds on."""
    ends = (kept["ended_on"], gone["ended_on"])
    return {
        "wheelchair": kept["wheelchair"] or gone["wheelchair"],
        "pram": kept["pram"] or gone["pram"],
        "ended_on": None if None in ends else max(ends),
    }


def _guardianship(gone: Values, kept: Values) -> Values:
    """Join two bonds: who must not collect still must not."""
    forbidden = kept["may_not_collect"] or gone["may_not_collect"]
    return {
        "relation": kept["relation"] or gone["relation"],
        "has_custody": kept["has_custody"] or gone["has_custody"],
        "may_not_collect": forbidden,
        "may_collect": (kept["may_collect"] or gone["may_collect"]) and not forbidden,
        "by_court": kept["by_court"] or gone["by_court"],
    }


def _place(gone: Values, kept: Values) -> Values:
    """Keep one place of a child: that in which it was, else the planned one."""
    order = PLACES_BY_WEIGHT
    if order.index(gone["status"]) >= order.index(kept["status"]):
        return {}
    names = ("status", "brought_at", "brought_by", "collected_at", "collected_by", "carer_id")
    more = ("over_limit_reason", "remark", "enrolment_id")
    return {name: gone[name] for name in (*names, *more)}


def _seat(gone: Values, kept: Values) -> Values:
    """Keep one seat: that in which somebody rode, else the one that is still wanted."""
    order = {result: at for at, result in enumerate(reversed(SEATS_RIDING))}
    last = len(order)
    body = {name: kept[name] or gone[name] for name in ("wheelchair", "pram")}
    if order.get(gone["result"], last) >= order.get(kept["result"], last):
        return body
    names = ("result", "result_reason", "stop_id", "kind", "enrolment_id")
    return body | {name: gone[name] for name in names}


def _texts(*names: str) -> Fold:
    """Return a fold that writes the texts below each other."""

    def fold(gone: Values, kept: Values) -> Values:
        return {
            name: one_below_other(kept[name], gone[name], "\n") if kept[name] else gone[name]
            for name in names
        }

    return fold


def _credential(gone: Values, kept: Values) -> Values:
    """Keep the proof that holds longer; one without an end holds longest."""
    ends, other = kept["valid_until"], gone["valid_until"]
    if ends is None or (other is not None and other <= ends):
        return {}
    return {name: gone[name] for name in ("issued_on", "valid_until", "note")}


def _profile(gone: Values, kept: Values) -> Values:
    found = _filled("levels", "course_types", "weekly_minutes", "fee_cents", "trade", "note")(
        gone, kept
    )
    return found | {"ended_on": kept["ended_on"] and gone["ended_on"]}


def _mark(gone: Values, kept: Values) -> Values:
    """Keep one mark; where they differ somebody has chosen before, and both are the same here."""
    return _filled("reason", "evidence_on", "note")(gone, kept)


FOLDS: Mapping[str, Fold] = MappingProxyType(
    {
        "enrolment": _enrolment,
        "enrolment_child": _either("childcare", "rides"),
        "attendance_mark": _mark,
        "planned_lesson": stays_as_it_is,
        "ride_demand": _demand,
        "ride_demand_exception": stays_as_it_is,
        "ride_seat": _seat,
        "childcare_place": _place,
        "childcare_slot_carer": stays_as_it_is,
        "lesson_person": stays_as_it_is,
        "guardianship": _guardianship,
        "health_note": _texts("allergies", "illness", "medicine", "emergency"),
        "never_together": _filled("reason"),
        "profile": _profile,
        "paper": _credential,
        "person_address": _filled("street", "postcode", "municipality", "stop_id"),
        "other_name": stays_as_it_is,
        "weekly_limit": stays_as_it_is,
        "week_note": _filled("note"),
        "absence_call": stays_as_it_is,
        "absence_word": stays_as_it_is,
        "absence_answer": stays_as_it_is,
    }
)
"""By table; `store.joining.folded_tables` tells for which tables there must be one."""
