"""One file for a fresh machine: sets Kursplaner up and opens, shows or checks it.

    python3 start.py          opens the window
    python3 start.py demo     builds the demo town with its papers and opens the window on it
    python3 start.py test     runs every check of the project

Needs Python 3.11 and nothing else; works on Linux, macOS and Windows. Everything it installs
lies in `.venv` beside this file. A second run finds its own stamp there and starts at once.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "kursplaner-stand.txt"
LOG = ENVIRONMENT / "kursplaner-einrichten.log"
DEMO = ROOT / "demo"
DEMO_UNFINISHED = ENVIRONMENT / "kursplaner-demo-unfertig"

OLDEST_PYTHON = (3, 11)
OLDEST_PIP = (22, 3)  # knows --python
NEEDED_BYTES = {"run": 700 * 2**20, "test": 1000 * 2**20}

# What Qt opens on Linux, and the Debian package that brings it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
QT_LIBRARIES_ON_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
NETWORK_SIGNS = re.compile(
    "name resolution|name or service not known|getaddrinfo failed|nodename nor servname"
    "|network is unreachable|failed to establish a new connection|connection refused|timed out"
    "|max retries exceeded|no matching distribution found"
)
# Prints the papers of a town that was built before, in its present state.
PAPERS_ANEW = """from sys import argv; from pathlib import Path
from kursplaner.cli.shell.town import town; from kursplaner.desk.demo.papers import print_demo
with town(Path(argv[1])) as workspace: list(print_demo(workspace, Path(argv[2])))"""
FULL_DISK = "Der Datenträger ist voll. Bitte machen Sie 1 GB frei und starten Sie erneut."
USAGE = """Aufruf:
  python3 start.py          öffnet das Fenster
  python3 start.py demo     baut die Spielstadt in demo/ und öffnet sie
  python3 start.py test     prüft das ganze Programm"""


class Stop(Exception):  # noqa: N818 -- it ends the start, and may be nobody's error
    """The start cannot go on; the text tells the user in German what to do."""


# --- The environment --------------------------------------------------------------------------


def venv_python() -> Path:
    """The Python of the own environment, there or not."""
    if os.name == "nt":
        return ENVIRONMENT / "Scripts" / "python.exe"
    return ENVIRONMENT / "bin" / "python"


def fingerprint() -> str:
    """Changes whenever what is to be installed, where or with which Python changes."""
    digest = hashlib.sha256(f"{ROOT}|{platform.python_version()}".encode())
    for name in ("pyproject.toml", "setup.py", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def is_set_up(purpose: str) -> bool:
    """Whether `.venv` was completed for this purpose; what can be tested can be run."""
    try:
        stamp, done_for = STAMP.read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return False
    return stamp == fingerprint() and done_for in (purpose, "test") and venv_python().exists()


def set_up(purpose: str) -> None:
    """Makes the environment complete for `run` or `test`, or stops with a sentence."""
    check_libraries()
    if is_set_up(purpose):
        return
    if not venv_python().exists() and shutil.disk_usage(ROOT).free < NEEDED_BYTES[purpose]:
        raise Stop(FULL_DISK)  # before pip finds out half-way
    say("Kursplaner wird eingerichtet; das dauert beim ersten Mal einige Minuten …")
    STAMP.unlink(missing_ok=True)
    pip = pip_of_environment()
    limits = ["--constraint", str(ROOT / "constraints.txt")]
    install([*pip, "install", "--quiet", *limits, "setuptools"])
    project = str(ROOT) if purpose == "run" else f"{ROOT}[dev]"
    install([*pip, "install", "--quiet", *limits, "--no-build-isolation", "--editable", project])
    STAMP.write_text(f"{fingerprint()} {purpose}\n", encoding="utf-8")
    say("Eingerichtet.")


def pip_of_environment() -> list[str]:
    """The command that installs into `.venv`, which is made if need be."""
    if not runs([str(venv_python()), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]):
        make_environment()
    inside = [str(venv_python()), "-m", "pip"]
    if runs([*inside, "--version"]):
        return inside
    if outer_pip_version() < OLDEST_PIP:
        add_debian_packages(["python3-pip", "python3-venv"], "das Python-Paket pip")
    return [sys.executable, "-m", "pip", "--python", str(venv_python())]


def make_environment() -> None:
    """A new `.venv`, without pip where Debian left ensurepip out."""
    make = [sys.executable, "-m", "venv", "--clear"]
    if not runs([*make, str(ENVIRONMENT)]):
        install([*make, "--without-pip", str(ENVIRONMENT)])


def outer_pip_version() -> tuple[int, ...]:
    """The version of the pip beside this Python, (0,) when there is none."""
    done = quietly([sys.executable, "-m", "pip", "--version"])
    told = done.stdout.split() if done else []
    if len(told) < 2 or told[0] != "pip":
        return (0,)
    return tuple(int(part) for part in told[1].split(".") if part.isdigit())


def install(command: list[str]) -> None:
    """Runs a step of the set-up; its failure becomes a sentence, its output goes to the log."""
    done = quietly(command)
    if done and done.returncode == 0:
        return
    told = done.stdout + done.stderr if done else f"{command[0]} fehlt"
    if ENVIRONMENT.is_dir():
        LOG.write_text(told, encoding="utf-8")
    raise Stop(reason_of(told))


def reason_of(told: str) -> str:
    """The German sentence for what pip or venv reported."""
    lowered = told.lower()
    if "no space left" in lowered or "not enough space" in lowered:
        return FULL_DISK
    if NETWORK_SIGNS.search(lowered):
        return (
            "Die Programmteile konnten nicht geladen werden: Es besteht keine Verbindung zum "
            "Internet. Bitte stellen Sie sie her und starten Sie erneut."
        )
    if "permission denied" in lowered or "read-only file system" in lowered:
        return f"In den Ordner {ROOT} darf nicht geschrieben werden."
    last = "\n".join(told.strip().splitlines()[-5:])
    return f"Die Einrichtung ist fehlgeschlagen. Alles Weitere steht in {LOG}.\n{last}"


# --- The system -------------------------------------------------------------------------------


def check_libraries() -> None:
    """On Linux: installs the system libraries Qt lacks, or says how to."""
    if sys.platform != "linux":
        return
    wanted = dict(QT_LIBRARIES)
    if os.environ.get("DISPLAY"):
        wanted.update(QT_LIBRARIES_ON_X11)
    missing = [library for library in wanted if not loads(library)]
    if missing:
        add_debian_packages([wanted[library] for library in missing], "Systembibliotheken")


def loads(library: str) -> bool:
    """Whether the system finds this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def add_debian_packages(packages: list[str], what: str) -> None:
    """Installs Debian packages as root; without the right, or elsewhere, says what is missing."""
    line = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if shutil.which("apt-get") is None:
        raise Stop(
            f"Es fehlen {what}. Bitte installieren Sie mit der Paketverwaltung Ihres Systems, "
            "was diesen Debian-Paketen entspricht:\n  " + " ".join(packages)
        )
    if not is_root():
        raise Stop(f"Es fehlen {what}. Bitte führen Sie diese Zeile aus:\n  sudo {line}")
    say(f"Es fehlen {what}; sie werden installiert: {' '.join(packages)}")
    env = {**child_env(), "DEBIAN_FRONTEND": "noninteractive"}
    runs(["apt-get", "update", "-qq"], env)
    if not runs(line.split(), env):
        raise Stop(f"Die Installation gelang nicht. Bitte führen Sie diese Zeile aus:\n  {line}")


