"""Many people at once: each seat plays one script after the other over its own connection."""

import random
import selectors
import time

import office as desk
from wire import Connection

LOOK_AGAIN_S = 0.05
BUSY_AGAIN_S = 0.2
THING_SHARE = 0.3
SILENCE_LIMIT_S = 30.0  # an answer that takes longer is lost


class Ledger:
    """Everything the server has acknowledged: which step stands at which version of which case."""

    def __init__(self):
        self.cases = {}    # case id -> {n: hash}
        self.opened = {}   # workflow -> ids of the cases acknowledged as created
        self.answers = self.replays = self.retried = 0
        self.recent = []   # ids of cases touched since the last look

    def note(self, request, response):
        self.answers += 1
        self.replays += response.replayed
        self.retried += request.tries > 1
        body = response.body
        if response.status not in (200, 201) or "hash" not in (body or {}) or "id" not in body:
            return
        known = self.cases.setdefault(body["id"], {})
        before = known.setdefault(body["n"], body["hash"])
        if before != body["hash"]:
            raise desk.Broken(f"{body['id']} step {body['n']} has two hashes")
        self.recent.append(body["id"])
        if response.status == 201:
            self.opened.setdefault(body["workflow"], set()).add(body["id"])


class Seat:
    def __init__(self):
        self.connection, self.script, self.request, self.name = Connection(), None, None, ""
        self.again_at = 0.0  # when a paused script looks again
        self.sent_at = 0.0


class Crowd:
    """`seats` requests in flight, as long as there is work."""

    def __init__(self, office, seats, seed):
        self.ledger, self.finished = Ledger(), {"permit": [], "thing": []}
        self._office, self._chance = office, random.Random(seed)
        self._seats = [Seat() for _ in range(seats)]
        self._selector, self._server = None, None

    def meet(self, server):
        """Connects to a server, new or restarted; whatever was not answered is sent again."""
        self._server, self._selector = server, selectors.DefaultSelector()
        for seat in self._seats:
            seat.connection.connect(server.host, server.port)
            self._selector.register(seat.connection, selectors.EVENT_READ, seat)
            if seat.request:
                self._send(seat)

    def lose(self):
        """The server is dead. What it had still sent is an acknowledgement as good as any."""
        for seat in self._seats:
            self._selector.unregister(seat.connection)
            try:
                while seat.connection.request:
                    response = seat.connection.receive()
                    if response is not None:
                        self._answered(seat, response, send=False)
            except EOFError:
                pass
            seat.connection.close()
            seat.connection = Connection()
        self._selector.close()

    def leave(self):
        for seat in self._seats:
            self._selector.unregister(seat.connection)
            seat.connection.close()
        self._selector.close()

    def unfinished(self):
        return sum(seat.script is not None for seat in self._seats)

    def work(self, until, begin=True):
        """Plays on until the time is over; or, beginning nothing new, until nobody has anything
        left to do. False: the server closed a connection."""
        while time.monotonic() < until:
            idle = True
            for seat in self._seats:
                idle = self._continue(seat, begin) and idle
            if idle and not begin:
                return True
            for key, _ in self._selector.select(0.02):
                try:
                    response = key.fileobj.receive()
                except EOFError:
                    return False
                if response is not None:
                    self._answered(key.data, response)
        return True

    def _continue(self, seat, begin):
        """Starts or wakes a script; True when the seat has nothing to do."""
        now = time.monotonic()
        if seat.connection.request:
            if now - seat.sent_at > SILENCE_LIMIT_S:
                raise desk.Broken(f"no answer in {SILENCE_LIMIT_S} s: {seat.connection.request.path}")
            seat.connection.flush()
            return False
        if seat.request:
            if now >= seat.again_at:
                self._send(seat)
            return False
        if seat.script is None:
            if not begin:
                return True
            seat.name = "thing" if self._chance.random() < THING_SHARE else "permit"
            seat.script = getattr(desk, seat.name)(self._office)
            self._advance(seat, None)
        elif now >= seat.again_at:
            self._advance(seat, None)
        return False

    def _send(self, seat):
        seat.sent_at = time.monotonic()
        seat.connection.send(seat.request)

    def _answered(self, seat, response, send=True):
        if response.status == 503:
            seat.again_at = time.monotonic() + BUSY_AGAIN_S
            return
        self.ledger.note(seat.request, response)
        seat.request = None
        self._advance(seat, response, send)

    def _advance(self, seat, response, send=True):
        try:
            wanted = seat.script.send(response)
        except StopIteration as end:
            self.finished[seat.name].append(end.value)
            seat.script = None
            return
        if wanted is desk.Pause:
            seat.again_at = time.monotonic() + LOOK_AGAIN_S
            return
        seat.request = wanted
        if send:
            self._send(seat)
