"""Bad days: time that passed while the server was dead, a folder in use, a disk that is full.

    faults_test.py YIJIAN SOURCE"""

import os
import subprocess
import sys
import tempfile

import office as desk
from office import Broken, Office
from server import NotStarted, Server, tokens_of, verify
from wire import Line

FILED, LATER = "2025-04-28T09:30", "2025-05-12T10:00"  # the notice was due on 2025-05-08
DISK_BYTES = 48 << 20
MAX_FILED = 5_000  # the disk is full long before


def filed(office):
    """A permit that is submitted and waits for its window; gives the case."""
    case = desk.expect((yield office.open("permit-food-new", ["enterprise", "place"])), 201)
    case = yield from desk.act(office, desk.APPLICANT, case, "supply", {"material": "premises"})
    return (yield from desk.act(office, desk.APPLICANT, case, "submit"))


def play(line, script):
    response = None
    while True:
        try:
            response = line.ask(script.send(response))
        except StopIteration as end:
            return end.value


def must(condition, text):
    if not condition:
        raise Broken(text)


def must_verify(binary, data):
    found, code = verify(binary, data)
    must(code == 0 and not found["findings"], f"verify: exit {code} {found['findings'][:3]}")


def a_timer_due_while_dead_fires_once_and_first(binary, source, data):
    """行政许可法 第三十二条: five working days of silence accept. The click comes after the restart,
    and too late."""
    log = os.path.join(data, "server.log")
    server = Server(binary, source, data, log, clock=FILED)
    office = Office(source, tokens_of(data), "timer")
    with Line(server) as line:
        cases = [play(line, filed(office)) for _ in range(20)]
    server.kill()
    for life in range(2):
        server = Server(binary, source, data, log, clock=LATER)
        with Line(server) as line:
            for case in cases:
                late = line.ask(office.act(f"clerk@{desk.WINDOW}", case["id"], case["n"], "forward"))
                must(late.status in (409, 412), f"a click overtook its timer: {late.status}")
                timeline = line.ask(office.look("supervisor", case["id"], "/timeline")).body
                fired = [step for step in timeline["steps"] for event in step["events"]
                         if event["type"] == "timer.notice"]
                must(len(fired) == 1, f"life {life}: the timer fired {len(fired)} times")
                must(fired[0]["n"] == case["n"] + 1, "something came before the timer")
                must(fired[0]["effective"].startswith("2025-05-09T00:00:00"), str(fired[0]))
                seen = line.ask(office.look("supervisor", case["id"])).body
                must(seen["phase"] == "accepted" and seen["accepted"].startswith("2025-04-28"),
                     f"deemed accepted from the day of receipt, not {seen.get('accepted')}")
        server.kill()
    must_verify(binary, data)


def a_folder_has_one_server(binary, source, data):
    first = Server(binary, source, data, os.path.join(data, "server.log"))
    try:
        Server(binary, source, data, os.path.join(data, "second.log")).kill()
        raise Broken("two servers on one folder")
    except NotStarted as refused:
        must(refused.code == 4, f"exit {refused.code}, not 4")
        must("in use" in refused.text, f"says only {refused.text!r}")
    finally:
        must(first.stop() == 0, "the first one ends as if nothing had happened")


def a_full_disk_refuses_and_loses_nothing(binary, source, data):
    """Until the disk is full, then with room again: everything acknowledged is there."""
    ballast, known = os.path.join(data, "ballast"), {}
    with open(ballast, "wb") as file:
        file.write(bytes(DISK_BYTES // 4))
    log = os.path.join(tempfile.gettempdir(), f"yijian-full-{os.getpid()}.log")
    server = Server(binary, source, data, log)
    office = Office(source, tokens_of(data), "full")
    opening = ("permit-food-new", ["enterprise", "place"])
    with Line(server) as line:
        for _ in range(MAX_FILED):
            refused = office.open(*opening)
            answer = line.ask(refused)
            if answer.status != 201:
                break
            known[answer.body["id"]] = answer.body["hash"]
        must(answer.status in (503, 507), f"a full disk answers {answer.status} {answer.body}")
        must(server.alive(), "a full disk ends the server")
        some = next(iter(known))
        must(line.ask(office.look("supervisor", some)).status == 200, "it does not read any more")
        os.remove(ballast)
        answer = line.ask(refused)
        must(answer.status == 201 and not answer.replayed, f"with room again: {answer.status}")
        known[answer.body["id"]] = answer.body["hash"]
        play(line, desk.permit(office))
    server.kill()
    server = Server(binary, source, data, log)
    with Line(server) as line:
        for case_id, digest in known.items():
            seen = line.ask(office.look("supervisor", case_id))
            must(seen.status == 200 and seen.body["hash"] == digest, f"{case_id} is lost")
    must(server.stop() == 0, "an orderly end")
    must_verify(binary, data)
    os.remove(log)
    return len(known)


def on_small_disk(test, binary, source):
    """Runs the test on a file system of its own; False where none may be mounted."""
    with tempfile.TemporaryDirectory(prefix="yijian-full-") as data:
        mount = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "none", data],
                               capture_output=True, check=False)
        if mount.returncode != 0:
            return False
        try:
            test(binary, source, data)
        finally:
            subprocess.run(["umount", data], check=True)
    return True


def main():
    binary, source = sys.argv[1:3]
    for test in (a_timer_due_while_dead_fires_once_and_first, a_folder_has_one_server):
        with tempfile.TemporaryDirectory(prefix="yijian-faults-") as data:
            test(binary, source, data)
        print("passed:", test.__name__)
    full = a_full_disk_refuses_and_loses_nothing
    done = on_small_disk(full, binary, source)
    print("passed:" if done else "skipped, no file system may be mounted here:", full.__name__)
    return 0


if __name__ == "__main__":
    sys.exit(main())
