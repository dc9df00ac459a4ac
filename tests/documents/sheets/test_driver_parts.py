import pytest

from kursplaner.basics.layout import Rect
from kursplaner.documents.sheets.driver_parts import layout


@pytest.mark.parametrize(
    ("lines", "rows", "given", "bottom"),
    [([True], (), 0, 77.6), ([True, False, True], (1, 2, 1), 1, 116.0), ([], (), 2, 87.2)],
)
def test_the_fields_of_the_foot_lie_below_the_table(
    lines: list[bool], rows: tuple[int, ...], given: int, bottom: float
) -> None:
    cells = layout(lines, rows, given, foot=True).cells
    assert cells["kilometres"].measures() == [152, round(bottom + 29.4, 2), 46, 9]
    remarks = Rect(12, bottom + 45.6, 186, 263.2 - (bottom + 45.6))
    assert cells["remarks"].measures() == remarks.measures()
    for place, beside in enumerate((0, 8.6, 17.2, 28.4, 37.0, 45.6)):
        for x, key in ((12.0, "odometer start"), (82.0, "odometer end")):
            wanted = [round(x + beside, 2), round(bottom + 29.4, 2), 7.6, 9]
            assert cells[f"{key} {place}"].measures() == wanted
    assert "odometer start 6" not in cells


def test_a_sheet_without_foot_has_only_the_fields_of_its_lines() -> None:
    found = layout([True, False], (2, 1))
    assert set(found.cells) == {
        *(f"time 0 {place}" for place in range(4)),
        *("aboard 1", "absent 1", "code 1"),
    }
    # A field is in the middle of its first row of 9.6 mm; the next line begins two rows below.
    box = found.cells["aboard 1"]
    assert box.y == pytest.approx(68 + 2 * 9.6 + 1.8)
    assert (box.width, box.height) == (6, 6)
    assert found.version + 20 == layout([True], given=2).version
