import io
import sys

import pytest

from kursplaner.cli.shell import output
from kursplaner.cli.shell.output import plain, table, width


def test_tables_are_aligned_whatever_the_script() -> None:
    text = table(("ID", "Name"), [(1, "李"), (12, "Dvořák\x1b[31m"), (3, None)], right={0})
    assert text.splitlines() == ["ID  Name", "──  ──────────", " 1  李", "12  Dvořák[31m", " 3"]


def test_nothing_drives_the_terminal() -> None:
    assert plain("a\x1b]0;x\x07b\u202ec\nd") == "a]0;xbc\nd"


def test_widths() -> None:
    assert width("e\u0301") == 1
    assert width("李") == 2


def test_empty_table() -> None:
    assert table(("A", "B"), []).splitlines() == ["A  B", "─  ─"]


def test_line_ends_stay_and_other_control_signs_go() -> None:
    assert plain("a\r\n\tb\u200f\x7f\ud800é") == "a\nbé"


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("é", 1), ("e\u0301\u20dd", 1), ("\u200b", 0), ("Ａ", 2), ("ｱ", 1)],
)
def test_each_sign_takes_its_columns(text: str, columns: int) -> None:
    assert width(text) == columns


def test_cells_are_one_line_and_wide_signs_are_measured() -> None:
    text = table(("Name", "N"), [("a\n b  c", 5), ("李李李", None)], right={1})
    assert text.splitlines() == ["Name    N", "──────  ─", "a b c   5", "李李李"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_in_a_terminal_and_wiped_out(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with output.progress("Lesen") as tell:
        for done in (0, 1, 1, 3):
            tell(done, 3)
        tell(0, 0)
    shown = ("\rLesen: 0 %", "\rLesen: 33 %", "\rLesen: 100 %", "\rLesen: 0 %")
    assert screen.getvalue() == f"{''.join(shown)}\r{' ' * 10}\r"


def test_progress_is_silent_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    with output.progress("Lesen") as tell:
        tell(1, 2)
    assert capsys.readouterr() == ("", "")


def test_lines_and_complaints_go_their_ways(capsys: pytest.CaptureFixture[str]) -> None:
    output.say("a\x1b")
    output.say()
    output.complain("b\x07")
    output.say_json({"ü": [1]})
    assert capsys.readouterr() == ('a\n\n{\n  "ü": [\n    1\n  ]\n}\n', "b\n")


def test_streams_speak_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    output.set_up()
    assert (out.encoding, out.errors) == ("utf-8", "replace")
