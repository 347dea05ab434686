"""A case and its items told to a person: where each stands, its dues, and what happened in order."""
import re
from datetime import date, datetime, timedelta, timezone

import words
from width import cells, cut, padded, table

SHANGHAI = timezone(timedelta(hours=8))
MOST_RESULT_CELLS = 46


def _instant(text):
    return datetime.fromisoformat(text).astimezone(SHANGHAI)


def _day(day):
    """ "11-27 周五" of an ISO day."""
    parsed = date.fromisoformat(day)
    return f"{parsed:%m-%d} 周{words.WEEKDAYS[parsed.weekday()]}"


def _limit(text):
    """ "3wd" as "3 个工作日"; other limits as they are."""
    workdays = re.fullmatch(r"(\d+)wd", text)
    return f"{workdays[1]} 个工作日" if workdays else text


def light(view, colour=False):
    """ "● 绿": the light of the clock that a person looks at; of one that has ended, whether the
    decision came in time. Coloured for a terminal."""
    clock = view["clocks"].get("promised") or view["clocks"].get("statutory")
    if clock is None:
        return "—"
    name, note = clock.get("light"), ""
    decided = view["since"].get("decided")
    if name is None and decided is None:  # withdrawn, terminated, voided
        return "—"
    if name is None:
        in_time = _instant(decided) < _instant(clock["due"])
        name, note = ("green", " 按期") if in_time else ("red", " 逾期")
    text, code = words.LIGHTS[name]
    return (f"\033[{code}m●\033[0m " if colour else "● ") + text + note


def _due(clocks, name):
    """ "3 个工作日，至 11-27 周五，用 0" of a clock, or "—". """
    clock = clocks.get(name)
    if clock is None:
        return "—"
    provisional = "（暂定）" if clock.get("provisional") else ""
    return f"{_limit(clock['limit'])}，至 {_day(clock['lastDay'])}{provisional}，用 {clock['used']}"


def _department(identifier):
    return words.DEPARTMENTS.get(identifier, identifier)


def gather(client, applicant, reader, case_id):
    """What story() tells of: the thing's view, {item: its view}, [(title, timeline)].

    The applicant is shown its own case whole; the reader may see every timeline.
    """
    thing = client.case(applicant, case_id).body
    children = {name: client.case(applicant, item["case"]).body
                for name, item in thing["items"].items() if item.get("case")}
    timelines = [("一件事", client.timeline(reader, case_id))]
    timelines += [(child["title"]["zh"], client.timeline(reader, child["id"]))
                  for child in children.values()]
    return thing, children, timelines


def standing(thing, children, colour=False):
    """The table of where the thing and each item stand. children: {item id: case view}."""
    rows = [["办件 case", "部门 department", "环节 phase", "结果 outcome", "承诺 promised",
             "法定 statutory", "灯"]]
    lights = []
    for view in [thing, *children.values()]:
        clocks = view["clocks"]
        rows.append([view["title"]["zh"], _department(view["department"]),
                     words.PHASES.get(view["phase"], view["phase"]),
                     words.OUTCOMES.get(view.get("outcome"), view.get("outcome") or "—"),
                     _due(clocks, "promised"), _due(clocks, "statutory")])
        lights.append(light(view, colour))
    head, *body = table(rows)
    width = max(map(cells, body))
    return [head, *(padded(line, width) + "  " + lamp for line, lamp in zip(body, lights))]


def _what(step, titles):
    """What set the step off, zh and en."""
    first = step["events"][0]
    kind, _, rest = first["type"].partition(".")
    if kind == "acted":
        zh, en = words.ACTS.get(rest, (rest, rest))
        return zh, en
    if kind == "case":
        return ("开始填报", "begin") if step.get("actor") else ("部门收到", "opened by the thing")
    if kind == "child":
        return (f"{titles.get(first['item'], first['item'])}：{words.PHASES.get(rest, rest)}",
                "an item reports")
    if kind == "parent":
        return f"一件事：{words.PHASES.get(rest, rest)}", "the thing tells its items"
    return first["type"], "due"