def is_root() -> bool:
    """Whether this process may install system packages."""
    return sys.platform != "win32" and os.geteuid() == 0


def has_display() -> bool:
    """Whether a window can be opened here."""
    if os.environ.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    return runs([str(venv_python()), "-c", "from PySide6.QtGui import QGuiApplication as A; A([])"])


# --- Other programs ---------------------------------------------------------------------------


def child_env() -> dict[str, str]:
    """The environment of every program started from here."""
    return {
        **os.environ,
        "PYTHONUTF8": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "PIP_USER": "0",
    }


def runs(command: list[str], env: dict[str, str] | None = None) -> bool:
    """Whether the command ends well; its output is of no interest."""
    done = quietly(command, env)
    return done is not None and done.returncode == 0


def quietly(
    command: list[str], env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str] | None:
    """The ended command with all it printed, None when it could not be started."""
    settings = env or child_env()
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, env=settings)
    except OSError:
        return None


def call(*arguments: str, **more_env: str) -> int:
    """The exit code of the environment's Python, its output shown as it comes."""
    sys.stdout.flush()
    env = {**child_env(), **more_env}
    return subprocess.run(
        [str(venv_python()), *arguments], check=False, cwd=ROOT, env=env
    ).returncode


def say(text: str) -> None:
    """One message to the person who started this."""
    print(text, flush=True)


# --- What can be asked for --------------------------------------------------------------------


