#!/usr/bin/env python3
"""`./dev up` and `./dev down`: a server on loopback, and one thing done end to end.

up    starts build/release/yijian unless the one started before still runs, drives the main job once,
      prints its timeline, proves its records, and names the addresses to go on with. Later runs find
      the cases that are there and tell of the last one.
down  stops the server that `up` started, and no other.
"""
import json
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import main_job
import server
from client import Client, Problem, read_people
from timeline import gather, story

BINARY = server.ROOT / "build/release/yijian"
DATA = server.ROOT / "var/data"
RUN = server.ROOT / "var/run"
RECORD = RUN / "server.json"
LOG = RUN / "server.log"
PORTS = (8420, 8439)
MOST_COUNTED = 10_000


def find_or_start():
    """(running server, whether it was started just now)."""
    running = server.recall(RECORD)
    if running and running.binary == str(BINARY) and running.built == BINARY.stat().st_mtime:
        return running, False
    if running:
        print("程序已重新构建，重启服务 / built anew: starting the server again")
        server.stop(running)
    DATA.mkdir(parents=True, exist_ok=True)
    running, _ = server.start(BINARY, DATA, LOG, server.free_port(*PORTS))
    server.remember(running, RECORD)
    return running, True


def cases(client, person, query=""):
    """Heads of cases, at most MOST_COUNTED."""
    return list(islice(client.rows(person, f"/v1/cases?limit=500{query}", "cases"), MOST_COUNTED))


def last_closed(client, person):
    """The id of the newest main job that is done, or None."""
    done = cases(client, person, f"&workflow={main_job.WORKFLOW}&phase=closed")
    return max(done, key=lambda head: head["opened"])["id"] if done else None


def tell(client, applicant, reader, case_id):
    """Prints the case's story; the ids of the case and its children."""
    thing, children, timelines = gather(client, applicant, reader, case_id)
    print()
    print("\n".join(story(thing, children, timelines, sys.stdout.isatty())))
    return [thing["id"], *(child["id"] for child in children.values())]


def verify(case_ids):
    """Proves each case's records with the program itself; whether all are sound."""
    steps, sound = 0, True
    for case_id in case_ids:
        proof = subprocess.run([BINARY, "verify", "--data", DATA, "--case", case_id, "--json"],
                               capture_output=True, text=True)
        if proof.returncode != 0:
            print(f"{case_id}: {proof.stdout}{proof.stderr}")
            sound = False
            continue
        steps += json.loads(proof.stdout)["steps"]
    print()
    print(f"校验 {len(case_ids)} 件 {steps} 步：" + ("记录完整，未被改动" if sound else "有误") +
          f" / verified {len(case_ids)} cases, {steps} steps: " + ("intact" if sound else "faults"))
    return sound


def name_addresses(running, case_id, reader):
    tokens = Path(running.data) / "demo-tokens.json"
    shown = tokens.relative_to(server.ROOT)
    print(f"""
接下来 / to go on
  服务 server    {running.url}   进程 pid {running.pid}   日志 log {LOG.relative_to(server.ROOT)}
  令牌 tokens    {shown}   （各部门的人 / people of every department）
  TOKEN=$(jq -r '."{reader.name}".token' {shown})
  curl -H "Authorization: Bearer $TOKEN" {running.url}/v1/cases/{case_id}
  curl -H "Authorization: Bearer $TOKEN" {running.url}/v1/cases/{case_id}/timeline
  curl -H "Authorization: Bearer $TOKEN" '{running.url}/v1/tasks?scope=all'
  文档 docs      README.md · docs/WALKTHROUGH.md · docs/integrator.md · docs/rules/README.md
  停止 stop      ./dev down""")


def up() -> int:
    running, is_new = find_or_start()
    client = Client(running.url)
    people = read_people(Path(running.data) / "demo-tokens.json")
    applicant = main_job.applicant_among(people)
    reader = next(person for person in people if person.role == "supervisor")
    there = cases(client, reader)
    print(f"{'服务已启动' if is_new else '服务在运行'} / {'started' if is_new else 'running'}: "
          f"{running.url}   已有 {len(there)} 件 / {len(there)} cases are there")
    case_id = last_closed(client, reader)
    if case_id is None:
        began = time.monotonic()
        thing, acts = main_job.run(client, people)
        case_id = thing["id"]
        took_ms = (time.monotonic() - began) * 1000
        main_job.check(client, applicant, thing)
        print(f"办成一件事：{len(thing['items'])} 个事项，{acts} 次办理，{took_ms:.0f} 毫秒 / "
              f"one thing done: {len(thing['items'])} items, {acts} acts, {took_ms:.0f} ms")
    case_ids = tell(client, applicant, reader, case_id)
    sound = verify(case_ids)
    name_addresses(running, case_id, reader)
    return 0 if sound else 1


def down() -> int:
    running = server.recall(RECORD)
    if running is None:
        print("没有在运行 / nothing of ours is running")
    else:
        server.stop(running)
        print(f"已停止 / stopped: {running.url}")
    RECORD.unlink(missing_ok=True)
    return 0


def main(arguments) -> int:
    if arguments not in (["up"], ["down"]):
        print("usage: up.py up | down", file=sys.stderr)
        return 2
    try:
        return up() if arguments == ["up"] else down()
    except (server.NotStarted, main_job.Stuck, Problem, OSError) as reason:
        print(f"{reason}\n日志 / log: {LOG}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
