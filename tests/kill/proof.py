"""What must be true of the cases, whatever happened to the server."""

import json

import office as desk

PERMIT_COMMANDS = ["open", "act.supply", "act.submit", "act.forward", "act.accept", "act.conclude",
                   "act.grant", "act.deliver"]
THING_ACTS = ["act.supply", "act.supply", "act.submit", "act.accept", "act.deliver"]
ITEM_ACTS = ["act.conclude", "act.grant"]


def _must(condition, text):
    if not condition:
        raise desk.Broken(text)


def _get(line, office, case_id, part=""):
    response = line.ask(office.look("supervisor", case_id, part))
    return desk.expect(response, 200)


def acknowledged(line, office, ledger, ids):
    """Every acknowledged step of these cases stands at its version with its hash, and the versions
    run from 1 without a gap. Gives the commands of each case, by version."""
    commands = {}
    for case_id in ids:
        timeline = _get(line, office, case_id, "/timeline")
        numbers = [step["n"] for step in timeline["steps"]]
        _must(numbers == list(range(1, len(numbers) + 1)), f"{case_id} has versions {numbers}")
        hashes = {step["n"]: step["hash"] for step in timeline["steps"]}
        # Steps may have come between the reading of the head and that of the log, none gone.
        _must(hashes.get(timeline["n"]) == timeline["hash"], f"{case_id}: the head is no step's")
        for n, digest in ledger.cases.get(case_id, {}).items():
            _must(n in hashes, f"{case_id}: step {n} was acknowledged and is lost")
            _must(hashes[n] == digest, f"{case_id}: step {n} is not the acknowledged one")
        commands[case_id] = [step["command"] for step in timeline["steps"]]
    return commands


def _acts(commands):
    return [command for command in commands if command.startswith("act.")]


def done_once(commands, finished):
    """Every action was done exactly once, in the order in which it was asked for."""
    for case_id in finished["permit"]:
        _must(commands[case_id] == PERMIT_COMMANDS, f"{case_id} has {commands[case_id]}")
    for case_id in finished["thing"]:
        _must(_acts(commands[case_id]) == THING_ACTS, f"{case_id} has {commands[case_id]}")
        for item in desk.ITEMS:
            own = commands[f"{case_id}.{item}"]
            _must(own[0] == "deliver.open" and own.count("deliver.open") == 1,
                  f"{case_id}.{item} was opened by {own[0]}")
            _must(_acts(own) == ITEM_ACTS, f"{case_id}.{item} has {own}")


def created_once(line, office, ledger):
    """There are exactly the cases whose creation was acknowledged: every creation was repeated
    until it was, so a doubled one shows as a case that nobody knows."""
    for workflow, ids in ledger.opened.items():
        cursor, found = "", []
        while cursor is not None:
            page = desk.expect(line.ask(office.page(workflow, cursor)), 200)
            found += [case["id"] for case in page["cases"]]
            cursor = page.get("next")
        _must(len(found) == len(set(found)), f"{workflow}: a case is listed twice")
        _must(set(found) == ids,
              f"{workflow}: {len(ids)} creations acknowledged, {len(found)} cases; odd: "
              + " ".join(sorted(set(found) ^ ids)[:5]))


def things_settled(line, office, finished):
    """All lanes are empty: each thing knows of its items what they know of themselves."""
    for case_id in finished["thing"]:
        thing = _get(line, office, case_id)
        _must(thing["phase"] == "closed", f"{case_id} is {thing['phase']}")
        for item in desk.ITEMS:
            known, child = thing["items"][item], _get(line, office, f"{case_id}.{item}")
            _must(known["status"] == "opened", f"{case_id}.{item} is {known['status']}")
            same = (known["phase"], known["outcome"]) == (child["phase"], child["outcome"])
            _must(same and child["phase"] == "closed" and child["outcome"] == "granted",
                  f"{case_id}.{item} is {child['phase']}, its thing knows " + json.dumps(known))
