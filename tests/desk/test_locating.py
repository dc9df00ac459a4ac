"""Where a village lies that no list knows: a way from a place, or the address of a map."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.basics.errors import Refused
from kursplaner.basics.place_names import called
from kursplaner.basics.places import beyond, metres_between
from kursplaner.desk.locating import FARTHEST_METRES, point_meant, told_from
from kursplaner.desk.wording.words.places import way_words
from kursplaner.planning.rides.stops import parse_point
from tests.planning.small_town import NOW, SmallTown, build
from tests.towns import passing

ADORF = (50_320_110, 12_259_860)
POINT = (50_289_300, 12_202_000)


@pytest.fixture
def town() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("4 km südlich von Adorf", "4 km südlich von Adorf, Sachsen"),
        ("4km S von Adorf", "4 km südlich von Adorf, Sachsen"),
        (" 2,5 km nordöstlich von Adorf/Vogtl. ", "2,5 km nordöstlich von Adorf, Sachsen"),
        ("800 m NO Adorf", "800 m nordöstlich von Adorf, Sachsen"),
        ("1.5 km im Westen von Bad Elster", "1,5 km westlich von Bad Elster, Sachsen"),
        ("3 km Ost Aš", "3 km östlich von Aš, Tschechien"),
    ],
)
def test_a_way_from_a_place_is_a_point(town: SmallTown, text: str, words: str) -> None:
    with town.workspace.read() as db:
        meant = point_meant(db, text)
    assert meant is not None
    assert meant.place is not None
    assert way_words(meant.metres, meant.side, meant.place) == words
    assert metres_between(meant.place.point, meant.point) == pytest.approx(meant.metres, abs=20)


def test_south_is_south_and_east_is_east(town: SmallTown) -> None:
    with town.workspace.read() as db:
        south, east = point_meant(db, "4 km S Adorf"), point_meant(db, "4 km O Adorf")
    assert south is not None
    assert east is not None
    assert south.point[0] < ADORF[0]
    assert south.point[1] == ADORF[1]
    assert east.point[1] > ADORF[1]
    assert east.point[0] == ADORF[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("4 km südlich von Gettengrün", "place_unknown"),
        ("4 km hinter Adorf", "point_unreadable"),
        ("101 km südlich von Adorf", "point_unreadable"),
        ("km südlich von Adorf", "point_unreadable"),
        ("südlich von Adorf", "point_unreadable"),
    ],
)
def test_what_says_no_point_is_refused(town: SmallTown, text: str, kind: str) -> None:
    with town.workspace.read() as db, pytest.raises(Refused) as refused:
        point_meant(db, text)
    assert refused.value.kind == kind


def test_a_bare_point_comes_from_no_place(town: SmallTown) -> None:
    with town.workspace.read() as db:
        assert point_meant(db, "  ") is None
        meant = point_meant(db, "50,2893 12,2020")
    assert meant is not None
    assert (meant.point, meant.place) == (POINT, None)


@given(metres=st.integers(0, FARTHEST_METRES), degrees=st.integers(0, 7))
def test_a_way_is_as_long_as_said(metres: int, degrees: int) -> None:
    assert metres_between(ADORF, beyond(ADORF, metres, degrees * 45)) == pytest.approx(
        metres, rel=0.03, abs=5
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://www.openstreetmap.org/#map=17/50.28930/12.20200",
        "https://www.openstreetmap.org/?mlat=50.2893&mlon=12.2020#map=10/51.0/13.0",
        "https://www.openstreetmap.org/node/240069/#map=17/50.2893/12.2020",
        "https://www.google.com/maps/@50.2893,12.2020,17z",
        "https://www.google.com/maps/place/X/@51.0,13.0,17z/data=!3m1!4b1!8m2!3d50.2893!4d12.2020",
        "https://www.google.com/maps/search/?api=1&query=50.2893%2C12.2020",
        "https://maps.google.com/?q=50.2893,12.2020",
        "geo:50.2893,12.2020?z=17",
    ],
)
def test_the_address_of_a_map_names_its_point(address: str) -> None:
    assert parse_point(address) == POINT


@pytest.mark.parametrize(
    "address",
    ["https://www.openstreetmap.org/way/123456", "https://goo.gl/maps/50", "geo:91.5,12.0"],
)
def test_an_address_without_a_point_is_refused(address: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_point(address)
    assert refused.value.kind == "point_unreadable"


@pytest.mark.parametrize(
    ("metres", "direction", "words"),
    [
        (0, 0, "Ortsmitte von Adorf, Sachsen"),
        (299, 90, "Ortsmitte von Adorf, Sachsen"),
        (310, 90, "300 m östlich von Adorf, Sachsen"),
        (1040, 0, "1 km nördlich von Adorf, Sachsen"),
        (1060, 44, "1,1 km nordöstlich von Adorf, Sachsen"),
        (1500, 224, "1,5 km südwestlich von Adorf, Sachsen"),
        (1500, 340, "1,5 km nördlich von Adorf, Sachsen"),
    ],
)
def test_a_point_is_told_from_the_nearest_place(metres: int, direction: int, words: str) -> None:
    adorf = called("Adorf/Vogtl.")[0]
    said, place = told_from(beyond(adorf.point, metres, direction))
    assert (said, place) == (words, adorf)


def test_a_point_far_away_is_told_from_nothing() -> None:
    assert told_from((10_000_000, 10_000_000)) == ("weit von jedem Ort der Ortsliste", None)
