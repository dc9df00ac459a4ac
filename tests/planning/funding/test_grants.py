from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.funding import Grant
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.town import StoredFile
from kursplaner.planning.funding import grants
from kursplaner.planning.funding.grants import LARGEST_LOGO, MOST_LOGOS, GrantForm
from kursplaner.store.queries.funding.grants import grant_rows
from kursplaner.store.records import by_id, find
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


def test_a_grant_keeps_what_its_form_says_and_a_picture_is_kept_once(workspace: Workspace) -> None:
    jpeg = b"\xff\xd8\xff" + b"0" * 9
    due = DAY + timedelta(days=30)
    row = Grant()
    with workspace.rehearse() as db:
        for content, kind in ((PNG, "image/png"), (jpeg, "image/jpeg")):
            form = GrantForm(kind, " Titel ", " Zeile ", DAY, DAY, due, content)
            made = by_id(db, Grant, grants.store_grant(db, form))
            assert (made.title, made.funding_line, made.proof_due_on) == ("Titel", "Zeile", due)
            assert made.logo_hash == grants.keep_picture(db, content)
            kept = db.get_one(StoredFile, made.logo_hash)
            assert (kept.media_type, kept.content) == (kind, content)
        (row, *_) = find(db, Grant)
        form = GrantForm("AZ", "", "", DAY, DAY, id=row.id, version=row.version)
        assert grants.store_grant(db, form) == row.id
        db.flush()
        with pytest.raises(Refused, match="overtaken"):
            grants.store_grant(db, form)


def test_a_logo_is_read_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(b"0" * LARGEST_LOGO)
    assert len(grants.read_logo(path)) == LARGEST_LOGO
    path.write_bytes(b"0" * (LARGEST_LOGO + 1))
    with pytest.raises(Refused) as refused:
        grants.read_logo(path)
    assert (refused.value.kind, refused.value.facts) == ("logo_too_big", {"limit": LARGEST_LOGO})
    with pytest.raises(Refused, match="file_is_folder"):
        grants.read_logo(tmp_path)


def numbered(place: int) -> bytes:
    return PNG + bytes([place])


def key_of(logo: bytes) -> str:
    return sha256(logo).hexdigest()


def stored(workspace: Workspace, *logos: bytes | str) -> tuple[str, ...]:
    """Store all logos of the only grant and return what is kept of it."""
    with workspace.read() as db:
        rows = grant_rows(db)
    form = GrantForm(*list_of(GRANT), logos=logos)
    if rows:
        form = replace(form, id=rows[0].id, version=rows[0].version)
    with workspace.change(ActKind.GRANT_CHANGED) as db:
        return grants.logos_of(db, grants.store_grant(db, form))


def test_logos_are_added_ordered_and_taken_away_in_one_act_each(workspace: Workspace) -> None:
    first, second, third = (key_of(numbered(place)) for place in range(3))
    assert stored(workspace, numbered(0), numbered(1)) == (first, second)
    assert stored(workspace, first, second, numbered(2)) == (first, second, third)
    assert stored(workspace, third, first, second) == (third, first, second)
    assert stored(workspace, second) == (second,)
    assert stored(workspace) == ()

    def now() -> tuple[str, ...]:
        with workspace.read() as db:
            return grants.logos_of(db, grant_rows(db)[0].id)

    before = ((second,), (third, first, second), (first, second, third), (first, second))
    for logos in before:
        workspace.undo()
        assert now() == logos
    for logos in (*reversed(before[:-1]), ()):
        workspace.redo()
        assert now() == logos


def test_a_changed_grant_keeps_its_logos_and_one_alone_replaces_the_first(
    workspace: Workspace,
) -> None:
    logos = stored(workspace, numbered(0), numbered(1))
    with workspace.read() as db:
        (row,) = grant_rows(db)
    kept = replace(GRANT, id=row.id, version=row.version)
    with workspace.change(ActKind.GRANT_CHANGED) as db:
        grants.store_grant(db, kept)
        assert grants.logos_of(db, row.id) == logos
        version = grant_rows(db)[0].version
        grants.store_grant(db, replace(kept, version=version, logo=numbered(2)))
        assert grants.logos_of(db, row.id) == (key_of(numbered(2)), logos[1])


def test_a_logo_given_twice_counts_once_and_nine_are_too_many(workspace: Workspace) -> None:
    assert stored(workspace, numbered(0), numbered(0)) == (key_of(numbered(0)),)
    assert len(stored(workspace, *map(numbered, range(MOST_LOGOS)))) == MOST_LOGOS
    with pytest.raises(Refused, match="logos_too_many"):
        stored(workspace, *map(numbered, range(MOST_LOGOS + 1)))
