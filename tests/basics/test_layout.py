import itertools

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.layout import (
    LANDSCAPE,
    PORTRAIT,
    SIGNS,
    PageSize,
    Rect,
    SheetCode,
    SheetLayout,
    town_signs,
)
from kursplaner.documents.sheets import (
    attendance_layout,
    childcare_sheet,
    driver_sheet,
    evaluation_layout,
    evaluation_sheet,
)

LAYOUTS = [
    *(attendance_layout.layout(version).sheet() for version in (1, 2, 3)),
    childcare_sheet.layout(),
    driver_sheet.layout([True, False, False, True, False, True]),
    evaluation_sheet.layout(),
]


def apart(a: Rect, b: Rect) -> bool:
    near = 0.001
    return (
        a.right <= b.x + near
        or b.right <= a.x + near
        or a.bottom <= b.y + near
        or b.bottom <= a.y + near
    )


@pytest.mark.parametrize("page_size", [PORTRAIT, LANDSCAPE])
def test_corner_marks_lie_twelve_millimetres_inside(page_size: PageSize) -> None:
    first, *_, last = page_size.corner_marks
    assert (first.x, first.y, first.width, first.height) == (12, 12, 6, 6)
    assert (page_size.width - last.right, page_size.height - last.bottom) == (12, 12)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: f"{layout.kind}{layout.version}")
def test_no_field_touches_another_a_mark_or_the_code(layout: SheetLayout) -> None:
    fields = [*layout.cells.values(), layout.qr, *layout.page_size.corner_marks]
    assert all(apart(a, b) for a, b in itertools.combinations(fields, 2))
    assert all(field.x >= 12 and field.right <= layout.page_size.width - 12 for field in fields)
    assert (layout.qr.width, layout.qr.height) == (18, 18)


def test_a_rectangle_knows_its_edges_and_its_middle() -> None:
    rect = Rect(10, 20, 30, 8)
    assert (rect.right, rect.bottom, rect.middle) == (40, 28, (25, 24))
    assert rect.inset(3) == Rect(13, 23, 24, 2)


def test_attendance_measures() -> None:
    simple, sixteen, bamf = (attendance_layout.layout(version) for version in (1, 2, 3))
    assert (simple.table.x, simple.table.right) == (12, 285)
    assert (simple.table.y, simple.table.bottom) == (45.5, 185)
    assert (simple.head, simple.row, simple.rows) == (11.5, 8.5, 14)
    assert simple.date_cell(0, 0).width == 30.2
    assert simple.mark_cell(0, 0).width == 4.6
    assert simple.table.bottom - simple.teacher_y == pytest.approx(9)
    assert sixteen.rows == bamf.rows == 16
    assert sixteen.row == bamf.row == 8.0
    for layout in (simple, sixteen, bamf):
        assert layout.dates_x + layout.dates * layout.date_width == pytest.approx(264)


@pytest.mark.parametrize(
    ("profile", "people", "version"),
    [("simple", 0, 1), ("simple", 14, 1), ("simple", 15, 2), ("simple", 16, 2), ("simple", 40, 1),
     ("bamf", 3, 3), ("bamf", 40, 3)],
)  # fmt: skip
def test_layout_follows_profile_and_people(profile: str, people: int, version: int) -> None:
    assert attendance_layout.choose(profile, people).version == version


def test_evaluation_boxes_stand_at_their_places() -> None:
    cells = evaluation_sheet.layout().cells
    assert cells["answer 0 0"].width == 6
    assert cells["answer 0 1"].x - cells["answer 0 0"].x == 30
    assert cells["answer 1 0"].y - cells["answer 0 0"].y == pytest.approx(12)
    assert "answer 12 2" not in cells
    assert "answer 13 4" in cells


def test_fewer_questions_stand_further_apart_up_to_a_limit() -> None:
    form = evaluation_layout.Form(childcare=False, shuttle=False)
    cells = evaluation_layout.layout(form).cells
    assert cells["answer 1 0"].y - cells["answer 0 0"].y == pytest.approx(14.2)
    assert "answer 8 1" in cells
    assert "answer 9 0" not in cells


def test_a_code_is_read_as_it_was_written() -> None:
    code = SheetCode("A", 412, 1, 7)
    assert str(code) == "A 412-1-7"
    assert SheetCode.parse(" A 412-1-7 ") == code


TOWN = town_signs("6f1c0c5e-0000-4000-8000-000000000001")
CODE = SheetCode("A", 412, 1, 7, TOWN)


def test_a_code_names_its_town_and_carries_a_check() -> None:
    plain, signs = str(CODE).rsplit(" ", 1)
    assert plain == "A 412-1-7"
    assert signs[:4] == TOWN
    assert len(signs) == 6
    assert set(signs) <= set(SIGNS)
    assert not set("01IO") & set(SIGNS)
    assert SheetCode.parse(f" {CODE} ") == CODE


def test_a_towns_signs_stay_the_same_and_differ_from_anothers() -> None:
    assert town_signs("6f1c0c5e-0000-4000-8000-000000000001") == TOWN
    assert town_signs("6f1c0c5e-0000-4000-8000-000000000002") != TOWN
    assert town_signs("") == ""


@pytest.mark.parametrize("place", range(len(str(CODE))))
def test_one_wrong_sign_is_noticed(place: int) -> None:
    code = str(CODE)
    for wrong in {"A": "K", "-": "7", " ": "X"}.get(code[place], "23456789"):
        text = code[:place] + wrong + code[place + 1 :]
        if text == code:
            continue
        with pytest.raises(Refused) as refused:
            SheetCode.parse(text)
        assert refused.value.kind in {"code_misread", "foreign_sheet"}


def test_a_code_with_a_wrong_number_is_misread_not_foreign() -> None:
    text = str(CODE).replace("412", "413")
    with pytest.raises(Refused) as refused:
        SheetCode.parse(text)
    assert (refused.value.kind, refused.value.facts["code"]) == ("code_misread", text)
    assert SheetCode("A", 413, 1, 7, TOWN) == SheetCode.parse(str(SheetCode("A", 413, 1, 7, TOWN)))


def test_the_check_of_one_town_is_not_that_of_another() -> None:
    other = town_signs("another")
    text = str(CODE).replace(TOWN, other)
    with pytest.raises(Refused, match="code_misread"):
        SheetCode.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A 412",
        "a 1-1-1",
        "A 0-1-1",
        "https://example.org",
        "A 1-1-1-1",
        "A 1-1-1 22222",
        "A 1-1-1 2222222",
        "A 1-1-1 22I222",
        "A 1-1-12222XX",
    ],
)
def test_a_foreign_code_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        SheetCode.parse(text)
    assert refused.value.kind == "foreign_sheet"
