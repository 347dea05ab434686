"""Whatever is altered in a store, `yijian verify` finds it and names case, step and kind.

    tamper_test.py YIJIAN SOURCE

A store made by the real server is copied, altered with plain SQL, and verified."""

import os
import shutil
import sqlite3
import sys
import tempfile
import time

import office as desk
from office import Broken, Office
from server import Server, tokens_of, verify
from wire import Line


def play(line, script):
    """A script alone with the server; what it returns."""
    response = None
    while True:
        try:
            wanted = script.send(response)
        except StopIteration as end:
            return end.value
        if wanted is desk.Pause:
            time.sleep(0.02)
            response = None
        else:
            response = line.ask(wanted)


def half_way(office):
    """A permit under examination: it has a task, a due and a wake."""
    case = desk.expect((yield office.open("permit-food-new", ["enterprise", "place"])), 201)
    clerk = f"clerk@{desk.WINDOW}"
    for who, action, data in ((desk.APPLICANT, "supply", {"material": "premises"}),
                              (desk.APPLICANT, "submit", None), (clerk, "forward", None),
                              (clerk, "accept", None)):
        case = yield from desk.act(office, who, case, action, data)
    return case["id"]


def make_store(binary, source, data):
    server = Server(binary, source, data, os.path.join(data, "server.log"))
    office = Office(source, tokens_of(data), "tamper")
    with Line(server) as line:
        cases = {"closed": play(line, desk.permit(office)), "open": play(line, half_way(office)),
                 "thing": play(line, desk.thing(office))}
    code = server.stop()
    if code != 0:
        raise Broken(f"the server ended with {code}")
    return cases


def _flipped(text, after):
    """The text with one character changed, behind the given words."""
    at = text.index(after) + len(after)
    return text[:at] + ("1" if text[at] != "1" else "2") + text[at + 1:]


class Store:
    """One copy, and what may be done to it."""

    def __init__(self, path, case_id):
        self._database = sqlite3.connect(path, isolation_level=None)
        (self._no,) = self._one("SELECT no FROM cases WHERE id = ?", case_id)

    def close(self):
        self._database.close()

    def _one(self, sql, *values):
        return self._database.execute(sql, values).fetchone()

    def sql(self, text):
        """Runs a change of this case's rows; it must change something."""
        if self._database.execute(text, {"no": self._no}).rowcount < 1:
            raise Broken(f"nothing was altered by {text}")

    def column(self, n, column, after):
        (text,) = self._one(f"SELECT {column} FROM log WHERE case_no = ? AND n = ?", self._no, n)
        self._database.execute(f"UPDATE log SET {column} = ? WHERE case_no = ? AND n = ?",
                               (_flipped(text, after), self._no, n))

    def hash(self, n):
        (digest,) = self._one("SELECT hash FROM log WHERE case_no = ? AND n = ?", self._no, n)
        self._database.execute("UPDATE log SET hash = ? WHERE case_no = ? AND n = ?",
                               (bytes([digest[0] ^ 1]) + digest[1:], self._no, n))

    def remove(self, n):
        self.sql(f"DELETE FROM log WHERE case_no = :no AND n = {n}")

    def close_gap(self, n):
        self.remove(n)
        (last,) = self._one("SELECT max(n) FROM log WHERE case_no = ?", self._no)
        for later in range(n + 1, last + 1):
            self.sql(f"UPDATE log SET n = {later - 1} WHERE case_no = :no AND n = {later}")

    def swap(self, n, other):
        for was, is_now in ((n, -1), (other, n), (-1, other)):
            self.sql(f"UPDATE log SET n = {is_now} WHERE case_no = :no AND n = {was}")

    def forge(self, n):
        self.double(n)
        self.column(n, "body", '"at":"')

    def double(self, n):
        """Step n once more, before itself; everything behind it moves on."""
        (last,) = self._one("SELECT max(n) FROM log WHERE case_no = ?", self._no)
        for later in range(last, n - 1, -1):
            self.sql(f"UPDATE log SET n = {later + 1} WHERE case_no = :no AND n = {later}")
        self.sql("INSERT INTO log (case_no, n, body, private, hash) SELECT case_no, n - 1, body, "
                 f"private, hash FROM log WHERE case_no = :no AND n = {n + 1}")


