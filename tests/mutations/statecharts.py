#!/usr/bin/env python3
"""Whether the tests notice a statechart interpreter that is wrong.

Each mutation changes one place of engine/chart in a copy of that file; it is compiled, linked with
the rest of the room and with the tests of test_chart as they were last built, and they must fail.
Without a mutation they must pass.

Usage: statecharts.py [--build build/release] [--only WORD]
stdout: one line a mutation. Exit: 0 when all are caught, 1 otherwise.
"""
import argparse
import shlex
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOM = ROOT / "engine/chart"
LIBRARY = "engine/chart/libengine_chart.a"
TESTS_S = 300  # a mutated interpreter may run long, which is a failure as well

# Name, file, what stands there exactly once, what stands there instead.
MUTATIONS = [
    ("document order: regions are asked from the last to the first", "select.cpp",
     "for (StateId region : state.children)",
     "for (StateId region : std::vector<StateId>(state.children.rbegin(), state.children.rend()))"),
    ("document order: states are left from the first to the last", "exit.cpp",
     "std::reverse(exited.begin(), exited.end());", ""),
    ("document order: states are entered from the last to the first", "microstep.cpp",
     "built_.step.entered = std::move(set.states);",
     "built_.step.entered.assign(set.states.rbegin(), set.states.rend());"),
    ("exit sets: conflicts are not seen", "select.cpp",
     "if (enabled.size() < 2) return enabled;", "return enabled;"),
    ("exit sets: an outer transition preempts the inner one", "select.cpp",
     "conflicts(other) && !machine.is_descendant(", "conflicts(other) || machine.is_descendant("),
    ("exit sets: every transition with a target re-enters", "sets.cpp",
     "if (inside && !transition.reenter) return source;", ""),
    ("history: nothing is recorded", "exit.cpp",
     "  return recorded;", "  return {};"),
    ("history: nothing is remembered", "sets.cpp",
     "return states.empty() ? nullptr : &states;", "return nullptr;"),
    ("history: deep is shallow", "exit.cpp",
     "if (deep ? leaf :", "if (deep && !deep ? leaf :"),
    ("done: parallel states are never complete", "microstep.cpp",
     "while (above != kNoState && machine_.state(above).type == StateType::parallel",
     "while (above != kNoState && machine_.state(above).type == StateType::history"),
    ("queues: sends come before what was raised", "interpret.cpp",
     "internal_.empty() ? sent_ : internal_", "sent_.empty() ? internal_ : sent_"),
    ("queues: eventless transitions wait for the queues", "interpret.cpp",
     "    if (changed_) {", "    if (changed_ && internal_.empty() && sent_.empty()) {"),
    ("timers: leaving a state cancels none", "microstep.cpp",
     "effects_.cancel_timers(id);", ""),
    ("invocations: leaving a state stops none", "microstep.cpp",
     "effects_.stop_invokes(id);", ""),
    ("invocations: late results are taken", "select.cpp",
     'if (!event.starts_with("xstate.")) return false;', "return false;"),
    ("descriptors: a.* takes ab", "select.cpp",
     "return event.size() == prefix.size() || event[prefix.size()] == '.';", "return true;"),
    ("descriptors: {} forbids nothing", "select.cpp",
     "  ++found_;\n", "  if (candidate.forbidden) return false;\n  ++found_;\n"),
    ("actions: those of a transition run before anything is left", "microstep.cpp",
     "  for (StateId id : step.exited)\n",
     "  for (TransitionId id : transitions)\n"
     "    if (Status status = effects_.run(machine_.transition(id).actions,\n"
     "                                     machine_.transition(id).source, id); !status) return status;\n"
     "  for (StateId id : step.exited)\n"),
    ("assign: expressions see what stands before them in the same assign", "effects.cpp",
     "    changed.set(name, *std::move(value));", "    changed.set(name, *std::move(value));\n    variables_ = changed;"),
]


def run(*command, **options):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)


def must(*command, **options):
    done = run(*command, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(str(word) for word in command)}\n{done.stderr}")
    return done.stdout


def compile_file(source, output):
    must("g++", "-std=c++20", "-O0", "-w", f"-I{ROOT}", "-c", source, "-o", output)


class Bench:
    """The objects of the room as it is, and the link line of its tests."""

    def __init__(self, build, scratch):
        self.build = build
        self.scratch = scratch
        self.objects = {path.name: scratch / f"{path.stem}.o" for path in sorted(ROOM.glob("*.cpp"))}
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda name: compile_file(ROOM / name, self.objects[name]), self.objects))
        lines = must("ninja", "-C", build, "-t", "commands", "test_chart").splitlines()
        self.link = [word for word in shlex.split(lines[-1]) if word not in (":", "&&")]
        if self.link.count(LIBRARY) != 1:
            raise RuntimeError("the link line of test_chart is not as expected")

    def fails(self, changed=None, replacement=None):
        """Whether the tests fail with the object of the file `changed` replaced."""
        program = self.scratch / "mutated"
        words = []
        for word in self.link:
            if word == LIBRARY:
                words += [replacement if name == changed else path
                          for name, path in self.objects.items()]
            else:
                words.append(program if word == "test_chart" else word)
        must(*words, cwd=self.build)
        try:
            return run(program, "--gtest_brief=1", timeout=TESTS_S).returncode != 0
        except subprocess.TimeoutExpired:
            return True

    def is_caught(self, file, anchor, becomes):
        text = (ROOM / file).read_text()
        if text.count(anchor) != 1:
            raise RuntimeError(f"{file} has changed: no single place of\n{anchor}")
        source = self.scratch / f"mutated_{file}"
        source.write_text(text.replace(anchor, becomes))
        compile_file(source, source.with_suffix(".o"))
        return self.fails(file, source.with_suffix(".o"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--build", type=Path, default=ROOT / "build/release")
    parser.add_argument("--only", default="", metavar="WORD", help="those with the word in their name")
    arguments = parser.parse_args()
    missed = []
    with tempfile.TemporaryDirectory(prefix="yijian-mutations-") as scratch:
        try:
            bench = Bench(arguments.build.resolve(), Path(scratch))
            if bench.fails():
                raise RuntimeError("the tests fail as they are")
            chosen = [one for one in MUTATIONS if arguments.only in one[0]]
            for name, file, anchor, becomes in chosen:
                caught = bench.is_caught(file, anchor, becomes)
                print(f"{'caught' if caught else 'MISSED'}  {name}", flush=True)
                if not caught:
                    missed.append(name)
        except RuntimeError as reason:
            print(f"statecharts.py: {reason}", file=sys.stderr)
            return 1
    return 1 if missed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
