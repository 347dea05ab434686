#!/usr/bin/env python3
"""Adds up what ctest and the GoogleTest binaries report, and prints "N passed, N failed".

Usage: tally.py BUILD_DIR...

Of a build folder it reads results.junit (one entry a ctest test) and results/<test>.xml, where a
GoogleTest binary counts its own cases; a ctest test without such a file counts as one. A folder
without results.junit counts as one failure: its tests did not run. Exit: 0, or 1 with failures or
with nothing passed.
"""
import sys
import xml.etree.ElementTree as xml
from pathlib import Path


def gtest_counts(report: Path):
    """(passed, failed, names of the failed) of one GoogleTest binary, or None when it left none."""
    try:
        root = xml.parse(report).getroot()
    except (OSError, xml.ParseError):
        return None
    cases = [case for case in root.iter("testcase") if case.get("status") == "run"]
    failed = [f"{case.get('classname')}.{case.get('name')}" for case in cases
              if case.find("failure") is not None]
    return len(cases) - len(failed), len(failed), failed


def tally(build: Path):
    """(passed, failed names) of one build folder."""
    try:
        root = xml.parse(build / "results.junit").getroot()
    except (OSError, xml.ParseError):
        return 0, [f"{build}: the tests did not run"]
    passed, failed = 0, []
    for test in root.iter("testcase"):
        name = test.get("name", "?")
        is_good = test.get("status") == "run" and test.find("failure") is None
        counts = gtest_counts(build / "results" / f"{name}.xml")
        if counts is None:
            passed += is_good
            failed += [] if is_good else [f"{build}: {name}"]
            continue
        passed += counts[0]
        failed += [f"{build}: {name}: {case}" for case in counts[2]]
        if not is_good and not counts[2]:  # a crash at exit, a leak
            failed.append(f"{build}: {name}")
    return passed, failed


def main(arguments) -> int:
    if not arguments:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    passed, failed = 0, []
    for build in arguments:
        more_passed, more_failed = tally(Path(build))
        passed += more_passed
        failed += more_failed
    for name in failed:
        print(f"failed: {name}")
    print(f"{passed} passed, {len(failed)} failed")
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
