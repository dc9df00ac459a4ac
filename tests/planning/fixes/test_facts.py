from kursplaner.planning.fixes.facts import of_record


def test_a_way_out_is_about_a_lesson_a_slot_or_a_ride() -> None:
    found = [of_record(source, 7) for source in ("lesson", "childcare", "ride")]
    assert found == [{"lesson": 7}, {"childcare": 7}, {"ride": 7}]
