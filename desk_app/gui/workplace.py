"""One shift's window and everything it runs on, put together and taken apart in one place."""

import gc
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desk_app.core.areas import Area
from desk_app.core.clock import Clock
from desk_app.core.compliance import SubjectKind, ToDo, ToDoKind
from desk_app.core.errors import DeskError, SignedOut
from desk_app.gui.alerts.center import AlertCenter
from desk_app.gui.appointments.form import BookingForm
from desk_app.gui.appointments.page import AppointmentsPage
from desk_app.gui.briefs.center import Briefs
from desk_app.gui.complaints.new_panel import Source, of_contact, of_inquiry
from desk_app.gui.complaints.section import ComplaintsSection
from desk_app.gui.contacts.page import DeskPage
from desk_app.gui.contacts.visit_part import VisitPart
from desk_app.gui.customers.page import CustomersPage
from desk_app.gui.customers.search import GlobalSearch
from desk_app.gui.faq.page import FaqPage
from desk_app.gui.feed import Feed
from desk_app.gui.i18n import tr
from desk_app.gui.inquiries.beginnings import beginning_of
from desk_app.gui.inquiries.page import InquiriesPage
from desk_app.gui.main_window import MainWindow, PageSpec
from desk_app.gui.management.page import MONITORING, ManagementPage
from desk_app.gui.messages import report_bug, say
from desk_app.gui.monitoring.unread import UnreadSheets
from desk_app.gui.office.lock import Lock
from desk_app.gui.office.presence import presence_word
from desk_app.gui.office.presence_panel import PresencePanel
from desk_app.gui.presence_watch import PresenceWatch
from desk_app.gui.promises.page import PromisesPage
from desk_app.gui.rings.center import RingCenter
from desk_app.gui.runner import Runner
from desk_app.gui.settings.page import SettingsPage
from desk_app.gui.shift import Shift
from desk_app.gui.surveys.center import SurveyCenter
from desk_app.gui.ticker import Ticker
from desk_app.gui.widgets.actions import action
from desk_app.gui.words import say_error
from desk_app.settings import Places
from desk_app.usecases.board import Origin, PromiseDetail
from desk_app.usecases.complaint_details import ComplaintDetail
from desk_app.usecases.customer_history import ContactRecord
from desk_app.usecases.reference import Reference, count_changes, read_reference
from desk_app.usecases.signing_in import SignedIn

DESK, PROMISES, APPOINTMENTS, INQUIRIES, CUSTOMERS, FAQ, MANAGEMENT, SETTINGS = (
    "desk",
    "promises",
    "appointments",
    "inquiries",
    "customers",
    "faq",
    "management",
    "settings",
)
_PLACES = {
    ToDoKind.OVERDUE: PROMISES,
    ToDoKind.FAQ_PROPOSED: FAQ,
    ToDoKind.FAQ_CANDIDATES: FAQ,
    ToDoKind.ACCESS_CHECK: SETTINGS,
    ToDoKind.MONTHLY_CHECK: INQUIRIES,
}


