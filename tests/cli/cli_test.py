"""The command line from outside: every contract of stdout and of the exit codes."""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

YIJIAN, SOURCE = sys.argv[1], sys.argv[2]
CALENDARS = os.path.join(SOURCE, "workflows", "calendars")
WORKFLOWS = os.path.join(SOURCE, "workflows")
BROKEN = os.path.join(os.path.dirname(WORKFLOWS), "tests", "broken")


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
        self.assertRegex(out, r"x/workflow\.json:\d+:\d+: error: [a-z_]+: .+ / .+")
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

    def test_posts_that_nobody_holds(self):
        with tempfile.TemporaryDirectory() as folder:
            users = os.path.join(folder, "users.json")
            with open(users, "w", encoding="utf-8") as file:
                json.dump({"users": [{"role": "clerk", "department": "public-security"}]}, file)
            code, out, _ = run("check", os.path.join(WORKFLOWS, "seal-engraving"), "--users", users)
            self.assertEqual(code, 1, out)
            self.assertIn("nobody_holds", out)
            self.assertIn("reviewer@public-security", out)

    def test_nothing_there(self):
        self.assertEqual(run("check", "/nowhere")[0], 3)

    def test_advice_alone_is_no_finding(self):
        code, out, _ = run("check", os.path.join(BROKEN, "explored_in_part"))
        self.assertEqual((code, out.count(": advice: ")), (0, 1))
        self.assertEqual(run("check", os.path.join(BROKEN, "collected_twice"))[0], 1)

    def test_what_is_certain_is_mended_and_no_more(self):
        for name, left in (("unknown_key", 0), ("invalid_limit", 0), ("invalid_limit.days", 1)):
            folder = os.path.join(self.folder.name, name)
            shutil.copytree(os.path.join(BROKEN, name), folder)
            code, out, err = run("check", folder, "--fix", "--json")
            self.assertEqual((code, len(json.loads(out)["problems"])), (left, left), err)
        path = os.path.join(self.folder.name, "unknown_key", "sign", "workflow.json")
        with open(path, encoding="utf-8") as file:
            self.assertIn('"department": "city"', file.read())

    def test_a_server_refuses_what_would_strand_a_case(self):
        workflows = os.path.join(BROKEN, "stranded_case")
        code, _, err = run("serve", "--data", self.folder.name, "--workflows", workflows,
                           "--listen", "127.0.0.1:0")
        self.assertEqual(code, 1)
        self.assertIn("stranded_case", err)

    def test_formats(self):
        folder = os.path.join(BROKEN, "unlawful_move")
        _, out, _ = run("check", folder, "--format", "json")
        problem = json.loads(out)["problems"][0]
        self.assertEqual(problem["path"], ["submit", "accept", "skip"])
        self.assertEqual(problem["span"]["begin"]["line"], 17)
        _, out, _ = run("check", folder, "--format", "sarif")
        self.assertEqual(json.loads(out)["version"], "2.1.0")
        self.assertEqual(run("check", folder, "--format", "xml")[0], 2)


