import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from kursplaner.basics import clock
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace


@pytest.fixture(scope="module")
def empty(blank_town: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Return an empty town for all tests of a module, on Monday 1 February 2027, 8:00."""
    path = tmp_path_factory.mktemp("leer") / "stadt.kursplan"
    shutil.copy(blank_town, path)
    with clock.pinned(datetime(2027, 2, 1, 8, 0)):
        opened = Workspace.open(path, who="Test")
        yield opened
        opened.close()


@pytest.fixture
def db(empty: Workspace) -> Iterator[Db]:
    """Return its records; what a test writes is taken back."""
    with empty.rehearse() as opened:
        yield opened
