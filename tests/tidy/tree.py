"""The repository's texts by path, and C++ looked at without its comments and strings."""
import re
import subprocess
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXTS = (".cpp", ".h", ".py", ".mjs", ".md", ".json", ".txt", ".cmake", ".yml", "")
SKIPPED = {"build", "var", "node_modules", ".git", "__pycache__"}

_TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/'                                    # comments
    r'|R"(?P<tag>[^()\\\s]{0,16})\(.*?\)(?P=tag)"'           # raw strings
    r'|"(?:\\.|[^"\\\n])*"'                                  # strings
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'", re.S)           # characters; 1'000 is none


class Tree:
    """{path: text} with the questions that rules ask. Tests build one by hand."""

    def __init__(self, files):
        self.files = files

    @classmethod
    def of_repository(cls, root=ROOT):
        """Every tracked text file, or every file where there is no git."""
        listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others",
                                 "--exclude-standard"], cwd=root, capture_output=True, text=True)
        if listed.returncode == 0:
            paths = filter(None, listed.stdout.split("\0"))
        else:
            paths = (str(path.relative_to(root)) for path in root.rglob("*")
                     if path.is_file() and not SKIPPED & set(path.parts))
        return cls({path: (root / path).read_text(encoding="utf-8", errors="replace")
                    for path in sorted(paths)
                    if Path(path).suffix in TEXTS and (root / path).is_file()})

    def below(self, *folders, suffixes=(".cpp", ".h")):
        """(path, text) of the files below the folders."""
        for path, text in self.files.items():
            if path.startswith(folders) and path.endswith(suffixes):
                yield path, text


def lines(text):
    """(number, line), from 1."""
    return enumerate(text.split("\n"), 1)


def line_at(text, offset):
    return text.count("\n", 0, offset) + 1


def _blank(match):
    return re.sub(r"[^\n]", " ", match.group())


@lru_cache(maxsize=None)
def code_of(text):
    """The text with comments, strings and characters blanked, line for line."""
    return _TOKEN.sub(_blank, text)


@lru_cache(maxsize=None)
def without_comments(text):
    """The text with comments blanked, strings left."""
    return _TOKEN.sub(lambda m: _blank(m) if m.group().startswith(("//", "/*")) else m.group(),
                      text)


def literals(text):
    """(line, content) of every string literal."""
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word.startswith('"'):
            yield line_at(text, match.start()), word[1:-1]
        elif word.startswith("R"):
            yield line_at(text, match.start()), word[word.index("(") + 1:word.rindex(")")]


def raw_text_lines(text):
    """Numbers of the lines that lie wholly or partly within raw strings of several lines."""
    found = set()
    for match in _TOKEN.finditer(text):
        if match.group().startswith("R"):
            found.update(range(line_at(text, match.start()) + 1, line_at(text, match.end()) + 1))
    return found


_SCOPE = re.compile(r"\b(namespace|class|struct|union|enum|extern)\b")
_PARAMETERS = re.compile(  # a list in parentheses, then nothing but what may stand before a body
    r"\w\s*\([^()]*(\([^()]*\)[^()]*)*\)\s*((const|noexcept|override|final)\s*)*(->.*|:.*)?$",
    re.S)


def functions(text):
    """(first line, last line) of every function body at namespace or class scope, head included."""
    code = code_of(text)
    stack, head_from, found = [], 0, []
    for match in re.finditer(r"[{};]", code):
        sign, at = match.group(), match.start()
        if sign == "{":
            head = code[head_from:at]
            stack.append((_kind(head, stack), head_from + len(head) - len(head.lstrip())))
        elif sign == "}" and stack:
            kind, begin = stack.pop()
            if kind == "function":
                found.append((line_at(code, begin), line_at(code, at)))
        head_from = at + 1
    return found


def _kind(head, stack):
    """What an opening brace begins: scope, function, data, or a block inside one of these."""
    if any(kind != "scope" for kind, _ in stack):
        return "block"
    words = re.sub(r"^\s*#.*$", "", head, flags=re.M).strip()
    if words.endswith("="):
        return "data"
    if _SCOPE.search(words):  # or a function whose template or result names one
        return "function" if _PARAMETERS.search(words) else "scope"
    return "function" if "(" in words or not words else "data"  # empty: behind an initializer