class Tools(Folder):
    def test_explain_tells_codes_and_templates(self):
        code, out, _ = run("explain", "unlawful_move", "--json")
        self.assertEqual((code, json.loads(out)["severity"]), (0, "error"))
        code, out, _ = run("explain", "standard-approval", "--json", "--workflows", WORKFLOWS)
        told = json.loads(out)
        self.assertEqual((code, told["slots"]), (0, ["review"]))
        self.assertIn("approver", told["roles"])
        code, _, err = run("explain", "unlawful_mvoe")
        self.assertEqual(code, 2)
        self.assertIn("unlawful_move", err)

    def test_explain_tells_who_issues_a_document_and_what_it_reads(self):
        code, out, _ = run("explain", "rectification-order", "--json", "--workflows", WORKFLOWS)
        told = json.loads(out)
        self.assertEqual((code, told["word"], told["copies"], told["seal"]), (0, "改", 2, True))
        self.assertIn("paper", told["reads"])
        self.assertEqual([(one["file"], one["definitions"], one["acts"][0]["action"], one["engine"])
                          for one in told["issuedBy"]],
                         [("fire-verification/workflow.json", ["fire-verification"], "verify", False)])
        code, out, _ = run("explain", "correction-notice", "--workflows", WORKFLOWS)
        self.assertEqual(code, 0)
        self.assertIn("一次性补正告知书", out)
        self.assertIn("引擎", out)  # the timer and items.answered of a thing
        code, _, err = run("explain", "correction-notise", "--workflows", WORKFLOWS)
        self.assertEqual(code, 2)
        self.assertIn("correction-notice", err)
        self.file("w/documents/odd.json", {"id": "odd", "body": []})
        code, _, err = run("explain", "odd", "--workflows", os.path.join(self.folder.name, "w"))
        self.assertNotEqual(code, 0)
        self.assertIn("yijian check", err)

    def test_new_brings_the_documents_that_are_issued(self):
        at = self.folder.name
        documents = os.path.join(at, "documents")
        self.assertEqual(run("new", "a-duty", "--kind", "duty", "--in", at)[0], 0)
        self.assertEqual(os.listdir(documents), ["voiding.json"])
        self.assertEqual(run("new", "an-item", "--in", at)[0], 0)
        self.assertIn("correction-notice.json", os.listdir(documents))
        self.assertNotIn("visit-notice.json", os.listdir(documents))
        self.assertEqual(run("check", at)[:2], (0, ""))
        shutil.rmtree(documents)  # a folder that goes without texts stays so
        self.assertEqual(run("new", "another", "--in", at)[0], 0)
        self.assertFalse(os.path.exists(documents))
        self.assertEqual(run("check", at)[:2], (0, ""))

    def test_fmt_keeps_every_value(self):
        for name in ("permit", "templates", "shared", "enterprise-info-change", "schema"):
            shutil.copytree(os.path.join(WORKFLOWS, name), os.path.join(self.folder.name, name))
        before = {path: self.value(path) for path in self.files()}
        self.assertEqual(run("fmt", "--check", self.folder.name)[0], 1)
        self.assertEqual(run("fmt", self.folder.name)[0], 0)
        self.assertEqual(run("fmt", "--check", self.folder.name)[:2], (0, ""))
        for path, value in before.items():  # the order of keys too
            self.assertEqual(json.dumps(self.value(path)), json.dumps(value), path)

    @staticmethod
    def value(path):
        with open(path, encoding="utf-8") as file:
            return json.load(file)

    def files(self):
        return [os.path.join(folder, name) for folder, _, names in os.walk(self.folder.name)
                for name in names if name.endswith(".json")]

    def test_new_never_writes_over_anything(self):
        self.assertEqual(run("new", "shop-sign", "--in", self.folder.name)[0], 0)
        self.assertEqual(run("new", "shop-sign", "--in", self.folder.name)[0], 5)
        for kind in ("item", "duty"):
            code, out, _ = run("new", "a-" + kind, "--kind", kind, "--in", self.folder.name)
            self.assertEqual((code, "schema" in out), (0, False))
        self.assertEqual(run("new", "a-thing", "--kind", "thing", "--in", self.folder.name)[0], 2)
        for wrong in ("Shop", "../x", "a--b", "a-", "x" * 65):
            self.assertEqual(run("new", wrong, "--in", self.folder.name)[0], 2, wrong)
        code, out, err = run("check", self.folder.name)
        self.assertEqual((code, out), (0, ""), err)
        self.assertEqual(run("test", self.folder.name)[0], 0)

    def test_diff_says_what_breaks_running_cases(self):
        other = os.path.join(self.folder.name, "sign")
        shutil.copytree(os.path.join(BROKEN, "unused_limit", "sign"), other)
        good = os.path.join(BROKEN, "explored_in_part", "sign")
        code, out, _ = run("diff", os.path.join(BROKEN, "unused_limit", "sign"), other)
        self.assertEqual(code, 0, out)
        code, out, _ = run("diff", other, good, "--json")
        codes = {one["code"]: one["breaks"] for one in json.loads(out)["differences"]}
        self.assertEqual((code, codes["limit_removed"]), (0, False))
        code, out, _ = run("diff", good, other, "--json")
        codes = {one["code"]: one["breaks"] for one in json.loads(out)["differences"]}
        self.assertEqual((code, codes["state_removed"]), (1, True))

    def test_walk_follows_a_way_and_saves_it(self):
        path = os.path.join(WORKFLOWS, "fire-safety-check", "workflow.json")
        told = json.loads(run("walk", path, "--most", "5", "--json")[1])
        self.assertEqual((len(told["ways"]), told["complete"]), (5, False))
        duty = os.path.join(WORKFLOWS, "fire-verification", "workflow.json")
        told = json.loads(run("walk", duty, "--json")[1])
        self.assertTrue(told["complete"])
        self.assertTrue(all(way["phase"] == "closed" for way in told["ways"]), told)
        code, _, err = run("walk", path, "--take", "submit,deliver")
        self.assertEqual(code, 5)
        self.assertIn("forward", err)
        saved = os.path.join(self.folder.name, "s.json")
        self.assertEqual(run("walk", path, "--take", "submit,forward", "--save", saved)[0], 0)
        with open(saved, encoding="utf-8") as file:
            self.assertEqual([step["does"] for step in json.load(file)["steps"]],
                             ["submit", "forward"])
        self.assertEqual(run("walk", WORKFLOWS)[0], 2)  # which of them?

    def test_coverage_tells_what_no_scenario_comes_through(self):
        code, out, _ = run("test", os.path.join(WORKFLOWS, "permit"), "--coverage", "--json")
        self.assertEqual(code, 0)
        covered = {one["workflow"]: one for one in json.loads(out)["coverage"]}
        drugs = covered["permit-drugs-new"]
        self.assertIn("pending.accepted.deciding: sendBack", drugs["transitions"])
        self.assertIn("revoked", drugs["statesMissed"])
        self.assertFalse(set(drugs["transitions"]) & set(drugs["transitionsMissed"]))


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
                             " '', 'd', '', NULL, NULL, 0, 0, 0, 0)")
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
