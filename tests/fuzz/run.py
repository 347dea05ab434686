#!/usr/bin/env python3
"""Runs each fuzzer for some seconds, its seeds being the shipped definitions, the broken ones and
tests/fuzz/seeds. What a fuzzer finds it writes below build/fuzz, and says how to run it again.

Usage: run.py [SECONDS] [--brief]      (60; needs the fuzz preset built)
  --brief  as a test: begins at the seeds alone with the same random numbers each time, fuzzers side
           by side, and leaves build/fuzz/results.junit for the tally
Exit: 0, or 1 when one found anything.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / "build/fuzz"
MEMORY_MB = 2048
LIMIT_S = 10  # of one input
MOST_BYTES = 20_000
FUZZERS = ("json", "cel", "check", "chart")
DEFINITIONS = ("json", "check")  # fuzzers that start from definitions
BRIEF_SEED = 1


def seeds_of(name):
    """A folder with the seeds of the fuzzer, or nothing."""
    if name not in DEFINITIONS:
        return ROOT / "tests/fuzz/seeds" / name
    folder = BUILD / "seeds" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    files = [path for top in ("workflows", "tests/broken") for path in (ROOT / top).rglob("*.json")]
    for number, path in enumerate(sorted(files)):
        shutil.copy(path, folder / f"{number}.json")
    return folder


def run(name, seconds, corpus, *options):
    """(whether the fuzzer found nothing, how many inputs it tried, the end of what it said)"""
    done = subprocess.run(
        [str(BUILD / f"fuzz_{name}"), str(corpus), str(seeds_of(name)), f"-max_total_time={seconds}",
         f"-rss_limit_mb={MEMORY_MB}", f"-timeout={LIMIT_S}", f"-max_len={MOST_BYTES}",
         "-print_final_stats=1", *options], cwd=BUILD, capture_output=True, text=True,
        errors="replace", check=False)
    inputs = [line.split()[-1] for line in done.stderr.splitlines()
              if line.startswith("stat::number_of_executed_units")]
    return done.returncode == 0, int(inputs[0]) if inputs else 0, done.stderr[-4000:]


def tell(name, good, inputs, said):
    print(f"{name:6} {inputs:>9} inputs  {'nothing found' if good else 'FOUND SOMETHING'}", flush=True)
    if not good:
        print(said, flush=True)


def at_length(seconds):
    """Each in turn, from the corpus that the runs before have gathered."""
    found = False
    for name in FUZZERS:
        corpus = BUILD / "corpus" / name
        corpus.mkdir(parents=True, exist_ok=True)
        good, inputs, said = run(name, seconds, corpus)
        tell(name, good, inputs, said)
        found = found or not good
    return found


def briefly(seconds):
    """All side by side, repeatably; a fuzzer that tried nothing has failed."""
    suite = xml.Element("testsuite", name="fuzz")
    with tempfile.TemporaryDirectory() as folder:
        def one(name):
            corpus = Path(folder) / name
            corpus.mkdir()
            return run(name, seconds, corpus, f"-seed={BRIEF_SEED}")

        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            results = list(pool.map(one, FUZZERS))
    found = False
    for name, (good, inputs, said) in zip(FUZZERS, results):
        good = good and inputs > 0
        tell(name, good, inputs, said)
        case = xml.SubElement(suite, "testcase", name=f"fuzz_{name}", status="run")
        if not good:
            xml.SubElement(case, "failure", message="found something").text = said
        found = found or not good
    xml.ElementTree(suite).write(BUILD / "results.junit")
    return found


def main(arguments) -> int:
    brief = "--brief" in arguments
    rest = [one for one in arguments if one != "--brief"]
    if len(rest) > 1 or any(not one.isdigit() for one in rest):
        print(__doc__, file=sys.stderr)
        return 2
    seconds = int(rest[0]) if rest else 60
    return 1 if (briefly if brief else at_length)(seconds) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
