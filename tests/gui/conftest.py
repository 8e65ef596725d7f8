"""Tests of the screen speak Korean and wear the look, as the program does."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desk_app.gui import theme
from desk_app.gui.i18n import install_translations
from desk_app.gui.shift import Shift
from tests.builders import Office
from tests.gui.desks import shift_for


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The program's one QApplication, in Korean and in the light theme."""
    install_translations(qapp)
    theme.apply(qapp)
    return qapp


@pytest.fixture(autouse=True)
def nothing_left_open(dressed: QApplication) -> Iterator[None]:
    """Take down what a test showed: else every change of the look would dress it again."""
    yield
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def shift(dressed: QApplication, office: Office) -> Iterator[Shift]:
    """The shift of the receptionist of the invented office, on both engines."""
    made = shift_for(office)
    yield made
    made.runner.stop()


@pytest.fixture
def boss(dressed: QApplication, office: Office) -> Iterator[Shift]:
    """The shift of the supervisor."""
    made = shift_for(office, "한지부")
    yield made
    made.runner.stop()


@pytest.fixture
def minho(office: Office, dressed: object) -> Iterator[Shift]:
    """The shift of 최민호, who is in charge of the questions that arrive."""
    made = shift_for(office, "최민호")
    yield made
    made.runner.stop()
