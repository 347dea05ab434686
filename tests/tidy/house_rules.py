"""The house rules that a machine can hold us to. Each is a function of a Tree that yields
(path, line, what is wrong); its docstring is what is shown beside the findings."""
import json
import re

from tree import code_of, functions, line_at, lines, literals, raw_text_lines, without_comments

SOURCES = ("engine/", "storage/", "api/")
BELOW = {  # what a room may know besides itself; storage and api know all below them
    "engine/base": (), "engine/cel": ("base",), "engine/law": ("base",),
    "engine/chart": ("base", "cel"), "engine/definition": ("base", "cel", "chart", "law"),
    "engine/casework": ("base", "cel", "chart", "law", "definition"),
    "engine/authoring": ("base", "cel", "chart", "law", "definition", "casework"),
}
CONFINED = (  # header, where alone it may be included
    (r"nlohmann/", r"engine/base/json\.cpp"),
    (r"boost/(beast|asio)", r"api/http/"),
    (r"boost/(msm|mpl)", r"engine/law/lifecycle\.cpp"),
    (r"sqlite3\.h", r"storage/sqlite/"),
    (r"libpq", r"storage/postgres/"),
    (r"CLI/", r"api/(cli/|main\.cpp)"),
    (r"spdlog/", r".*\.cpp"),
)
CHINESE = {  # files of the engine whose code may hold Chinese, and what for
    "engine/law/phase.cpp": "names of phases", "engine/law/regime.cpp": "titles of rules",
    "engine/law/statutes.h": "titles of statutes",
    "engine/law/ceilings.cpp": "remedies and stop reasons",
    "engine/definition/codes.cpp": "notes of places",
    "engine/definition/codes_files.cpp": "registry of problems",
    "engine/definition/codes_machines.cpp": "registry of problems",
    "engine/definition/codes_types.cpp": "registry of problems",
    "engine/definition/codes_law.cpp": "registry of problems",
    "engine/definition/codes_contents.cpp": "registry of problems",
    "engine/definition/codes_paths.cpp": "registry of problems",
    "engine/definition/details.cpp": "details of faults",
    "engine/definition/exits.cpp": "titles of the exits that the engine adds",
    "engine/definition/document_text.cpp": "days and truths as documents write them",
    "engine/definition/formats.cpp": "signs of an address",
    "engine/casework/allowed.cpp": "titles of the kernel commands",
    "engine/casework/paper.cpp": "periods and bases as documents write them",
    "engine/casework/why_text.cpp": "what stands against an act, to people",
    "engine/authoring/answers.cpp": "values made up for forms",
    "engine/authoring/answers.h": "the name of somebody",
    "engine/authoring/act_data.cpp": "what people say with their acts",
    "engine/authoring/words.h": "words of the tools",
    "engine/authoring/run.cpp": "the opinion of a scenario that gives none",
}
MOST_FILE_LINES = 500
MOST_FUNCTION_LINES = 70

_INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def _room(path):
    return "/".join(path.split("/")[:2])


def _includes(text):
    for match in _INCLUDE.finditer(without_comments(text)):
        yield line_at(text, match.start()), match.group(1) == '"', match.group(2)


def _may_know(room, other):
    if room == other:
        return True
    if room in BELOW:
        return other in {f"engine/{name}" for name in BELOW[room]}
    if room == "api/http":  # the server knows no case
        return other == "engine/base"
    top, other_top = room.split("/")[0], other.split("/")[0]
    return other_top == "engine" or top == other_top or (top, other_top) == ("api", "storage")


def directions(tree):
    """api -> storage -> engine, and inside the engine downwards alone; includes by full path"""
    for path, text in tree.below(*SOURCES):
        for line, is_quoted, name in _includes(text):
            if not is_quoted:
                continue
            if not name.startswith(SOURCES):
                yield path, line, f'"{name}" is no full path'
            elif not _may_know(_room(path), _room(name)):
                yield path, line, f"{_room(path)} must not know {_room(name)}"


def confinement(tree):
    """a heavy or foreign header is included by the few files that own it"""
    for path, text in tree.below(*SOURCES):
        for line, _, name in _includes(text):
            for header, owner in CONFINED:
                if re.match(header, name) and not re.match(owner, path):
                    yield path, line, f"{name} belongs to {owner} alone"


def regular_expressions(tree):
    """RE2, never std::regex: an author's pattern must not be able to run for ever"""
    for path, text in tree.below(*SOURCES):
        for number, line in lines(without_comments(text)):
            if re.search(r"std::w?regex|#\s*include\s*<regex>", line):
                yield path, number, "std::regex"


