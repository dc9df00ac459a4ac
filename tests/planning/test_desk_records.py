from datetime import date

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind
from kursplaner.planning import desk_records
from kursplaner.planning.desk_records import LARGEST_LOGO, GrantForm
from kursplaner.store.queries.funding.grants import grant_rows
from kursplaner.store.workspace import Workspace

DAY = date(2027, 2, 1)
GRANT = GrantForm("AZ-1", "", "Gefördert durch …", date(2027, 1, 1), date(2027, 12, 31))
PNG = b"\x89PNG" + b"0" * 20


def test_a_grant_keeps_its_logo_when_changed(workspace: Workspace) -> None:
    with workspace.change(ActKind.GRANT_CHANGED) as db:
        desk_records.store_grant(db, GrantForm(*list_of(GRANT), logo=PNG))
    with workspace.read() as db:
        (row,) = grant_rows(db)
    assert row.title == "AZ-1"
    changed = GrantForm(*list_of(GRANT), id=row.id, version=row.version)
    with workspace.change(ActKind.GRANT_CHANGED) as db:
        desk_records.store_grant(db, changed)
    with workspace.read() as db:
        assert grant_rows(db)[0].logo_hash == row.logo_hash


def list_of(form: GrantForm) -> tuple[str, str, str, date, date]:
    return form.reference, form.title, form.funding_line, form.first_day, form.last_day


def test_what_cannot_be_is_refused(workspace: Workspace) -> None:
    with workspace.read() as db:
        with pytest.raises(Refused, match="line_missing"):
            desk_records.add_follow_up(db, DAY, " ")
        with pytest.raises(Refused, match="name_missing"):
            desk_records.add_closing_days(db, DAY, DAY, " ")
        with pytest.raises(Refused, match="end_before_start"):
            desk_records.add_closing_days(db, DAY, date(2027, 1, 1), "x")
        with pytest.raises(Refused, match="reference_missing"):
            desk_records.store_grant(db, GrantForm(" ", "", "", DAY, DAY))
        with pytest.raises(Refused, match="logo_unreadable"):
            desk_records.keep_picture(db, b"GIF89a")
        with pytest.raises(Refused, match="logo_too_big"):
            desk_records.keep_picture(db, PNG + b"0" * LARGEST_LOGO)
