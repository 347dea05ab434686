"""Faults planted in a small sound tree: every rule must find its own, and nothing in the rest."""
import house_rules as rules
from tree import Tree

SOUND = {
    "engine/base/json.cpp": '#include <nlohmann/json.hpp>\n#include "engine/base/value.h"\n',
    "engine/base/value.h": "// What it is for.\n#pragma once\n",
    "engine/law/phase.cpp": 'const char* const kNames[] = {"draft", "填报", "accepted"};\n',
    "engine/law/lifecycle.cpp": "#include <boost/msm/back/state_machine.hpp>\n",
    "engine/chart/step.cpp": '// 状态图 "accepted" in a comment\n#include "engine/cel/cel.h"\n'
                             'const char* const kFinal = "final";\n',
    "engine/casework/decide.cpp": '#include "engine/definition/definition.h"\n'
                                  'void f() { cite("R-A-01"); }\n',
    "storage/sqlite/store.cpp": '#include <sqlite3.h>\n#include "engine/casework/ports.h"\n'
                                'constexpr const char* kRead = "SELECT n FROM cases";\n',
    "storage/writer/log.cpp": "#include <spdlog/spdlog.h>\n",
    "api/http/core.h": "// What it is for.\n#pragma once\n#include <boost/asio/io_context.hpp>\n",
    "api/cli/main.cpp": '#include <CLI/CLI.hpp>\n#include "storage/sqlite/store.h"\n',
    "api/cli/help.cpp": 'const char* const kHelp = "SELECTED by nobody";\n',
    "workflows/templates/standard.json":
        '{"id": "standard-approval", "machine": {"states": {"review": {"states": {"examine": {}}}}}}',
    "workflows/permit/scenarios/a.json": '{"rule": "R-B-01"}',
    "docs/rules/README.md": "# Rules\n## R-A-01 one\n## R-B-01 two\n",
}


def body(count):
    return "".join(f"  call({i});\n" for i in range(count))


LONGEST = "int f(int a) {\n" + body(68) + "}\n"
TABLE = "constexpr int kTable[] = {\n" + "  1,\n" * 100 + "};\n"
STRUCT = "struct Big {\n" + "  int a;\n" * 100 + "};\nint g() { return 1; }\n"

