import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.basics import place_names
from kursplaner.basics.place_names import NamedPlace, called, nearest, suggested, within
from kursplaner.basics.places import metres_between

ADORF = (50_320_110, 12_259_860)


def names(found: tuple[NamedPlace, ...]) -> list[tuple[str, str]]:
    return [(place.name, place.land) for place in found]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Oels", ("Oelsnitz", "SN")),
        ("oelsnitz/Vogtl.", ("Oelsnitz", "SN")),
        ("Adorf/Vogtl.", ("Adorf", "SN")),
        ("as", ("Aš", "CZ")),
        ("Asch", ("Aš", "CZ")),
        ("eger", ("Cheb", "CZ")),
        ("Zgorzelec", ("Zgorzelec", "PL")),
    ],
)
def test_the_place_that_is_meant_stands_first(typed: str, first: tuple[str, str]) -> None:
    assert names(suggested(typed, ADORF))[0] == first


def test_of_two_with_one_name_the_nearer_stands_first_and_without_a_point_the_larger() -> None:
    near, far = suggested("Oelsnitz", ADORF, 2)
    assert (near.metres_from(ADORF) or 0) < 13_000 < (far.metres_from(ADORF) or 0)
    assert suggested("Oelsnitz")[0].people > suggested("Oelsnitz")[1].people
    assert near.metres_from(None) is None


def test_a_later_word_of_a_name_is_found_behind_whole_names() -> None:
    assert names(suggested("Elster", ADORF, 2)) == [("Elster", "ST"), ("Bad Elster", "SN")]


def test_a_name_is_met_whole_or_not_at_all() -> None:
    assert names(called("adorf/vogtl.")) == [("Adorf", "SN")]
    assert names(called("Görlitz")) == [("Görlitz", "SN"), ("Zgorzelec", "PL")]
    assert names(called("Görlitz", "SN")) == [("Görlitz", "SN")]
    assert called("Oelsn") == called("") == suggested("") == suggested("Xyzzy") == ()


def test_every_land_and_both_neighbours_are_there() -> None:
    _, rows = place_names._index()
    lands = {place.land for place in rows}
    assert lands >= {"SN", "BY", "TH", *place_names.NEIGHBOURS}
    assert len(lands) == 16 + len(place_names.NEIGHBOURS)
    assert all(40_000_000 < place.point[0] < 60_000_000 for place in rows)


@given(st.integers(0, 13_000), st.integers(1, 40))
def test_whoever_types_a_name_is_offered_that_place(number: int, letters: int) -> None:
    _, rows = place_names._index()
    place = rows[number % len(rows)]
    assert place in suggested(place.name, place.point, 400)
    assert place in called(place.name)
    assert suggested(place.name[:letters], place.point)


def test_places_of_a_stretch_stand_by_size_with_its_edges() -> None:
    adorf = called("Adorf/Vogtl.")[0]
    latitude, longitude = adorf.point
    around = within((latitude - 150_000, longitude - 200_000, latitude, longitude + 200_000))
    assert adorf in around
    assert [place.people for place in around] == sorted((p.people for p in around), reverse=True)
    assert all(latitude - 150_000 <= place.point[0] <= latitude for place in around)
    assert all(abs(place.point[1] - longitude) <= 200_000 for place in around)
    assert within((latitude, longitude, latitude, longitude)) == (adorf,)
    for box in ((0, 0, 1, 1), (latitude + 1, longitude, latitude + 2, longitude),
                (latitude, longitude + 1, latitude, longitude + 2)):  # fmt: skip
        assert within(box) == ()


@given(st.integers(47_300_000, 55_000_000), st.integers(6_000_000, 15_000_000))
def test_the_nearest_place_is_the_nearest(latitude: int, longitude: int) -> None:
    point = (latitude, longitude)
    _, rows = place_names._index()
    found = nearest(point)
    shortest = min(metres_between(point, place.point) for place in rows)
    if found is None:
        assert shortest > 100_000
    else:
        assert metres_between(point, found.point) == shortest


def test_far_from_everything_nothing_is_near() -> None:
    assert nearest((10_000_000, 10_000_000)) is None
