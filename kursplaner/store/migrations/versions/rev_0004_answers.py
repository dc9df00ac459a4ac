"""What each family answered when it was told of an absence, for every list it is on."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay the table of answers; what was answered before stands with the calls."""
    op.create_table(
        "absence_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_absence_answer_person_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_answer")),
        sa.UniqueConstraint(
            "person_id",
            "source",
            "record_id",
            name=op.f("uq_absence_answer_person_id_source_record_id"),
        ),
        sqlite_autoincrement=True,
    )
