"""Which values stay where two rows become one, value by value."""

from collections.abc import Mapping

import pytest

from kursplaner.planning.people.merge_folds import FOLDS

Row = Mapping[str, object]
ENROLMENT: Row = {
    "status": "enrolled",
    "asked_on": None,
    "joined_on": None,
    "left_on": None,
    "reason": None,
    "reason_note": "",
    "waiting_position": None,
    "way": "unknown",
    "childcare_wanted": 0,
    "only_planned_lessons": 0,
    "note": "",
}


def enrolment(kept: Row, gone: Row) -> Row:
    return FOLDS["enrolment"]({**ENROLMENT, **gone}, {**ENROLMENT, **kept})


def left(day: str | None, reason: str) -> Row:
    return {"status": "left", "left_on": day, "reason": reason, "reason_note": f"{reason}!"}


@pytest.mark.parametrize(
    ("kept", "gone", "reason"),
    [
        (left("2026-05-02", "moved"), left("2026-05-03", "work"), "work"),
        (left("2026-05-03", "moved"), left("2026-05-02", "work"), "moved"),
        (left("2026-05-03", "moved"), left("2026-05-03", "work"), "moved"),
        (left(None, "moved"), left("2026-05-02", "work"), "work"),
        (left("2026-05-02", "moved"), left(None, "work"), "moved"),
        (left(None, "moved"), left(None, "work"), "moved"),
    ],
)
def test_the_reason_of_the_later_end_stays(kept: Row, gone: Row, reason: str) -> None:
    found = enrolment(kept, gone)
    assert (found["reason"], found["reason_note"]) == (reason, f"{reason}!")


@pytest.mark.parametrize(
    ("kept", "gone", "day"),
    [
        (left("2026-05-02", "moved"), left("2026-05-03", "work"), "2026-05-03"),
        (left("2026-05-03", "moved"), left("2026-05-02", "work"), "2026-05-03"),
        (left(None, "moved"), left("2026-05-02", "work"), None),
        (left("2026-05-02", "moved"), left(None, "work"), None),
    ],
)
def test_a_stay_that_ended_lasts_to_the_later_end(kept: Row, gone: Row, day: str | None) -> None:
    found = enrolment(kept, gone)
    assert (found["status"], found["left_on"]) == ("left", day)


@pytest.mark.parametrize("status", ["enrolled", "waiting", "refused"])
def test_only_a_stay_that_ended_has_an_end_and_a_reason(status: str) -> None:
    said = {**left("2026-05-02", "moved"), "status": status}
    found = enrolment(said, said)
    assert (found["left_on"], found["reason"], found["reason_note"]) == (None, None, "")


@pytest.mark.parametrize(
    ("kept", "gone", "stays"),
    [
        ("left", "enrolled", "enrolled"),
        ("enrolled", "left", "enrolled"),
        ("completed", "left", "completed"),
        ("asked", "waiting", "waiting"),
        ("refused", "asked", "asked"),
    ],
)
def test_the_weightier_status_stays(kept: str, gone: str, stays: str) -> None:
    assert enrolment({"status": kept}, {"status": gone})["status"] == stays


@pytest.mark.parametrize(
    ("kept", "gone", "joined"),
    [
        (("enrolled", "2026-03-02"), ("left", "2026-03-01"), "2026-03-01"),
        (("enrolled", "2026-03-01"), ("left", "2026-03-02"), "2026-03-01"),
        (("enrolled", "2026-03-02"), ("waiting", "2026-03-01"), "2026-03-02"),
        (("enrolled", "2026-03-02"), ("left", None), None),
        (("asked", "2026-03-02"), ("waiting", "2026-03-01"), None),
    ],
)
def test_a_stay_begins_with_the_earlier_one(
    kept: tuple[str, str | None], gone: tuple[str, str | None], joined: str | None
) -> None:
    rows = [{"status": status, "joined_on": day} for status, day in (kept, gone)]
    assert enrolment(*rows)["joined_on"] == joined


