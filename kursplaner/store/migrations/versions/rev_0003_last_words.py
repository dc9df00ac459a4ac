"""What each family was last told about an absence, what it set, and when it ended early."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay the tables of words, effects and early ends of absences."""
    op.create_table(
        "absence_ending",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("absence_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["absence_id"],
            ["absence.id"],
            name=op.f("fk_absence_ending_absence_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_ending")),
        sa.UniqueConstraint("absence_id", name=op.f("uq_absence_ending_absence_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "absence_word",
        sa.Column("id", sa.Integer(), nullable=False),
        *_of_somebody(),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        *_references("absence_word"),
        sa.UniqueConstraint(
            "absence_id",
            "person_id",
            "source",
            "record_id",
            name=op.f("uq_absence_word_absence_id_person_id_source_record_id"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "absence_effect",
        sa.Column("id", sa.Integer(), nullable=False),
        *_of_somebody(),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        *_references("absence_effect"),
        sa.UniqueConstraint("source", "record_id", name=op.f("uq_absence_effect_source_record_id")),
        sqlite_autoincrement=True,
    )
    for table in ("absence_word", "absence_effect"):
        for column in ("absence_id", "person_id"):
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    op.create_index(op.f("ix_absence_effect_starts"), "absence_effect", ["starts"], unique=False)


def _of_somebody() -> tuple[sa.Column[int], ...]:
    return (
        sa.Column("absence_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
    )


def _references(table: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(
            ["absence_id"],
            ["absence.id"],
            name=op.f(f"fk_{table}_absence_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
