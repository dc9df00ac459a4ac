"""Everything that a child needs, loaded once before it is copied."""

import alembic.command
import alembic.config
from sqlalchemy.orm import configure_mappers

from kursplaner.store import restoring, workspace

LOADED = (alembic.command, alembic.config, restoring, workspace)
configure_mappers()
