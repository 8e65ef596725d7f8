"""monitoring rounds and score sheets."""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema up from the revision before."""


def downgrade() -> None:
    """Take the schema back to the revision before."""