# rule, path, text that breaks it
FAULTS = (
    (rules.directions, "engine/cel/a.cpp", '#include "engine/chart/chart.h"\n'),
    (rules.directions, "engine/law/a.cpp", '#include "engine/cel/cel.h"\n'),
    (rules.directions, "engine/casework/a.cpp", '#include "storage/sqlite/store.h"\n'),
    (rules.directions, "storage/sqlite/a.cpp", '#include "api/http/request.h"\n'),
    (rules.directions, "api/http/a.cpp", '#include "engine/casework/ports.h"\n'),
    (rules.directions, "engine/cel/a.cpp", '#include "cel.h"\n'),
    (rules.confinement, "engine/base/a.cpp", "#include <nlohmann/json.hpp>\n"),
    (rules.confinement, "api/handlers/a.cpp", "#include <boost/beast/http.hpp>\n"),
    (rules.confinement, "storage/writer/a.cpp", "#include <boost/asio/post.hpp>\n"),
    (rules.confinement, "storage/writer/a.cpp", "#include <sqlite3.h>\n"),
    (rules.confinement, "api/handlers/a.cpp", "#include <CLI/CLI.hpp>\n"),
    (rules.confinement, "engine/law/a.cpp", "#include <boost/msm/back/state_machine.hpp>\n"),
    (rules.confinement, "storage/writer/log.h", "// x\n#pragma once\n#include <spdlog/spdlog.h>\n"),
    (rules.regular_expressions, "engine/cel/a.cpp", "std::regex r(pattern);\n"),
    (rules.regular_expressions, "engine/cel/a.cpp", "#include <regex>\n"),
    (rules.file_length, "engine/cel/a.cpp", "int a;\n" * 501),
    (rules.file_length, "tests/unit/a.py", "a = 1\n" * 501),
    (rules.function_length, "engine/cel/a.cpp", "namespace a {\nint f(int a) {\n" + body(69) + "}\n}\n"),
    (rules.function_length, "engine/cel/a.cpp",
     "class A {\n  void f() const {\n    if (x) {\n" + body(69) + "    }\n  }\n};\n"),
    (rules.function_length, "engine/cel/a.cpp",
     "A::A(int a) : a_{a}, b_{1} {\n" + body(80) + "}\n"),
    (rules.function_length, "engine/cel/a.cpp",
     "template <class T>\nT f(T a) {\n  x = \"}\";  // }\n" + body(69) + "}\n"),
    (rules.headers, "engine/cel/a.h", "#pragma once\n"),
    (rules.headers, "engine/cel/a.h", "// What it is for.\n"),
    (rules.names, "engine/cel/string_utils.cpp", "int a;\n"),
    (rules.names, "engine/cel/a.cpp", "class CaseManager {};\n"),
    (rules.names, "engine/cel/a.cpp", "int parse_helper(int a);\n"),
    (rules.unfinished, "docs/a.md", "TO" "DO write this\n"),
    (rules.unfinished, "engine/cel/a.cpp", "// FIX" "ME\n"),
    (rules.chart_names, "engine/chart/a.cpp", 'bool b = name == "accepted";\n'),
    (rules.chart_names, "engine/chart/a.cpp", 'bool b = id == "standard-approval";\n'),
    (rules.chart_names, "engine/chart/a.cpp", 'bool b = key == "examine";\n'),
    (rules.machine_paths, "docs/a.md", "see /wor" "k/main/x\n"),
    (rules.machine_paths, "engine/cel/a.cpp", "// see ../sha" "red/DESIGN.md\n"),
    (rules.machine_paths, "tests/a.py", "PATH = '/ho" "me/me/x'\n"),
    (rules.sql, "api/handlers/a.cpp", 'auto q = "SELECT 1";\n'),
    (rules.sql, "engine/casework/a.cpp", 'auto q = R"sql(\nINSERT INTO a VALUES(1)\n)sql";\n'),
    (rules.chinese, "engine/casework/a.cpp", 'auto t = "受理";\n'),
    (rules.chinese, "engine/cel/a.cpp", "auto t = u8\"（\";  // （\n"),
    (rules.rules_in_use, "docs/rules/more.md", "## R-C-01 three\n"),
)
# what must not be taken for a fault
SOUND_ADDITIONS = (
    ("engine/cel/a.cpp", LONGEST), ("engine/cel/a.cpp", TABLE), ("engine/cel/a.cpp", STRUCT),
    ("engine/cel/a.cpp", 'int f() {\n  return g(R"({\n' + "text\n" * 100 + '})");\n}\n'),
    ("engine/cel/a.cpp", "int f() { return 1'000'000; }\n" * 100),
    ("engine/cel/a.cpp", "// 期限, SELECT, #include <regex>, \"storage/a.h\"\n"),
    ("docs/a.md", "GET /v1/work/home, ./dev, ../schema/workflow.schema.json\n"),
)


def self_test() -> int:
    complaints = []
    for rule in rules.RULES + rules.ADVICE:
        if not any(fault[0] is rule for fault in FAULTS):
            complaints.append(f"no fault is planted for {rule.__name__}")
        for path, line, what in rule(Tree(SOUND)):
            complaints.append(f"{rule.__name__} finds {what} in sound {path}:{line}")
        for path, text in SOUND_ADDITIONS:
            for _, line, what in rule(Tree({**SOUND, path: text})):
                complaints.append(f"{rule.__name__} finds {what} at line {line} of sound {text[:60]!r}")
    for rule, path, text in FAULTS:
        found = [entry for entry in rule(Tree({**SOUND, path: text})) if entry[0] == path]
        if not found:
            complaints.append(f"{rule.__name__} misses {text[:60]!r} in {path}")
    print("\n".join(complaints) or f"{len(FAULTS)} planted faults, all found")
    return 1 if complaints else 0
