#!/usr/bin/env python3
"""Lines that the documents quote from the code must still stand there.

A quotation is a marker `<!-- live: path -->` and the fenced block behind it. Its lines, but for
their indentation, stand in the file in this order; a line `...` skips some.

Usage: walkthrough.py              checks docs/**/*.md, README.md, CONTRIBUTING.md
       walkthrough.py --self-test  proves that each fault is found
Exit: 0, or 1 with findings.
"""
import re
import sys

from tree import Tree, line_at

MARKER = re.compile(r"^<!-- live: (\S+) -->[ \t]*\n", re.M)
FENCE = re.compile(r"```[^\n]*\n(.*?)^```[ \t]*$", re.M | re.S)


def stray_line(quoted, text):
    """The first quoted line that does not stand in the text behind the ones before it, or None."""
    standing = iter([line.strip() for line in text.split("\n")])
    for line in quoted.split("\n"):
        wanted = line.strip()
        if wanted in ("", "..."):
            continue
        if not any(wanted == here for here in standing):
            return wanted
    return None


def check(tree):
    """(count of quotations, faults as texts)."""
    count, faults = 0, []
    for path, document in tree.files.items():
        if not path.endswith(".md"):
            continue
        for marker in MARKER.finditer(document):
            count += 1
            where = f"{path}:{line_at(document, marker.start())}"
            source = marker.group(1)
            fence = FENCE.match(document, marker.end())
            if fence is None:
                faults.append(f"{where}: no fenced block behind the marker")
            elif source not in tree.files:
                faults.append(f"{where}: there is no {source}")
            elif not fence.group(1).strip():
                faults.append(f"{where}: an empty quotation")
            else:
                stray = stray_line(fence.group(1), tree.files[source])
                if stray is not None:
                    faults.append(f"{where}: not in {source}: {stray}")
    return count, faults


def self_test():
    code = "int a() {\n  return 1;\n}\nint b() {\n  return 2;\n}\n"

    def faults(body, source="engine/a.cpp"):
        document = f"# Walk\n<!-- live: {source} -->\n{body}"
        return check(Tree({"docs/W.md": document, "engine/a.cpp": code}))[1]

    def fenced(quoted):
        return f"```cpp\n{quoted}```\n"

    good = (fenced("return 1;\n"), fenced("int a() {\n...\nint b() {\n    return 2;\n"))
    bad = (fenced("return 3;\n"), fenced("return 2;\nreturn 1;\n"), fenced("return 1;\nreturn 1;\n"),
           fenced("return\n"), fenced("\n"), "no fence\n")
    complaints = [f"finds a fault in {body!r}" for body in good if faults(body)]
    complaints += [f"misses the fault of {body!r}" for body in bad if not faults(body)]
    if not faults(good[0], "engine/gone.cpp"):
        complaints.append("misses a file that is gone")
    print("\n".join(complaints) or f"{len(bad) + 1} planted faults, all found")
    return 1 if complaints else 0


def main(arguments) -> int:
    if arguments == ["--self-test"]:
        return self_test()
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    count, faults = check(Tree.of_repository())
    if count == 0:
        faults.append("nothing is quoted anywhere: docs/WALKTHROUGH.md is not what it should be")
    print("\n".join([*faults, f"{count} quotations, {len(faults)} faults"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
