from collections.abc import Iterator
from pathlib import Path

import pytest

from kursplaner.basics import clock
from tests.planning.small_town import NOW, SmallTown, build
from tests.planning.two_desks import Desk


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
