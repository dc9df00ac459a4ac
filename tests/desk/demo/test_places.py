from collections import Counter
from random import Random

from kursplaner.basics.places import metres_between
from kursplaner.desk.demo import places
from kursplaner.domain.kinds import RoomPurpose


def test_the_county_is_large_enough_and_every_place_is_named_once() -> None:
    names = [place.name for place in places.places()]
    assert len(names) >= 25
    assert len(set(names)) == len(names)
    assert len({place.municipality for place in places.places()}) >= 25
    assert names[0] == "Adorf"


def test_places_lie_in_the_vogtland() -> None:
    adorf = places.place_named("Adorf").point
    for place in places.places():
        reach = 20_000 if place.near else 45_000
        assert metres_between(adorf, place.point) < reach
        assert len(place.postcode) == 5
        assert place.postcode.isdigit()
        for stop in place.stops:
            assert metres_between(place.point, stop.point) < 800
            assert stop.name.startswith(place.name)


def test_the_town_draws_from_all_the_villages_around() -> None:
    around = {place.municipality for place in places.near_places()}
    assert around >= {
        "Adorf/Vogtl.",
        "Oelsnitz/Vogtl.",
        "Markneukirchen",
        "Bad Elster",
        "Bad Brambach",
        "Mühlental",
        "Eichigt",
    }


def test_the_largest_group_comes_from_oelsnitz() -> None:
    rng = Random(1)
    around = tuple(place for place in places.near_places() if place.municipality != "Adorf/Vogtl.")
    drawn = Counter(places.any_place(rng, around).name for _ in range(1000))
    assert drawn.most_common(1)[0][0] == "Oelsnitz"


def test_rooms_stand_beside_rooms_of_their_house() -> None:
    assert sum(len(site.rooms) for site in places.sites()) >= 15
    for site in places.sites():
        rooms = {room.name for room in site.rooms}
        assert len(rooms) == len(site.rooms)
        assert all(room.beside in rooms | {""} for room in site.rooms)


def test_the_towns_own_houses_have_what_the_town_needs() -> None:
    purposes = {room.purpose for site in places.sites() if site.near for room in site.rooms}
    assert purposes == {
        RoomPurpose.TEACHING,
        RoomPurpose.CHILDCARE,
        RoomPurpose.SPORT,
        RoomPurpose.HALL,
    }


def test_streets_come_from_the_seed() -> None:
    assert places.any_street(Random(4)) == places.any_street(Random(4))
