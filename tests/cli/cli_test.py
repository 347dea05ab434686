"""The command line from outside: every contract of stdout and of the exit codes."""
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import unittest

YIJIAN, SOURCE = sys.argv[1], sys.argv[2]
CALENDARS = os.path.join(SOURCE, "workflows", "calendars")
WORKFLOWS = os.path.join(SOURCE, "workflows")


def run(*arguments, stdin=""):
    done = subprocess.run([YIJIAN, *arguments], input=stdin, capture_output=True, text=True,
                          timeout=120, cwd=SOURCE)
    return done.returncode, done.stdout, done.stderr


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def file(self, name, text):
        path = os.path.join(self.folder.name, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text if isinstance(text, str) else json.dumps(text, ensure_ascii=False))
        return path


class Due(unittest.TestCase):
    ROWS = [
        (["2025-04-28", "5wd"], "2025-05-08", "2025-05-09T00:00:00.000+08:00", False),
        (["2025-04-28", "20wd"], "2025-05-29", "2025-05-30T00:00:00.000+08:00", False),
        (["2025-09-26", "5wd"], "2025-10-10", "2025-10-11T00:00:00.000+08:00", False),
        (["2025-04-07", "45wd"], "2025-06-12", "2025-06-13T00:00:00.000+08:00", False),
        (["2025-04-28", "0wd"], "2025-04-28", "2025-04-29T00:00:00.000+08:00", False),
        (["2025-09-22", "5wd", "--pause", "2025-09-26..2025-10-13"], "2025-10-14",
         "2025-10-15T00:00:00.000+08:00", False),
        (["2025-01-31", "1mo"], "2025-02-28", "2025-03-01T00:00:00.000+08:00", False),
        (["2026-12-28", "10wd"], "2027-01-11", "2027-01-12T00:00:00.000+08:00", True),
    ]

    def test_last_day_due_and_provisional(self):
        for words, last_day, due, provisional in self.ROWS:
            code, out, err = run("due", *words, "--calendar", CALENDARS, "--json")
            self.assertEqual(code, 0, (words, err))
            self.assertEqual(json.loads(out),
                             {"last_day": last_day, "due": due, "provisional": provisional}, words)

    def test_two_pauses(self):
        code, out, _ = run("due", "2025-06-09", "5wd", "--pause", "2025-06-10..2025-06-11",
                           "--pause", "2025-06-12..2025-06-13", "--calendar", CALENDARS, "--json")
        self.assertEqual(code, 0)
        self.assertEqual(json.loads(out)["last_day"], "2025-06-18")

    def test_what_is_no_limit_day_or_pause_is_a_usage_error(self):
        for words in (["2025-04-31", "5wd"], ["2025-04-28", "5"], ["2025-04-28", "5xd"],
                      ["2025-04-28"], [], ["2025-04-28", "5wd", "--pause", "2025-04-30"],
                      ["2025-04-28", "5wd", "--pause", "2025-05-07..2025-04-30"]):
            code, out, err = run("due", *words, "--calendar", CALENDARS, "--json")
            self.assertEqual((code, out), (2, ""), words)
            self.assertTrue(err)

    def test_a_calendar_that_cannot_be_read(self):
        self.assertEqual(run("due", "2025-04-28", "5wd", "--calendar", "/nowhere")[0], 3)


