"""업무대행자: who acts for whom and in which order; everybody sees it, supervisors set it."""

from dataclasses import replace

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desk_app.core.areas import Area
from desk_app.core.deputies import Chains, NoDeputy
from desk_app.core.staff import Person, Role
from desk_app.gui.i18n import mark, tr
from desk_app.gui.office.presence import presence_word
from desk_app.gui.settings.deputy_chain import DeputyChain
from desk_app.gui.settings.hand_over import HandOverForm
from desk_app.gui.settings.section import Section, saved
from desk_app.gui.settings.table import Column, Table
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Note
from desk_app.gui.widgets.combo import ComboBox
from desk_app.gui.widgets.fields import Field
from desk_app.gui.widgets.labels import heading
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.deputies import Covers, set_deputies

_WHY = {
    NoDeputy.NO_CHAIN: mark("No deputy is named, so {deputy} acts."),
    NoDeputy.ALL_AWAY: mark("All deputies are away, so {deputy} acts."),
}


def say_cover(covers: Covers, person: Person, topic_id: int | None) -> str:
    """Return who acts for somebody, or would if they were away, and why where a chain ends nowhere."""
    cover = covers.cover(person.id, topic_id)
    deputy = covers.people.get(cover.person_id) if cover.person_id is not None else None
    if deputy is None:
        return tr("There is nobody to act. Name a deputy.")
    if cover.why is not None:
        return tr(_WHY[cover.why], deputy=deputy.title)
    if person.id in covers.away:
        return tr("{deputy} acts for {who} now.", deputy=deputy.title, who=person.title)
    return tr("If {who} were away now, {deputy} would act.", deputy=deputy.title, who=person.title)


