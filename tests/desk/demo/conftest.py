"""The demo town, open once a module: its tests only read."""

from collections.abc import Iterator

import pytest

from kursplaner.store.workspace import Workspace
from tests.towns import demo_town


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("demo") / "Adorf.kursplan"
    path.write_bytes(demo_town())
    workspace = Workspace.open(path)
    yield workspace
    workspace.close()
