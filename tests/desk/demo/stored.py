"""What is stored in a town, as plain rows in the order of their keys."""

from typing import Any

from sqlalchemy import select

from kursplaner.store.workspace import Workspace


def rows(town: Workspace, *columns: Any) -> list[Any]:
    """Return some columns of one table, by its primary key."""
    keys = columns[0].class_.__table__.primary_key
    with town.read() as db:
        return [tuple(row) for row in db.execute(select(*columns).order_by(*keys))]
