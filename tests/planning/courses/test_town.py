"""What a course plan knows of its town: what is named is found, and what is off or taken."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import Span, minute_of
from kursplaner.domain.conflicts.obstacles import Choice
from kursplaner.domain.holidays import local_setting
from kursplaner.domain.people import Closure, Person, Profile
from kursplaner.domain.rooms import Room, Site
from kursplaner.domain.town import ClosingDay
from kursplaner.planning.courses.draft import CourseDraft
from kursplaner.planning.courses.town import Town, days_off_of, free_times_of, site_of, town_of
from kursplaner.store.session import Db
from kursplaner.store.settings import store_settings
from kursplaner.store.workspace import Workspace
from tests.planning.wizard_town import WizardTown, add_course, build, draft

FIRST = date(2027, 2, 2)
ONE_DAY = timedelta(days=1)
MOST_DAYS = 1100


@pytest.fixture(scope="module")
def town(blank_town: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WizardTown]:
    """Return a town with two sites and a course of two lessons; the tests only read it."""
    path = tmp_path_factory.mktemp("stadt") / "stadt.kursplan"
    shutil.copy(blank_town, path)
    with clock.pinned(datetime(2027, 2, 1, 8, 0)):
        workspace = Workspace.open(path, who="Test")
        made = build(workspace)
        made.ids["course"] = add_course(made, draft(units=6))
        with workspace.fill() as db:
            _second_site(db, made)
            _namesakes(db, made)
            _days_off(db, made)
        yield made
        workspace.close()


def _keep(db: Db, town: WizardTown, name: str, record: Site | Room | Person) -> int:
    db.add(record)
    db.flush()
    town.ids[name] = record.id
    return record.id


def _second_site(db: Db, town: WizardTown) -> None:
    far = Site(name="Greiz", land="TH", latitude=50_650_000, longitude=12_200_000)
    site = _keep(db, town, "Greiz", far)
    for key, name in (("Saal", "Saal"), ("Ratssaal 2", "Ratssaal"), ("Halle", "Halle")):
        _keep(db, town, key, Room(site_id=site, name=name, capacity=20))
    town_room = db.get(Room, town["Halle"])
    assert town_room is not None
    town_room.ended_on = FIRST


def _namesakes(db: Db, town: WizardTown) -> None:
    for key, family, roles in (
        ("guest", "Seidel", ()),
        ("Adam 1", "Adam", ("teacher", "carer")),
        ("Berg 1", "Berg", ("teacher",)),
        ("Berg 2", "Berg", ("teacher",)),
        ("Carl 1", "Carl", ("carer",)),
        ("Carl 2", "Carl", ()),
    ):
        person = _keep(db, town, key, Person(family_name=family, given_name=key[-1]))
        db.add_all([Profile(person_id=person, role=role) for role in roles])


def _days_off(db: Db, town: WizardTown) -> None:
    last = FIRST + timedelta(days=MOST_DAYS)
    for day, name, site in (
        (FIRST, "alle", None),
        (FIRST + ONE_DAY, "hier", town["Rathaus"]),
        (FIRST + 2 * ONE_DAY, "dort", town["Greiz"]),
        (FIRST - ONE_DAY, "davor", None),
        (last, "zuletzt", None),
        (last + ONE_DAY, "danach", None),
    ):
        db.add(ClosingDay(first_day=day, last_day=day, name=name, site_id=site))
    starts = minute_of(FIRST, 1439)
    for key in ("guest", "Bus", "Schulungsraum", "Vogel", "Auto"):
        db.add(Closure(resource_id=town[key], starts=starts, ends=starts + 1, reason="repair"))


def asked(town: WizardTown, wanted: CourseDraft) -> Town:
    with town.workspace.read() as db:
        return town_of(db, wanted)


def test_a_plan_chooses_among_what_is_in_use_on_its_first_day(town: WizardTown) -> None:
    known = asked(town, draft())
    assert [room.name for room in known.rooms] == [
        *("Bibliothek", "Nebenraum", "Ratssaal", "Ratssaal", "Saal", "Schulungsraum"),
    ]
    before = asked(town, draft(first_day=FIRST - ONE_DAY))
    assert "Halle" in {room.name for room in before.rooms}
    names = [worker.name for worker in known.with_role("driver")]
    assert names == ["Roth, R.", "Vogel, V."]
    both = {worker.name for worker in known.with_role("teacher", "driver")}
    assert both == {
        "Roth, R.",
        "Vogel, V.",
        "Seidel, S.",
        "Kern, K.",
        "Adam, 1",
        "Berg, 1",
        "Berg, 2",
    }
    assert "Lehmann, L." in {worker.name for worker in known.with_role("carer")}
    wishes = (known.wished_room, known.wished_teacher, known.usual_room_id, known.usual_teacher_id)
    assert (*wishes, known.site, known.vehicles, known.names) == (None,) * 5 + ((), {})


def test_vehicles_are_asked_for_where_there_is_a_shuttle(town: WizardTown) -> None:
    known = asked(town, draft(shuttle=True))
    assert [vehicle.name for vehicle in known.vehicles] == ["Auto", "Bus"]


def test_a_room_is_found_by_its_id_and_by_its_name_as_typed(town: WizardTown) -> None:
    for wish, room, site in (
        (town["Saal"], "Saal", "Greiz"),
        ("SAAL", "Saal", "Greiz"),
        ("schulungsraum", "Schulungsraum", "Rathaus"),
    ):
        known = asked(town, draft(room=wish))
        assert (known.wished_room, known.site and known.site.name) == (town[room], site)


def test_the_site_is_that_of_the_room_wished_for_else_that_of_the_draft(town: WizardTown) -> None:
    greiz = draft(site_id=town["Greiz"])
    for wanted, site in ((greiz, "Greiz"), (replace(greiz, room="Bibliothek"), "Rathaus")):
        found = asked(town, wanted).site
        assert found is not None
        assert found.name == site


def test_what_nobody_knows_or_several_share_is_refused(town: WizardTown) -> None:
    rooms = ["Bibliothek", "Nebenraum", "Ratssaal", "Ratssaal", "Saal", "Schulungsraum"]
    for wanted, kind, facts in (
        (draft(room="Keller"), "room_unknown", {"name": "Keller", "known": rooms}),
        (draft(room=town["Halle"]), "room_unknown", {"name": town["Halle"], "known": rooms}),
        (draft(room="Ratssaal"), "name_ambiguous", {"name": "Ratssaal", "count": 2}),
        (draft(teacher="Niemand"), "teacher_unknown", {"name": "Niemand", "known": ()}),
        (draft(teacher=9999), "teacher_unknown", {"name": 9999, "known": ()}),
        (draft(teacher="Berg"), "name_ambiguous", {"name": "Berg", "count": 2}),
        (draft(teacher="Carl"), "name_ambiguous", {"name": "Carl", "count": 2}),
    ):
        with pytest.raises(Refused) as refused:
            asked(town, wanted)
        assert (refused.value.kind, refused.value.facts) == (kind, facts)


def test_a_teacher_goes_before_others_of_the_name_and_others_before_nobody(
    town: WizardTown,
) -> None:
    for wish, who, name in (
        ("Seidel", "Seidel", "Seidel, S."),
        ("Seidel, S.", "Seidel", "Seidel, S."),
        ("Adam", "Adam 1", "Adam, 1"),
        ("Mother", "Mother", "Mother"),
        ("Carl, 1", "Carl 1", "Carl, 1"),
        (town["guest"], "guest", "Seidel, t"),
    ):
        known = asked(town, draft(teacher=wish))
        assert (known.wished_teacher, known.names) == (town[who], {town[who]: name})


def test_a_course_that_goes_on_knows_the_usual_room_and_teacher(town: WizardTown) -> None:
    known = asked(town, draft(predecessor_id=town["course"]))
    assert known.usual_room_id == town["Schulungsraum"]
    assert known.usual_teacher_id == town["Seidel"]


def test_days_off_are_those_of_the_town_and_of_the_site(town: WizardTown) -> None:
    with town.workspace.read() as db:
        for site, land, names in (
            (None, "SN", ["alle", "zuletzt"]),
            (town["Rathaus"], "SN", ["alle", "hier", "zuletzt"]),
            (town["Greiz"], "TH", ["alle", "dort", "zuletzt"]),
        ):
            off = days_off_of(town_of(db, draft(site_id=site)))
            closings = sorted(off.closings, key=lambda closing: closing.first_day)
            assert (off.land, [closing.name for closing in closings]) == (land, names)


def test_a_holiday_of_some_places_is_off_where_it_is_switched_on(town: WizardTown) -> None:
    with town.workspace.fill() as db:
        store_settings(db, {local_setting("corpus_christi"): "true"})
        for site in (None, town["Greiz"]):
            off = days_off_of(town_of(db, draft(site_id=site)))
            assert off.local == {"corpus_christi"}
            assert off.public(date(2027, 5, 27)) is not None


def test_the_times_are_those_of_all_that_can_be_chosen(town: WizardTown) -> None:
    starts = minute_of(FIRST, 1439)

    def shut(wanted: CourseDraft) -> set[str]:
        with town.workspace.read() as db:
            times = free_times_of(town_of(db, wanted), [FIRST])
            keys = ("guest", "Bus", "Schulungsraum", "Vogel")
            return {key for key in keys if times.closed(town[key], Span(starts, starts + 1))}

    assert shut(draft()) == {"Schulungsraum", "Vogel"}
    assert shut(draft(shuttle=True)) == {"Schulungsraum", "Vogel", "Bus"}
    assert shut(draft(teacher=town["guest"])) == {"Schulungsraum", "Vogel", "guest"}


def test_with_several_sites_the_way_from_lesson_to_lesson_counts(town: WizardTown) -> None:
    after = Span(minute_of(FIRST, 695), minute_of(FIRST, 845))
    with town.workspace.read() as db:
        times = free_times_of(town_of(db, draft()), [FIRST, FIRST + 2 * ONE_DAY])
        assert times.hurried(town["Seidel"], after, town["Greiz"])
        assert not times.hurried(town["Seidel"], after, town["Rathaus"])
        assert not times.hurried(town["Seidel"], after.moved(180), town["Greiz"])


def test_a_course_takes_place_at_the_site_of_its_room_or_at_the_only_one(town: WizardTown) -> None:
    known = asked(town, draft())
    saal, elsewhere = Choice(town["Saal"], "Saal", 1, 1), Choice(9999, "Zelt", 1, 1)
    greiz, rathaus = (known.sites[town[name]] for name in ("Greiz", "Rathaus"))
    assert [site_of(room, known) for room in (saal, elsewhere, None)] == [greiz, None, None]
    single = replace(known, sites={rathaus.id: rathaus})
    assert [site_of(room, single) for room in (elsewhere, None)] == [rathaus, rathaus]