def file_length(tree):
    """one idea a file, and never more than 500 lines"""
    for path, text in tree.below(*SOURCES, "tests/", suffixes=(".cpp", ".h", ".py", ".mjs")):
        count = text.count("\n")
        if count > MOST_FILE_LINES:
            yield path, count, f"{count} lines"


def function_length(tree):
    """a function has at most 70 lines, texts quoted in it not counted"""
    for path, text in tree.below(*SOURCES, "tests/"):
        quoted = raw_text_lines(text)
        for first, last in functions(text):
            count = len(set(range(first, last + 1)) - quoted)
            if count > MOST_FUNCTION_LINES:
                yield path, first, f"{count} lines"


def headers(tree):
    """a header begins with a comment that says what it is for, and is read once"""
    for path, text in tree.below(*SOURCES, "tests/", suffixes=(".h",)):
        if not text.startswith("// "):
            yield path, 1, "no comment at the top"
        if not re.search(r"^#pragma once$", text, re.M):
            yield path, 1, "no #pragma once"


def names(tree):
    """a name says what a thing is: no Manager, Util or Helper"""
    empty = re.compile(r"\w*(Manager|Util|Helper)s?\b|(\b|_)(manager|util|helper)s?(\b|_)")
    for path, text in tree.below(*SOURCES):
        if re.search(r"(manager|util|helper)", path):
            yield path, 1, "the file's name"
        for number, line in lines(code_of(text)):
            if empty.search(line):
                yield path, number, empty.search(line).group()


def unfinished(tree):
    """nothing in the repository speaks of work left undone"""
    words = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX)\b")
    for path, text in tree.files.items():
        if path.endswith("package-lock.json"):
            continue
        for number, line in lines(text):
            if words.search(line):
                yield path, number, words.search(line).group()


def _template_names(tree):
    """Ids of templates, and keys of their states."""
    def states(machine):
        for key, state in (machine.get("states") or {}).items():
            yield key
            yield from states(state)

    for path, text in tree.below("workflows/templates/", suffixes=(".json",)):
        template = json.loads(text)
        yield template["id"]
        yield from states(template.get("machine", {}))


def chart_names(tree):
    """the statechart knows the name of no state, template or phase"""
    phases = tree.files.get("engine/law/phase.cpp", "")
    names = {word for _, word in literals(phases) if re.fullmatch("[a-z]+", word)}
    names |= set(_template_names(tree))
    for path, text in tree.below("engine/chart/"):
        for line, word in literals(text):
            if word in names:
                yield path, line, f'"{word}"'


def machine_paths(tree):
    """the repository stands alone: no path of one machine, none that leads out of it"""
    path_words = re.compile(r"(?<![\w.~}$-])/(home|wor" r"k|root|Users)/\w|\.\./sha" r"red")
    for path, text in tree.files.items():
        for number, line in lines(text):
            if path_words.search(line):
                yield path, number, path_words.search(line).group()


def sql(tree):
    """SQL is spoken below storage/ alone"""
    for path, text in tree.below("engine/", "api/"):
        for line, word in literals(text):
            if re.search(r"\b(SELECT|INSERT|DELETE FROM|CREATE TABLE)\b", word):
                yield path, line, word.strip()[:40]


def chinese(tree):
    """in the engine Chinese stands in comments and message tables, never inline"""
    for path, text in tree.below("engine/"):
        if path in CHINESE:
            continue
        for number, line in lines(without_comments(text)):
            if re.search(r"[\u3400-\u9fff\uff00-\uffef]", line):
                yield path, number, line.strip()[:60]


def heading_ids(tree):
    """Ids of the rules that docs/rules/ has headings for."""
    for path, text in tree.below("docs/rules/", suffixes=(".md",)):
        for match in re.finditer(r"^## (R-[A-Z]+-\d\d)\b", text, re.M):
            yield path, line_at(text, match.start()), match.group(1)


def rules_in_use(tree):
    """a rule of docs/rules/ is cited by a scenario, or enforced by name in the code"""
    cited = "\n".join(text for path, text in tree.files.items() if "/scenarios/" in path)
    code = "\n".join(text for path, text in tree.below("engine/", suffixes=(".cpp",))
                     if path != "engine/law/regime.cpp")
    for path, line, rule in heading_ids(tree):
        if f'"{rule}"' not in cited and rule not in code:
            yield path, line, rule


RULES = (directions, confinement, regular_expressions, file_length, function_length, headers, names,
         unfinished, chart_names, machine_paths, sql, chinese)
ADVICE = (rules_in_use,)  # reported, never failed
