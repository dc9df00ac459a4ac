from datetime import date, timedelta
from hashlib import sha256

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.funding import grants
from kursplaner.planning.funding.grants import LARGEST_LOGO, GrantForm
from kursplaner.store.queries.funding.grants import grant_rows
from kursplaner.store.workspace import Workspace

DAY = date(2027, 2, 1)
GRANT = GrantForm("AZ-1", "", "Gefördert durch …", date(2027, 1, 1), date(2027, 12, 31))
PNG = b"\x89PNG" + b"0" * 20


def test_a_grant_keeps_its_logo_when_changed(workspace: Workspace) -> None:
    with workspace.change(ActKind.GRANT_CHANGED) as db:
        grants.store_grant(db, GrantForm(*list_of(GRANT), logo=PNG))
    with workspace.read() as db:
        (row,) = grant_rows(db)
    assert row.title == "AZ-1"
    changed = GrantForm(*list_of(GRANT), id=row.id, version=row.version)
    with workspace.change(ActKind.GRANT_CHANGED) as db:
        grants.store_grant(db, changed)
    with workspace.read() as db:
        assert grant_rows(db)[0].logo_hash == row.logo_hash


def list_of(form: GrantForm) -> tuple[str, str, str, date, date]:
    return form.reference, form.title, form.funding_line, form.first_day, form.last_day


def test_what_cannot_be_is_refused(workspace: Workspace) -> None:
    with workspace.read() as db:
        with pytest.raises(Refused, match="reference_missing"):
            grants.store_grant(db, GrantForm(" ", "", "", DAY, DAY))
        with pytest.raises(Refused, match="end_before_start"):
            grants.store_grant(db, GrantForm("AZ-1", "", "", DAY, DAY - timedelta(days=1)))
        with pytest.raises(Refused, match="logo_unreadable"):
            grants.keep_picture(db, b"GIF89a")
        with pytest.raises(Refused, match="logo_too_big"):
            grants.keep_picture(db, PNG + b"0" * (LARGEST_LOGO - len(PNG) + 1))


def test_a_grant_of_one_day_with_the_largest_logo_is_taken(workspace: Workspace) -> None:
    logo = PNG + b"0" * (LARGEST_LOGO - len(PNG))
    with workspace.change(ActKind.GRANT_CHANGED) as db:
        grants.store_grant(db, GrantForm(" AZ-2 ", "", "", DAY, DAY, logo=logo))
    with workspace.read() as db:
        (row,) = grant_rows(db)
    assert (row.reference, row.first_day, row.last_day) == ("AZ-2", DAY, DAY)
    assert row.logo_hash == sha256(logo).hexdigest()
