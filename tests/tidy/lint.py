#!/usr/bin/env python3
"""clang-format and clang-tidy, findings being errors.

Usage: lint.py [--all]   the C++ files that differ from main (or, on main, from the commit before
                         and in the working tree), or all of them
Needs build/plain/compile_commands.json. Exit: 0, or 1 with findings.
"""
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tree import ROOT

COMMANDS = ROOT / "build/plain/compile_commands.json"
# GCC's own switches, which clang would call unknown.
FOREIGN = ("-Wno-maybe-uninitialized", "-Wno-restrict", "-Wno-stringop-overflow",
           "-Wno-free-nonheap-object")


def git(*words):
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.split("\n")


def base():
    """The commit that changes are counted from."""
    fork = subprocess.run(["git", "merge-base", "HEAD", "main"], cwd=ROOT, capture_output=True,
                          text=True).stdout.strip()
    head = git("rev-parse", "HEAD")[0]
    return fork if fork and fork != head else "HEAD~1"


def chosen(is_all):
    """Paths of C++ files to look at."""
    if is_all:
        paths = git("ls-files", "*.cpp", "*.h")
    else:
        paths = git("diff", "--name-only", "--diff-filter=d", base(), "--", "*.cpp", "*.h")
        paths += git("ls-files", "--others", "--exclude-standard", "*.cpp", "*.h")
    return sorted({path for path in paths if path})


def clang_database(folder):
    """A compilation database without GCC's own switches, and the files it knows."""
    commands = json.loads(COMMANDS.read_text())
    for entry in commands:
        words = [word for word in entry["command"].split(" ") if word not in FOREIGN]
        entry["command"] = " ".join(words[1:] if words[0].endswith("ccache") else words)
    (Path(folder) / "compile_commands.json").write_text(json.dumps(commands))
    return {os.path.relpath(entry["file"], ROOT) for entry in commands}


def format_faults(paths):
    """Whether clang-format would write any of the files otherwise."""
    return bool(paths) and subprocess.run(["clang-format", "--dry-run", "-Werror", *paths],
                                          cwd=ROOT).returncode != 0


def tidy_file(folder, path):
    done = subprocess.run(["clang-tidy", "--quiet", "-p", folder,
                           "--extra-arg=-Wno-unknown-warning-option", path],
                          cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode != 0


def main(arguments) -> int:
    if arguments not in ([], ["--all"]):
        print(__doc__, file=sys.stderr)
        return 2
    paths = chosen(bool(arguments))
    failed = format_faults(paths)
    with tempfile.TemporaryDirectory() as folder:
        known = clang_database(folder)
        units = [path for path in paths if path in known]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            faults = sum(pool.map(lambda path: tidy_file(folder, path), units))
    print(f"{len(paths)} files formatted {'wrongly' if failed else 'right'}, "
          f"{faults} of {len(units)} units with findings")
    return 1 if failed or faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
