#!/usr/bin/env python3
"""The main job: one thing with six departments (企业信息变更一件事), from the draft to 办结.

It goes through public endpoints alone and finds its work as people do: each looks at their own
tasks, opens the case, and does what the case allows them. Children open a moment after what opens
them, so it looks again for a while.

Usage: main_job.py --url http://127.0.0.1:8420 --tokens DIR/demo-tokens.json
stdout: {"case", "phase", "outcome", "items": {item: {"case", "phase", "outcome"}}, "acts"}.
Exit: 0, 1 when the case did not close.
"""
import argparse
import json
import sys
import time

from client import Client, Problem, read_people

WORKFLOW = "enterprise-info-change"
APPLICANT = {"role": "applicant", "type": "enterprise", "name": "武汉红山茶饮有限公司",
             "id": "91420111MA4K00010P"}
GUIDE = {"changes": ["name", "legalPerson"]}  # so that all six items apply
FORM = {"enterprise": {"name": "武汉红山茶饮有限公司", "uscc": "91420111MA4K00010P",
                       "address": "武汉市洪山区珞喻路1号",
                       "legalPerson": {"name": "张三", "id": "420111199001010010"}}}
CHANGE = {"change": {"name": "武汉红山新茶饮有限公司",
                     "legalPerson": {"name": "李四", "id": "11010519491231002X"}},
          "seals": ["official", "finance"]}
ITEMS = {"registration", "seal", "bank", "tax", "social", "fund"}

# What people do when a case allows it, and what they write. The thing's window accepts and delivers
# for all; its delivery is that of the items too.
OF_THING = {"accept": "材料齐全，统一受理", "deliver": "结果已全部送达申请人"}
OF_ITEM = {"conclude": "材料齐全，情况属实，建议准予", "grant": "同意"}
WORKERS = ("clerk", "reviewer", "approver")

PATIENCE_S = 30
PAUSE_S = 0.05


class Stuck(Exception):
    """Nobody has anything to do, and the case has not closed."""


def applicant_among(people):
    for person in people:
        if person.role == "applicant" and person.party == APPLICANT["id"]:
            return person
    raise Stuck(f"nobody among the demo's people acts for {APPLICANT['name']}")


def file_case(client, applicant):
    """Fills in, brings every paper that is missing, submits; the view of the submitted case."""
    view = client.post(applicant, "/v1/cases",
                       {"workflow": WORKFLOW, "parties": [APPLICANT], "guide": GUIDE, "form": FORM,
                        "channel": "web"})
    if view.body["phase"] != "draft" or not view.location.endswith(view.body["id"]):
        raise Stuck(f"a new case is a draft at its own address, not {view}")
    for material in list(view.body["missing"]):
        view = client.act(applicant, view, "supply", data={"material": material})
    if view.body["missing"]:
        raise Stuck(f"still missing: {view.body['missing']}")
    return client.act(applicant, view, "submit", data={"form": CHANGE})


def do_task(client, person, task):
    """Does what the case allows this person at this task; whether there was anything."""
    view = client.case(person, task["case"])
    opinions = OF_THING if view.body["kind"] == "thing" else OF_ITEM
    for allowed in view.body["allowed"]:
        action = allowed["action"]
        if allowed.get("task") != task["task"] or action not in opinions:
            continue
        try:
            client.act(person, view, action, task=task["task"], opinion=opinions[action])
        except Problem as problem:
            if problem.code == "stale_version":  # a child has reported meanwhile
                return False
            raise
        return True
    return False


def work_through(client, workers, is_ours):
    """One round: everybody does their tasks of our cases. How many were done."""
    done = 0
    for person in workers:
        for task in list(client.rows(person, "/v1/tasks?scope=mine&limit=100", "tasks")):
            if is_ours(task["case"]):
                done += do_task(client, person, task)
    return done


def run(client, people, patience_s=PATIENCE_S):
    """Files the case and has everybody work until it closes; (its last view, acts done).

    Raises Stuck, Problem, and OSError when the server is gone.
    """
    applicant = applicant_among(people)
    thing = file_case(client, applicant).body["id"]
    workers = [person for person in people if person.role in WORKERS]
    acts, deadline = 0, time.monotonic() + patience_s
    while True:
        view = client.case(applicant, thing).body
        if view["phase"] == "closed":
            return view, acts
        ours = {thing} | {item["case"] for item in view["items"].values() if item.get("case")}
        done = work_through(client, workers, ours.__contains__)
        acts += done
        if done:
            deadline = time.monotonic() + patience_s
        elif time.monotonic() > deadline:
            raise Stuck(f"{thing} stands in {view['phase']}, items {view['items']}")
        else:
            time.sleep(PAUSE_S)


def closed_child(client, applicant, case_id, patience_s=PATIENCE_S):
    """The view of an item's case once the thing's delivery has reached it."""
    deadline = time.monotonic() + patience_s
    while True:
        child = client.case(applicant, case_id).body
        if child["phase"] == "closed":
            return child
        if time.monotonic() > deadline:
            raise Stuck(f"{case_id} stands in {child['phase']} after the thing's delivery")
        time.sleep(PAUSE_S)


def check(client, applicant, thing):
    """What must hold when it is over. Raises Stuck with what does not."""
    def want(truth, what):
        if not truth:
            raise Stuck(f"{thing['id']}: {what}")

    want(thing["outcome"] == "granted", f"the outcome is {thing['outcome']}")
    want(set(thing["items"]) == ITEMS, f"the items are {sorted(thing['items'])}")
    for name, item in thing["items"].items():
        want(item.get("outcome") == "granted", f"{name} is {item}")
        child = closed_child(client, applicant, item["case"])
        want(child["opener"] == thing["id"], f"{child['id']} was opened by {child.get('opener')}")
        want(name != "registration" or "business" in child["licences"], "no licence was issued")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--url", required=True)
    parser.add_argument("--tokens", required=True)
    arguments = parser.parse_args()
    client, people = Client(arguments.url), read_people(arguments.tokens)
    try:
        thing, acts = run(client, people)
        check(client, applicant_among(people), thing)
    except (Stuck, Problem) as reason:
        print(f"main_job: {reason}", file=sys.stderr)
        return 1
    items = {name: {key: item.get(key) for key in ("case", "phase", "outcome")}
             for name, item in thing["items"].items()}
    print(json.dumps({"case": thing["id"], "phase": thing["phase"], "outcome": thing["outcome"],
                      "items": items, "acts": acts}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
