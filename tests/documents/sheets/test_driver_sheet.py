from dataclasses import replace
from datetime import date, time

from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.sheets import driver_sheet
from kursplaner.documents.sheets.driver_sheet import DriverSheet, Passenger, RideStop
from tests.documents import reading

STOPS = (
    RideStop(
        at=time(8),
        name="Bad Brambach, Markt",
        passengers=(
            Passenger(name="Olena A.", phone="0152 28817386"),
            Passenger(name="Danylo, 4 J.", child_of="Olena", seat="Kindersitz"),
        ),
    ),
    RideStop(
        at=time(8, 33),
        name="Markneukirchen, Busbahnhof",
        passengers=(Passenger(name="Petr N.", note="Rollstuhl, klappbar"),),
    ),
    RideStop(at=time(8, 45), name="Ankunft Adorf, Markt 1", arrival=True),
)
SHEET = DriverSheet(
    number=918,
    letterhead=Letterhead(issuer="Stadt Adorf/Vogtl.", office="Fahrdienst", phone="0172 9968532"),
    direction="out",
    day=date(2027, 3, 2),
    vehicle="VW Bus, V-AD 214",
    driver="Günter W.",
    course="A2-03, Beginn 9:00",
    seats=8,
    stops=STOPS,
    fit_in=("1 Kindersitz",),
)


def drawn(sheet: DriverSheet) -> tuple[bytes, list[str]]:
    return reading.drawn(lambda out: driver_sheet.draw([sheet], out))


def test_a_driver_finds_all_on_one_sheet() -> None:
    _, (text,) = drawn(SHEET)
    for wanted in (
        "Hinfahrt", "Dienstag, 2. März 2027", "VW Bus, V-AD 214", "Günter W.", "3 von 8 Plätzen",
        "Vor der Abfahrt einbauen:", "1 Kindersitz", "8:00", "Bad Brambach, Markt",
        "0152 28817386", "mit Olena", "Kindersitz", "klappbar", "tatsächlich ab", "tatsächlich an",
        "Kilometerstand bei Abfahrt", "nicht erschienen", "Notfall 112", "0172 9968532",
        "F 918-1-2", "zuerst zur Kinderbetreuung",
    ):  # fmt: skip
        assert wanted in text, wanted


def test_boxes_stand_where_the_layout_says() -> None:
    data, _ = drawn(SHEET)
    cells = driver_sheet.layout([True, False, False, True, False, True]).cells
    box = cells["aboard 1"]
    assert reading.darkness(data, 0, box.x, box.middle[1]) > 60
    assert reading.darkness(data, 0, *box.middle) == 0
    assert "aboard 0" not in cells
    assert "time 3 2" in cells


def test_a_long_ride_goes_on_and_signs_on_the_last_sheet() -> None:
    _, texts = drawn(replace(SHEET, stops=STOPS * 7))
    assert len(texts) == 3
    assert "Unterschrift" not in texts[0]
    assert "Unterschrift" in texts[-1]
    assert "Blatt 2 von 3" in texts[1]


def test_the_way_back_collects_the_child_first() -> None:
    _, (text,) = drawn(replace(SHEET, direction="back", fit_in=()))
    assert "Rückfahrt" in text
    assert "Zuerst das Kind" in text
    assert "keine Kindersitze nötig" in text


def test_a_ride_without_anybody_is_a_sheet() -> None:
    _, texts = drawn(replace(SHEET, stops=()))
    assert len(texts) == 1


def test_names_of_any_length_and_script_stay_in_their_column() -> None:
    who = Passenger(name="محمد " * 100, phone="0" * 80, seat="S" * 80, note="N " * 300)
    stop = RideStop(at=time(8), name="Haltepunkt " * 50, passengers=(who,))
    data, _ = drawn(replace(SHEET, stops=(stop,)))
    box = driver_sheet.layout([True, False]).cells["aboard 1"]
    assert reading.darkness(data, 0, *box.middle) == 0
    assert not reading.ink_near_edge(data, 0, 5)


def test_two_phone_numbers_are_both_readable() -> None:
    who = Passenger(name="Olena A.", phone="+49 (0)37423 575-0 / 0171 123456789")
    stop = RideStop(at=time(8), name="Bad Elster", passengers=(who,))
    _, (text,) = drawn(replace(SHEET, stops=(stop,)))
    assert who.phone in reading.flat(text)


def test_a_long_stop_takes_two_lines() -> None:
    name = "Markneukirchen, Bushaltestelle Oberer Markt gegenüber der Apotheke am Rathaus"
    _, (text,) = drawn(replace(SHEET, stops=(RideStop(at=time(8), name=name),)))
    assert name in reading.flat(text)
