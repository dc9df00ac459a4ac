from kursplaner.planning.timetable.mending.units import Pick, Way


def test_a_way_costs_what_it_is_and_who_comes() -> None:
    picks = ((Pick(None), Pick(2, 7, hints=1)), (Pick(3, 11), Pick(4, 13, hints=2)))
    way = Way(0, 5, picks, hints=3)
    assert (way.cost((None, 3)), way.hints_with((None, 3))) == (5 + 11, 3)
    assert (way.cost((2, 4)), way.hints_with((2, 4))) == (5 + 7 + 13, 3 + 1 + 2)
