"""Walk a town through screens: python -m benchmarks.screens [SCREEN …] [--town county].

Each screen is a process of its own with that screen and that scale. What is cut, squeezed,
outside, overlapping, elided without tool tip or larger than the screen is printed, each fault
once with the screens it was seen on; the exit code is 1 if there is any.

--pictures FOLDER: keep a picture of every page and box, and contact sheets of the named screens.
--pages: no boxes. --only WORD: only the states whose name begins so. --dark: in the dark.
"""

import argparse
import json
import os
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.screens.sheets import make_sheets

NAMED = ("1024x768@100", "1366x768@125", "1920x1080@175")
"""Here every box is reached without scrolling, and contact sheets are made."""
FURTHER = ("800x600@100", "1280x800@100", "1920x1080@100", "1366x768@100+150", "1920x1080@100+200")
"""What follows a plus is the size of the text in per cent."""
LONGEST_SECONDS = 3600
TASK_BAR = 48
"""What Windows 11 takes of the height of a screen, in the pixels of its scale."""


def main() -> int:
    """Walk through all screens that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screens", description=__doc__)
    parser.add_argument("screens", nargs="*", metavar="SCREEN", help=", ".join(NAMED + FURTHER))
    parser.add_argument("--town", choices=("town", "county"), default="town")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER")
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--processes", type=int, default=1)
    asked = parser.parse_args()
    screens = asked.screens or [*NAMED, *FURTHER]
    with ThreadPoolExecutor(asked.processes) as pool:
        answers = list(pool.map(lambda screen: _walked(screen, asked), screens))
    found: dict[str, set[str]] = defaultdict(set)
    boxes: set[str] = set()
    for screen, answer in zip(screens, answers, strict=True):
        boxes.update(answer["boxes"])
        for line in answer["faults"]:
            name, _, fault = line.partition(": ")
            found[fault].add(f"{name} {screen}")
    for fault, where in sorted(found.items()):
        first, more = sorted(where)[:2], f" +{len(where) - 2}" if len(where) > 2 else ""
        sys.stdout.write(f"{fault}  [{', '.join(first)}{more}]\n")
    looks = sum(answer["looks"] for answer in answers)
    sys.stdout.write(f"{len(found)} faults, {looks} looks, {len(boxes)} kinds of boxes: ")
    sys.stdout.write(f"{', '.join(sorted(boxes))}\n")
    if asked.pictures is not None:
        make_sheets(asked.pictures)
    return 1 if found else 0


def _walked(screen: str, asked: argparse.Namespace) -> dict[str, Any]:
    """Walk through one screen in a process of its own."""
    size, _, rest = screen.partition("@")
    scale, _, text = rest.partition("+")
    with TemporaryDirectory() as folder:
        environment = _environment(folder, size, int(scale))
        task = {
            "town": asked.town,
            "folder": folder,
            "named": screen in NAMED,
            "text": int(text or 100),
            "mode": "dark" if asked.dark else "light",
            "pages": asked.pages,
            "only": asked.only,
            "pictures": str(asked.pictures / f"{asked.town}-{screen}") if asked.pictures else "",
        }
        done = subprocess.run(
            [
                sys.executable,
                "-X",
                "faulthandler",
                "-m",
                "benchmarks.screens.walk",
                json.dumps(task),
            ],
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
            env=environment,
        )
    if done.returncode or not done.stdout:
        lines = [line for line in done.stderr.splitlines() if "This plugin" not in line]
        sys.stderr.write(f"{screen}: {chr(10).join(lines[-30:])}\n")
        return {
            "faults": [f"broken: the walk through {screen} ended early"],
            "boxes": [],
            "looks": 0,
        }
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _environment(folder: str, size: str, scale: int) -> dict[str, str]:
    """Return what makes a process see a screen of that size and scale, less its task bar."""
    wide, high = (int(part) for part in size.split("x"))
    bounds = {
        "name": "desk",
        "x": 0,
        "y": 0,
        "width": wide,
        "height": high - TASK_BAR * scale // 100,
    }
    screens = [{**bounds, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]
    config = Path(folder, "screen.json")
    config.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    return {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "QT_SCALE_FACTOR": str(scale / 100),
        "XDG_CONFIG_HOME": folder,
        "XDG_STATE_HOME": folder,
        "XDG_DATA_HOME": folder,
    }


if __name__ == "__main__":
    sys.exit(main())
