"""what customers were told, whole."""

import secrets
from collections import Counter

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema up from the revision before."""
    # Where a written question went, and why; which day an interim reply was sorry for.
    with op.batch_alter_table("inquiries", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("referred_phone", sa.String(length=30), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("referred_why", sa.String(length=200), server_default="", nullable=False)
        )
    with op.batch_alter_table("interim_replies", schema=None) as batch_op:
        batch_op.add_column(sa.Column("late_on", sa.Date(), nullable=True))

    # Whether waiting for the customer stopped the clock: once the period was over it did not.
    with op.batch_alter_table("supplements", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stops", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.execute(
        "UPDATE supplements SET stops = NOT stops WHERE asked_on >"
        " (SELECT statutory_due_on FROM inquiries WHERE inquiries.id = supplements.inquiry_id)"
    )

    # Of a mistake that was none the apology stays, withdrawn; another one may be confirmed later.
    with op.batch_alter_table("public_apologies", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", db.types.Instant(), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_public_apologies_complaint_id"), type_="unique")
        batch_op.create_index(
            "uq_public_apologies_standing",
            ["complaint_id"],
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )

    # Our fault in a second visit may be taken back.
    with op.batch_alter_table("repeat_visits", schema=None) as batch_op:
        batch_op.add_column(sa.Column("taken_back_at", db.types.Instant(), nullable=True))
        batch_op.add_column(sa.Column("taken_back_why", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("changed_at", db.types.Instant(), nullable=True))
        batch_op.add_column(sa.Column("changed_by", sa.String(length=120), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column("changed_desk", sa.String(length=80), server_default="", nullable=False)
        )
    op.execute(
        "UPDATE repeat_visits SET changed_at = at, changed_by ="
        " (SELECT trim(name || ' ' || position) FROM staff WHERE staff.id = repeat_visits.by_id)"
    )
    with op.batch_alter_table("repeat_visits", schema=None) as batch_op:
        batch_op.alter_column("changed_at", existing_type=db.types.Instant(), nullable=False)
        for column, wide in (
            ("version", sa.Integer()),
            ("changed_by", sa.String(120)),
            ("changed_desk", sa.String(80)),
        ):
            batch_op.alter_column(column, existing_type=wide, server_default=None)

    # A sheet that was corrected keeps what it said before; whoever was evaluated has read it, or not yet.
    with op.batch_alter_table("score_sheets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("read_at", db.types.Instant(), nullable=True))
    with op.batch_alter_table("awards", schema=None) as batch_op:
        batch_op.add_column(sa.Column("desk", sa.String(length=80), server_default="", nullable=False))
    op.create_table(
        "score_sheet_changes",
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("at", db.types.Instant(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("manner", sa.String(length=32), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", db.types.Instant(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_score_sheet_changes_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["score_sheets.id"], name=op.f("fk_score_sheet_changes_sheet_id_score_sheets")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_sheet_changes")),
    )
    with op.batch_alter_table("score_sheet_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_score_sheet_changes_sheet_id"), ["sheet_id"], unique=False)

    # A proposal may change an entry of the guidance; what is wanted of it may be turned down.
    with op.batch_alter_table("faq_entries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("changes_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_faq_entries_changes_id_faq_entries"), "faq_entries", ["changes_id"], ["id"]
        )
        batch_op.create_index("ix_faq_entries_changes_id", ["changes_id"], unique=False)
    op.create_table(
        "faq_dismissals",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("at", db.types.Instant(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_faq_dismissals_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_dismissals")),
    )

    # Of an answer to the survey no more is kept than one more in the sums of its month.
    _add_up_answers()


def downgrade() -> None:
    """Take the schema back to the revision before."""
    _part_answers()

    # What was to change an entry is a proposal of its own to the program before.
    op.drop_table("faq_dismissals")
    with op.batch_alter_table("faq_entries", schema=None) as batch_op:
        batch_op.drop_index("ix_faq_entries_changes_id")
        batch_op.drop_constraint(batch_op.f("fk_faq_entries_changes_id_faq_entries"), type_="foreignkey")
        batch_op.drop_column("changes_id")

    with op.batch_alter_table("score_sheet_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_score_sheet_changes_sheet_id"))
    op.drop_table("score_sheet_changes")
    with op.batch_alter_table("awards", schema=None) as batch_op:
        batch_op.drop_column("desk")
    with op.batch_alter_table("score_sheets", schema=None) as batch_op:
        batch_op.drop_column("read_at")

    with op.batch_alter_table("repeat_visits", schema=None) as batch_op:
        for column in (
            *("changed_desk", "changed_by", "changed_at", "version"),
            *("taken_back_why", "taken_back_at"),
        ):
            batch_op.drop_column(column)

    # The program before cannot say what an alert of a field inquiry is for.
    op.execute("DELETE FROM alerts WHERE level LIKE 'field%'")

    # The program before knows one apology a complaint, and none of the words for what was taken back.
    op.execute(
        "DELETE FROM apology_texts WHERE apology_id IN"
        " (SELECT id FROM public_apologies WHERE withdrawn_at IS NOT NULL)"
    )
    op.execute("DELETE FROM public_apologies WHERE withdrawn_at IS NOT NULL")
    with op.batch_alter_table("public_apologies", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_public_apologies_standing",
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )
        batch_op.create_unique_constraint(batch_op.f("uq_public_apologies_complaint_id"), ["complaint_id"])
        batch_op.drop_column("withdrawn_at")
    op.execute(
        "UPDATE complaint_events SET what = 'step' WHERE what IN ('apology_owed', 'apology_withdrawn')"
    )

    with op.batch_alter_table("supplements", schema=None) as batch_op:
        batch_op.drop_column("stops")
    with op.batch_alter_table("interim_replies", schema=None) as batch_op:
        batch_op.drop_column("late_on")
    with op.batch_alter_table("inquiries", schema=None) as batch_op:
        batch_op.drop_column("referred_why")
        batch_op.drop_column("referred_phone")


_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _add_up_answers() -> None:
    """Turn answers, a row each with its day, into counts by month and score; words stand apart from them.

    What was taken so far is told of five together, or of more where the office had asked for more.
    """
    bind = op.get_bind()
    scores = op.create_table(
        "survey_scores",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("score", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "score", name=op.f("pk_survey_scores")),
    )
    words = op.create_table(
        "survey_words",
        sa.Column("id", _KEY, autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("word", sa.String(length=400), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_words")),
    )
    asked = bind.execute(sa.select(sa.table("office", sa.column("settings", sa.JSON())))).scalar()
    least = max(5, int((asked or {}).get("survey_least", 5)))
    answers = bind.execute(sa.select(_old_answers())).all()
    counts = Counter((row.on_date.replace(day=1), row.score) for row in answers)
    written = [
        {
            "id": secrets.randbits(62),
            "month": row.on_date.replace(day=1),
            "word": row.word,
            "published": row.published,
        }
        for row in answers
        if row.word
    ]
    if counts:
        op.bulk_insert(
            scores,
            [
                {"month": month, "score": score, "count": count, "least": least}
                for (month, score), count in sorted(counts.items())
            ],
        )
    if written:
        op.bulk_insert(words, sorted(written, key=lambda each: int(each["id"])))
    with op.batch_alter_table("survey_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_answers_on_date"))
    op.drop_table("survey_answers")

    with op.batch_alter_table("survey_sheets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("batch", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("least", sa.Integer(), server_default="5", nullable=False))
    op.execute(sa.update(sa.table("survey_sheets", sa.column("least"))).values(least=least))


def _part_answers() -> None:
    """Make answers of the sums again: on the first of the month, words beside any of them."""
    bind = op.get_bind()
    op.create_table(
        "survey_answers",
        sa.Column("id", _KEY, autoincrement=False, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=400), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_answers")),
    )
    with op.batch_alter_table("survey_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_answers_on_date"), ["on_date"], unique=False)
    scores = sa.table("survey_scores", sa.column("month", sa.Date()), sa.column("score"), sa.column("count"))
    answers = [
        {"id": secrets.randbits(62), "on_date": row.month, "way": "paper", "score": row.score, "word": ""}
        | {"published": False}
        for row in bind.execute(sa.select(scores))
        for _ in range(row._mapping["count"])
    ]
    answers.sort(key=lambda each: int(each["id"]))
    words = sa.table(
        "survey_words",
        sa.column("month", sa.Date()),
        sa.column("word"),
        sa.column("published", sa.Boolean()),
    )
    for row in bind.execute(sa.select(words)):
        free = next(each for each in answers if each["on_date"] == row.month and not each["word"])
        free |= {"word": row.word, "published": row.published}
    if answers:
        op.bulk_insert(_old_answers(), answers)
    op.drop_table("survey_words")
    op.drop_table("survey_scores")
    with op.batch_alter_table("survey_sheets", schema=None) as batch_op:
        batch_op.drop_column("least")
        batch_op.drop_column("batch")


def _old_answers() -> sa.TableClause:
    return sa.table(
        "survey_answers",
        sa.column("id", _KEY),
        sa.column("on_date", sa.Date()),
        sa.column("way", sa.String()),
        sa.column("score", sa.Integer()),
        sa.column("word", sa.String()),
        sa.column("published", sa.Boolean()),
    )
