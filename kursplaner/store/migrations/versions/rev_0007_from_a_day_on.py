"""Limits and grants that hold from a day on, the language of a course, months that are closed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay the tables, and give each course its language, as the last column of its row."""
    _weekly_limits()
    _week_notes()
    _course_grants()
    _closed_months()
    op.add_column(
        "course", sa.Column("language", sa.String(length=40), server_default="", nullable=False)
    )
    for column in ("old_row", "new_row"):
        op.execute(
            f"UPDATE journal SET {column} = {column} || ','''''"
            f" WHERE table_name = 'course' AND {column} IS NOT NULL"
        )


def _weekly_limits() -> None:
    op.create_table(
        "weekly_limit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_weekly_limit_minutes")),
        _reference("weekly_limit", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weekly_limit")),
        sa.UniqueConstraint(
            "person_id",
            "role",
            "valid_from",
            name=op.f("uq_weekly_limit_person_id_role_valid_from"),
        ),
        sqlite_autoincrement=True,
    )


def _week_notes() -> None:
    op.create_table(
        "week_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        _reference("week_note", "resource_id", "resource"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_week_note")),
        sa.UniqueConstraint(
            "resource_id", "valid_from", name=op.f("uq_week_note_resource_id_valid_from")
        ),
        sqlite_autoincrement=True,
    )


def _course_grants() -> None:
    op.create_table(
        "course_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        _reference("course_grant", "course_id", "course"),
        _reference("course_grant", "grant_id", "grant"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_grant")),
        sa.UniqueConstraint("course_id", "starts", name=op.f("uq_course_grant_course_id_starts")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_course_grant_grant_id"), "course_grant", ["grant_id"], unique=False)


def _closed_months() -> None:
    op.create_table(
        "closed_month",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.Integer(), nullable=False),
        sa.Column("reopened_at", sa.Integer(), nullable=True),
        sa.Column("reopened_because", sa.String(length=200), nullable=False),
        _reference("closed_month", "course_id", "course"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_month")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_closed_month_course_month", "closed_month", ["course_id", "month"], unique=False
    )


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="RESTRICT")
