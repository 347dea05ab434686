"""Pages of docs/ that say that a test follows them: this one does, literally. Every file that a page
shows whole is written, every command run by one bash, in the page's order and in a new folder, and
must print what the page says. A line that is "…" stands for any lines. The port is one that is free.
With YIJIAN_REGENERATE_GOLDEN=1 the outputs without such a line are written anew."""
import os
import re
import socket
import subprocess
import sys
import tempfile
import unittest

BINARY, SOURCE = (os.path.abspath(path) for path in sys.argv[1:3])
PAGES = ("tools.md", "integrator.md")
PORT = "8420"  # as it is written
LIMIT_S = 120
CONSOLE = re.compile(r"```console\n(.*?)```", re.S)
PIECE = re.compile(r"<!-- file: (\S+) -->\n```json\n(.*?)```|" + CONSOLE.pattern, re.S)


def commands_of(block):
    """[(command, [lines printed])] of a console block; a command ending in \\ goes on."""
    found = []
    for line in block.splitlines():
        if found and found[-1][0].endswith("\\") and not found[-1][1]:
            found[-1] = (found[-1][0] + "\n" + line, [])
        elif line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


def script_of(page, outputs):
    """(the bash script of the page, its commands in order as (command, lines shown))."""
    script, commands = ["trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT"], []
    for piece in PIECE.finditer(page):
        path, text, block = piece.groups()
        if path:
            script.append(f"mkdir -p $(dirname {path})\ncat > {path} <<'END_OF_FILE'\n{text}END_OF_FILE")
            continue
        for command, shown in commands_of(block):
            script.append(f"{{ {command}\n}} > {outputs}/{len(commands)} 2>> {outputs}/err")
            commands.append((command, shown))
    return "\n".join(script) + "\n", commands


def follow(page):
    """[(command, lines printed, lines shown)] of every command of the page."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as outputs:
        script, commands = script_of(page, outputs)
        env = dict(os.environ, PATH=os.path.dirname(BINARY) + os.pathsep + os.environ["PATH"])
        subprocess.run(["bash", "-c", script.replace(PORT, port)], cwd=folder, env=env,
                       timeout=LIMIT_S, check=False, stdin=subprocess.DEVNULL)
        printed = []
        for number, (command, shown) in enumerate(commands):
            with open(os.path.join(outputs, str(number)), encoding="utf-8") as file:
                printed.append((command, file.read().replace(port, PORT).splitlines(), shown))
        return printed


def fits(printed, shown):
    """Whether the lines are those shown, each "…" standing for any number of lines."""
    pattern = "".join(r"(?:[^\n]*\n)*" if line == "…" else re.escape(line) + r"\n"
                      for line in shown)
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed)) is not None


def rewritten(page, printed):
    """The page with what was printed, where it leaves nothing out."""
    lines = iter(printed)

    def block(match):
        text = ""
        for _ in commands_of(match.group(1)):
            command, now, shown = next(lines)
            text += f"$ {command}\n" + "".join(
                line + "\n" for line in (shown if "…" in shown else now))
        return f"```console\n{text}```"

    return CONSOLE.sub(block, page)


class Pages(unittest.TestCase):
    def test_what_the_pages_say_is_what_happens(self):
        for name in PAGES:
            path = os.path.join(SOURCE, "docs", name)
            with open(path, encoding="utf-8") as file:
                page = file.read()
            printed = follow(page)
            self.assertGreater(len(printed), 12)
            if os.environ.get("YIJIAN_REGENERATE_GOLDEN"):
                with open(path, "w", encoding="utf-8") as file:
                    file.write(rewritten(page, printed))
                continue
            for command, lines, shown in printed:
                with self.subTest(page=name, command=command):
                    self.assertTrue(fits(lines, shown), command + "\n" + "\n".join(lines))


class Comparison(unittest.TestCase):
    def test_an_ellipsis_stands_for_lines_and_nothing_else_does(self):
        self.assertTrue(fits(["a", "b", "c"], ["a", "…", "c"]))
        self.assertTrue(fits(["a", "c"], ["a", "…", "c"]))
        self.assertTrue(fits([], ["…"]))
        self.assertTrue(fits([], []))
        self.assertFalse(fits(["a", "b", "d"], ["a", "…", "c"]))
        self.assertFalse(fits(["a", "bc"], ["a", "…", "c"]))
        self.assertFalse(fits(["a", "b"], ["a"]))
        self.assertFalse(fits(["a"], []))
        self.assertFalse(fits(["a"], ["b"]))

    def test_files_and_commands_are_followed_in_order(self):
        page = ("<!-- file: a/b.json -->\n```json\n{}\n```\n```console\n$ cat a/b.json\n{}\n"
                "$ X=1; \\\n  Y=2\n$ echo $X$Y\n12\n$ sleep 60 &\n```\n")
        printed = follow(page)
        self.assertEqual([lines for _, lines, _ in printed], [["{}"], [], ["12"], []])
        self.assertEqual(rewritten(page.replace("12", "?"), printed), page)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
