from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.planning.small_town import NOW, SmallTown, build
from tests.towns import copied


@pytest.fixture
def town(tmp_path: Path) -> Iterator[SmallTown]:
    with copied(build, tmp_path / "klein.kursplan", NOW) as made:
        yield made