class DeputiesSection(Section):
    """The people with their deputies at the left; at the right the chain of the one chosen."""

    areas = frozenset({Area.STAFF})

    def __init__(self, shift: Shift, parent: QWidget | None = None) -> None:
        super().__init__(shift, parent)
        self._person: Person | None = None
        self._unsaved: dict[tuple[int, int | None], tuple[int, ...]] = {}
        self._may_edit = shift.person.role is Role.SUPERVISOR
        self._make_table()
        self._make_form()
        shift.reference_changed.connect(self.read)
        shift.ticked.connect(lambda _now: self._tell())

    def _make_table(self) -> None:
        column = self.card(tr("Deputies"), stretch=3)
        quiet = lambda _row: "text_quiet"  # noqa: E731 - a column's ink
        self.table = Table(
            tr("Deputies"),
            (
                Column(tr("Staff name"), lambda person: person.title, 4, least=84),
                Column(tr("Presence"), lambda p: presence_word(p.presence, self.shift.now())[0], 8, quiet),
                Column(tr("Deputies in their order"), self._chain_words, 6, self._chain_ink),
                Column(tr("Acts now"), self._acting, 4),
            ),
            key=lambda person: person.id,
        )
        self.table.picked.connect(self._show)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def _make_form(self) -> None:
        save = action(self, tr("Save"), "Ctrl+Return", self._save, whole_window=True)
        hand_over = action(self, tr("Hand over all work"), "Alt+H", self._hand_over, whole_window=True)
        self.save, self.hand_over = KeyButton.of(save, "primary"), KeyButton.of(hand_over)
        self.title = heading()
        self.foot = WrapRow(self.save, self.hand_over)
        column = self.card(self.title, stretch=2, foot=self.foot)
        self.save.setVisible(self._may_edit)
        self.topics = ComboBox()
        self.topics.currentIndexChanged.connect(lambda _at: self._show_chain())
        self.topic = Field(tr("For which work"), self.topics)
        self.topic.set_help(tr("Deputies for one kind of work come first, then those for all work."))
        self.chain = DeputyChain(self.shift, may_edit=self._may_edit)
        self.chain.changed.connect(self._edited)
        self.acting = Note("quiet")
        whole = QWidget()
        chain = QVBoxLayout(whole)
        chain.setContentsMargins(0, 0, 0, 0)
        chain.setSpacing(14)
        for widget in (self.acting, self.topic, self.chain):
            chain.addWidget(widget)
        chain.addStretch(1)
        self.moving = HandOverForm(self.shift)
        self.moving.left.connect(self._back)
        self.forms = QStackedWidget()
        self.forms.addWidget(whole)
        self.forms.addWidget(self.moving)
        column.addWidget(self.forms, 1)

    def read(self) -> None:
        """Show people and deputies as last read; a chain being edited stays."""
        self._drop_saved()
        edited = self._place() in self._unsaved
        self.table.show_rows(self.shift.people)
        person = self.shift.person_by_id(self._person.id if self._person else self.shift.person.id)
        if person is not None and edited:
            self._person = person
            self._tell()
        else:
            self._show(person)
            self.table.choose(person.id if person else None)

    # -- the table

    def _chains(self) -> Chains:
        return self.shift.covers.chains

    def _chain_words(self, person: Person) -> str:
        chain = [self.shift.person_by_id(each) for each in self._chains().of(person.id, None)]
        titles = [each.title for each in chain if each]
        words = titles[0] if titles else tr("Nobody yet")
        if any(staff_id == person.id for staff_id, _topic in self._unsaved):
            return tr("{chain} · not saved yet", chain=words)
        if len(titles) > 1:
            words = tr("{who} and {count} more", who=words, count=len(titles) - 1)
        own = sum(staff_id == person.id and topic is not None for staff_id, topic in self._chains().places)
        return tr("{chain} · {count} kinds of work differ", chain=words, count=own) if own else words

    def _chain_ink(self, person: Person) -> str:
        unsaved = any(staff_id == person.id for staff_id, _topic in self._unsaved)
        return "text" if self._chains().of(person.id, None) and not unsaved else "warning_text"

    def _acting(self, person: Person) -> str:
        deputy = self.shift.cover_for(person, None)
        return deputy.title if deputy else ""

    # -- the chain

    def _show(self, person: Person | None) -> None:
        self._person = person
        self.title.set_text(person.title if person else "")
        topic_id = self.topics.currentData()
        self.topics.blockSignals(True)
        self.topics.clear()
        for each in (None, *(topic.id for topic in self.shift.topics)):
            self.topics.addItem(self._work_words(each), each)
        self.topics.setCurrentIndex(max(0, self.topics.findData(topic_id)))
        self.topics.blockSignals(False)
        self._show_chain()
        self.moving.set_person(person)

    def _place(self) -> tuple[int, int | None]:
        """Return whose chain is shown, and for which work."""
        return self._person.id if self._person else 0, self.topics.currentData()

    def _work_words(self, topic_id: int | None) -> str:
        """Return a kind of work, and how its chain stands for the person chosen."""
        topic = self.shift.topic_by_id(topic_id)
        words = topic.title if topic else tr("All work")
        place = (self._person.id if self._person else 0, topic_id)
        if place in self._unsaved:
            return tr("{chain} · not saved yet", chain=words)
        own = topic is not None and place in self._chains().places
        return tr("{topic} · its own order", topic=words) if own else words

    def _kept(self) -> tuple[int, ...]:
        """Return the chain as it is kept for the person and the work chosen."""
        return tuple(self._chains().places.get(self._place(), ()))

    def _show_chain(self) -> None:
        """Show the chain as it was left, saved or not."""
        deputies = self._unsaved.get(self._place(), self._kept())
        self.chain.set_deputies(self._person.id if self._person else None, deputies)
        self._tell()

    def _edited(self) -> None:
        """Keep what is not saved yet, also while another chain is shown."""
        self._unsaved[self._place()] = self.chain.deputies()
        self._drop_saved()
        self.topics.setItemText(self.topics.currentIndex(), self._work_words(self.topics.currentData()))
        self._tell()

    def _drop_saved(self) -> None:
        """Forget what stands in the office's chains by now."""
        places = self._chains().places
        self._unsaved = {
            place: chain for place, chain in self._unsaved.items() if chain != tuple(places.get(place, ()))
        }
        self.table.viewport().update()

    def _tell(self) -> None:
        """Say who would act now with the chain as it stands on the screen, kept or not."""
        person, topic_id = self._person, self.topics.currentData()
        if person is None:
            return
        covers = self.shift.covers
        places = {**covers.chains.places, (person.id, topic_id): self.chain.deputies()}
        self.acting.set_words("", say_cover(replace(covers, chains=Chains(places)), person, topic_id))
        self.save.setEnabled(self._may_edit and self.chain.deputies() != self._kept())

    def _save(self) -> None:
        person = self._person
        if self.forms.currentWidget() is self.moving:
            self.moving.hand_over()
            return
        if person is None or not self._may_edit:
            return

        place, deputies = self._place(), self.chain.deputies()

        def done(_nothing: object) -> None:
            if self._unsaved.get(place) == deputies:
                del self._unsaved[place]
            saved(tr("Saved: {what}", what=tr("Deputies of {who}", who=person.title)))

        self.shift.call(
            self,
            set_deputies,
            done,
            self.failed({"deputies": self.topic}),
            staff_id=place[0],
            topic_id=place[1],
            deputies=deputies,
        )

    # -- handing over

    def _hand_over(self) -> None:
        if self._person is not None:
            self.forms.setCurrentWidget(self.moving)
            self.foot.hide()
            self.moving.begin()

    def _back(self) -> None:
        self.forms.setCurrentIndex(0)
        self.foot.show()
        self.table.setFocus()
