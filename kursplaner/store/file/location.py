"""Where a town file may lie: not on a network share, not in a cloud folder."""

import ctypes
import os
import sys
from pathlib import Path

SHARES = frozenset(
    {"cifs", "smb3", "smbfs", "nfs", "nfs4", "9p", "afs", "fuse.sshfs", "fuse.rclone", "ncpfs"}
)
CLOUDS = ("onedrive", "dropbox", "nextcloud", "owncloud", "google drive", "googledrive", "icloud")
WINDOWS_REMOTE_DRIVE = 4
MOUNTS = Path("/proc/self/mountinfo")


def true_path(path: Path) -> Path:
    """Return where a file really lies, in full and without links.

    A town has one log and one lock, whatever names lead to it and wherever the program stands.
    """
    return Path(os.path.realpath(path))


def lies_on_share(path: Path, mounts: Path = MOUNTS) -> bool:
    """Tell whether a path lies on a network share (SQLite's locks do not hold there)."""
    if sys.platform == "win32":
        return _windows_share(path)
    if not mounts.exists():
        return False
    return _mount_kind(path.absolute(), mounts.read_text(encoding="utf-8")) in SHARES


def lies_in_cloud(path: Path) -> bool:
    """Tell whether a path lies in a folder that a cloud program synchronises."""
    names = [part.casefold() for part in path.absolute().parts[:-1]]
    return any(name == cloud or name.startswith(f"{cloud} ") for name in names for cloud in CLOUDS)


def _mount_kind(path: Path, table: str) -> str:
    """Return the file system of the longest mount point above a path (Linux mountinfo)."""
    best, kind = "", ""
    above = {str(path), *map(str, path.parents)}
    for line in table.splitlines():
        fields, _, rest = line.partition(" - ")
        point = fields.split()[4].encode().decode("unicode_escape")
        if point in above and len(point) >= len(best):
            best, kind = point, rest.split()[0]
    return kind


def _windows_share(path: Path) -> bool:
    """Tell whether a Windows path is a UNC path or on a mapped network drive."""
    drive = path.absolute().drive
    if drive.startswith("\\\\"):
        return True
    windows = getattr(ctypes, "windll", None)
    if windows is None:
        return False
    return bool(windows.kernel32.GetDriveTypeW(f"{drive}\\") == WINDOWS_REMOTE_DRIVE)
