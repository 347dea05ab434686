#!/usr/bin/env python3
"""Measures the release server over HTTP beside SQLite's own ceiling on the same machine.

A round is: a fresh server on an empty store, bench_load with 1, 16 and 64 connections, what the
store and the process then weigh, and bench_ceiling. Of three rounds every figure is the median.

  start_ms         from the start of the process to the first answer of /healthz
  rss_mb           resident after the load
  bytes_per_case   the database file by the cases in it
  bytes_per_step   what the process sent to the disk, the write-ahead log included, by the steps
  rows_per_step    rows in the store by the steps; rows that were replaced are not seen
  http.c64.ratio   steps a second over HTTP by the transactions a second of SQLite alone
  chart.ratio      steps a second of the statechart in memory by those of npm xstate's `transition`

Usage: run_bench.py [--build build/release] [--rounds 3] [--seconds 5] [--json FILE]
stdout: one line a figure; FILE: one flat JSON object. stderr: progress. Exit: 0, 1 on any error.
"""
import argparse
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "mainjob"))

import server  # noqa: E402
from client import Client  # noqa: E402

CONNECTIONS = (1, 16, 64)
CEILING_S = 5
CHART_S = 2
TABLES = ("cases", "log", "task", "wake", "outbox", "created")


def run_json(*command):
    """The JSON line that a measuring program prints. Raises RuntimeError when it fails."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{Path(command[0]).name}: {done.stderr.strip()} {done.stdout.strip()}")
    return json.loads(done.stdout)


def resident_mb(pid):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"process {pid} tells no VmRSS")


def written_bytes(pid):
    """What the process has sent to the disk so far."""
    for line in Path(f"/proc/{pid}/io").read_text().splitlines():
        if line.startswith("write_bytes:"):
            return int(line.split()[1])
    raise RuntimeError(f"process {pid} tells no write_bytes")


def store_figures(data, written):
    """What the store of a stopped server weighs, by case and by step."""
    path = Path(data) / "yijian.db"
    base = sqlite3.connect(f"file:{path}?mode=rw", uri=True)
    try:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        rows = {table: base.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in TABLES}
    finally:
        base.close()
    return {"bytes_per_case": path.stat().st_size / rows["cases"],
            "bytes_per_step": written / rows["log"],
            "rows_per_step": sum(rows.values()) / rows["log"]}


def first_answer_ms(url, began):
    """Milliseconds since `began` at which /healthz is first answered."""
    client = Client(url)
    while not client.is_healthy():
        if time.monotonic() - began > server.START_S:
            raise RuntimeError("the server does not become healthy")
    return (time.monotonic() - began) * 1000


def chart_figures(build):
    """The interpreter and npm xstate on one machine, one after the other."""
    machine = HERE / "chart-machine.json"
    ours = run_json(build / "bench_chart", machine, CHART_S)["steps_per_s"]
    theirs = run_json("node", HERE / "chart.mjs", machine, CHART_S)["steps_per_s"]
    return {"chart.steps_per_s": ours, "chart.xstate_steps_per_s": theirs,
            "chart.ratio": ours / theirs}


def one_round(build, seconds):
    figures = {}
    # Below the build: the system's temporary folder may be in memory.
    with tempfile.TemporaryDirectory(prefix="bench-", dir=build) as folder:
        data = Path(folder) / "data"
        data.mkdir()
        began = time.monotonic()
        running, process = server.start(build / "yijian", data, Path(folder) / "log",
                                        workflows=HERE / "workflows")
        try:
            figures["start_ms"] = first_answer_ms(running.url, began)
            for count in CONNECTIONS:
                load = run_json(build / "bench_load", "--port", running.url.rsplit(":", 1)[1],
                                "--tokens", data / "demo-tokens.json",
                                "--case", HERE / "approval-case.json",
                                "--connections", count, "--seconds", seconds, "--warmup", 1)
                figures[f"http.c{count}.steps_per_s"] = load["steps_per_s"]
                if count == CONNECTIONS[-1]:
                    figures[f"http.c{count}.p50_ms"] = load["p50_ms"]
                    figures[f"http.c{count}.p99_ms"] = load["p99_ms"]
            figures["rss_mb"] = resident_mb(running.pid)
            written = written_bytes(running.pid)
        finally:
            server.stop(running, process)
        figures.update(store_figures(data, written))
        ceiling = run_json(build / "bench_ceiling", folder, CEILING_S)
    figures["ceiling.steps_per_s"] = ceiling["transitions_per_s"]
    figures["http.c64.ratio"] = figures["http.c64.steps_per_s"] / figures["ceiling.steps_per_s"]
    figures.update(chart_figures(build))
    return figures


def medians(rounds):
    return {name: round(statistics.median(one[name] for one in rounds), 3) for name in rounds[0]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--build", type=Path, default=server.ROOT / "build/release")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    rounds = []
    try:
        for number in range(arguments.rounds):
            print(f"round {number + 1} of {arguments.rounds}", file=sys.stderr)
            rounds.append(one_round(arguments.build, arguments.seconds))
    except (RuntimeError, server.NotStarted, OSError, sqlite3.Error) as reason:
        print(f"run_bench: {reason}", file=sys.stderr)
        return 1
    figures = medians(rounds)
    for name, value in figures.items():
        print(f"{name:24} {value:>12,.2f}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
