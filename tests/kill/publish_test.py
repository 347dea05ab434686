"""What was published over HTTP is there after kill -9, and cases stay in the bundle they began in.

    publish_test.py YIJIAN SOURCE"""

import json
import os
import shutil
import sqlite3
import sys
import tempfile

from office import Broken, Office, act, expect
from server import NotStarted, Server, tokens_of, verify
from wire import Line, Request

FOLDER = "permit"
ID = "permit-food-new"


def drive(line, script):
    """Runs a script of requests to its end."""
    answer = None
    try:
        while True:
            answer = line.ask(script.send(answer))
    except StopIteration as end:
        return end.value


def folder(source, version):
    base, files = os.path.join(source, "workflows", FOLDER), []
    for name in sorted(os.listdir(base)):
        if not name.endswith(".json"):
            continue
        with open(os.path.join(base, name), encoding="utf-8") as file:
            text = file.read()
        if name == "workflow.json":
            text = text.replace('"version": "1.0.0"', f'"version": "{version}"', 1)
        files.append({"path": f"{FOLDER}/{name}", "text": text})
    return {"files": files}


def check(wanted, found, what):
    if wanted != found:
        raise Broken(f"{what}: {found!r}, expected {wanted!r}")


def pinned(data, case):
    with sqlite3.connect(os.path.join(data, "yijian.db")) as database:
        (body,) = database.execute("SELECT body FROM log WHERE n = 1 AND case_no = "
                                   "(SELECT no FROM cases WHERE id = ?)", (case,)).fetchone()
    return json.loads(body)["bundle"]


def trial(binary, source, data):
    log = os.path.join(data, "server.log")
    server = Server(binary, source, data, log)
    tokens = tokens_of(data)
    office = Office(source, tokens, "publish")
    clerk, fields = "clerk@market-regulation", ["enterprise", "place"]
    integrator = next(name for name in tokens if "integrator" in name)

    def publish(line, body):
        return line.ask(Request("POST", "/v1/workflows", tokens[integrator], body, None))

    with Line(server) as line:
        old = expect(line.ask(office.open(ID, fields)), 201)
        made = expect(publish(line, folder(source, "1.1.0")), 201)
        digest = next(one["digest"] for one in made["definitions"] if one["id"] == ID)
        new = expect(line.ask(office.open(ID, fields)), 201)
    server.kill()
    check(digest, pinned(data, new["id"]), "the bundle of a new case")
    first = pinned(data, old["id"])
    check(False, first == digest, "an open case changed its bundle")

    server = Server(binary, source, data, log)
    with Line(server) as line:
        shown = expect(line.ask(Request("GET", f"/v1/workflows/{ID}", tokens[clerk], None, None)), 200)
        check(("1.1.0", digest), (shown["version"], shown["digest"]), "what is offered")
        check([first, digest], [one["digest"] for one in shown["versions"]], "the editions")
        expect(publish(line, folder(source, "1.1.0")), 200)
        for case in (old, new):
            case = drive(line, act(office, "hongshan-tea", case, "supply", {"material": "premises"}))
            case = drive(line, act(office, "hongshan-tea", case, "submit"))
            check("submitted", case["phase"], "a case goes on")
    check(0, server.stop(), "the orderly end")
    found, code = verify(binary, data)
    check((0, []), (code, found["findings"]), "verify")

    # The same version with other content beside the store: refused at start.
    mine = os.path.join(data, "source")
    shutil.copytree(os.path.join(source, "workflows"), os.path.join(mine, "workflows"))
    path = os.path.join(mine, "workflows", FOLDER, "workflow.json")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace('"version": "1.0.0"', '"version": "1.1.0"', 1)
                   .replace('"mobile"]', '"phone"]', 1))
    try:
        Server(binary, mine, data, log).kill()
    except NotStarted as refused:
        if "version_changed" not in refused.text and "other content" not in refused.text:
            raise
    else:
        raise Broken("the node started with another content under a published version")


def main():
    data = tempfile.mkdtemp(prefix="yijian-publish-")
    trial(sys.argv[1], sys.argv[2], data)
    shutil.rmtree(data)
    print("published, killed, started again, verified")
    return 0


if __name__ == "__main__":
    sys.exit(main())
