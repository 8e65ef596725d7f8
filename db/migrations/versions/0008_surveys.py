"""surveys."""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema up from the revision before."""


def downgrade() -> None:
    """Take the schema back to the revision before."""
