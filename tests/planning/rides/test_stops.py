"""Stops lie where their place does; of two places with one name the clearly nearer is meant."""

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.rides.rides import Stop
from kursplaner.domain.rooms import Site
from kursplaner.planning.rides import stops
from kursplaner.planning.rides.stops import middle_of_town, place_called
from kursplaner.planning.rooms.room_form import SiteForm, store_site
from kursplaner.store.records import by_id
from tests.planning.small_town import SmallTown

FAR = (53_500_000, 10_000_000)


def test_the_town_lies_where_its_house_its_stop_or_its_name_is(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        site, stop = by_id(db, Site, town.site), by_id(db, Stop, town.stop)
        assert middle_of_town(db) == (site.latitude, site.longitude)
        site.latitude = None
        db.flush()
        assert middle_of_town(db) == (stop.latitude, stop.longitude)
        stop.latitude = None
        db.flush()
        assert middle_of_town(db) == (50_320_110, 12_259_860)


def test_the_clearly_nearer_of_two_is_meant(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        assert place_called(db, "Oelsnitz").point == (50_414_700, 12_169_500)
        assert place_called(db, "Asch").land == "CZ"
        site = by_id(db, Site, town.site)
        site.latitude, site.longitude = FAR
        db.flush()
        with pytest.raises(Refused) as refused:
            place_called(db, "Oelsnitz")
        assert (refused.value.kind, refused.value.facts["count"]) == ("place_ambiguous", 2)


def test_a_place_that_is_not_listed_is_refused(town: SmallTown) -> None:
    with town.workspace.read() as db, pytest.raises(Refused) as refused:
        place_called(db, "Gettengrün")
    assert refused.value.kind == "place_unknown"


def test_a_new_house_lies_in_its_place(town: SmallTown) -> None:
    with town.workspace.change(ActKind.ROOM_CHANGED) as db:
        known = store_site(db, SiteForm("Schule", municipality="Bad Elster", land="SN"))
        unknown = store_site(db, SiteForm("Hof", municipality="Gettengrün", land="SN"))
        elsewhere = store_site(db, SiteForm("Haus", municipality="Bad Elster", land="BY"))
        points = [by_id(db, Site, key).latitude for key in (known, unknown, elsewhere)]
    assert points == [50_281_920, None, None]


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("", None),
        ("50,3201 12,2599", (50_320_100, 12_259_900)),
        ("50.3, 12.2", (50300000, 12200000)),
    ],
)
def test_a_point_is_read_as_maps_write_it(text: str, point: tuple[int, int] | None) -> None:
    assert stops.parse_point(text) == point


@pytest.mark.parametrize("text", ["Adorf", "50", "91 12", "50 12 3"])
def test_what_is_no_point_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        stops.parse_point(text)
    assert refused.value.kind == "point_unreadable"
