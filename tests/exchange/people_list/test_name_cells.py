"""What stands beside a name in its cell belongs elsewhere, and is not lost."""

import pytest

from kursplaner.exchange.people_list.name_cells import NameCell, name_cell


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rima", NameCell("Rima")),
        ("Frau Rima Ahornfeld", NameCell("Rima Ahornfeld", gender="female")),
        ("Herr Dr. Sami Cedar", NameCell("Sami Cedar", gender="male")),
        ("Fr. Olha", NameCell("Olha", gender="female")),
        ("Fam. Eiche", NameCell("Eiche", family_only=True)),
        ("Familie Eiche, Tom", NameCell("Eiche, Tom")),
        ("Ahornfeld (geb. Eiche), Rima", NameCell("Ahornfeld, Rima", birth_name="Eiche")),
        ("Buchwald geb. Ginkgo, Olha", NameCell("Buchwald, Olha", birth_name="Ginkgo")),
        ("Cedar, Sami (Warteliste)", NameCell("Cedar, Sami", remark="Warteliste")),
        ("Dorn, Ina *05.06.1992", NameCell("Dorn, Ina", born="05.06.1992")),
        ("Dorn, Ina geb. am 5.6.92", NameCell("Dorn, Ina", born="5.6.92")),
        ("12. Fichte, Eva", NameCell("Fichte, Eva")),
        ("Ahornfeld, Rima 0171 2345678", NameCell("Ahornfeld, Rima", phone="0171 2345678")),
        ("M. Ali Haddad", NameCell("M. Ali Haddad")),
        ("Pan Li", NameCell("Pan Li")),
        ("Frau", NameCell("Frau")),
        ("(Warteliste)", NameCell("(Warteliste)")),
        ("Schmidt jun.", NameCell("Schmidt jun.")),
    ],
)
def test_names_and_what_stands_beside_them(text: str, found: NameCell) -> None:
    assert name_cell(text) == found