class Workplace(QObject):
    """A shift from signing in to signing out; `opened` once the window `stands`, `left` when it is to go.

    `refused(error)` in place of `opened` where the office cannot be read.
    """

    opened = Signal()
    left = Signal()
    refused = Signal(object)

    def __init__(self, signed_in: SignedIn, places: Places, clock: Clock) -> None:
        super().__init__()
        self._signed_in, self._places, self._clock = signed_in, places, clock
        self.runner = Runner(signed_in.executor.run)
        self.runner.bug.connect(lambda error: report_bug(error, places.log))
        self.feed = Feed(self.runner, count_changes)
        self.ticker = Ticker(clock)
        self._closed = False
        self.stands = False
        self.runner.call(read_reference, self._open, self.refused.emit, owner=self)

    def close(self) -> None:
        """End the shift: the unfinished contact is kept, the window goes, the database closes."""
        if self._closed:
            return
        self._closed = True
        gc.enable()
        if self.stands:
            self.desk.leave()
            self.inquiries.leave()
            self.rings.close()
            self.alerts.close()
            self.window.hide()
            self.window.deleteLater()
        self.feed.stop()
        self.ticker.stop()
        self.runner.stop()
        self._signed_in.close()

    def _open(self, reference: Reference) -> None:
        """Build the window in turns of the event loop, each too short to be felt."""
        self.shift = Shift(self._signed_in, self.runner, self._clock, reference)
        gc.disable()  # nothing made now is rubbish, and looking for some takes a turn of its own
        parts = self._build(self.shift)

        def turn() -> None:
            if not self._closed and next(parts, "") is None:
                QTimer.singleShot(1, self, turn)  # 0 would queue them all into one turn

        turn()

    def _build(self, shift: Shift) -> Iterator[None]:
        self.promises = PromisesPage(shift)
        yield
        form = BookingForm(shift, in_contact=False)
        yield
        self.appointments = AppointmentsPage(shift, form)
        yield
        self.inquiries = InquiriesPage(shift, self._places.letters)
        self.unread = UnreadSheets(shift, self)
        yield
        self.customers = CustomersPage(shift)
        yield
        self.faq = FaqPage(shift)
        for page in (self.promises, self.appointments, self.inquiries, self.customers, self.faq):
            self._let_begin(page)
        yield
        visit = VisitPart(shift)
        yield
        self.desk = DeskPage(shift, visit)
        yield
        self.window = MainWindow(
            (
                PageSpec(DESK, tr("Desk"), "phone", lambda: self.desk),
                PageSpec(PROMISES, tr("Promises"), "clock", lambda: self.promises),
                PageSpec(
                    APPOINTMENTS,
                    tr("Appointments"),
                    "calendar",
                    lambda: self.appointments,
                    heading=tr("Visits agreed"),
                ),
                PageSpec(
                    INQUIRIES,
                    tr("Inquiries"),
                    "file-text",
                    lambda: self.inquiries,
                    heading=tr("Written inquiries"),
                ),
                PageSpec(CUSTOMERS, tr("Customers"), "user", lambda: self.customers),
                PageSpec(FAQ, tr("Guidance"), "book", lambda: self.faq),
                PageSpec(MANAGEMENT, tr("Management"), "chart-no-axes-column", self._make_management),
                PageSpec(SETTINGS, tr("Settings"), "settings", self._make_settings, at_bottom=True),
            )
        )
        self.rings = RingCenter(shift)
        self.window.add_band(self.rings.banner)
        yield
        self.alerts = AlertCenter(shift, self.window)
        self.lock = Lock(self.window, shift)
        yield
        self.search = GlobalSearch(shift, self.window)
        yield
        self.presence = PresencePanel(shift, self.window)
        self.presence_watch = PresenceWatch(shift)
        self.briefs = Briefs(shift, self.window)
        self.surveys = SurveyCenter(shift, self.window)
        yield
        self._connect()
        yield
        self._show_reference()
        self.window.show_page(DESK)
        yield
        self._begin_shift()

    def _begin_shift(self) -> None:
        self.feed.changed.connect(self.shift.changed)
        self.feed.lost.connect(self._lost)
        self.feed.found.connect(lambda: say(tr("The database answers again."), "success"))
        self.ticker.tick.connect(self.shift.ticked)
        self.ticker.tick.connect(self.window.set_now)
        self.window.show()
        self.feed.start()
        self.ticker.start()
        gc.enable()
        gc.freeze()  # what stands now stays: searching it for rubbish again and again costs frames
        self.stands = True
        self.opened.emit()
        self.briefs.greet(lambda: self.desk.session is None)

    def _lost(self, error: DeskError) -> None:
        """Say that the database went away; whoever is no longer on the list of staff goes too."""
        say(say_error(error), "danger")
        if isinstance(error, SignedOut):
            self.left.emit()

    def _connect(self) -> None:
        window = self.window
        self.promises.call_back.connect(self._call_back)
        self.appointments.waiting.changed.connect(lambda count: window.set_badge(APPOINTMENTS, count))
        self.promises.origin_asked.connect(self._show_origin)
        action(self.desk, tr("Take in as an inquiry"), "F12", self._take_in)
        self.inquiries.intake.call_answered.connect(self._taken_in)
        self.inquiries.contact_asked.connect(self._show_contact)
        self.inquiries.waiting.changed.connect(lambda count: window.set_badge(INQUIRIES, count))
        self.unread.changed.connect(lambda count: window.set_badge(MANAGEMENT, count))
        self.customers.promise_opened.connect(self._show_promise)
        self.customers.inquiry_opened.connect(self._show_inquiry)
        self.customers.start_call_for.connect(self._call_for)
        self.customers.complaint_asked.connect(self._complain_of_contact)
        self.inquiries.complaint_asked.connect(self._complain_of_inquiry)
        self.search.customer_chosen.connect(self._show_customer)
        self.alerts.call_asked.connect(self.promises.call_now)
        self.alerts.hand_over_asked.connect(self._hand_over)
        self.alerts.appointment_asked.connect(self._show_appointment)
        self.alerts.inquiry_asked.connect(self._show_inquiry)
        self.alerts.board_asked.connect(lambda: window.show_page(PROMISES))
        self.rings.incoming.connect(self.desk.incoming)
        self.rings.answered.connect(self._answered)
        self.rings.missed.connect(self.desk.missed)
        self.rings.quiet.connect(self.desk.missed)
        self.lock.sign_out_asked.connect(self.left)
        window.top_bar.presence_asked.connect(self._ask_presence)
        window.add_key(tr("My presence"), "Ctrl+J", self._ask_presence)
        window.add_key(tr("Sign out"), "Ctrl+Shift+Q", self.left.emit)
        window.top_bar.me_asked.connect(lambda: window.show_page(SETTINGS))
        window.closing.connect(self.close)
        self.shift.reference_changed.connect(self._show_reference)
        self.shift.ticked.connect(self._show_presence)
        self.shift.changed.connect(self._changed)

    def _ask_presence(self) -> None:
        self.presence.open_under(self.window.top_bar)

    def _make_management(self) -> ManagementPage:
        page = ManagementPage(self.shift, self._places.score_form)
        page.case_asked.connect(self._show_case)
        page.place_asked.connect(self._show_place)
        page.source_asked.connect(self._show_source)
        self._let_begin(page)
        return page

    def _show_case(self, kind: SubjectKind, subject_id: int) -> None:
        """Open what was counted on the page it has."""
        show = {
            SubjectKind.PROMISE: self._show_promise,
            SubjectKind.APPOINTMENT: self._show_appointment,
            SubjectKind.INQUIRY: self._show_inquiry,
        }
        show[kind](subject_id)

    def _show_place(self, todo: ToDo) -> None:
        """Go to where a thing to do is done."""
        page = self.window.show_page(_PLACES.get(todo.kind, MANAGEMENT))
        if isinstance(page, SettingsPage):
            page.show_section("changes")
        elif isinstance(page, ManagementPage):
            page.show_section(MONITORING)

    def _make_settings(self) -> SettingsPage:
        page = SettingsPage(self.shift, self._places.preferences)
        self._let_begin(page)
        return page

    def _let_begin(self, page: QWidget) -> None:
        """Let a contact begin from any page: the desk has these keys itself."""
        action(page, tr("Begin a call"), "F3", lambda: self._begin(self.desk.start_call))
        action(page, tr("Begin a visit"), "F2", lambda: self._begin(self.desk.start_visit))

    def _begin(self, begin: Callable[[], None]) -> None:
        self.window.show_page(DESK)
        begin()

    def _answered(self, phone: str, call_id: str, ring_ms: int, rings: int) -> None:
        self._begin(lambda: self.desk.answered(phone, call_id, ring_ms, rings))

    def _call_back(self, promise: PromiseDetail) -> None:
        self._begin(lambda: self.desk.call_back(promise))

    def _call_for(self, customer_id: int) -> None:
        self._begin(lambda: self.desk.start_call(customer_id=customer_id))

    def _hand_over(self, promise_id: int) -> None:
        self.window.show_page(PROMISES)
        self.promises.show_hand_over(promise_id)

    def _show_promise(self, promise_id: int) -> None:
        self.window.show_page(PROMISES)
        self.promises.show_promise(promise_id)

    def _show_origin(self, promise: PromiseDetail) -> None:
        """Open what a promise comes from on the page it has."""
        show: dict[Origin, Callable[[int], None]] = {
            Origin.ENTRY: self._show_entry,
            Origin.COMPLAINT: self._show_complaint,
            Origin.INQUIRY: self._show_inquiry,
            Origin.APPOINTMENT: self._show_appointment,
            Origin.CONTACT: partial(self._show_contact, promise.customer_id or 0),
        }
        if promise.origin is not None:
            kind, its_id = promise.origin
            show[kind](its_id)

    def _show_source(self, complaint: ComplaintDetail) -> None:
        """Open the written question or the contact that a complaint came from."""
        if complaint.inquiry_id is not None:
            self._show_inquiry(complaint.inquiry_id)
        elif complaint.contact_id is not None and complaint.customer_id is not None:
            self._show_contact(complaint.customer_id, complaint.contact_id)

    def _show_complaint(self, complaint_id: int) -> None:
        self._complaints().show_complaint(complaint_id)

    def _complaints(self) -> ComplaintsSection:
        page = self.window.show_page(MANAGEMENT)
        assert isinstance(page, ManagementPage)
        return page.complaints()

    def _show_entry(self, entry_id: int) -> None:
        self.window.show_page(FAQ)
        self.faq.show_entry(entry_id)

    def _show_appointment(self, appointment_id: int) -> None:
        self.window.show_page(APPOINTMENTS)
        self.appointments.show_appointment(appointment_id)

    def _show_inquiry(self, inquiry_id: int) -> None:
        self.window.show_page(INQUIRIES)
        self.inquiries.show_inquiry(inquiry_id)

    def _take_in(self) -> None:
        """Begin an inquiry with what the contact at the desk holds; the contact stays open there."""
        if self.desk.session is not None:
            self.window.show_page(INQUIRIES)
            self.inquiries.begin(beginning_of(self.desk.session.draft))

    def _complain_of_inquiry(self) -> None:
        detail = self.inquiries.detail.detail
        if detail is not None:
            self._complain(of_inquiry(detail))

    def _complain_of_contact(self, record: ContactRecord) -> None:
        self._complain(of_contact(record, self._clock.now()))

    def _complain(self, source: Source) -> None:
        """Take down a complaint of a contact or a question, where complaints stand."""
        self._complaints().begin(source)

    def _taken_in(self, called_at: datetime, inquiry_id: int) -> None:
        """Let the contact at the desk know of the inquiry it turned into; recording it links both."""
        session = self.desk.session
        if session is not None and session.draft.started_at == called_at:
            session.edit(inquiry_ids=(*session.draft.inquiry_ids, inquiry_id))

    def _show_customer(self, customer_id: int) -> None:
        self.window.show_page(CUSTOMERS)
        self.customers.open_customer(customer_id)

    def _show_contact(self, customer_id: int, contact_id: int) -> None:
        self.window.show_page(CUSTOMERS)
        self.customers.open_customer(customer_id, contact_id)

    def _changed(self, areas: frozenset[Area]) -> None:
        if areas & {Area.ALERTS, Area.PROMISES}:
            self.lock.set_alerts(len(self.alerts.alerts()))

    def _show_reference(self) -> None:
        self.window.top_bar.set_place(self.shift.office.branch.name, self.shift.desk)
        self.window.top_bar.set_me(self.shift.person.title)
        self._show_presence(self._clock.now())

    def _show_presence(self, now: datetime) -> None:
        self.window.top_bar.set_presence(*presence_word(self.shift.person.presence, now))
