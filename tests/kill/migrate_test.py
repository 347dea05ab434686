"""Open cases go over to another version: refused whole, then moved across kill -9, then handled.

    migrate_test.py YIJIAN SOURCE"""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from office import APPLICANT, Broken, Office, act, expect
from publish_test import check, drive
from server import Server, tokens_of, verify
from wire import Line

PERMIT, THING = "permit-food-new", "work-permit-and-card"
CASES = 60  # of which some have moved when the program is killed
WORKER = "Jean Martin"
CLERK = "clerk@market-regulation"


def workflows(source, data):
    """The shipped workflows as a node has them before the new version."""
    mine = os.path.join(data, "source")
    shutil.copytree(os.path.join(source, "workflows"), os.path.join(mine, "workflows"))
    return mine


def change(mine, path, *pairs):
    path = os.path.join(mine, "workflows", path)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for old, new in pairs:
        if old not in text:
            raise Broken(f"{path} has no {old}")
        text = text.replace(old, new)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def new_version(mine):
    """preReview is called window; a worker's name stands under another field."""
    newer = ('"version": "1.0.0"', '"version": "2.0.0"')
    change(mine, "templates/standard-approval.json", newer, ('"preReview"', '"window"'),
           ("submitted.preReview", "submitted.window"))
    for folder in os.listdir(os.path.join(mine, "workflows")):
        path = os.path.join(mine, "workflows", folder, "workflow.json")
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                text = file.read()
            with open(path, "w", encoding="utf-8") as file:
                file.write(text.replace('"version": "1.0.0"', '"version": "2.0.0"', 1))
    change(mine, "work-permit/workflow.json", ('"required": ["worker"]', '"required": ["person"]'),
           ('"worker": {', '"person": {'), ("form.worker", "form.person"))


class Migration:
    def __init__(self, binary, mine, data):
        self._base = [binary, "migrate"]
        self._rest = ["--data", data, "--workflows", os.path.join(mine, "workflows"), "--json"]
        self._data = data

    def plan(self, name, workflow, **rest):
        path = os.path.join(self._data, name)
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"from": {"id": workflow, "version": "1.0.0"}, "to": {"version": "2.0.0"},
                       **rest}, file)
        return path

    def command(self, plan, *more):
        return [*self._base, plan, *self._rest, *more]

    def run(self, plan, *more):
        done = subprocess.run(self.command(plan, *more), capture_output=True, text=True, timeout=120)
        return done.returncode, json.loads(done.stdout) if done.stdout else done.stderr


ORDER = ("--by", "admin@city", "--reason", "新版施行")


def steps(data):
    with sqlite3.connect(os.path.join(data, "yijian.db")) as database:
        return database.execute("SELECT count(*) FROM log").fetchone()[0]


def moved(data):
    with sqlite3.connect(os.path.join(data, "yijian.db")) as database:
        return database.execute("SELECT count(*) FROM log WHERE body LIKE "
                                "'%\"type\":\"case.migrated\"%'").fetchone()[0]


def file_cases(office, line):
    cases = []
    for _ in range(CASES):
        case = expect(line.ask(office.open(PERMIT, ["enterprise", "place"])), 201)
        case = drive(line, act(office, APPLICANT, case, "supply", {"material": "premises"}))
        case = drive(line, act(office, APPLICANT, case, "submit"))
        cases.append(drive(line, act(office, CLERK, case, "forward")))
    return cases


def file_thing(office, line):
    case = expect(line.ask(office.open(THING, [], form={"worker": WORKER})), 201)
    case = drive(line, act(office, APPLICANT, case, "supply", {"material": "contract"}))
    case = drive(line, act(office, APPLICANT, case, "submit"))
    return drive(line, act(office, "clerk@science-technology", case, "accept"))


