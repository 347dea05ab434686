"""yijian import from outside: open cases of another system, judged line by line, all or none."""
import datetime
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import unittest

YIJIAN, SOURCE = (os.path.abspath(path) for path in sys.argv[1:3])
WORKFLOW = "permit-food-new"
TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
REASON = "旧系统停用"


def ago(days):
    return (TODAY - datetime.timedelta(days=days)).isoformat()


def samples():
    with open(os.path.join(SOURCE, "workflows", "shared", "samples.json"), encoding="utf-8") as file:
        return json.load(file)


class Import(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder, self.data = folder.name, os.path.join(folder.name, "data")
        os.mkdir(self.data)
        person = samples()["applicants"]["hongshan-tea"]
        self.party = {"role": "applicant", **{key: person[key] for key in ("type", "name", "id")}}
        self.form = {key: samples()["forms"]["hongshan-tea"][key] for key in ("enterprise", "place")}

    def line(self, number, **more):
        return {"workflow": WORKFLOW, "number": number, "reason": REASON, "parties": [self.party],
                "form": self.form, "materials": {"businessLicence": "verified", "premises": "submitted"},
                "phase": "submitted", "state": "preReview", "received": ago(0), **more}

    def take(self, lines, *options):
        path = os.path.join(self.folder, "open.ndjson")
        with open(path, "wb") as file:
            for line in lines:
                text = line if isinstance(line, bytes) else json.dumps(
                    line, ensure_ascii=False).encode()
                file.write(text + b"\n")
        done = subprocess.run(
            [YIJIAN, "import", "--data", self.data, "--workflows", os.path.join(SOURCE, "workflows"),
             "--opening", path, "--json", *options], capture_output=True, text=True, timeout=120,
            check=False)
        return done.returncode, json.loads(done.stdout) if done.stdout else done.stderr

    def rows(self, query):
        database = sqlite3.connect(os.path.join(self.data, "yijian.db"))
        try:
            return database.execute(query).fetchall()
        finally:
            database.close()

    def verified(self):
        done = subprocess.run([YIJIAN, "verify", "--data", self.data, "--json"], capture_output=True,
                              text=True, timeout=120, check=False)
        return done.returncode, json.loads(done.stdout)["findings"]

    def test_told_first_then_taken_over_once(self):
        lines = [self.line(f"鄂A-{i}") for i in range(5)]
        code, told = self.take(lines, "--dry-run")
        self.assertEqual((code, told["written"], told["importable"]), (0, False, 5))
        self.assertEqual(self.rows("SELECT count(*) FROM log"), [(0,)])
        code, told = self.take(lines, "--by", "张主任")
        self.assertEqual((code, told["written"], told["imported"]), (0, True, 5))
        code, told = self.take(lines + [self.line("鄂A-5")], "--by", "张主任")
        self.assertEqual((code, told["imported"], told["importedBefore"]), (0, 1, 5))
        self.assertEqual(self.rows("SELECT count(*) FROM cases"), [(6,)])
        self.assertEqual(self.verified(), (0, []))

    def test_the_record_says_who_and_the_number_and_hides_the_reason(self):
        self.take([self.line("鄂A-1")], "--by", "张主任")
        [(body, private)] = self.rows("SELECT body, private FROM log")
        step = json.loads(body)
        imported = step["events"][1]
        self.assertEqual((step["actor"]["name"], step["actor"]["role"]), ("张主任", "admin"))
        self.assertEqual((imported["type"], imported["number"]), ("case.imported", "鄂A-1"))
        self.assertEqual((step["command"]["type"], step["rule"]), ("import", "R-IMPORT-01"))
        self.assertNotIn(REASON, body)
        self.assertNotIn(self.form["enterprise"]["legalPerson"]["id"], body)
        self.assertIn(REASON, private)

    def test_one_bad_line_and_nothing_is_written(self):
        lines = [self.line("1"), self.line("2", phase="closed", state="closed"), self.line("3")]
        code, told = self.take(lines)
        self.assertEqual((code, told["written"], told["importable"]), (5, False, 2))
        self.assertEqual([(one["line"], one["number"], one["reasons"][0]["pointer"],
                           one["reasons"][0]["code"]) for one in told["refused"]],
                         [(2, "2", "/phase", "import_phase")])
        self.assertEqual(self.rows("SELECT count(*) FROM log"), [(0,)])
        code, told = self.take(lines, "--partial")
        self.assertEqual((code, told["written"], told["imported"], told["refusedLines"]),
                         (5, True, 2, 1))

    def test_a_number_is_taken_over_once(self):
        self.take([self.line("1")])
        for lines, code in (([self.line("1", received=ago(1))], "already_imported"),
                            ([self.line("2"), self.line("2")], "number_twice")):
            status, told = self.take(lines)
            self.assertEqual((status, told["refused"][-1]["reasons"][0]["code"]), (5, code))
        self.assertEqual(self.take([self.line("1", workflow="permit-drugs-new")])[0], 0)

    def test_hostile_lines_are_told_by_their_number(self):
        lines = [b"x", b'{"workflow":', b"[" * 200_000, b'{"a":' * 60 + b"1" + b"}" * 60,
                 b'"' + b"a" * (1 << 20) + b'"', b"null", b"[]", b"{}", b"\xff\xfe",
                 b'{"number":"1","number":"2"}', b"", self.line("n" * 201), self.line("1", parties=[7]),
                 self.line("2", form={"enterprise": [[[]]]}), self.line("3", state=[1]),
                 self.line("4", hands={"accept": [1, {}]}), self.line("5", used={"statutory": -1}),
                 self.line("6", received="9999-99-99"), self.line("7", received="0001-01-01"),
                 self.line("8", materials={str(i): "submitted" for i in range(300)}),
                 self.line("9", stops=[{"reason": "inspection", "from": ago(1), "days": "9" * 30}]),
                 self.line("10", workflow="nothing"), self.line("11", guide={"x": ["y"] * 300})]
        code, told = self.take(lines)
        self.assertEqual((code, told["written"]), (5, False))
        blank = 11
        self.assertEqual([one["line"] for one in told["refused"]],
                         [i for i in range(1, len(lines) + 1) if i != blank])
        for one in told["refused"]:
            self.assertTrue(one["reasons"] and all(reason["code"] for reason in one["reasons"]))

    def test_what_is_no_file_is_told(self):
        for path in (self.folder, os.path.join(self.folder, "none")):
            done = subprocess.run([YIJIAN, "import", "--data", self.data, "--opening", path,
                                   "--workflows", os.path.join(SOURCE, "workflows")],
                                  capture_output=True, text=True, timeout=60, check=False)
            self.assertEqual((done.returncode, "not_readable" in done.stderr), (3, True), path)


unittest.main(argv=[sys.argv[0], "-v"])
