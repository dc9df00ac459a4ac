"""Ages of those who were counted without a name, and who interprets in a lesson."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay both tables."""
    op.create_table(
        "tally_age",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("from_age", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint("people > 0", name=op.f("ck_tally_age_people")),
        sa.CheckConstraint("from_age >= 0", name=op.f("ck_tally_age_from_age")),
        sa.ForeignKeyConstraint(
            ["lesson_id"],
            ["lesson.id"],
            name=op.f("fk_tally_age_lesson_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tally_age")),
        sa.UniqueConstraint("lesson_id", "from_age", name=op.f("uq_tally_age_lesson_id_from_age")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "lesson_interpreter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("agency", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("cost_cents", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "person_id IS NOT NULL OR agency <> ''", name=op.f("ck_lesson_interpreter_who")
        ),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_lesson_interpreter_minutes")),
        sa.CheckConstraint("cost_cents >= 0", name=op.f("ck_lesson_interpreter_cost")),
        sa.ForeignKeyConstraint(
            ["lesson_id"],
            ["lesson.id"],
            name=op.f("fk_lesson_interpreter_lesson_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_lesson_interpreter_person_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_interpreter")),
        sqlite_autoincrement=True,
    )
    for column in ("lesson_id", "person_id"):
        op.create_index(
            op.f(f"ix_lesson_interpreter_{column}"), "lesson_interpreter", [column], unique=False
        )
