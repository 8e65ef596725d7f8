"""Where `desk-app ring` is heard: a socket for this user alone, every word of it distrusted."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desk_app.core.errors import BadInput
from desk_app.core.ring_messages import LONGEST_LINE, read_ring
from desk_app.ring_address import TAKEN, address, is_private

MOST_TALKS = 8
PATIENCE_MS = 1000


class RingServer(QObject):
    """Says `ring(RingMessage)` for every line that makes sense, and answers each with `ok` or a refusal.

    One line a connection, at most `LONGEST_LINE` bytes, within a second, at most `MOST_TALKS` at a time.
    """

    ring = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(MOST_TALKS)
        self._server.newConnection.connect(self._greet)
        self._talks = 0

    def listen(self) -> bool:
        """Return whether this program hears the telephone, after trying to where it did not.

        It does not while another program of this user does. What a program that was killed left behind is
        cleared away.
        """
        if self._server.isListening():
            return True
        place = address()
        folder = place.rpartition("/")[0]
        if folder and not is_private(folder):
            try:
                Path(folder).mkdir(mode=0o700)
            except OSError:
                return False
        if _somebody_answers(place):
            return False
        QLocalServer.removeServer(place)
        return self._server.listen(place)

    def close(self) -> None:
        """Hear nothing more and take the socket away."""
        self._server.close()

    def _greet(self) -> None:
        while (talk := self._server.nextPendingConnection()) is not None:
            talk.disconnected.connect(talk.deleteLater)
            if self._talks >= MOST_TALKS:
                talk.abort()
                continue
            self._talks += 1
            talk.setReadBufferSize(LONGEST_LINE + 1)
            talk.disconnected.connect(self._one_less)
            talk.readyRead.connect(lambda talk=talk: self._listen_to(talk))
            QTimer.singleShot(PATIENCE_MS, talk, talk.abort)
            self._listen_to(talk)

    def _one_less(self) -> None:
        self._talks -= 1

    def _listen_to(self, talk: QLocalSocket) -> None:
        heard = bytes(talk.peek(LONGEST_LINE + 1).data())
        line, ended, _ = heard.partition(b"\n")
        if not ended and len(heard) <= LONGEST_LINE:
            return
        talk.readAll()
        talk.readyRead.disconnect()
        try:
            message = read_ring(line)
        except BadInput as refusal:
            _answer(talk, f"{refusal.field} {refusal.problem}".encode())
            return
        _answer(talk, TAKEN)
        self.ring.emit(message)


def _answer(talk: QLocalSocket, word: bytes) -> None:
    talk.write(word + b"\n")
    talk.disconnectFromServer()  # once the word is out


def _somebody_answers(place: str) -> bool:
    probe = QLocalSocket()
    probe.connectToServer(place)  # a local socket says at once whether anybody listens
    answered = probe.state() == QLocalSocket.LocalSocketState.ConnectedState
    probe.abort()
    return answered
