from collections.abc import Iterator
from pathlib import Path

import pytest

from kursplaner.store.session import Db
from tests.planning.small_town import NOW, SmallTown, build
from tests.towns import copied


@pytest.fixture
def town(tmp_path: Path) -> Iterator[SmallTown]:
    with copied(build, tmp_path / "klein.kursplan", NOW) as made:
        yield made


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallTown]:
    """Return one small town for a whole module; what tests write in it goes through `db`."""
    with copied(build, tmp_path_factory.mktemp("kept") / "klein.kursplan", NOW) as made:
        yield made


@pytest.fixture
def db(kept: SmallTown) -> Iterator[Db]:
    """Write into the kept town; everything is taken back after the test."""
    with kept.workspace.rehearse() as trial:
        yield trial
