"""The type by which floors above name an open transaction without importing SQLAlchemy."""

from sqlalchemy.orm import Session

Db = Session
