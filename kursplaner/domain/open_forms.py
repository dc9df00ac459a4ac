"""Forms that are open: what stands in them already, until it is stored or thrown away."""

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from kursplaner.domain.base import AUTOINCREMENT, Base, Id, Line, Prose


class OpenForm(Base):
    """What somebody has written into a form and not stored yet.

    It stands outside the journal: nobody undoes it, and nothing of it stays behind.

    Attributes:
        who: whose form it is, as the acts of the journal name her.
        form: which form it is, and of which record; one row for each.
        content: JSON as the window writes it.
        at: when it was written last, an absolute local minute.
    """

    __tablename__ = "open_form"
    __table_args__: Any = (UniqueConstraint("who", "form"), AUTOINCREMENT)

    id: Mapped[Id]
    who: Mapped[Line]
    form: Mapped[Line]
    content: Mapped[Prose]
    at: Mapped[int]
