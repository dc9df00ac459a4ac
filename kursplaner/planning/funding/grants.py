"""Grants as their form stores them, with the logo that stands on their sheets."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.basics.limited_file import read_limited
from kursplaner.domain.funding import Grant
from kursplaner.domain.town import StoredFile
from kursplaner.store import records
from kursplaner.store.session import Db
from kursplaner.store.workspace import concerning

LARGEST_LOGO = 3_000_000
PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class GrantForm:
    """A grant; `logo` replaces the stored one, None keeps it."""

    reference: str
    title: str
    funding_line: str
    first_day: date
    last_day: date
    proof_due_on: date | None = None
    logo: bytes | None = None
    id: int | None = None
    version: int = 0


def store_grant(db: Db, form: GrantForm) -> int:
    """Store a grant with its logo and return its id.

    Raises:
        Refused: "reference_missing", "reference_known", "end_before_start",
            "logo_unreadable", "logo_too_big", "overtaken".
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
    if form.id is not None:
        concerning(db, "grant", form.id)
        return records.save(db, Grant, form.id, form.version, **values).id
    grant = Grant(**values)
    db.add(grant)
    db.flush()
    concerning(db, "grant", grant.id)
    return grant.id


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
