from collections.abc import Iterator

import pytest

from kursplaner.store.session import Db
from tests.planning.small_town import NOW, SmallTown, build
from tests.towns import passing


@pytest.fixture
def town() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


@pytest.fixture(scope="module")
def kept() -> Iterator[SmallTown]:
    """Return one small town for a whole module; what tests write in it goes through `db`."""
    with passing(build, NOW) as made:
        yield made


@pytest.fixture
def db(kept: SmallTown) -> Iterator[Db]:
    """Write into the kept town; everything is taken back after the test."""
    with kept.workspace.rehearse() as trial:
        yield trial