# What is done, to which case, and what must be found: step, kind, column.
TAMPERINGS = [
    ("a byte of a body", "closed", lambda s: s.column(4, "body", '"at":"'),
     (4, "altered", "log.body")),
    ("a byte of a hash", "closed", lambda s: s.hash(4), (4, "altered", "log.hash")),
    ("a private value", "closed", lambda s: s.column(1, "private", '420111199001'),
     (1, "commitment", "log.private")),
    ("a step in the middle removed", "closed", lambda s: s.remove(4), (4, "removed", "log.n")),
    ("the gap closed as well", "closed", lambda s: s.close_gap(4), (4, "removed", "log.n")),
    ("the last step removed", "closed", lambda s: s.remove(8), (8, "removed", "cases.n")),
    ("two steps swapped", "closed", lambda s: s.swap(4, 6), (4, "reordered", "log.n")),
    ("a step doubled", "closed", lambda s: s.double(5), (5, "inserted", "log.n")),
    ("a forged step", "closed", lambda s: s.forge(5), (5, "inserted", "log.body")),
    ("a due", "open", lambda s: s.sql("UPDATE cases SET due = due + 1 WHERE no = :no"),
     (5, "row", "cases.due")),
    ("a phase", "open", lambda s: s.sql("UPDATE cases SET phase = 'decided' WHERE no = :no"),
     (5, "row", "cases.phase")),
    ("a restriction", "open", lambda s: s.sql("UPDATE cases SET restricted = 1 WHERE no = :no"),
     (5, "row", "cases.restricted")),
    ("a head", "open", lambda s: s.sql("UPDATE cases SET head = zeroblob(32) WHERE no = :no"),
     (5, "row", "cases.head")),
    ("a task's department", "open",
     lambda s: s.sql("UPDATE task SET department = 'tax' WHERE case_no = :no"), (5, "row", "task")),
    ("a task gone", "open", lambda s: s.sql("DELETE FROM task WHERE case_no = :no"),
     (5, "row", "task")),
    ("a wake put off", "open", lambda s: s.sql("UPDATE wake SET due = due + 1 WHERE case_no = :no"),
     (5, "row", "wake.due")),
    ("a wake gone", "open", lambda s: s.sql("DELETE FROM wake WHERE case_no = :no"),
     (5, "row", "wake.due")),
    ("a message that nobody sent", "thing", lambda s: s.sql(
        "INSERT INTO outbox (case_no, destination, lane, n, kind, data, effective) "
        "VALUES (:no, 'elsewhere', 1, 1, 'parent', '{}', 0)"), (None, "row", "outbox")),
    ("a head row gone, its steps left", "closed",
     lambda s: s.sql("DELETE FROM cases WHERE no = :no"), (1, "row", "cases.no")),
]


def check(binary, original, cases, tampering):
    """One tampering on a copy; what is wrong with what verify says of it, or None."""
    name, which, alter, (n, kind, column) = tampering
    with tempfile.TemporaryDirectory(prefix="yijian-tamper-") as copy:
        data = os.path.join(copy, "data")
        shutil.copytree(original, data)
        store = Store(os.path.join(data, "yijian.db"), cases[which])
        alter(store)
        store.close()
        found, code = verify(binary, data)
    named = any(finding["case"] == cases[which] and finding["kind"] == kind
                and finding["column"] == column and n in (None, finding["step"])
                for finding in found["findings"])
    if named and code == 1:
        return None
    return (f"{name}: expected {cases[which]} step {n} {kind} {column}, exit 1; "
            f"got exit {code} {found['findings']}")


def main():
    binary, source = sys.argv[1:3]
    with tempfile.TemporaryDirectory(prefix="yijian-tamper-") as data:
        cases = make_store(binary, source, data)
        found, code = verify(binary, data)
        if code != 0 or found["findings"] or found["cases"] != 9:
            raise Broken(f"an untouched store: exit {code}, {found}")
        wrong = [check(binary, data, cases, tampering) for tampering in TAMPERINGS]
    wrong = [one for one in wrong if one]
    for one in wrong:
        print(one)
    print(f"{len(TAMPERINGS) - len(wrong)} of {len(TAMPERINGS)} alterations found and named")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
