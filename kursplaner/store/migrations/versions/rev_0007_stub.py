"""Nothing yet: the place of a step that is made elsewhere."""

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change nothing."""