class Eval(Folder):
    def test_one_expression(self):
        data = self.file("d.json", {"form": {"place": {"area": 180}}})
        self.assertEqual(run("eval", "form.place.area > 100", "--data", data)[:2], (0, "true\n"))
        code, out, _ = run("eval", "[1, 2.0]", "--json")
        self.assertEqual((code, json.loads(out)), (0, {"value": [1, 2.0], "type": "list"}))

    def test_errors(self):
        code, out, _ = run("eval", "type(1)", "--json")
        self.assertEqual((code, json.loads(out)), (0, {"value": "int", "type": "type"}))
        self.assertEqual(run("eval", "1 +")[0], 1)
        self.assertEqual(run("eval", "1 / 0", "--json")[1], '{"error":"cel_divide_by_zero"}\n')
        self.assertEqual(run("eval", "a", "--data", "/nowhere")[0], 3)
        self.assertEqual(run("eval", "a", "--data", self.file("bad.json", "{"))[0], 3)
        self.assertEqual(run("eval")[0], 2)
        self.assertEqual(run("eval", "1", "--batch")[0], 2)

    def test_batch_answers_each_line(self):
        lines = [{"expr": "x + 1", "data": {"x": 1}}, {"expr": "2u"}, {"expr": "1.0"},
                 {"expr": "nobody"}, {"expr": "'a' in ['a']", "data": {}}]
        code, out, _ = run("eval", "--batch", stdin="".join(json.dumps(l) + "\n" for l in lines))
        self.assertEqual(code, 0)
        self.assertEqual([json.loads(line) for line in out.splitlines()],
                         [{"value": 2, "type": "int"}, {"value": 2, "type": "uint"},
                          {"value": 1.0, "type": "double"}, {"error": "cel_no_such_name"},
                          {"value": True, "type": "bool"}])

    def test_a_line_that_cannot_be_read_is_answered_and_told(self):
        code, out, _ = run("eval", "--batch", stdin='{"expr": 7}\n{\n{"expr": "1"}\n')
        self.assertEqual(code, 3)
        answers = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([sorted(a) for a in answers], [["error"], ["error"], ["type", "value"]])


class Trace(Folder):
    MACHINE = {"id": "m", "initial": "a", "context": {"n": 0}, "states": {
        "a": {"on": {"GO": {"target": "b", "actions": [{"type": "ring"}]}}, "after": {"1000": "b"}},
        "b": {"type": "final"}}}

    def test_a_line_for_the_start_and_one_for_each_input(self):
        code, out, _ = run("trace", self.file("m.json", self.MACHINE),
                           stdin='{"event": "NO"}\n{"advance": "999ms"}\n{"event": "GO"}\n')
        self.assertEqual(code, 0)
        self.assertEqual([json.loads(line) for line in out.splitlines()], [
            {"configuration": ["a"], "done": False, "context": {"n": 0}, "actions": [],
             "refused": None},
            {"configuration": ["a"], "done": False, "context": {"n": 0}, "actions": [],
             "refused": "not_allowed_now"},
            {"configuration": ["a"], "done": False, "context": {"n": 0}, "actions": [],
             "refused": None},
            {"configuration": ["b"], "done": True, "context": {"n": 0}, "actions": ["ring"],
             "refused": None}])

    def test_an_invalid_machine_is_a_finding_with_its_place(self):
        path = self.file("m.json", '{"id": "m", "initial": "a",\n "states": {"a": {"onn": {}}}}')
        code, out, err = run("trace", path)
        self.assertEqual((code, out), (1, ""))
        self.assertIn(path + ":2:", err)
        self.assertIn("unknown_key", err)

    def test_what_cannot_be_read(self):
        self.assertEqual(run("trace", "/nowhere.json")[0], 3)
        self.assertEqual(run("trace", self.file("x.json", "{"))[0], 3)
        code, out, _ = run("trace", self.file("m.json", self.MACHINE), stdin="nonsense\n")
        self.assertEqual((code, len(out.splitlines())), (3, 2))


class Check(Folder):
    def test_the_shipped_workflows_are_clean(self):
        code, out, err = run("check", WORKFLOWS)
        self.assertEqual((code, out), (0, ""), err)

    def test_a_problem_has_its_place_and_both_languages(self):
        self.file("x/workflow.json", '{"id": "x",\n "nonsense": 1}')
        code, out, _ = run("check", self.folder.name)
        self.assertEqual(code, 1)
        self.assertRegex(out, r"x/workflow\.json:\d+:\d+: [a-z_]+: .+ / .+")
        code, out, _ = run("check", self.folder.name, "--json")
        self.assertEqual(code, 1)
        self.assertTrue(json.loads(out)["problems"])

    def test_a_scenarios_fault_is_found_too(self):
        self.file("x/scenarios/s.json", '{"title": {"zh": "题", "en": "T"}, "rule": "R", '
                  '"why": "因", "given": {"at": "2025-06-09", "applicant": "a"}, '
                  '"steps": [{"dose": 1}]}')
        code, out, _ = run("check", self.folder.name)
        self.assertEqual(code, 1)
        self.assertIn("unknown_key", out)

    def test_nothing_there(self):
        self.assertEqual(run("check", "/nowhere")[0], 3)


