"""Files and folders that only their owner can read."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from kursplaner.basics import owner_only

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights go by folder there")


@pytest.fixture(autouse=True)
def _generous() -> Iterator[None]:
    """A login whose new files everybody may read and write."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_is_its_owners_from_the_first_moment(tmp_path: Path) -> None:
    path = tmp_path / "Liste.xlsx"
    with owner_only.new_file(path) as file:
        assert mode(path) == 0o600
        file.write(b"x")
    assert path.read_bytes() == b"x"


def test_an_empty_file_is_its_owners(tmp_path: Path) -> None:
    owner_only.empty_file(tmp_path / "Adorf.kursplan")
    assert (tmp_path / "Adorf.kursplan").read_bytes() == b""
    assert mode(tmp_path / "Adorf.kursplan") == 0o600


def test_what_stands_there_is_never_opened_anew(tmp_path: Path) -> None:
    (tmp_path / "da").write_bytes(b"alt")
    (tmp_path / "ins-leere").symlink_to(tmp_path / "nirgends")
    for name in ("da", "ins-leere"):
        with pytest.raises(FileExistsError):
            owner_only.new_file(tmp_path / name)
    assert (tmp_path / "da").read_bytes() == b"alt"
    assert not (tmp_path / "nirgends").exists()


def test_a_continued_file_keeps_its_lines_and_is_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "kursplaner.log"
    path.write_text("früher\n", encoding="utf-8")
    path.chmod(0o644)
    with owner_only.continued(path) as file:
        file.write("später\n")
    assert path.read_text(encoding="utf-8") == "früher\nspäter\n"
    assert mode(path) == 0o600
    with owner_only.continued(tmp_path / "neu.log"):
        assert mode(tmp_path / "neu.log") == 0o600


def test_every_folder_made_on_the_way_is_private_and_one_that_was_there_stays(
    tmp_path: Path,
) -> None:
    shared = tmp_path / "gemeinsam"
    shared.mkdir(mode=0o755)
    made = owner_only.private_folder(shared / "oben" / "unten")
    assert [mode(made), mode(made.parent), mode(shared)] == [0o700, 0o700, 0o755]
    assert owner_only.private_folder(shared) == shared
    assert mode(shared) == 0o755


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "belegt").write_bytes(b"")
    with pytest.raises(FileExistsError):
        owner_only.private_folder(tmp_path / "belegt")


def test_closing_leaves_the_owner_all_rights_and_a_missing_file_alone(tmp_path: Path) -> None:
    tool = tmp_path / "ordner"
    tool.mkdir()
    tool.chmod(0o757)
    owner_only.close_to_others(tool)
    assert mode(tool) == 0o700
    owner_only.close_to_others(tmp_path / "fehlt")
    assert not (tmp_path / "fehlt").exists()
