from collections.abc import Iterator

import pytest

from tests.planning import planted
from tests.planning.small_town import NOW, SmallTown
from tests.towns import passing


@pytest.fixture(scope="module")
def quiet() -> Iterator[SmallTown]:
    """Return a town for all tests of a module: what they write is taken back (`rehearse`)."""
    with passing(planted.base, NOW) as made:
        yield made
