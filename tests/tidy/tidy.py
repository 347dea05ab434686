#!/usr/bin/env python3
"""The house rules as a test.

Usage: tidy.py              reports file:line of whatever breaks a rule
       tidy.py --self-test  plants a fault for every rule and sees it found
Exit: 0, or 1 with findings.
"""
import sys

from house_rules import ADVICE, RULES
from planted import self_test
from tree import Tree


def main(arguments) -> int:
    if arguments == ["--self-test"]:
        return self_test()
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    tree, failed = Tree.of_repository(), 0
    for rule in RULES + ADVICE:
        for path, line, what in rule(tree):
            is_advice = rule in ADVICE
            failed += not is_advice
            kind = "advice: " if is_advice else ""
            print(f"{path}:{line}: {kind}{what} ({rule.__name__}: {rule.__doc__})")
    print(f"{len(tree.files)} files, {len(RULES)} rules, {failed} findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
