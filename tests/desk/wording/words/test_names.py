import pytest

from kursplaner.desk.wording.words import names


@pytest.mark.parametrize(
    ("name", "initials", "spoken", "short", "brief"),
    [
        ("Haddad, Rima", "R. H.", "Rima Haddad", "Rima H.", "R. Haddad"),
        ("Rima", "R.", "Rima", "Rima", "Rima"),
        ("", "", "", "", ""),
        (", Rima", "R.", "Rima", ", Rima", ", Rima"),
    ],
)
def test_names_in_every_form(name: str, initials: str, spoken: str, short: str, brief: str) -> None:
    assert names.initials(name) == initials
    assert names.spoken(name) == spoken
    assert names.short(name) == short
    assert names.brief(name) == brief
    assert names.shown(name, hidden=True) == initials
    assert names.shown(name, hidden=False) == name
