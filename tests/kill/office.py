"""What people do to a case, as scripts: generators that yield requests and are sent the answers.

A script ends when its case is closed. It sends every action once only, whatever happens to the
server: the same request is sent again, with the same key, until it is answered."""

import json
import os

from wire import Request

WINDOW = "market-regulation"
ITEMS = {"registration": WINDOW, "seal": "public-security", "bank": "bank", "tax": "tax",
         "social": "human-resources", "fund": "housing-fund"}
APPLICANT = "hongshan-tea"
MAX_STALE = 50  # a thing of six items is changed by deliveries as often as that at the very most


class Broken(Exception):
    """The server answered what it must not answer."""


class Pause:
    """Yielded when there is nothing to do but to look again later."""


class Office:
    """Makes requests in people's names, each with a key of its own."""

    def __init__(self, source, tokens, prefix):
        path = os.path.join(source, "workflows", "shared", "samples.json")
        with open(path, encoding="utf-8") as file:
            samples = json.load(file)
        person = samples["applicants"][APPLICANT]
        self._form = samples["forms"][APPLICANT]
        self._party = {"role": "applicant", "type": person["type"], "name": person["name"],
                       "id": person["id"], "acts": ["file", "correct", "withdraw", "receive"]}
        self._tokens, self._prefix, self._made = tokens, prefix, 0

    def _key(self):
        self._made += 1
        return f"{self._prefix}-{self._made}"

    def open(self, workflow, fields, guide=None, form=None):
        body = {"workflow": workflow, "parties": [self._party], "channel": "web",
                "form": {**{field: self._form[field] for field in fields}, **(form or {})}}
        if guide:
            body["guide"] = guide
        return Request("POST", "/v1/cases", self._tokens[APPLICANT], body, self._key())

    def act(self, who, case_id, n, action, data=None, opinion=None):
        body = {"action": action}
        if data:
            body["data"] = data
        if opinion:
            body["opinion"] = opinion
        return Request("POST", f"/v1/cases/{case_id}/actions", self._tokens[who], body,
                       self._key(), n)

    def look(self, who, case_id, part=""):
        return Request("GET", f"/v1/cases/{case_id}{part}", self._tokens[who])

    def page(self, workflow, cursor):
        path = f"/v1/cases?limit=500&workflow={workflow}&cursor={cursor}"
        return Request("GET", path, self._tokens["supervisor"])


def expect(response, *statuses):
    if response.status not in statuses:
        raise Broken(f"{response.status} {json.dumps(response.body, ensure_ascii=False)}")
    return response.body


def act(office, who, case, action, data=None, opinion=None):
    """Does the action on the case as last seen. A delivery may have changed it meanwhile (412):
    then the person looks again, and acts on what is there."""
    for _ in range(MAX_STALE):
        response = yield office.act(who, case["id"], case["n"], action, data, opinion)
        if response.status != 412:
            return expect(response, 200)
        case = expect((yield office.look(who, case["id"])), 200)
        if action not in [one["action"] for one in case["allowed"]]:
            raise Broken(f"{action} on {case['id']}: stale, and now not allowed: done twice?")
    raise Broken(f"{action} on {case['id']} is always stale")


def permit(office):
    """One permit of one department, from filing to closed; gives its case id."""
    case = expect((yield office.open("permit-food-new", ["enterprise", "place"])), 201)
    clerk = f"clerk@{WINDOW}"
    case = yield from act(office, APPLICANT, case, "supply", {"material": "premises"})
    case = yield from act(office, APPLICANT, case, "submit")
    case = yield from act(office, clerk, case, "forward")
    case = yield from act(office, clerk, case, "accept")
    case = yield from act(office, f"reviewer@{WINDOW}", case, "conclude", opinion="同意")
    case = yield from act(office, f"approver@{WINDOW}", case, "grant", opinion="同意")
    case = yield from act(office, clerk, case, "deliver")
    return case["id"]


def seen(office, who, case_id, ready):
    """Looks at the case until it is as wanted."""
    while True:
        response = yield office.look(who, case_id)
        case = expect(response, 200, 404)
        if response.status == 200 and ready(case):
            return case
        yield Pause


def thing(office):
    """企业信息变更一件事: six departments, one decided before the others, from filing to closed."""
    opened = yield office.open("enterprise-info-change", ["enterprise"], {"changes": ["name"]})
    case = expect(opened, 201)
    clerk = f"clerk@{WINDOW}"
    for material in ("resolution", "oldLicence"):
        case = yield from act(office, APPLICANT, case, "supply", {"material": material})
    filled = {"form": {"change": {"name": "武汉红山新茶饮有限公司"}, "seals": ["official"]}}
    case = yield from act(office, APPLICANT, case, "submit", filled)
    case = yield from act(office, clerk, case, "accept")
    for item, department in ITEMS.items():
        child = yield from seen(office, f"reviewer@{department}", f"{case['id']}.{item}",
                                lambda at: at["phase"] == "accepted")
        child = yield from act(office, f"reviewer@{department}", child, "conclude", opinion="同意")
        yield from act(office, f"approver@{department}", child, "grant", opinion="同意")
    case = yield from seen(office, clerk, case["id"], lambda at: at["phase"] == "decided")
    case = yield from act(office, clerk, case, "deliver")
    yield from seen(office, clerk, case["id"], lambda at: all(
        item.get("phase") == "closed" for item in at["items"].values()))
    return case["id"]
