"""Several logos of a grant, and further grants that the sheets of a course name."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay both tables."""
    op.create_table(
        "grant_logo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        _reference("grant_logo", "grant_id", "grant.id"),
        _reference("grant_logo", "file_hash", "stored_file.hash"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_logo")),
        sa.UniqueConstraint("grant_id", "position", name=op.f("uq_grant_logo_grant_id_position")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "named_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _reference("named_grant", "course_id", "course.id"),
        _reference("named_grant", "grant_id", "grant.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_grant")),
        sa.UniqueConstraint(
            "course_id", "grant_id", name=op.f("uq_named_grant_course_id_grant_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_grant_logo_file_hash"), "grant_logo", ["file_hash"], unique=False)
    op.create_index(op.f("ix_named_grant_grant_id"), "named_grant", ["grant_id"], unique=False)


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [target], name=name, ondelete="RESTRICT")
