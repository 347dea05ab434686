"""Next year's notice is put into the folder: open dues are computed anew across kill -9, once each.

    calendar_test.py YIJIAN SOURCE"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from migrate_test import workflows
from office import APPLICANT, Broken, Office, act, expect
from publish_test import check, drive
from server import Server, tokens_of, verify
from wire import Line, Request

PERMIT = "permit-drugs-new"
CASES = 150  # of several batches
FILED, LATER = "2025-12-26T09:00", "2025-12-31T09:00"
BY_NOTICE = "2026-01-06T00:00:00.000+08:00"
LIMIT_S = 30.0


def recomputed(data):
    """Of how many steps that computed dues anew each case has: {case number: steps}."""
    with sqlite3.connect(os.path.join(data, "yijian.db")) as database:
        return dict(database.execute(
            "SELECT case_no, count(*) FROM log WHERE body LIKE '%\"type\":\"calendar.changed\"%' "
            "GROUP BY case_no"))


def command(binary, mine, data):
    return [binary, "serve", "--data", data, "--listen", "127.0.0.1:0", "--workflows",
            os.path.join(mine, "workflows"), "--demo", "--clock", f"manual={LATER}"]


def killed_midway(binary, mine, data):
    """The program is killed as soon as it has computed some; how many it has."""
    process = subprocess.Popen(command(binary, mine, data), stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + LIMIT_S
    while process.poll() is None and not recomputed(data) and time.monotonic() < deadline:
        time.sleep(0.001)
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return len(recomputed(data))


def notice_timer(line, office, case):
    steps = expect(line.ask(office.look("supervisor", case["id"], "/timeline")), 200)["steps"]
    last = steps[-1]
    check("calendar.changed", last["events"][0]["type"], "the last step")
    check("R-CLOCK-07", last["rule"], "its rule")
    return last["events"][0]["timers"][0]["clock"]["due"]


def trial(binary, source, data):
    log = os.path.join(data, "server.log")
    mine = workflows(source, data)
    notice = os.path.join(mine, "workflows", "calendars", "2026.json")
    os.rename(notice, os.path.join(data, "2026.json"))
    server = Server(binary, mine, data, log, FILED)
    office = Office(source, tokens_of(data), "calendar")
    with Line(server) as line:
        cases = []
        for _ in range(CASES):
            case = expect(line.ask(office.open(PERMIT, ["enterprise", "place"])), 201)
            case = drive(line, act(office, APPLICANT, case, "supply", {"material": "premises"}))
            cases.append(drive(line, act(office, APPLICANT, case, "submit")))
    check(0, server.stop(), "the orderly end")
    server = Server(binary, mine, data, log, LATER)
    check(0, server.stop(), "the orderly end")
    check({}, recomputed(data), "the same calendar")

    os.rename(os.path.join(data, "2026.json"), notice)
    part = killed_midway(binary, mine, data)
    server = Server(binary, mine, data, log, LATER)
    deadline = time.monotonic() + LIMIT_S
    while len(recomputed(data)) < CASES and time.monotonic() < deadline:
        time.sleep(0.01)
    check([1] * CASES, list(recomputed(data).values()), "steps that computed dues anew")
    with Line(server) as line:
        check(BY_NOTICE, notice_timer(line, office, cases[0]), "the due by the notice")
        token = tokens_of(data)["integrator"]
        for to, phase in (("2026-01-05T23:59", "submitted"), ("2026-01-06T00:00", "accepted")):
            expect(line.ask(Request("POST", "/v1/clock/advance", token, {"to": to}, None)), 200)
            shown = expect(line.ask(office.look("supervisor", cases[-1]["id"])), 200)
            check(phase, shown["phase"], f"on {to}")
    check(0, server.stop(), "the orderly end")
    found, code = verify(binary, data)
    check((0, []), (code, found["findings"]), "verify")
    return part


def main():
    data = tempfile.mkdtemp(prefix="yijian-calendar-")
    part = trial(sys.argv[1], sys.argv[2], data)
    shutil.rmtree(data)
    print(f"killed with {part} of {CASES} computed anew, gone on with, fired by the new due, verified")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Broken as broken:
        print(f"calendar_test: {broken}", file=sys.stderr)
        sys.exit(1)