def test_a_turn_in_line_stays_only_with_those_who_still_wait() -> None:
    first = {"status": "waiting", "waiting_position": 4, "asked_on": "2026-02-02"}
    other = {"status": "waiting", "waiting_position": 2, "asked_on": None}
    found = enrolment(first, other)
    assert (found["waiting_position"], found["asked_on"]) == (2, "2026-02-02")
    assert enrolment(first, {**other, "status": "enrolled"})["waiting_position"] is None


@pytest.mark.parametrize(
    ("kept", "gone", "way"),
    [
        ("unknown", "shuttle", "shuttle"),
        ("own", "shuttle", "own"),
        ("shuttle", "unknown", "shuttle"),
        ("unknown", "unknown", "unknown"),
    ],
)
def test_a_known_way_stays(kept: str, gone: str, way: str) -> None:
    assert enrolment({"way": kept}, {"way": gone})["way"] == way


@pytest.mark.parametrize(
    ("kept", "gone", "wanted", "planned"),
    [(0, 0, 0, 0), (1, 0, 1, 0), (0, 1, 1, 0), (1, 1, 1, 1)],
)
def test_childcare_is_wanted_by_either_and_planned_lessons_are_all_only_for_both(
    kept: int, gone: int, wanted: int, planned: int
) -> None:
    names = ("childcare_wanted", "only_planned_lessons")
    found = enrolment(dict.fromkeys(names, kept), dict.fromkeys(names, gone))
    assert (found["childcare_wanted"], found["only_planned_lessons"]) == (wanted, planned)


def test_a_note_keeps_to_its_length() -> None:
    assert enrolment({"note": "kommt später"}, {"note": "bringt Kind"})["note"] == (
        "kommt später; bringt Kind"
    )
    assert len(str(enrolment({"note": "a" * 150}, {"note": "b" * 150})["note"])) == 200


def test_what_is_missing_is_filled_and_nothing_is_written_over() -> None:
    fold = FOLDS["person_address"]
    kept = {"street": "", "postcode": None, "municipality": "Adorf", "stop_id": None}
    gone = {"street": "Weg 1", "postcode": "01000", "municipality": "Bdorf", "stop_id": None}
    assert fold(gone, kept) == {"street": "Weg 1", "postcode": "01000"}
    assert fold({**gone, "street": ""}, kept) == {"postcode": "01000"}


@pytest.mark.parametrize(("kept", "gone", "either"), [(0, 0, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1)])
def test_what_either_says_holds(kept: int, gone: int, either: int) -> None:
    for table, names in (
        ("enrolment_child", ("childcare", "rides")),
        ("ride_demand", ("wheelchair", "pram")),
    ):
        rows = [{**dict.fromkeys(names, said), "ended_on": None} for said in (gone, kept)]
        found = FOLDS[table](*rows)
        assert {name: found[name] for name in names} == dict.fromkeys(names, either)


@pytest.mark.parametrize(
    ("kept", "gone", "ends"),
    [(None, None, None), ("a", None, None), (None, "a", None), ("a", "b", "b"), ("b", "a", "b")],
)
def test_a_wish_to_ride_that_holds_holds_on(kept: object, gone: object, ends: object) -> None:
    rows = [{"wheelchair": 0, "pram": 0, "ended_on": end} for end in (gone, kept)]
    assert FOLDS["ride_demand"](*rows)["ended_on"] == ends


BOND: Row = {
    "relation": "",
    "has_custody": 0,
    "may_not_collect": 0,
    "may_collect": 0,
    "by_court": 0,
}


@pytest.mark.parametrize(
    ("kept", "gone", "said"),
    [
        ({}, {}, {}),
        ({"may_collect": 1}, {}, {"may_collect": 1}),
        ({}, {"may_collect": 1}, {"may_collect": 1}),
        ({"may_collect": 1}, {"may_not_collect": 1}, {"may_not_collect": 1}),
        ({"may_not_collect": 1}, {"may_collect": 1}, {"may_not_collect": 1}),
        ({"has_custody": 1}, {"by_court": 1}, {"has_custody": 1, "by_court": 1}),
        ({"by_court": 1}, {"has_custody": 1}, {"has_custody": 1, "by_court": 1}),
        ({"relation": "mother"}, {"relation": "aunt"}, {"relation": "mother"}),
        ({}, {"relation": "aunt"}, {"relation": "aunt"}),
    ],
)
def test_whoever_must_not_collect_still_must_not(kept: Row, gone: Row, said: Row) -> None:
    assert FOLDS["guardianship"]({**BOND, **gone}, {**BOND, **kept}) == {**BOND, **said}


