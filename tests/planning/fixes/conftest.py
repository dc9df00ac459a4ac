from collections.abc import Iterator

import pytest

from tests.planning import planted
from tests.planning.small_town import NOW, SmallTown
from tests.towns import copied


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallTown]:
    """Return a town for all tests of a module: what they write is taken back (`rehearse`)."""
    path = tmp_path_factory.mktemp("ruhig") / "klein.kursplan"
    with copied(planted.base, path, NOW) as made:
        yield made
