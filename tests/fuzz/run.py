#!/usr/bin/env python3
"""Runs each fuzzer for some seconds, its seeds being the shipped definitions, the broken ones and
tests/fuzz/seeds. What a fuzzer finds it writes below build/fuzz, and says how to run it again.

Usage: run.py [SECONDS]      (60; needs the fuzz preset built). Exit: 0, or 1 when one found anything.
"""
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / "build/fuzz"
MEMORY_MB = 2048
LIMIT_S = 10  # of one input
MOST_BYTES = 20_000
DEFINITIONS = ("json", "check")  # fuzzers that start from definitions


def seeds_of(name):
    """A folder with the seeds of the fuzzer, or nothing."""
    if name not in DEFINITIONS:
        return ROOT / "tests/fuzz/seeds" / name
    folder = BUILD / "seeds"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    files = [path for top in ("workflows", "tests/broken") for path in (ROOT / top).rglob("*.json")]
    for number, path in enumerate(sorted(files)):
        shutil.copy(path, folder / f"{number}.json")
    return folder


def run(name, seconds):
    """Whether the fuzzer found nothing."""
    corpus = BUILD / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [str(BUILD / f"fuzz_{name}"), str(corpus), str(seeds_of(name)), f"-max_total_time={seconds}",
         f"-rss_limit_mb={MEMORY_MB}", f"-timeout={LIMIT_S}", f"-max_len={MOST_BYTES}",
         "-print_final_stats=1"], cwd=BUILD, capture_output=True, text=True)
    inputs = [line.split()[-1] for line in done.stderr.splitlines()
              if line.startswith("stat::number_of_executed_units")]
    print(f"{name:6} {inputs[0] if inputs else '?':>9} inputs  "
          f"{'nothing found' if done.returncode == 0 else 'FOUND SOMETHING'}", flush=True)
    if done.returncode != 0:
        print(done.stderr[-4000:], flush=True)
    return done.returncode == 0


def main(arguments) -> int:
    if len(arguments) > 1 or any(not one.isdigit() for one in arguments):
        print(__doc__, file=sys.stderr)
        return 2
    seconds = int(arguments[0]) if arguments else 60
    good = [run(name, seconds) for name in ("json", "cel", "check", "chart")]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
