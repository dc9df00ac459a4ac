"""The record of what is visible: it is the same twice, and every difference is named."""

import re
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.record import sheets
from benchmarks.record.__main__ import NOW, main, write
from benchmarks.record.differences import Reason, differences, read_reasons
from benchmarks.record.folder import Record
from benchmarks.record.shell import shape_of
from kursplaner.basics import clock
from kursplaner.store.workspace import Workspace
from tests.towns import demo_town

RED, BLUE = b"\xff\x00\x00", b"\x00\x00\xff"


def records(tmp_path: Path) -> tuple[Record, Record]:
    return Record(tmp_path / "before"), Record(tmp_path / "after")


def found(tmp_path: Path) -> dict[str, tuple[str, ...]]:
    listed = differences(tmp_path / "before", tmp_path / "after")
    return {difference.name: difference.lines for difference in listed}


def test_what_came_went_and_changed_is_listed(tmp_path: Path) -> None:
    before, after = records(tmp_path)
    before.text("same", ["a", "b"])
    after.text("same", ["a", "b"])
    before.text("went", "x")
    after.part("deep").text("came", "x")
    before.text("list", ["a", "b", "c"])
    after.text("list", ["a", "B", "c"])
    before.picture("page", (2, 1), RED + RED)
    after.picture("page", (2, 1), RED + BLUE)
    before.picture("size", (2, 1), RED + RED)
    after.picture("size", (1, 1), RED)
    assert found(tmp_path) == {
        "deep/came.txt": ("+ new",),
        "list.txt": ("-b", "+B"),
        "page.png": ("1 points differ, within (1, 0, 2, 1)",),
        "size.png": ("size (2, 1) -> (1, 1)",),
        "went.txt": ("- gone",),
    }


def test_what_chance_decides_is_left_out(tmp_path: Path) -> None:
    for number, record in enumerate(records(tmp_path)):
        place = tmp_path / f"run{number}"
        within = Record(record.folder, {"PLACE": place})
        within.text("paths", f"{place}/Adorf 3f2b8e1c-0000-4000-8000-00000000000{number}")
    assert found(tmp_path) == {}
    written = (tmp_path / "before" / "paths.txt").read_text(encoding="utf-8")
    assert written == "PLACE/Adorf UUID\n"


def test_two_texts_of_one_name_are_both_kept(tmp_path: Path) -> None:
    record = Record(tmp_path)
    record.text("a/b", "first")
    record.text("a/b", "second")
    assert {path.name for path in tmp_path.iterdir()} == {"a_b.txt", "a_b (2).txt"}


@pytest.mark.parametrize(
    ("names", "holds", "explained"),
    [
        ("shell/*", (), True),
        ("*.txt", ("minutes", "hours"), True),
        ("*.txt", ("minutes",), False),
        ("sheets/*", (), False),
        ("shell/*", ("days",), False),
    ],
)
def test_a_reason_explains_only_what_it_is_about(
    names: str, holds: tuple[str, ...], *, explained: bool
) -> None:
    lines = ("-5 minutes", "+2 hours")
    assert Reason("6", names, holds).explains("town/shell/check.txt", lines) is explained


def test_comparing_ends_with_one_until_everything_has_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = records(tmp_path)
    before.text("list", ["1 passenger"])
    after.text("list", ["2 passengers"])
    folders = ["compare", str(tmp_path / "before"), str(tmp_path / "after")]
    assert main(folders) == 1
    assert "[?] list.txt\n      -1 passenger\n      +2 passengers\n" in capsys.readouterr().out
    because = tmp_path / "because.toml"
    because.write_text(
        '[[because]]\nnumber = 6\nnames = "list.txt"\nholds = ["passenger"]\n', encoding="utf-8"
    )
    assert read_reasons(because) == (Reason("6", "list.txt", ("passenger",)),)
    assert main([*folders, "--because", str(because)]) == 0
    assert "[6] list.txt\n" in capsys.readouterr().out


def test_what_a_search_found_is_kept_as_its_shape() -> None:
    assert shape_of('{"a": [{"b": 1}, {"c": 2}]}') == ".a\n.a[].b\n.a[].c\n"
    assert shape_of("Gefunden: 3\n") == ""


def test_the_tables_of_a_town_are_the_same_twice(tmp_path: Path) -> None:
    for name in ("before", "after"):
        write(tmp_path / name, "town", 1, ("rows",))
    assert found(tmp_path) == {}
    tables = (tmp_path / "before" / "rows" / "tables.txt").read_text(encoding="utf-8")
    assert re.search(r"^--- lesson: \d\d+\n\[1, ", tables, re.MULTILINE)


def test_a_sheet_is_kept_as_text_and_as_pictures(tmp_path: Path) -> None:
    with clock.pinned(NOW):
        (tmp_path / "Adorf.kursplan").write_bytes(demo_town())
        town = Workspace.open(tmp_path / "Adorf.kursplan")
        sheets.of_absence(town, Record(tmp_path / "record"))
        assert town.undo_summary is None
        town.close()
    text = (tmp_path / "record" / "childcare_failed.txt").read_text(encoding="utf-8")
    assert text.startswith("1 pages\n--- page 1\n")
    with Image.open(tmp_path / "record" / "childcare_failed_page_001.png") as page:
        assert page.size == (497, 702)
