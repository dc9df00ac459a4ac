"""Grants as their form stores them, with the logo that stands on their sheets."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.basics.limited_file import read_limited
from kursplaner.domain.funding import Grant, GrantLogo
from kursplaner.domain.town import StoredFile
from kursplaner.store import records
from kursplaner.store.session import Db
from kursplaner.store.workspace import concerning

LARGEST_LOGO = 3_000_000
MOST_LOGOS = 8
"""Logos of a grant that still can be told apart in the head of a list."""
PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class GrantForm:
    """A grant.

    Attributes:
        logo: replaces the first of its logos, None keeps it.
        logos: all logos in their order, new ones and the hashes of those that are kept already;
            None: they stay as they are.
    """

    reference: str
    title: str
    funding_line: str
    first_day: date
    last_day: date
    proof_due_on: date | None = None
    logo: bytes | None = None
    id: int | None = None
    version: int = 0
    logos: tuple[bytes | str, ...] | None = None


def store_grant(db: Db, form: GrantForm) -> int:
    """Store a grant with its logos and return its id.

    Raises:
        Refused: "reference_missing", "reference_known", "end_before_start",
            "logo_unreadable", "logo_too_big", "logos_too_many", "overtaken".
    """
    if not form.reference.strip():
        raise Refused("reference_missing")
    if form.last_day < form.first_day:
        raise Refused("end_before_start")
    same = records.find(db, Grant, reference=form.reference.strip())
    if any(grant.id != form.id for grant in same):
        raise Refused("reference_known", reference=form.reference.strip())
    values: dict[str, object] = {
        "reference": form.reference.strip(),
        "title": form.title.strip() or form.reference.strip(),
        "funding_line": form.funding_line.strip(),
        "first_day": form.first_day,
        "last_day": form.last_day,
        "proof_due_on": form.proof_due_on,
    }
    if form.logo is not None:
        values["logo_hash"] = keep_picture(db, form.logo)
    further: list[str] | None = None
    if form.logos is not None:
        first, further = _kept(db, form.logos)
        values["logo_hash"] = first
    if form.id is not None:
        key = records.save(db, Grant, form.id, form.version, **values).id
    else:
        grant = Grant(**values)
        db.add(grant)
        db.flush()
        key = grant.id
    if further is not None:
        _store_further(db, key, further)
    concerning(db, "grant", key)
    return key


def logos_of(db: Db, grant_id: int) -> tuple[str, ...]:
    """Return the hashes of a grant's logos in their order.

    Raises:
        Refused: "not_found".
    """
    first = records.by_id(db, Grant, grant_id).logo_hash
    rows = sorted(records.find(db, GrantLogo, grant_id=grant_id), key=lambda row: row.position)
    return (*((first,) if first else ()), *(row.file_hash for row in rows))


def store_logos(db: Db, grant_id: int, version: int, logos: tuple[bytes | str, ...]) -> None:
    """Store all logos of a grant in their order.

    Raises:
        Refused: "logo_unreadable", "logo_too_big", "logos_too_many", "overtaken".
    """
    first, further = _kept(db, logos)
    records.save(db, Grant, grant_id, version, logo_hash=first)
    _store_further(db, grant_id, further)


def _kept(db: Db, logos: tuple[bytes | str, ...]) -> tuple[str | None, list[str]]:
    """Store what is new; return the first logo and the others. One given twice counts once."""
    keys = [logo if isinstance(logo, str) else keep_picture(db, logo) for logo in logos]
    found = list(dict.fromkeys(keys))
    if len(found) > MOST_LOGOS:
        raise Refused("logos_too_many", count=len(found), most=MOST_LOGOS)
    return (found[0] if found else None), found[1:]


def _store_further(db: Db, grant_id: int, further: list[str]) -> None:
    there = records.find(db, GrantLogo, grant_id=grant_id)
    if [row.file_hash for row in sorted(there, key=lambda row: row.position)] == further:
        return
    for row in there:
        db.delete(row)
    db.flush()
    for position, key in enumerate(further, start=1):
        db.add(GrantLogo(grant_id=grant_id, position=position, file_hash=key))
    db.flush()


def read_logo(path: Path) -> bytes:
    """Return what a file holds that somebody chose as a logo.

    Raises:
        Refused: "logo_too_big" (limit), "file_is_folder", "file_is_device" (path).
        OSError: untouched.
    """
    try:
        return read_limited(path, LARGEST_LOGO)
    except Refused as refused:
        if refused.kind == "file_too_big":
            raise Refused("logo_too_big", limit=LARGEST_LOGO) from refused
        raise


def keep_picture(db: Db, content: bytes) -> str:
    """Store a PNG or JPEG once and return its hash.

    Raises:
        Refused: "logo_unreadable", "logo_too_big".
    """
    if len(content) > LARGEST_LOGO:
        raise Refused("logo_too_big", limit=LARGEST_LOGO)
    kind = next((kind for sign, kind in PICTURES.items() if content.startswith(sign)), "")
    if not kind:
        raise Refused("logo_unreadable")
    key = sha256(content).hexdigest()
    if db.get(StoredFile, key) is None:
        db.add(StoredFile(hash=key, media_type=kind, content=content))
        db.flush()
    return key
