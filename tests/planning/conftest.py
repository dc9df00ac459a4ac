from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.planning.small_town import NOW, SmallTown, build
from tests.planning.two_desks import Desk
from tests.planning.village_town import Village, build_village
from tests.towns import copied


@pytest.fixture
def town(tmp_path: Path) -> Iterator[SmallTown]:
    with copied(build, tmp_path / "klein.kursplan", NOW) as made:
        yield made


@pytest.fixture
def desks(town: SmallTown) -> Iterator[tuple[Desk, Desk]]:
    both = Desk(town, "first"), Desk(town, "second")
    yield both
    for desk in both:
        desk.workspace.close()


@pytest.fixture
def oelsnitz(tmp_path: Path) -> Iterator[Village]:
    """Return the open village in a file of its own."""
    with copied(build_village, tmp_path / "dorf.kursplan", NOW) as made:
        yield made
