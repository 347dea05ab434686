"""Open cases of another system are taken over across kill -9, shown, and handled.

    import_test.py YIJIAN SOURCE"""

import datetime
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

PERMIT = "permit-food-new"
CASES = 300  # of which some have been taken over when the program is killed
REASON = "旧系统停用"
CLERK = "clerk@market-regulation"


def write_lines(source, path):
    with open(os.path.join(source, "workflows", "shared", "samples.json"), encoding="utf-8") as file:
        samples = json.load(file)
    person, form = samples["applicants"][APPLICANT], samples["forms"][APPLICANT]
    zone = datetime.timezone(datetime.timedelta(hours=8))
    today = datetime.datetime.now(zone).date().isoformat()
    with open(path, "w", encoding="utf-8") as file:
        for i in range(CASES):
            line = {"workflow": PERMIT, "number": f"鄂A-{i}", "reason": REASON, "phase": "submitted",
                    "state": "preReview", "received": today,
                    "parties": [{"role": "applicant", "type": person["type"],
                                 "name": person["name"], "id": person["id"]}],
                    "form": {key: form[key] for key in ("enterprise", "place")},
                    "materials": {"businessLicence": "verified", "premises": "submitted"}}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def imported(data):
    with sqlite3.connect(os.path.join(data, "yijian.db")) as database:
        return database.execute("SELECT count(*) FROM log WHERE body LIKE "
                                "'%\"type\":\"case.imported\"%'").fetchone()[0]


def killed_midway(command, data):
    """The program is killed while it takes over the cases; how many it has."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and imported(data) < 3:
        time.sleep(0.001)
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return imported(data)


def handle(office, line):
    """Shown with its old number, in the timeline with its reason, and judged as any other."""
    page = expect(line.ask(office.page(PERMIT, "")), 200)
    check(CASES, len(page["cases"]), "cases")
    case = expect(line.ask(office.look(CLERK, page["cases"][0]["id"])), 200)
    check(True, case["number"].startswith("鄂A-"), "the old number")
    timeline = expect(line.ask(office.look(CLERK, case["id"], "/timeline")), 200)
    told = [event for event in timeline["steps"][0]["events"] if event["type"] == "case.imported"]
    check([(case["number"], REASON)], [(one["number"], one["reason"]) for one in told], "timeline")
    case = drive(line, act(office, CLERK, case, "accept"))
    check("accepted", case["phase"], "an imported case goes on")


def trial(binary, source, data):
    log = os.path.join(data, "server.log")
    server = Server(binary, source, data, log)
    office = Office(source, tokens_of(data), "import")
    path = os.path.join(data, "open.ndjson")
    write_lines(source, path)
    command = [binary, "import", "--data", data, "--workflows", os.path.join(source, "workflows"),
               "--opening", path, "--json", "--by", "admin@city"]
    check(4, subprocess.run(command, capture_output=True, timeout=120).returncode,
          "while the node runs")
    check(0, server.stop(), "the orderly end")
    part = killed_midway(command, data)
    if not 0 < part < CASES:
        raise Broken(f"killed after {part} of {CASES} cases: nothing is left to resume")
    for taken, before in ((CASES - part, part), (0, CASES)):
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        said = json.loads(done.stdout)
        check((0, taken, before), (done.returncode, said["imported"], said["importedBefore"]),
              "run again")
    check(CASES, imported(data), "cases")
    found, code = verify(binary, data)
    check((0, []), (code, found["findings"]), "verify")
    server = Server(binary, source, data, log)
    with Line(server) as line:
        handle(office, line)
    check(0, server.stop(), "the orderly end")
    found, code = verify(binary, data)
    check((0, []), (code, found["findings"]), "verify")


def main():
    data = tempfile.mkdtemp(prefix="yijian-import-")
    trial(sys.argv[1], sys.argv[2], data)
    shutil.rmtree(data)
    print("killed, run again, verified, shown, handled")
    return 0


if __name__ == "__main__":
    sys.exit(main())
