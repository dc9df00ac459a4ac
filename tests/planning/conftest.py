from collections.abc import Iterator

import pytest

from tests.planning.small_town import NOW, SmallTown, build
from tests.planning.two_desks import Desk
from tests.planning.village_town import Village, build_village
from tests.towns import passing


@pytest.fixture
def town() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


@pytest.fixture
def desks(town: SmallTown) -> Iterator[tuple[Desk, Desk]]:
    both = Desk(town, "first"), Desk(town, "second")
    yield both
    for desk in both:
        desk.workspace.close()


@pytest.fixture
def oelsnitz() -> Iterator[Village]:
    """Return the open village in a file of its own."""
    with passing(build_village, NOW) as made:
        yield made