def _result(event, titles):
    """(rank, text) of one thing that a step caused, or None when it is of no interest to a person."""
    kind, _, rest = event["type"].partition(".")
    if kind == "phase":
        outcome = words.OUTCOMES.get(event.get("outcome"), "")
        return 0, words.PHASES.get(rest, rest) + (f"·{outcome}" if outcome else "")
    if kind == "licence":
        return 1, f"核发{words.LICENCES.get(event['licence'], event['licence'])}"
    if kind == "clock" and rest == "started" and event["name"] in words.CLOCKS:
        due = _instant(event["clock"]["due"]) - timedelta(milliseconds=1)
        return 2, f"{words.CLOCKS[event['name']]}至 {due:%m-%d}"
    if kind == "item" and rest == "opened":
        return 3, f"转{titles.get(event['item'], event['item'])}"
    if kind == "document":
        return 4, f"《{words.DOCUMENTS.get(event['document'], event['document'])}》"
    if kind == "material":
        title = titles.get(event["material"], event["material"])
        return 5, f"{words.MATERIALS.get(rest, rest)}“{title}”"
    if kind == "acted" and rest == "conclude":
        return 6, f"“{event['opinion']}”"
    return None


def _results(step, titles):
    """What a step caused, the weightiest first; of the phases passed in an opening the last."""
    events = step["events"]
    if events[0]["type"] == "case.opened":
        phases = [event for event in events if event["type"].startswith("phase.")]
        events = [event for event in events if event not in phases[:-1]]
    found = [result for result in (_result(event, titles) for event in events) if result]
    return "，".join(text for _, text in sorted(found, key=lambda result: result[0]))


def _who(actor):
    """Department and name; the role where the name is an account's or hidden; else the engine."""
    name = actor.get("name", "")
    if not any("\u4e00" <= char <= "\u9fff" for char in name):
        name = words.ROLES.get(actor.get("role"), "系统")
    place = _department(actor["department"]) if actor.get("department") else ""
    return f"{place} {name}".strip()


def _line(title, step, titles):
    recorded = _instant(step["at"])
    effective = _instant(step["effective"])
    what, in_english = _what(step, titles)
    return [f"{recorded:%m-%d %H:%M:%S}",
            "同日" if effective.date() == recorded.date() else f"{effective:%m-%d}", title,
            _who(step.get("actor") or {}), f"{what} {in_english}",
            cut(_results(step, titles), MOST_RESULT_CELLS), step["hash"][:8]]


def _is_told(step):
    """Steps that only pass a word between cases, and change nothing, are left out."""
    relayed = step["events"][0]["type"].startswith(("child.", "parent."))
    return not relayed or any(event["type"].startswith("phase.") for event in step["events"])


def happenings(thing, timelines):
    """The lines of what happened, oldest first, and how many steps are not among them.

    timelines: [(title, timeline answer)], the thing's first.
    """
    titles = {name: part["title"]["zh"] for parts in (thing["materials"], thing["items"])
              for name, part in parts.items() if "title" in part}
    steps = [(step["at"], order, step["n"], title, step)
             for order, (title, timeline) in enumerate(timelines) for step in timeline["steps"]]
    steps.sort(key=lambda entry: entry[:3])
    told = [entry for entry in steps if _is_told(entry[4])]
    rows = [["记录 recorded", "生效 effective", "办件 case", "谁 who", "做了什么 what",
             "因此 and so", "校验 hash"]]
    rows += [_line(title, step, titles) for _, _, _, title, step in told]
    return table(rows), len(steps) - len(told)


def story(thing, children, timelines, colour=False):
    """Everything, as lines."""
    applicant = next(party for party in thing["parties"] if party["role"] == "applicant")
    lines = [f"{thing['title']['zh']}  {thing['title']['en']}",
             f"{applicant['name']}   联办编号 {thing['id']}", ""]
    lines += standing(thing, children, colour) + [""]
    happened, others = happenings(thing, timelines)
    lines += happened
    if others:
        lines.append(f"另有 {others} 步是办件之间的往来，未列出 / "
                     f"{others} more steps pass word between the cases")
    return lines
