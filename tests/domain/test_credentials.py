from datetime import date

import pytest

from kursplaner.basics.settings import Settings
from kursplaner.domain.credentials import usual_expiry


@pytest.mark.parametrize(
    ("kind", "issued", "until"),
    [
        ("police_certificate", date(2027, 3, 2), date(2032, 3, 2)),
        ("licence_check", date(2027, 8, 31), date(2028, 2, 29)),
        ("inspection", date(2027, 12, 31), date(2029, 12, 31)),
        ("measles", date(2027, 3, 2), None),
        ("insurance", date(9998, 3, 2), date(9999, 3, 2)),
        ("insurance", date(9998, 12, 31), date(9999, 12, 31)),
        ("insurance", date(9999, 3, 2), None),
    ],
)
def test_a_credential_is_valid_as_long_as_its_kind(
    kind: str, issued: date, until: date | None
) -> None:
    assert usual_expiry(kind, issued, Settings()) == until


def test_the_town_decides_how_long() -> None:
    town = Settings({"papers.hygiene_months": "1"})
    assert usual_expiry("hygiene", date(2027, 1, 31), town) == date(2027, 2, 28)