PLACE: Row = dict.fromkeys(
    (
        *("brought_at", "brought_by", "collected_at", "collected_by", "carer_id"),
        *("over_limit_reason", "remark", "enrolment_id"),
    ),
    "kept",
)


@pytest.mark.parametrize(
    ("kept", "gone", "taken"),
    [
        ("planned", "brought", True),
        ("brought", "planned", False),
        ("planned", "planned", False),
        ("brought", "collected", True),
        ("cancelled", "excused", True),
        ("excused", "cancelled", False),
    ],
)
def test_the_place_that_was_used_stays(kept: str, gone: str, *, taken: bool) -> None:
    other = {**dict.fromkeys(PLACE, "gone"), "status": gone}
    assert FOLDS["childcare_place"](other, {**PLACE, "status": kept}) == (other if taken else {})


@pytest.mark.parametrize(
    ("kept", "gone", "taken"),
    [
        ("open", "done", True),
        ("done", "open", False),
        ("open", "open", False),
        ("done", "done", False),
        ("no_show", "open", True),
        ("open", "no_show", False),
        ("no_show", "refused", False),
    ],
)
def test_the_seat_that_was_ridden_stays(kept: str, gone: str, *, taken: bool) -> None:
    said = ("result_reason", "stop_id", "kind", "enrolment_id")
    rows = [
        {"result": result, "wheelchair": body, "pram": 1 - body, **dict.fromkeys(said, who)}
        for result, body, who in ((gone, 1, "gone"), (kept, 0, "kept"))
    ]
    more = {"result": gone, **dict.fromkeys(said, "gone")} if taken else {}
    assert FOLDS["ride_seat"](*rows) == {"wheelchair": 1, "pram": 1, **more}


@pytest.mark.parametrize(
    ("kept", "gone", "taken"),
    [
        ("2026-05-02", "2026-05-03", True),
        ("2026-05-02", "2026-05-02", False),
        ("2026-05-02", "2026-05-01", False),
        ("2026-05-02", None, True),
        (None, "2026-05-02", False),
        (None, None, False),
    ],
)
def test_the_proof_that_holds_longer_stays(
    kept: str | None, gone: str | None, *, taken: bool
) -> None:
    rows = [{"issued_on": end, "valid_until": end, "note": "neu"} for end in (gone, kept)]
    assert FOLDS["paper"](*rows) == (rows[0] if taken else {})


def test_texts_about_health_stand_below_each_other() -> None:
    gone = {"allergies": "Nüsse", "illness": "Asthma", "medicine": "", "emergency": "Spray"}
    kept = {"allergies": "", "illness": "Diabetes", "medicine": "Insulin", "emergency": "Spray"}
    assert FOLDS["health_note"](gone, kept) == {
        "allergies": "Nüsse",
        "illness": "Diabetes\nAsthma",
        "medicine": "Insulin",
        "emergency": "Spray",
    }


@pytest.mark.parametrize(
    ("kept", "gone", "ended"), [("a", "b", "b"), ("a", None, None), (None, "b", None)]
)
def test_a_profile_that_lasts_lasts_on(kept: object, gone: object, ended: object) -> None:
    names = ("levels", "course_types", "weekly_minutes", "fee_cents", "trade", "note")
    mine = {**dict.fromkeys(names, ""), "note": "alt", "ended_on": kept}
    other = {**dict.fromkeys(names, "B1"), "ended_on": gone}
    filled = {name: "B1" for name in names if name != "note"}
    assert FOLDS["profile"](other, mine) == {**filled, "ended_on": ended}
