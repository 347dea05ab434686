#!/usr/bin/env python3
"""The main job against the program itself, as a client knows it.

Usage: main_job_test.py BINARY
"""
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import main_job
import server
from client import Client, Problem, read_people
from timeline import gather, story
from width import cells, cut, table

BINARY = None


class Columns(unittest.TestCase):
    def test_chinese_takes_two_cells(self):
        for text, width in (("", 0), ("abc", 3), ("受理", 4), ("第1件", 5), ("（暂定）", 8)):
            self.assertEqual(cells(text), width, text)

    def test_a_cut_never_splits_a_wide_character(self):
        for width, kept in ((4, "受理"), (3, "受…"), (2, "…"), (1, "…")):
            self.assertEqual(cut("受理", width), kept)

    def test_columns_stand_below_each_other(self):
        first, second = table([["受理", "x"], ["abc", "x"]])
        self.assertEqual(cells(first[:first.index("x")]), cells(second[:second.index("x")]))


class Recognition(unittest.TestCase):
    def test_a_process_that_began_at_another_time_is_not_ours(self):
        with tempfile.TemporaryDirectory() as folder, \
                subprocess.Popen(["sleep", "60"]) as other:
            record = Path(folder) / "server.json"
            ours = server.Running(other.pid, server.began(other.pid), "http://x", "d", "b", 0.0)
            server.remember(ours, record)
            self.assertEqual(server.recall(record), ours)
            server.remember(server.Running(other.pid, "1", "http://x", "d", "b", 0.0), record)
            self.assertIsNone(server.recall(record))
            other.kill()

    def test_an_unreadable_record_is_no_server(self):
        with tempfile.TemporaryDirectory() as folder:
            record = Path(folder) / "server.json"
            for text in ("", "[]", '{"pid": 1}'):
                record.write_text(text)
                self.assertIsNone(server.recall(record))


class MainJob(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.data = Path(cls.folder.name) / "data"
        cls.running, cls.process = server.start(BINARY, cls.data,
                                                Path(cls.folder.name) / "log")
        cls.client = Client(cls.running.url)
        cls.people = read_people(cls.data / "demo-tokens.json")
        cls.applicant = main_job.applicant_among(cls.people)
        cls.thing, cls.acts = main_job.run(cls.client, cls.people)
        main_job.check(cls.client, cls.applicant, cls.thing)

    @classmethod
    def tearDownClass(cls):
        server.stop(cls.running, cls.process)
        cls.folder.cleanup()

    def test_every_item_took_a_review_and_a_grant(self):
        self.assertEqual(self.acts, 2 + 2 * len(main_job.ITEMS))  # accept and deliver beside

    def test_the_timeline_is_a_chain_without_gaps(self):
        steps = self.client.timeline(self.applicant, self.thing["id"])["steps"]
        self.assertEqual([step["n"] for step in steps], list(range(1, len(steps) + 1)))
        self.assertEqual([step["at"] for step in steps], sorted(step["at"] for step in steps))
        head = self.client.case(self.applicant, self.thing["id"]).body["hash"]
        self.assertEqual(steps[-1]["hash"], head)

    def test_the_story_names_every_department(self):
        told = "\n".join(story(*gather(self.client, self.applicant, self.applicant,
                                       self.thing["id"])))
        for word in ("市场监管局", "公安分局", "开户银行", "税务局", "人社局", "公积金中心", "● 绿",
                     "3 个工作日", "办结", "准予"):
            self.assertIn(word, told)

    def test_the_records_verify(self):
        proof = subprocess.run([BINARY, "verify", "--data", self.data, "--json"],
                               capture_output=True, text=True)
        self.assertEqual(proof.returncode, 0, proof.stdout + proof.stderr)
        found = json.loads(proof.stdout)
        self.assertEqual(found["findings"], [])
        self.assertGreaterEqual(found["cases"], 1 + len(main_job.ITEMS))

    def test_a_stranger_is_refused(self):
        stranger = next(person for person in self.people
                        if person.role == "applicant" and person.party != self.applicant.party)
        for path in ("", "/timeline"):
            with self.assertRaises(Problem) as refused:
                self.client.get(stranger, f"/v1/cases/{self.thing['id']}{path}")
            self.assertIn(refused.exception.status, (403, 404))

    def test_what_was_seen_before_another_act_is_stale(self):
        view = self.client.post(self.applicant, "/v1/cases",
                                {"workflow": main_job.WORKFLOW, "parties": [main_job.APPLICANT],
                                 "guide": main_job.GUIDE, "form": main_job.FORM, "channel": "web"})
        material = view.body["missing"][0]
        self.client.act(self.applicant, view, "supply", data={"material": material})
        with self.assertRaises(Problem) as refused:
            self.client.act(self.applicant, view, "supply", data={"material": material})
        self.assertEqual((refused.exception.status, refused.exception.code), (412, "stale_version"))


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main()
