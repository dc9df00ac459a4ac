import pytest

from tests.store.queries.statements import forget_statements


@pytest.fixture(autouse=True)
def _own_statements() -> None:
    """Let every test build the statements it asks with, not the first test alone."""
    forget_statements()
