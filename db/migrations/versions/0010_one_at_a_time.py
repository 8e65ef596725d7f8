"""one at a time."""

from alembic import op

# On PostgreSQL an exclusion constraint alone lets several who insert at once wait for each other's rows in
# a ring: each deadlock costs a second and ends one of them, who tries again and joins the next ring. So those
# who want the same person's hours come one after the other.
FUNCTION = """
CREATE FUNCTION appointments_one_at_a_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('appointments'), NEW.staff_id);
    RETURN NEW;
END $$"""
TRIGGER = """
CREATE TRIGGER appointments_one_at_a_time BEFORE INSERT OR UPDATE ON appointments
FOR EACH ROW WHEN (NEW.state IN ('booked', 'arrived', 'in_talk'))
EXECUTE FUNCTION appointments_one_at_a_time()"""

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema up from the revision before."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(FUNCTION)
        op.execute(TRIGGER)


def downgrade() -> None:
    """Take the schema back to the revision before."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER appointments_one_at_a_time ON appointments")
        op.execute("DROP FUNCTION appointments_one_at_a_time()")
