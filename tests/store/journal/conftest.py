from collections.abc import Iterator

import pytest

from kursplaner.store.workspace import Workspace


@pytest.fixture
def other(workspace: Workspace) -> Iterator[Workspace]:
    """Return the same town, opened under another login."""
    opened = Workspace.open(workspace.path, who="Kollegin")
    yield opened
    opened.close()
