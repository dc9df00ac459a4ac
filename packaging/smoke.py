"""Builds the bundle and tries it as on a machine without Python.

    python packaging/smoke.py            builds dist/Kursplaner and tries it
    python packaging/smoke.py --built    tries what was built before

Needs the extra `bundle`. The bundle makes a town, finds no hard conflict in it, prints a PDF,
writes an .xlsx, reads one and paints its window; this script looks into each. Exit code 0 when
all is well.
"""

import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUNDLE = ROOT / "dist" / "Kursplaner"
ENDING = ".exe" if sys.platform == "win32" else ""
HALF_YEAR = ("--from", "2027-02-01", "--to", "2027-07-31")


def build() -> None:
    """The bundle, made anew."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    subprocess.run([*command, str(ROOT / "build_installer.spec")], check=True, cwd=ROOT)


def bare_environment(home: Path) -> dict[str, str]:
    """An environment in which no Python can be found and nothing is known of this project."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    return {
        **kept,
        "PATH": str(home),
        "HOME": str(home),
        "USERPROFILE": str(home),
        "LC_ALL": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
    }


def tried(home: Path, program: str, *arguments: str) -> None:
    """Runs a program of the bundle; ends the smoke test when it fails."""
    begun = time.monotonic()
    done = subprocess.run(
        [str(BUNDLE / f"{program}{ENDING}"), *arguments],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=home,
        env=bare_environment(home),
        timeout=300,
    )
    seconds = time.monotonic() - begun
    print(f"{program} {' '.join(arguments)}: {done.returncode} ({seconds:.1f} s)")
    if done.returncode:
        sys.exit(f"{done.stdout}\n{done.stderr}")


def is_pdf(path: Path) -> bool:
    """Whether a whole PDF with an embedded font lies there."""
    content = path.read_bytes()
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-64:] and b"/FontFile2" in content


def is_workbook(path: Path) -> bool:
    """Whether an Excel workbook with at least one sheet lies there."""
    with zipfile.ZipFile(path) as archive:
        return archive.testzip() is None and "xl/worksheets/sheet1.xml" in archive.namelist()


def is_picture(path: Path) -> bool:
    """Whether a PNG of some content lies there."""
    content = path.read_bytes()
    return content.startswith(b"\x89PNG") and len(content) > 10_000


def smoke(home: Path) -> None:
    """The acts of a first day, each looked into."""
    tried(home, "kursplaner", "demo", "stadt")
    town = str(next((home / "stadt").glob("*.kursplan")))
    tried(home, "kursplaner", "check", town)
    tried(home, "kursplaner", "print", "attendance", town, *HALF_YEAR, "--out", "listen.pdf")
    tried(home, "kursplaner", "export", "funder", town, *HALF_YEAR, "--out", "zahlen.xlsx")
    tried(home, "kursplaner", "export", "people", town, "--out", "leute.xlsx")
    tried(home, "kursplaner", "import", "people", town, "leute.xlsx", "--dry-run")
    tried(home, "kursplaner-fenster", town, "--picture", "fenster.png")
    tried(home, "kursplaner-fenster", town, "--place", "printing", "--picture", "vorschau.png")
    looks = {
        "listen.pdf": is_pdf,
        "zahlen.xlsx": is_workbook,
        "fenster.png": is_picture,
        "vorschau.png": is_picture,
    }
    wrong = [name for name, looks_right in looks.items() if not looks_right(home / name)]
    if wrong:
        sys.exit(f"Nicht wie erwartet: {', '.join(wrong)}")


def main() -> None:
    """Builds unless told otherwise, tries, and says how large the folder is."""
    if "--built" not in sys.argv[1:]:
        build()
    with tempfile.TemporaryDirectory() as folder:
        smoke(Path(folder))
    size = sum(path.lstat().st_size for path in BUNDLE.rglob("*") if path.is_file())
    print(f"In Ordnung: {BUNDLE.relative_to(ROOT)}, {size // 2**20} MB")


if __name__ == "__main__":
    main()
