"""Runs the migrations on the connection that `store.database` hands over."""

from alembic import context

from kursplaner.store.file.schema import SCHEMA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SCHEMA, render_as_batch=True)
context.run_migrations()
