import random
import struct
from datetime import date
from pathlib import Path

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.exchange.reading.file_guards import FileKind
from kursplaner.exchange.reading.old_excel_guard import DamagedError, measure_old_workbook
from kursplaner.exchange.reading.tables import read_table

OLD = Path(__file__).parents[1] / "data" / "personen_alt.xls"


def refusal(path: Path) -> str | None:
    try:
        read_table(path)
    except Refused as refused:
        return refused.kind
    return None


def test_an_old_workbook_is_read() -> None:
    table = read_table(OLD)
    assert table.kind is FileKind.XLS
    assert [row.cells for row in table.sheets[0].rows] == [
        ("Name", "Vorname", "Geburtsdatum"),
        ("Novák", "Jana", date(1990, 5, 4)),
        ("سارة", "=Ali", None),
    ]


def test_a_circle_of_sectors_is_damage() -> None:
    content = bytearray(OLD.read_bytes())
    (fat,) = struct.unpack_from("<I", content, 76)
    (directory,) = struct.unpack_from("<I", content, 48)
    struct.pack_into("<I", content, 512 + fat * 512 + directory * 4, directory)
    with pytest.raises(DamagedError):
        measure_old_workbook(OLD, bytes(content))


def test_a_cell_in_column_65535_does_not_eat_the_memory(tmp_path: Path) -> None:
    content = OLD.read_bytes()
    place = content.index(b"\xfd\x00\x0a\x00")
    wide = content[: place + 4] + b"\xff\xff\xff\xff" + content[place + 8 :]
    (tmp_path / "weit.xls").write_bytes(wide)
    assert refusal(tmp_path / "weit.xls") == "list_too_many_rows"


def test_blank_cells_far_below_are_no_rows(tmp_path: Path) -> None:
    content = OLD.read_bytes()
    place = content.index(b"\xfd\x00\x0a\x00")
    blank = content[:place] + b"\x01\x02\x0a\x00\x50\xc3\x01" + content[place + 7 :]
    (tmp_path / "leer.xls").write_bytes(blank)
    assert len(read_table(tmp_path / "leer.xls").sheets[0].rows) == 3


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_old_workbook_is_read_or_refused_but_nothing_else(
    tmp_path: Path, seed: int
) -> None:
    dice, content, path = random.Random(seed), OLD.read_bytes(), tmp_path / "kaputt.xls"
    for _ in range(25):
        damaged = bytearray(content)
        for _ in range(dice.choice((1, 5, 50))):
            damaged[dice.randrange(len(content))] = dice.choice((0, 255, dice.randrange(256)))
        path.write_bytes(damaged)
        assert refusal(path) in {
            None, "file_damaged", "file_too_many_cells", "file_foreign", "file_encrypted",
            "list_too_many_rows", "list_too_many_columns",
        }  # fmt: skip


def test_a_truncated_old_workbook_is_damaged(tmp_path: Path) -> None:
    content = OLD.read_bytes()
    for length in (20, 600, len(content) // 2, len(content) - 600):
        (tmp_path / "kurz.xls").write_bytes(content[:length])
        assert refusal(tmp_path / "kurz.xls") == "file_damaged"
