"""yijian walk from outside: a case gone through by hand, and every way saved; what is saved passes."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

YIJIAN = os.path.abspath(sys.argv[1])


class Walk(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.run_in("new", "shop-sign")

    def run_in(self, *arguments, stdin=""):
        done = subprocess.run([YIJIAN, *arguments], input=stdin, capture_output=True, text=True,
                              timeout=120, cwd=self.folder, check=False)
        return done.returncode, done.stdout, done.stderr

    def scenario(self, *path):
        with open(os.path.join(self.folder, *path), encoding="utf-8") as file:
            return json.load(file)

    def by_hand(self, *lines, save=()):
        return self.run_in("walk", "shop-sign", "--interactive", *save,
                           stdin="".join(line + "\n" for line in lines))

    def numbered(self, out, action):
        """The number that the last list gives the action."""
        last = out.split("──")[-1]
        return next(line.split()[0] for line in last.splitlines() if f"({action}," in line)

    def test_a_case_gone_through_by_hand_is_a_scenario_that_passes(self):
        lines, file = [], "walks/scenarios/by-hand.json"
        for action in ("submit", "forward", "accept"):
            _, out, _ = self.by_hand(*lines)
            lines.append(self.numbered(out, action))
        code, out, err = self.by_hand(*lines, "advance 5wd", f"save {file}", "quit")
        self.assertEqual(code, 0, err + out)
        steps = self.scenario(file)["steps"]
        self.assertEqual([step.get("does") for step in steps], ["submit", "forward", "accept", None])
        self.assertEqual(steps[2]["then"]["phase"], "accepted")
        self.assertEqual(steps[3]["at"], "2025-06-16 09:00")
        self.assertEqual(self.run_in("test", "walks")[1].splitlines()[-1], "1 passed, 0 failed")

    def test_what_it_asks_for_is_taken_and_what_is_undone_is_gone(self):
        _, out, _ = self.by_hand()
        lines = [self.numbered(out, "submit")]
        _, out, _ = self.by_hand(*lines)
        lines += [self.numbered(out, "withdraw"), "", "undo"]
        _, out, _ = self.by_hand(*lines)
        self.assertIn("pending.submitted.received", out.split("──")[-1])
        lines += [self.numbered(out, "forward")]
        _, out, _ = self.by_hand(*lines)
        lines += [self.numbered(out, "refuse"), "没有管辖权", "不属于本机关职权"]
        code, out, _ = self.by_hand(*lines, save=("--save", "s/scenarios/refused.json"))
        self.assertEqual(code, 0, out)
        steps = self.scenario("s", "scenarios", "refused.json")["steps"]
        self.assertEqual([step["does"] for step in steps], ["submit", "forward", "refuse"])
        self.assertEqual((steps[2]["with"], steps[2]["opinion"]),
                         ({"ground": "没有管辖权"}, "不属于本机关职权"))

    def test_a_paper_that_is_not_brought_is_missing(self):
        without = ("--without", "application")
        lines = []
        for action in ("submit", "forward"):
            _, out, _ = self.by_hand(*lines, save=without)
            lines.append(self.numbered(out, action))
        _, out, _ = self.by_hand(*lines, save=without)
        code, out, _ = self.by_hand(*lines, self.numbered(out, "accept"), save=without)
        self.assertEqual(code, 1)
        self.assertIn("! materials_missing", out)
        self.assertIn("application", out)
        self.assertEqual(self.by_hand(*lines, self.numbered(out, "accept"))[0], 0)

    def test_what_cannot_be_done_is_told_and_changes_nothing(self):
        for line in ("99", "0", "advance", "advance 2020-01-01", "undo", "save"):
            code, out, _ = self.by_hand(line)
            self.assertEqual((code, "! " in out), (1, True), (line, out))
        self.assertEqual(self.by_hand("help", "state", "")[0], 0)

    def test_every_way_that_a_case_can_take_is_saved_and_passes(self):
        code, out, _ = self.run_in("walk", "shop-sign", "--most", "40", "--save", "w/scenarios",
                                   "--json")
        ways = json.loads(out)["ways"]
        saved = [way for way in ways if "saved" in way]
        self.assertEqual((code, len(ways)), (0, 40))
        self.assertGreater(len(saved), 5)
        for way in ways:  # each is saved, or told why not
            self.assertNotEqual("saved" in way, "notRealised" in way, way)
        for way in saved:
            steps = self.scenario(way["saved"])["steps"]
            self.assertEqual(steps[-1]["then"]["phase"], way["phase"])
        told = self.run_in("test", "w")[1].splitlines()[-1]
        self.assertEqual(told, f"{len(saved)} passed, 0 failed")

    def test_ways_through_items_lead_the_items(self):
        self.run_in("new", "shop-opening", "--kind", "thing", "--items", "shop-sign")
        _, out, _ = self.run_in("walk", "shop-opening", "--save", "t/scenarios", "--json")
        saved = {way["way"][-2]: way["saved"] for way in json.loads(out)["ways"]
                 if "saved" in way and way["way"][-1] == "deliver"}
        self.assertTrue({"items: granted", "items: denied"} <= set(saved), out)
        steps = self.scenario(saved["items: denied"])["steps"]
        self.assertIn("shop-sign", [step.get("case") for step in steps])
        self.assertTrue(self.run_in("test", "t")[1].endswith(" passed, 0 failed\n"))

    def test_what_nobody_files_is_not_walked(self):
        self.run_in("new", "watch", "--kind", "duty")
        for how in (("--interactive",), ("--save", "d/scenarios")):
            code, _, err = self.run_in("walk", "watch", *how)
            self.assertEqual(code, 5, err)
            self.assertIn("never filed", err)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
