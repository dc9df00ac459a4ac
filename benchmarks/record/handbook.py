"""The commands that the handbook shows, with the exit codes it says, and the files they read."""

import re
import shlex
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^`([\w-]+\.\w+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ENDS = re.compile(r"# endet mit (\d+)$")


def shell_page() -> str:
    """Return the page about the shell."""
    return (DOCS / "kommandozeile.md").read_text(encoding="utf-8")


def blocks_of(text: str) -> list[str]:
    """Return the blocks of commands of a page, each as it stands."""
    return BLOCK.findall(text)


def lines_of(block: str) -> list[tuple[list[str], int]]:
    """Return the arguments of each command in a block, with the exit code it says."""
    found = []
    for line in block.splitlines():
        words = shlex.split(line, comments=True)
        if words and words[0] == "kursplaner":
            ends = ENDS.search(line)
            found.append((words[1:], int(ends[1]) if ends else 0))
    return found


def split_input(arguments: list[str]) -> tuple[list[str], str]:
    """Return a command without "< FILE" at its end, and the name of that file; else ""."""
    if arguments[-2:-1] == ["<"]:
        return arguments[:-2], arguments[-1]
    return arguments, ""


def files() -> dict[str, str]:
    """Return the files that the examples of the shell read, by name."""
    return dict(FILE.findall(shell_page()))
