"""Settings of a town: the defaults of basics.settings, overlaid with what the town changed."""

from collections.abc import Mapping

from sqlalchemy import select

from kursplaner.basics.settings import Settings
from kursplaner.domain.town import Setting
from kursplaner.store.session import Db


def settings_of(db: Db) -> Settings:
    """Return the settings as they stand in this transaction."""
    rows = db.execute(select(Setting.key, Setting.value)).all()
    return Settings(dict(rows))


def store_settings(db: Db, values: Mapping[str, str]) -> None:
    """Store settings; unknown keys and unreadable values are refused by `Settings`."""
    Settings(dict(values))
    present = {row.key: row for row in db.scalars(select(Setting).where(Setting.key.in_(values)))}
    for key, value in values.items():
        if key in present:
            present[key].value = value
        else:
            db.add(Setting(key=key, value=value))
