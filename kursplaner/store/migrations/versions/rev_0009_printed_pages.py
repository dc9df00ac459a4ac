"""What a reader of sheets needs of each printing; sheets saved but not printed; parts of a list."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay both tables, and the columns of a printing."""
    op.create_table(
        "print_layout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=40), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_layout")),
        sa.UniqueConstraint("digest", name=op.f("uq_print_layout_digest")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "printed_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("layout_id", sa.Integer(), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["printed_sheet.id"],
            name=op.f("fk_printed_page_sheet_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["layout_id"],
            ["print_layout.id"],
            name=op.f("fk_printed_page_layout_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed_page")),
        sa.UniqueConstraint("sheet_id", "page", name=op.f("uq_printed_page_sheet_id_page")),
        sqlite_autoincrement=True,
    )
    for column in ("sheet_id", "layout_id"):
        op.create_index(op.f(f"ix_printed_page_{column}"), "printed_page", [column], unique=False)
    for added in (
        sa.Column("confirmed", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("earlier_until", sa.Date(), nullable=True),
        sa.Column("let_go", sa.String(length=40), server_default="", nullable=False),
    ):
        op.add_column("printed_sheet", added)
