from kursplaner.desk.wording import acts
from kursplaner.domain.kinds import ActKind

LABELS = {("course", key): f"Kurs {key}" for key in range(1, 8)}


def named(*keys: int) -> str:
    return acts.title(ActKind.COURSE_CHANGED, [("course", key) for key in keys], LABELS)


def test_every_act_has_a_title() -> None:
    assert {kind for kind in ActKind if kind not in acts.TITLES} == set()
    assert acts.short_title("unheard_of") == "Änderung"


def test_three_names_are_told_and_more_are_counted() -> None:
    assert named() == "Kurs geändert"
    assert named(1) == "Kurs geändert: Kurs 1"
    assert named(1, 2, 3) == "Kurs geändert: Kurs 1, Kurs 2 und Kurs 3"
    assert named(1, 2, 3, 4) == "Kurs geändert: Kurs 1, Kurs 2 und 2 weitere"
    assert named(*range(1, 8)) == "Kurs geändert: Kurs 1, Kurs 2 und 5 weitere"


def test_a_name_is_told_once_and_what_has_none_is_left_out() -> None:
    twice = {("course", 1): "A1", ("lesson", 2): "A1", ("person", 3): ""}
    subjects = [*twice, ("room", 9)]
    assert acts.title(ActKind.COURSE_CHANGED, subjects, twice) == "Kurs geändert: A1"


def test_back_and_again() -> None:
    assert acts.undone("Kurs geändert") == "Rückgängig gemacht: Kurs geändert"
    assert acts.redone("Kurs geändert") == "Wiederholt: Kurs geändert"


def test_subjects_of_several_nouns_are_not_joined_by_und() -> None:
    labels = {("person", 1): "Jana Bartošová", ("course", 2): "A2", ("lesson", 3): "Di 02.03."}
    left = acts.title(ActKind.LEFT_COURSE, [("person", 1), ("course", 2)], labels)
    assert left == "Abgemeldet: Jana Bartošová, A2"
    swapped = {("lesson", 3): "A2 am Di", ("lesson", 4): "B1 am Mi"}
    both = acts.title(ActKind.LESSON_MOVED, [("lesson", 3), ("lesson", 4)], swapped)
    assert both == "Termin verschoben: A2 am Di und B1 am Mi"
