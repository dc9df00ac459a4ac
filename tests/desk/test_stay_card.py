from kursplaner.desk.stay_card import children_text, rides_text


def test_children_of_the_day_are_told_by_what_became_of_them() -> None:
    assert children_text(()) == ""
    assert children_text(("planned", "planned")) == "2 angemeldet"
    assert children_text(("brought", "planned", "excused")) == "1 gebracht, 1 angemeldet"
    assert children_text(("excused", "cancelled")) == "keines gebracht"


def test_seats_of_the_day_are_told_with_their_ways() -> None:
    out, back = (1, "out", "none", "open"), (1, "back", "none", "open")
    freed = [(1, "out", "none", "cancelled_in_time"), (1, "back", "none", "cancelled_in_time")]
    assert rides_text(()) == ""
    assert rides_text((out, back)) == "1 Platz hin und zurück"
    assert rides_text((out,)) == "1 Platz hin"
    assert rides_text(freed) == "1 Platz frei geworden"
    assert rides_text((out, freed[1])) == "hin 1 Platz; zurück 1 Platz frei geworden"


def test_a_seat_called_off_late_is_free_and_a_missed_one_was_not_used() -> None:
    late, missed = (1, "out", "none", "cancelled_late"), (1, "back", "none", "no_show")
    assert rides_text((late,)) == "1 Platz frei geworden hin"
    assert rides_text((missed,)) == "1 Platz nicht genutzt zurück"
    assert rides_text((late, missed)) == "hin 1 Platz frei geworden; zurück 1 Platz nicht genutzt"
