"""docs/tools.md, followed literally: every command that it shows is run, in its order and in one
new folder, and must print what the page says. A line that is "…" stands for any lines. With
YIJIAN_REGENERATE_GOLDEN=1 the outputs without such a line are written anew."""
import os
import re
import shlex
import subprocess
import sys
import tempfile
import unittest

BINARY, SOURCE = (os.path.abspath(path) for path in sys.argv[1:3])
PAGE = os.path.join(SOURCE, "docs", "tools.md")
BLOCK = re.compile(r"```console\n(.*?)```", re.S)


def commands_of(block):
    """[(command, [lines printed])] of a console block."""
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def run(command, folder):
    words = shlex.split(command)
    assert words[0] == "yijian", command
    done = subprocess.run([BINARY, *words[1:]], cwd=folder, capture_output=True, text=True,
                          timeout=60, check=False)
    return done.stdout.splitlines()


def fits(printed, shown):
    """Whether the lines are those shown, each "…" standing for any number of lines."""
    pattern = "\n".join(".*" if line == "…" else re.escape(line) for line in shown)
    return re.fullmatch(pattern, "\n".join(printed), re.S) is not None


class Tools(unittest.TestCase):
    def test_the_page_is_true(self):
        with open(PAGE, encoding="utf-8") as file:
            page = file.read()
        blocks = [commands_of(block) for block in BLOCK.findall(page)]
        self.assertGreater(sum(map(len, blocks)), 12)
        with tempfile.TemporaryDirectory() as folder:
            printed = [[(command, run(command, folder), shown) for command, shown in block]
                       for block in blocks]
        if os.environ.get("YIJIAN_REGENERATE_GOLDEN"):
            self.write(page, printed)
            return
        for command, lines, shown in (one for block in printed for one in block):
            self.assertTrue(fits(lines, shown), f"{command}\n" + "\n".join(lines))

    @staticmethod
    def write(page, printed):
        texts = iter("".join(f"$ {command}\n" + "".join(
            line + "\n" for line in (shown if "…" in shown else lines))
            for command, lines, shown in block) for block in printed)
        with open(PAGE, "w", encoding="utf-8") as file:
            file.write(BLOCK.sub(lambda _: f"```console\n{next(texts)}```", page))


class Comparison(unittest.TestCase):
    def test_an_ellipsis_stands_for_lines_and_nothing_else_does(self):
        self.assertTrue(fits(["a", "b", "c"], ["a", "…", "c"]))
        self.assertFalse(fits(["a", "b", "d"], ["a", "…", "c"]))
        self.assertFalse(fits(["a", "b"], ["a"]))
        self.assertFalse(fits(["a"], ["b"]))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
