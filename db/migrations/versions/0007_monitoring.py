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
    op.create_table(
        "awards",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", db.types.Instant(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_awards_decided_by_id_staff")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_awards_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_awards")),
    )
    op.create_table(
        "score_sheets",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("evaluator_id", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("manner", sa.String(length=32), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", db.types.Instant(), nullable=True),
        sa.Column("promise_id", sa.Integer(), nullable=True),
        sa.Column("made_at", db.types.Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", db.types.Instant(), nullable=False),
        sa.Column("changed_by", sa.String(length=120), nullable=False),
        sa.Column("changed_desk", sa.String(length=80), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluator_id"], ["staff.id"], name=op.f("fk_score_sheets_evaluator_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["promise_id"], ["promises.id"], name=op.f("fk_score_sheets_promise_id_promises")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_score_sheets_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_sheets")),
    )
    with op.batch_alter_table("score_sheets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_score_sheets_on_date"), ["on_date"], unique=False)
        batch_op.create_index(batch_op.f("ix_score_sheets_staff_id"), ["staff_id"], unique=False)

    # An office that was founded before counts the changes of monitoring too; a new one will by itself.
    op.execute(
        "INSERT INTO revisions (area, counter) SELECT 'monitoring', 0 WHERE EXISTS (SELECT 1 FROM office)"
    )


def downgrade() -> None:
    """Take the schema back to the revision before."""
    op.execute("DELETE FROM revisions WHERE area = 'monitoring'")
    with op.batch_alter_table("score_sheets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_score_sheets_staff_id"))
        batch_op.drop_index(batch_op.f("ix_score_sheets_on_date"))

    op.drop_table("score_sheets")
    op.drop_table("awards")
