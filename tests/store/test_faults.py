"""The programs that count what survives: each runs, finds nothing, and would tell if it did."""

import importlib
import sys
import types
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.faults import PARTS, kills, restores
from benchmarks.faults.children import BEGUN, Child, Length, Moment, Tell, kill_within, measured
from benchmarks.faults.older import crashed_at_work, made_older
from benchmarks.faults.score import Score
from benchmarks.faults.towns import copied, dump, left_behind, names_in
from benchmarks.measure import Tally
from kursplaner.basics.errors import Refused
from kursplaner.store.backups.replaying import replays_soundly
from kursplaner.store.file import log_file
from kursplaner.store.file.check import check_resting
from kursplaner.store.file.log_frames import read_log


@pytest.fixture(autouse=True)
def _light_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the children from importing pytest: they shall be quick."""
    monkeypatch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))


@pytest.mark.parametrize("part", [part for part in PARTS if part != "kills"])
def test_each_part_runs_and_finds_nothing(part: str) -> None:
    found = list(importlib.import_module(f"benchmarks.faults.{part}").figures(count=1, seed=3))
    assert found
    assert [figure.line() for figure in found if not figure.kept] == []


def test_a_kill_in_creating_is_counted(tmp_path: Path) -> None:
    create = kills.Create(tmp_path / "nichts.kursplan")
    found = kills.killed(create, 1, 3, tmp_path)
    assert (found.well, found.of) == (1, 1), found.line()


def test_a_tally_is_kept_only_where_something_was_counted_and_all_went_well() -> None:
    assert Tally("a", 2, 2).kept
    assert not Tally("a", 1, 2).kept
    assert not Tally("a", 0, 0).kept
    assert Tally("a", 1, 2, "x").line() == "| a | 1 of 2 | 2 of 2 | MISSED | x |"


def refuse() -> None:
    raise Refused("file_damaged")


def test_a_trial_fails_with_a_fault_and_with_a_refusal() -> None:
    score = Score("a", 7)
    with score.trial("well"):
        pass
    with score.trial("ill", of=3) as faults:
        faults.append("lost")
    with score.trial("refused"):
        refuse()
    assert (score.well, score.of) == (1, 5)
    beside = score.tally().beside
    assert beside.startswith("seed 7; trial 2 (ill): lost; trial 3 (refused): Refused")


def test_the_first_three_faults_are_told() -> None:
    score = Score("a", 1, faults=list("abcde"))
    assert score.tally().beside == "seed 1; a; b; c; and 2 more"


def _two_steps(tell: Tell, folder: Path) -> None:
    tell.begin()
    (folder / "eins").write_bytes(b"1")
    tell("eins")
    (folder / "zwei").write_bytes(b"2")
    tell("zwei")


def test_a_child_is_killed_before_the_step_named(tmp_path: Path) -> None:
    assert measured(_two_steps, tmp_path).steps == 2
    for path in tmp_path.iterdir():
        path.unlink()
    killed = kill_within(Moment(step=2), _two_steps, tmp_path)
    assert (killed.acknowledged, killed.done) == (["eins"], False)
    assert [path.name for path in tmp_path.iterdir()] == ["eins"]


def _fails(tell: Tell, _folder: Path) -> None:
    tell.begin()
    sys.exit(3)


def test_a_child_that_ends_early_is_no_success(tmp_path: Path) -> None:
    with Child(_fails, tmp_path) as child:
        assert child.wait(BEGUN)
        with pytest.raises(ChildProcessError):
            child.wait_for(1)
        assert not child.done
    with pytest.raises(RuntimeError, match="_fails"):
        measured(_fails, tmp_path)


def test_moments_lie_within_what_was_measured() -> None:
    from random import Random

    moments = [Length(2.0, 5).moment(Random(seed)) for seed in range(200)]
    assert {moment.step for moment in moments} == {0, 1, 2, 3, 4, 5}
    assert all(0 <= moment.seconds <= 2.0 for moment in moments)
    assert not any(
        moment.step for moment in (Length(2.0, 0).moment(Random(seed)) for seed in range(50))
    )


def test_an_older_town_is_of_the_first_revision_and_its_log_is_its_own(
    blank_town: Path, tmp_path: Path
) -> None:
    path = made_older(copied(blank_town, tmp_path, "Adorf"))
    assert check_resting(path) == "0001"
    assert crashed_at_work(path, 2) == ["älter-00000", "älter-00001"]
    assert names_in(path) == set()
    assert (log := read_log(log_file.log_of(path))) is not None
    assert log.pages
    assert replays_soundly(path)


def test_leftovers_are_seen_and_towns_and_backups_are_none(tmp_path: Path) -> None:
    folder = tmp_path / "Sicherungen"
    folder.mkdir()
    for name in ("A.kursplan", "A.kursplan-wal", "A.kursplan-base", ".A.kursplan.0a.neu"):
        (tmp_path / name).touch()
    for name in ("A_2027-01-04_170000_hand.kursplan", "A_2027-01-04_170000_hand.kursplan.tmp"):
        (folder / name).touch()
    assert left_behind(tmp_path) == [
        ".A.kursplan.0a.neu",
        "A.kursplan-base",
        "A.kursplan-wal",
        "A_2027-01-04_170000_hand.kursplan.tmp",
    ]


def test_a_dump_tells_one_changed_row(blank_town: Path, tmp_path: Path) -> None:
    path = copied(blank_town, tmp_path, "Adorf")
    before = dump(path)
    assert dump(blank_town) == before
    crashed_at_work(path, 1)
    assert dump(path) == before  # it lies in the log


def test_restores_notice_a_log_that_is_replayed(monkeypatch: pytest.MonkeyPatch) -> None:
    def left_to_sqlite(_path: Path) -> tuple[Path, ...]:
        return ()

    monkeypatch.setattr("kursplaner.store.file.database.settle", left_to_sqlite)
    monkeypatch.setattr(restores, "LEFTOVERS", (restores.its_own_log,))
    monkeypatch.setattr(restores, "WAYS", (restores.overwritten,))
    (found,) = restores.figures(count=1, seed=1)
    assert (found.well, found.of) == (0, 1)


def test_unknown_names_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faults.nothing"]) == 2
    assert "faults.restores" in capsys.readouterr().err
