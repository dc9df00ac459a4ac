import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kursplaner.basics import clock
from tests.planning.small_town import NOW, SmallTown, build
from tests.planning.two_desks import Desk
from tests.planning.village_town import Village, opened, village


@pytest.fixture
def town(tmp_path: Path) -> Iterator[SmallTown]:
    with clock.pinned(NOW):
        small = build(tmp_path / "klein.kursplan")
        yield small
        small.workspace.close()


@pytest.fixture
def desks(town: SmallTown) -> Iterator[tuple[Desk, Desk]]:
    both = Desk(town, "first"), Desk(town, "second")
    yield both
    for desk in both:
        desk.workspace.close()


@pytest.fixture(scope="session")
def built_village(tmp_path_factory: pytest.TempPathFactory) -> tuple[Village, Path]:
    """Return the village made once, closed, and its file, to be copied."""
    path = tmp_path_factory.mktemp("village") / "dorf.kursplan"
    with clock.pinned(NOW):
        made = village(build(path))
        made.workspace.close()
    return made, path


@pytest.fixture
def oelsnitz(built_village: tuple[Village, Path], tmp_path: Path) -> Iterator[Village]:
    """Return the open village in a file of its own."""
    made, path = built_village
    own = tmp_path / "dorf.kursplan"
    shutil.copy(path, own)
    with clock.pinned(NOW):
        copied = opened(made, own)
        yield copied
        copied.workspace.close()