def window() -> int:
    """Opens the window."""
    set_up("run")
    if not has_display():
        raise Stop(
            "Hier gibt es keinen Bildschirm, also auch kein Fenster. Ohne Fenster geht: "
            "python3 start.py demo"
        )
    return call("-m", "kursplaner.app")


def demo() -> int:
    """Builds the demo town with its papers, then opens the window on it or paints it."""
    set_up("run")
    town = built_town()
    if town is None:
        refused = build_demo()
        if refused:
            return refused
        town = built_town()
    else:
        say("Die Spielstadt vom letzten Mal ist noch da. (Neu bauen: Ordner demo/ löschen.)")
        print_anew(town)
    if town is None:
        raise Stop("Die Spielstadt wurde nicht gefunden. Löschen Sie bitte den Ordner demo/.")
    if has_display():
        say(f"Das Fenster öffnet sich mit {town.relative_to(ROOT)}.")
        return call("-m", "kursplaner.app", str(town))
    return paint(town)


def built_town() -> Path | None:
    """The finished town of an earlier run; what was broken off is cleared away."""
    if DEMO_UNFINISHED.exists():
        shutil.rmtree(DEMO, ignore_errors=True)
    return min(DEMO.glob("*.kursplan"), default=None)


def build_demo() -> int:
    """Builds the town and its papers; the exit code."""
    if DEMO.is_dir() and any(DEMO.iterdir()):
        raise Stop(f"Im Ordner {DEMO} liegt schon etwas anderes. Bitte verschieben Sie es.")
    DEMO_UNFINISHED.touch()
    say("Die Spielstadt wird gebaut, ihr Halbjahr geplant, ihre Listen gedruckt …")
    code = call("-m", "kursplaner", "demo", str(DEMO), "--papers")
    DEMO_UNFINISHED.unlink()  # what fails clears up behind itself; what is killed cannot
    if code == 0:
        say("Listen und Excel-Datei liegen in demo/papers/.")
    return code


def print_anew(town: Path) -> None:
    """Prints what the user made of the town; that stays as it is."""
    papers = DEMO / "papers"
    papers.mkdir(exist_ok=True)
    done = runs([str(venv_python()), "-c", PAPERS_ANEW, str(town), str(papers)])
    how = "sind neu gedruckt" if done else "ließen sich nicht erneuern"
    say(f"Listen und Excel-Datei in demo/papers/ {how}.")


def paint(town: Path) -> int:
    """A picture of the window instead of the window; the exit code."""
    picture = DEMO / "papers" / "fenster.png"
    say("Hier gibt es keinen Bildschirm: Statt des Fensters entsteht ein Bild davon.")
    code = call(
        *("-m", "kursplaner.app", str(town), "--picture", str(picture)),
        QT_QPA_PLATFORM="offscreen",
        QT_LOGGING_RULES="default.warning=false",  # the offscreen platform says what it lacks
    )
    if code == 0:
        say(f"Das Bild liegt in {picture.relative_to(ROOT)}.")
    return code


def test(*wishes: str) -> int:
    """Every check, to the end even when one fails; pytest closes with its own line."""
    set_up("test")
    failed = []
    for command in (("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)):
        say(f"— {' '.join(command)}")
        if call("-m", *command):
            failed.append(" ".join(command))
    say(f"Nicht bestanden: {', '.join(failed)}" if failed else "Form und Typen: in Ordnung.")
    say("— pytest")
    spread = ("-n", "auto", "--dist", "worksteal")  # neighbours together: they share towns
    code = call("-X", "faulthandler", "-m", "pytest", "-q", *spread, *wishes)
    return code or int(bool(failed))


def main(arguments: list[str]) -> int:
    """The exit code: 0 done, 1 a check failed, 2 wrong use, 4 something is missing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # old Windows consoles lack some signs
    try:
        return do(arguments)
    except Stop as stop:
        say(str(stop))
    except OSError as error:
        say(reason_of(str(error)))
    except KeyboardInterrupt:
        say("Abgebrochen.")
        return 130
    return 4


def do(arguments: list[str]) -> int:
    """Does what the arguments ask for; stops with a sentence where that cannot be."""
    if sys.version_info < OLDEST_PYTHON:
        here = platform.python_version()
        raise Stop(f"Kursplaner braucht Python 3.11 oder neuer; hier läuft {here}.")
    if not arguments:
        return window()
    if arguments == ["demo"]:
        return demo()
    if arguments[0] == "test":
        return test(*arguments[1:])
    say(USAGE)
    return 0 if arguments[0] in ("-h", "--help") else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
