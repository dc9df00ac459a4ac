import pytest

from kursplaner.ui.places import PLACES, _announced


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.key)
def test_the_registry_says_what_the_page_says(place: object) -> None:
    from kursplaner.ui.context import PageSpec

    assert isinstance(place, PageSpec)
    told = _announced(place.key)
    assert (place.key, place.title, place.icon) == (told.key, told.title, told.icon)
    assert (place.bottom, place.in_rail) == (told.bottom, told.in_rail)
