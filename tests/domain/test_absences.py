import pytest

from kursplaner.domain.absences import stored_villages, villages_in


@pytest.mark.parametrize(
    ("names", "stored"),
    [
        ([], ""),
        (["Raun"], "Raun"),
        (["Bad Brambach", "Raun", "Bad Brambach"], "Bad Brambach; Raun"),
        ([" Adorf/Vogtl. ", "", "Raun"], "Adorf/Vogtl.; Raun"),
    ],
)
def test_villages_are_stored_once_each_in_their_order(names: list[str], stored: str) -> None:
    assert stored_villages(names) == stored
    assert villages_in(stored) == tuple(dict.fromkeys(n.strip() for n in names if n.strip()))
