from collections.abc import Iterator
from pathlib import Path

import pytest

from kursplaner.basics import clock
from tests.planning.small_town import NOW, SmallTown, build


@pytest.fixture
def town(tmp_path: Path) -> Iterator[SmallTown]:
    with clock.pinned(NOW):
        small = build(tmp_path / "klein.kursplan")
        yield small
        small.workspace.close()
