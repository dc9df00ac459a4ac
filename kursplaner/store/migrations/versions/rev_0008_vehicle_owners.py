"""Whose a vehicle is, by which a kilometre is paid."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give each vehicle its owner, as the last column of its row.

    All were taken for the town's, and paid alike: a rate that was changed goes on for those.
    """
    op.add_column(
        "vehicle", sa.Column("owner", sa.String(length=40), server_default="town", nullable=False)
    )
    for column in ("old_row", "new_row"):
        op.execute(
            f"UPDATE journal SET {column} = {column} || ',''town'''"
            f" WHERE table_name = 'vehicle' AND {column} IS NOT NULL"
        )
    op.execute("UPDATE setting SET key = 'mileage.town' WHERE key = 'mileage.charged_cents'")
