"""Forms half filled in, until they are stored or thrown away."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay the table of open forms."""
    op.create_table(
        "open_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("form", sa.String(length=200), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_form")),
        sa.UniqueConstraint("who", "form", name=op.f("uq_open_form_who_form")),
        sqlite_autoincrement=True,
    )
