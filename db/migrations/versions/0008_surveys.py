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
    op.create_table(
        "survey_answers",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=400), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_answers")),
    )
    with op.batch_alter_table("survey_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_answers_on_date"), ["on_date"], unique=False)

    op.create_table(
        "survey_files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("imported_at", db.types.Instant(), nullable=False),
        sa.Column("imported_by", sa.String(length=120), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_files")),
        sa.UniqueConstraint("sha256", name=op.f("uq_survey_files_sha256")),
    )
    op.create_table(
        "survey_sheets",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("word", sa.String(length=400), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_sheets")),
    )
    with op.batch_alter_table("survey_sheets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_sheets_year"), ["year"], unique=False)

    op.create_table(
        "survey_tallies",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_survey_tallies_staff_id_staff")),
        sa.PrimaryKeyConstraint("staff_id", "month", name=op.f("pk_survey_tallies")),
    )

    # An office that was founded before counts the changes of surveys too; a new one will by itself.
    op.execute(
        "INSERT INTO revisions (area, counter) SELECT 'surveys', 0 WHERE EXISTS (SELECT 1 FROM office)"
    )


def downgrade() -> None:
    """Take the schema back to the revision before."""
    op.execute("DELETE FROM revisions WHERE area = 'surveys'")
    op.drop_table("survey_tallies")
    with op.batch_alter_table("survey_sheets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_sheets_year"))

    op.drop_table("survey_sheets")
    op.drop_table("survey_files")
    with op.batch_alter_table("survey_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_answers_on_date"))

    op.drop_table("survey_answers")
