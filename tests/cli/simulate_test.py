"""yijian simulate from outside: the same for a seed, and what is assumed shows in what comes out."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

YIJIAN, SOURCE = (os.path.abspath(path) for path in sys.argv[1:3])


class Simulate(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.run_in("new", "shop-sign")

    def run_in(self, *arguments):
        done = subprocess.run([YIJIAN, *arguments], capture_output=True, text=True, timeout=120,
                              cwd=self.folder, check=False)
        return done.returncode, done.stdout, done.stderr

    def simulated(self, *options, assume=None, path="shop-sign"):
        if assume is not None:
            with open(os.path.join(self.folder, "assume.json"), "w", encoding="utf-8") as file:
                json.dump(assume, file)
            options += ("--assume", "assume.json")
        code, out, err = self.run_in("simulate", path, "--json", *options)
        self.assertEqual(code, 0, err)
        return json.loads(out)

    def test_the_same_seed_gives_the_same_and_another_another(self):
        first = self.simulated("--cases", "40")
        self.assertEqual(first, self.simulated("--cases", "40"))
        self.assertNotEqual(first, self.simulated("--cases", "40", "--seed", "2"))

    def test_every_case_ends_somewhere(self):
        told = self.simulated("--cases", "60")
        self.assertEqual((told["cases"], sum(told["outcomes"].values()), told["complete"]),
                         (60, 60, True))
        self.assertNotIn("unfinished", told["outcomes"])
        for clock in told["clocks"].values():
            used = clock["used"]
            self.assertTrue(0 <= used["p50"] <= used["p90"] <= used["max"], used)
            self.assertTrue(used["mean"] <= used["max"], used)
        self.assertIn("pending.submitted.reported", told["neverReached"][0]["states"])

    def test_who_denies_always_is_seen_to(self):
        told = self.simulated("--cases", "20",
                              assume={"actions": {"grant": 0, "refuse": 0, "sendBack": 0}})
        self.assertEqual(told["outcomes"], {"denied": 20})

    def test_who_takes_long_is_past_due_and_is_found(self):
        told = self.simulated("--cases", "20", assume={
            "service": {"reviewer": 8, "clerk": 0, "approver": 0, "applicant": 0},
            "actions": {"refuse": 0, "suspend": 0, "sendBack": 0}, "missing": 0})
        promised = told["clocks"]["promised"]
        self.assertEqual((promised["limit"], promised["past"], promised["cases"]), ("5wd", 20, 20))
        self.assertEqual(promised["used"]["p50"], 7)  # the day it was accepted is not used, nor today
        self.assertEqual(told["clocks"]["statutory"]["past"], 0)
        worst = told["byState"][0]
        self.assertEqual((worst["state"], worst["tasks"]), ("pending.accepted.review.examine", 20))
        self.assertEqual(sum(one["days"] for one in told["byDepartment"]),
                         sum(one["days"] for one in told["byState"]))

    def test_holidays_are_not_used(self):
        assume = {"service": {"reviewer": 3, "clerk": 0, "approver": 0, "applicant": 0},
                  "actions": {"refuse": 0, "suspend": 0, "sendBack": 0}, "missing": 0}
        told = self.simulated("--cases", "20", "--from", "2025-09-22", assume=assume)
        self.assertLessEqual(told["clocks"]["promised"]["used"]["max"], 4)

    def test_a_thing_is_played_with_its_items(self):
        self.run_in("new", "shop-opening", "--kind", "thing", "--items", "shop-sign")
        told = self.simulated("--cases", "20", path="shop-opening")
        self.assertEqual({one["workflow"] for one in told["neverReached"]} & {"shop-sign"},
                         {"shop-sign"})
        self.assertTrue(any(one["workflow"] == "shop-sign" for one in told["byState"]))

    def test_every_shipped_workflow_that_is_filed_comes_to_an_end(self):
        for name in ("enterprise-info-change", "construction-permit", "work-permit-and-card",
                     "policy-review", "enterprise-relocation"):
            told = self.simulated("--cases", "10",
                                  path=os.path.join(SOURCE, "workflows", name, "workflow.json"))
            self.assertNotIn("unfinished", told["outcomes"], name)

    def test_what_is_wrong_is_told(self):
        for options, code in ((("--cases", "0"), 2), (("--cases", "many"), 2), (("--seed", "-1"), 2),
                              (("--from", "soon"), 2), (("--assume", "absent.json"), 3),
                              (("--applicant", "nobody"), 3)):
            self.assertEqual(self.run_in("simulate", "shop-sign", *options)[0], code, options)
        self.run_in("new", "watch", "--kind", "duty")
        self.assertEqual(self.run_in("simulate", "watch")[0], 5)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
