"""What somebody has typed on a page and not recorded yet."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Keyed
from db.types import Instant


class Jotting(Keyed, Base):
    """What stands typed in one form of one person at one desk; `place` names the form, `body` is its text.

    It goes with what is recorded from it, in the same transaction.
    """

    __tablename__ = "jottings"
    __table_args__ = (sa.UniqueConstraint("staff_id", "desk", "place"),)

    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    desk: Mapped[str] = mapped_column(sa.String(80))
    place: Mapped[str] = mapped_column(sa.String(40), index=True)
    saved_at: Mapped[datetime] = mapped_column(Instant)
    body: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
