"""Everything that a child needs, loaded once before it is copied."""

import alembic.command
import alembic.config
from sqlalchemy.orm import configure_mappers

from kursplaner.store import workspace
from kursplaner.store.backups import restoring

LOADED = (alembic.command, alembic.config, restoring, workspace)
configure_mappers()
