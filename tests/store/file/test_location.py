import ctypes
import sys
from pathlib import Path, PosixPath
from types import SimpleNamespace

import pytest

from kursplaner.store.file import location
from kursplaner.store.file.location import lies_in_cloud, lies_on_share

TABLE = """22 1 0:21 / / rw - ext4 /dev/vda rw
36 22 0:40 / /mnt/amt rw - cifs //srv/amt rw
37 36 0:41 / /mnt/amt/hier rw - ext4 /dev/vdb rw
38 22 0:42 / /mnt/zwei rw - ext4 /dev/vdc rw
39 22 0:43 / /mnt/zwei rw - nfs4 srv:/zwei rw
40 22 0:44 / /mnt/mit\\040Raum rw shared:1 - smb3 //srv/c rw
"""


@pytest.mark.parametrize(
    ("path", "share"),
    [
        ("/mnt/amt", True),
        ("/mnt/amt/tief/a.kursplan", True),
        ("/mnt/amt/hier/a.kursplan", False),
        ("/mnt/amtlich/a.kursplan", False),
        ("/mnt/zwei/a.kursplan", True),
        ("/mnt/mit Raum/a.kursplan", True),
        ("/a.kursplan", False),
    ],
)
def test_the_nearest_and_last_mount_counts(tmp_path: Path, path: str, share: bool) -> None:  # noqa: FBT001
    table = tmp_path / "mountinfo"
    table.write_text(TABLE, encoding="utf-8")
    assert lies_on_share(Path(path), table) is share
    assert not lies_on_share(Path(path), tmp_path / "nichts")


@pytest.mark.parametrize(
    ("path", "cloud"),
    [
        ("/home/Dropbox/a/b.kursplan", True),
        ("/home/NEXTCLOUD/b.kursplan", True),
        ("/home/Google Drive 2/b.kursplan", True),
        ("/home/Dropboxen/b.kursplan", False),
        ("/home/Meine Dropbox/b.kursplan", False),
        ("/home/Dropbox", False),
    ],
)
def test_a_folder_of_a_cloud_is_told_by_its_name(path: str, cloud: bool) -> None:  # noqa: FBT001
    assert lies_in_cloud(Path(path)) is cloud


class OnWindows(PosixPath):
    """A path as Windows tells it."""

    said = ""

    def absolute(self) -> "OnWindows":
        return self

    @property
    def drive(self) -> str:
        return self.said


class Kernel:
    """What Windows says of its drives: 3 is fixed, 4 is another computer's."""

    asked: str = ""

    def GetDriveTypeW(self, drive: str) -> int:  # noqa: N802 -- Windows calls it so
        self.asked = drive
        return 4 if drive.startswith("Z") else 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows answers itself")
@pytest.mark.parametrize(
    ("drive", "share", "asked"),
    [("C:", False, "C:\\"), ("Z:", True, "Z:\\"), ("\\\\amt\\daten", True, "")],
)
def test_windows_tells_which_drive_is_another_computers(
    monkeypatch: pytest.MonkeyPatch,
    drive: str,
    share: bool,  # noqa: FBT001
    asked: str,
) -> None:
    kernel = Kernel()
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(OnWindows, "said", drive)
    assert location._windows_share(OnWindows("a")) is share
    assert kernel.asked == asked


@pytest.mark.skipif(sys.platform == "win32", reason="Windows answers itself")
def test_elsewhere_no_drive_is_a_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OnWindows, "said", "Z:")
    assert location._windows_share(OnWindows("a")) is False