def killed_midway(migration, plan, data):
    """The program is killed while it moves the cases; how many it has moved."""
    process = subprocess.Popen(migration.command(plan, *ORDER), stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    while process.poll() is None and moved(data) < 3:
        time.sleep(0.001)
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return moved(data)


def move_permits(migration, data):
    blind = migration.plan("blind.json", PERMIT)
    before = steps(data)
    for more in (("--dry-run",), ORDER):
        code, said = migration.run(blind, *more)
        check((5, False, 0, CASES), (code, said["written"], said["movable"], len(said["refused"])),
              "a plan that misses a state")
        check(("/states/pending.submitted.preReview", "state_unmapped"),
              tuple(said["refused"][0]["reasons"][0][key] for key in ("pointer", "code")), "why")
    check(before, steps(data), "a refused plan wrote something")
    good = migration.plan("good.json", PERMIT, states={
        "pending.submitted.preReview": "pending.submitted.window"})
    check((2, before), (migration.run(good)[0], steps(data)), "without --by and --reason")
    code, said = migration.run(good, "--dry-run")
    check((0, CASES, before), (code, said["movable"], steps(data)), "the dry run")
    part = killed_midway(migration, good, data)
    if not 0 < part < CASES:
        raise Broken(f"killed after {part} of {CASES} cases: nothing is left to resume")
    code, said = migration.run(good, *ORDER)
    check((0, CASES - part, part), (code, said["moved"], said["movedBefore"]), "resumed")
    check(CASES, moved(data), "moves")
    code, said = migration.run(good, *ORDER)
    check((0, 0, CASES), (code, said["moved"], said["movedBefore"]), "once more")


def move_thing(migration, data):
    """The thing and its open child, one command each; the name goes to another field."""
    before = moved(data)
    code, said = migration.run(migration.plan("thing.json", THING), *ORDER)
    check(5, code, "a plan that forgets the form")
    check({"required", "unknown_property"},
          {reason["code"] for one in said["refused"] for reason in one["reasons"]}, "why")
    rename = {"worker": None, "person": "form.worker"}
    plan = migration.plan("thing2.json", THING, form=rename, children={"permit": {"form": rename}})
    code, said = migration.run(plan, *ORDER)
    check((0, 2), (code, said["moved"]), f"the thing and its child {said}")
    check(before + 2, moved(data), "moves")
    with sqlite3.connect(os.path.join(data, "yijian.db")) as database:
        for (body,) in database.execute("SELECT body FROM log"):
            if WORKER in body or "新版施行" in body:
                raise Broken("a personal value, or the reason, stands in a body")


def handle(office, line, cases, thing):
    """Under the new version, which the clerk sees by the new name of the state."""
    for case in cases[:3]:
        shown = expect(line.ask(office.look(CLERK, case["id"])), 200)
        case = drive(line, act(office, CLERK, shown, "accept"))
        check("accepted", case["phase"], "a moved case goes on")
    child = expect(line.ask(office.look("reviewer@science-technology", thing["id"] + ".permit")), 200)
    child = drive(line, act(office, "reviewer@science-technology", child, "conclude", opinion="同意"))
    child = drive(line, act(office, "approver@science-technology", child, "grant", opinion="同意"))
    check("decided", child["phase"], "the child of a moved thing")
    for _ in range(200):
        parent = expect(line.ask(office.look("clerk@science-technology", thing["id"])), 200)
        if parent["items"]["permit"].get("outcome") == "granted":
            break
        time.sleep(0.02)
    check("granted", parent["items"]["permit"].get("outcome"), "the thing hears of its child")


def trial(binary, source, data):
    log = os.path.join(data, "server.log")
    mine = workflows(source, data)
    server = Server(binary, mine, data, log)
    office = Office(source, tokens_of(data), "migrate")
    with Line(server) as line:
        cases = file_cases(office, line)
        thing = file_thing(office, line)
    migration = Migration(binary, mine, data)
    check(4, migration.run(migration.plan("good.json", PERMIT), "--dry-run")[0],
          "while the node runs")
    check(0, server.stop(), "the orderly end")
    check(5, migration.run(migration.plan("good.json", PERMIT), "--dry-run")[0],
          "to a version that nobody knows")
    new_version(mine)
    move_permits(migration, data)
    move_thing(migration, data)
    found, code = verify(binary, data)
    check((0, []), (code, found["findings"]), "verify")
    server = Server(binary, mine, data, log)
    with Line(server) as line:
        handle(office, line, cases, thing)
    check(0, server.stop(), "the orderly end")
    found, code = verify(binary, data)
    check((0, []), (code, found["findings"]), "verify")


def main():
    data = tempfile.mkdtemp(prefix="yijian-migrate-")
    trial(sys.argv[1], sys.argv[2], data)
    shutil.rmtree(data)
    print("refused whole, killed, resumed, verified, handled")
    return 0


if __name__ == "__main__":
    sys.exit(main())