class Test(unittest.TestCase):
    def test_the_last_line_counts(self):
        code, out, err = run("test", os.path.join(WORKFLOWS, "permit"))
        self.assertEqual(code, 0, out + err)
        self.assertRegex(out.splitlines()[-1], r"^\d+ passed, 0 failed$")

    def test_a_single_file(self):
        path = os.path.join(WORKFLOWS, "permit", "scenarios", "voided.json")
        self.assertEqual(run("test", path)[1].splitlines()[-1], "1 passed, 0 failed")


class Program(unittest.TestCase):
    def test_usage(self):
        self.assertEqual(run()[0], 2)
        self.assertEqual(run("nonsense")[0], 2)
        self.assertEqual(run("due", "--nonsense")[0], 2)
        self.assertEqual(run("--help")[0], 0)
        self.assertEqual(run("verify")[0], 2)

    def test_a_store_that_is_not_there(self):
        self.assertEqual(run("verify", "--data", "/nowhere")[0], 4)


class Outbox(Folder):
    """A store that the program has made, with a case put into it that sent two messages."""

    def store(self):
        serving = subprocess.Popen([YIJIAN, "serve", "--demo", "--data", self.folder.name,
                                    "--listen", "127.0.0.1:0", "--workflows", WORKFLOWS],
                                   stderr=subprocess.PIPE, text=True)
        self.assertIn("listening", serving.stderr.readline())
        serving.terminate()
        serving.communicate(timeout=60)
        database = sqlite3.connect(os.path.join(self.folder.name, "yijian.db"))
        with database:
            database.execute("INSERT INTO cases VALUES (1, 'a', 1, zeroblob(32), 'w', 'w', 'draft',"
                             " '', 'd', '', NULL, NULL, 0, 0, 0)")
            database.execute("INSERT INTO log VALUES (1, 1, 1, '{}', '{}', zeroblob(32))")
            for lane, tries in ((1, 5), (2, 0)):
                database.execute("INSERT INTO outbox VALUES (?, 1, 'x', ?, 1, 'k', '{}', 0, ?)",
                                 (lane, lane, tries))
        database.close()

    def outbox(self, *arguments):
        return run("outbox", "--data", self.folder.name, *arguments)

    def test_a_dead_letter_is_seen_and_revived(self):
        self.store()
        code, out, _ = self.outbox()
        self.assertEqual(code, 1)
        self.assertEqual(out.splitlines(), ["a step 1 to x, message 1 (k): 5 tries, dead",
                                            "a step 1 to x, message 2 (k): 0 tries"])
        code, out, _ = self.outbox("--json", "--dead")
        told = json.loads(out)
        self.assertEqual((code, told["dead"], [m["lane"] for m in told["messages"]]), (1, 1, [1]))
        self.assertEqual(self.outbox("--to", "y")[:2], (0, ""))
        self.assertEqual(self.outbox("--revive")[0], 2)
        self.assertEqual(self.outbox("--revive", "--case", "b")[:2], (1, "0 revived\n"))
        self.assertEqual(self.outbox("--revive", "--case", "a", "--to", "x")[:2],
                         (0, "1 revived\n"))
        code, out, _ = self.outbox()
        self.assertEqual((code, out.splitlines()[0]), (0, "a step 1 to x, message 1 (k): 0 tries"))

    def test_looking_makes_no_store(self):
        for extra in ((), ("--revive", "--case", "a")):
            self.assertEqual(self.outbox(*extra)[0], 4)
        self.assertEqual(os.listdir(self.folder.name), [])


unittest.main(argv=[sys.argv[0], "-v"])
