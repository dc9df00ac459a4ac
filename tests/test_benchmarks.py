"""How limits follow the machine, and how two runs are laid side by side."""

from pathlib import Path

import pytest

from benchmarks import compare, likeness, yardstick
from benchmarks.__main__ import main, measured
from benchmarks.measure import Figure, Tally
from benchmarks.yardstick import LOOPS, QUIET, Yardstick

HEAD = "| figure | measured | limit | | beside |\n|---|---|---|---|---|\n"


def run_of(*figures: Figure | Tally) -> str:
    return HEAD + "".join(f"{figure.line()}\n" for figure in figures)


def stick(factor: float) -> Figure:
    return Yardstick({name: quiet * factor for name, quiet in QUIET.items()}).figure("paper")


def compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], before: str, after: str
) -> tuple[int, dict[str, str]]:
    (tmp_path / "a").write_text(before, encoding="utf-8")
    (tmp_path / "b").write_text(after, encoding="utf-8")
    code = main(["compare", str(tmp_path / "a"), str(tmp_path / "b")])
    lines = capsys.readouterr().out.splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return code, {row[0]: row[-1] for row in cells}


def test_a_limit_in_time_stretches_and_shrinks_with_the_machine() -> None:
    assert not Figure("a", 15, "ms", 10).kept
    assert Figure("a", 15, "ms", 10, slowness=1.5).kept
    assert not Figure("a", 15.01, "ms", 10, slowness=1.5).kept
    assert not Figure("a", 8, "ms", 10, slowness=0.7).kept
    assert Figure("a", 3, "s", 2, slowness=1.5).kept
    assert Figure("a", 15, "ms", 10, slowness=1.5).line() == (
        "| a | 15.00 ms | 15 ms (10) | ok |  |"
    )


@pytest.mark.parametrize("unit", ["×", "%", ""])
def test_what_is_no_time_is_the_same_on_every_machine(unit: str) -> None:
    assert not Figure("a", 2, unit, 1.6, slowness=5).kept
    assert "(" not in Figure("a", 1, unit, 1.6, slowness=5).line()


def test_no_limit_is_always_kept() -> None:
    assert Figure("a", 10**6).kept
    assert Figure("a", 1).line() == "| a | 1.00 ms |  |  |  |"


def test_the_yardstick_is_one_on_the_quiet_machine_and_grows_with_each_loop() -> None:
    assert Yardstick(QUIET).factor == pytest.approx(1)
    assert Yardstick({name: 2 * quiet for name, quiet in QUIET.items()}).factor == pytest.approx(2)
    one_slower = {**QUIET, "SQLite": 8 * QUIET["SQLite"]}
    assert Yardstick(one_slower).factor == pytest.approx(2)


def test_the_loops_do_the_same_every_time() -> None:
    assert set(LOOPS) == set(QUIET)
    assert LOOPS["Python"]() == LOOPS["Python"]()
    assert LOOPS["SQLite"]() == LOOPS["SQLite"]() == 9400
    assert LOOPS["painting"]() == LOOPS["painting"]()
    assert all(took > 0 for took in yardstick.measured().took.values())


def test_a_room_begins_with_its_yardstick_and_is_measured_by_it() -> None:
    first, *rest = measured("likeness", {})
    assert first.name == "yardstick before likeness"
    assert isinstance(first, Figure)
    assert [one.name for one in rest] == [one.name for one in likeness.figures()]
    assert {one.slowness for one in rest if isinstance(one, Figure)} == {first.value}


def test_a_busy_machine_is_no_slower_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = run_of(stick(1), Figure("search", 100, limit=150))
    after = run_of(stick(3), Figure("search", 310, limit=150, slowness=3))
    assert compared(tmp_path, capsys, before, after) == (0, {"search": ""})


def test_what_is_slower_faster_missed_gone_and_new_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = run_of(
        stick(1),
        *(Figure("a", 100), Figure("b", 100), Figure("c", 5, "×", 6), Figure("d", 1)),
        *(Figure("e", 100), Figure("f", 0.01), Figure("g", 100, beside="the peer")),
        Tally("h", 5, 5),
        stick(2),
        Figure("i", 100),
    )
    after = run_of(
        stick(1),
        *(Figure("a", 126), Figure("b", 79), Figure("c", 7, "×", 6), Figure("e", 125)),
        *(Figure("f", 0.04), Figure("g", 900, beside="the peer"), Tally("h", 4, 5)),
        *(Figure("new", 1), Figure("i", 100)),
    )
    code, verdicts = compared(tmp_path, capsys, before, after)
    assert code == 1
    assert {name: verdict for name, verdict in verdicts.items() if verdict} == {
        "a": "slower", "b": "faster", "c": "MISSED", "d": "gone", "h": "MISSED", "i": "slower",
        "new": "new",
    }  # fmt: skip


@pytest.mark.parametrize("worse", [Figure("a", 126), Figure("b", 100)])
def test_one_thing_worse_is_told_by_the_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], worse: Figure
) -> None:
    before = run_of(Figure("a", 100))
    assert compared(tmp_path, capsys, before, run_of(worse))[0] == 1
    assert compared(tmp_path, capsys, before, run_of(Figure("a", 100), Figure("b", 1)))[0] == 0


def test_two_figures_of_one_name_are_two() -> None:
    found = compare.readings(run_of(Figure("a", 1), Figure("a", 2, "s"), Figure("a", -3, "")))
    values = {name: (one.value, one.unit) for name, one in found.items()}
    assert values == {"a": (1, "ms"), "a (2)": (2, "s"), "a (3)": (-3, "")}


def test_files_without_figures_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a").write_text("nothing", encoding="utf-8")
    assert main(["compare", str(tmp_path / "a"), str(tmp_path / "a")]) == 2
    assert "no figures" in capsys.readouterr().err
