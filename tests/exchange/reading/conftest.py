"""Lists of few rows stand for lists of many: the limit is lower here, so that tests stay quick."""

import pytest

from kursplaner.exchange.reading import list_limits

FEW_ROWS = 10_000


@pytest.fixture(autouse=True)
def few_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_limits, "MOST_ROWS", FEW_ROWS)
