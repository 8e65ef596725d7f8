"""Contacts on their way to be set aside: each is let go of once the database has taken it."""

from desk_app.gui.contacts.keeper import Keeper
from desk_app.gui.contacts.session import Session


class Leaving:
    """Sessions with their keepers that are no longer shown and not yet kept."""

    def __init__(self) -> None:
        self._contacts: list[tuple[Session, Keeper]] = []

    def add(self, session: Session, keeper: Keeper) -> None:
        """Set a contact aside; a disk that refuses it is asked again."""
        contact = (session, keeper)
        self._contacts.append(contact)

        def done() -> None:
            self._contacts.remove(contact)
            keeper.deleteLater()
            session.deleteLater()

        keeper.park(done)

    def take_back(self, draft_id: int) -> tuple[Session, Keeper] | None:
        """Return a contact that could not be set aside yet, as it was left."""
        for contact in self._contacts:
            if contact[1].draft_id == draft_id and contact[1].resume():
                self._contacts.remove(contact)
                return contact
        return None
