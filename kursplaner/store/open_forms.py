"""Forms half filled in: kept within the town file, and gone once stored or thrown away."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, delete, select

from kursplaner.basics import clock
from kursplaner.domain.town import OpenForm
from kursplaner.store.session import Db

LONGEST_DAYS = 30
"""A form that nobody went on with for so long is thrown away."""
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class KeptForm:
    """What stands in a form that was neither stored nor thrown away."""

    form: str
    content: str


def keep_form(db: Db, who: str, form: str, content: str) -> None:
    """Keep what stands in a form now, in place of what stood there before."""
    kept = db.scalar(_of(who, form))
    if kept is None:
        db.add(OpenForm(who=who, form=form, content=content, at=clock.minute()))
    else:
        kept.content, kept.at = content, clock.minute()


def drop_form(db: Db, who: str, form: str) -> None:
    """Forget what stood in a form."""
    db.execute(delete(OpenForm).where(OpenForm.who == who, OpenForm.form == form))


def drop_forms(db: Db, ids: Collection[int]) -> None:
    """Forget forms of anybody's."""
    db.execute(delete(OpenForm).where(OpenForm.id.in_(ids)))


def drop_old_forms(db: Db) -> None:
    """Forget the forms nobody went on with."""
    db.execute(delete(OpenForm).where(OpenForm.at < clock.minute() - LONGEST_DAYS * DAY))


def old_forms(db: Db) -> bool:
    """Tell whether there are forms nobody went on with."""
    old = OpenForm.at < clock.minute() - LONGEST_DAYS * DAY
    return db.scalar(select(OpenForm.id).where(old).limit(1)) is not None


def kept_form(db: Db, who: str, form: str) -> str:
    """Return what stood in a form of somebody's; "" if nothing is kept."""
    kept = db.scalar(_of(who, form))
    return "" if kept is None else kept.content


def kept_forms(db: Db, who: str) -> list[KeptForm]:
    """Return somebody's forms, the one written last first, without those too old."""
    young = OpenForm.at >= clock.minute() - LONGEST_DAYS * DAY
    found = select(OpenForm).where(OpenForm.who == who, young)
    rows = db.scalars(found.order_by(OpenForm.at.desc(), OpenForm.id.desc()))
    return [KeptForm(row.form, row.content) for row in rows]


def _of(who: str, form: str) -> Select[OpenForm]:
    return select(OpenForm).where(OpenForm.who == who, OpenForm.form == form)
