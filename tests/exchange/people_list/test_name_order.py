"""Which of two words is the family name, as the whole list tells it."""

from kursplaner.exchange.people_list.name_order import NameOrder, looks_given, order_of_names
from kursplaner.exchange.people_list.values import PARTICLES


def order(*names: str) -> NameOrder:
    return order_of_names(names, PARTICLES)


def test_a_list_sorted_by_its_first_words_begins_with_family_names() -> None:
    sorted_ = ("Ahornfeld Xenja", "Buchwald Tino", "Cedar Wanda", "Dorn Amir", "Eiche Bo")
    found = order(*sorted_, "Fichte Mara")
    assert found.family_first
    given = order("Xenja Ahornfeld", "Tino Buchwald", "Wanda Cedar", "Alex Dorn", "Bo Eiche")
    assert not given.family_first
    assert found.certain


def test_known_given_names_capitals_and_particles_tell_the_order() -> None:
    assert order("Yıldız Mohammed", "Ahornfeld Fatima").family_first
    assert not order("Mohammed Yıldız", "Fatima Ahornfeld").family_first
    assert order("WURZEL Xenja", "AHORN Bo").family_first
    assert not order("Xenja WURZEL", "Bo AHORN").family_first
    assert order("von der Heide Xenja").family_first
    assert not order("Xenja von der Heide").family_first


def test_families_share_the_family_name() -> None:
    assert order("Wurzel Xa", "Wurzel Bo", "Wurzel Mi", "Ahorn Ce").family_first
    assert not order("Xa Wurzel", "Bo Wurzel", "Mi Wurzel", "Ce Ahorn").family_first


def test_commas_are_certain_and_nothing_at_all_is_not() -> None:
    assert order("Wurzel, Xenja", "Ahorn, Bo") == NameOrder(family_first=True, certain=True)
    assert order("Wurzel Xenja") == NameOrder(family_first=False, certain=False)
    assert order("Sukarno") == order() == NameOrder(family_first=False, certain=False)


def test_given_names_are_known_in_their_spellings() -> None:
    assert looks_given("Mohamed")
    assert looks_given("محمد")
    assert not looks_given("Wurzelbaum")
