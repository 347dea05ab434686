"""A small client of the public HTTP API: bearer tokens, ETags, idempotency keys, problems.

Standard library alone; one kept-alive connection; not for threads.
"""
import http.client
import json
import secrets
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

TIMEOUT_S = 30


@dataclass
class Answer:
    """A 2xx answer: its JSON body, its ETag and Location ("" when absent)."""
    body: dict
    etag: str = ""
    location: str = ""


@dataclass(frozen=True)
class Person:
    """A line of demo-tokens.json."""
    name: str
    role: str
    token: str = field(repr=False)
    department: str = ""
    region: str = ""
    party: str = ""


class Problem(Exception):
    """A refusal (RFC 9457)."""

    def __init__(self, method, path, status, document):
        self.status = status
        self.code = document.get("code", "")
        self.document = document
        super().__init__(f"{method} {path}: {status} {json.dumps(document, ensure_ascii=False)}")


def read_people(path):
    """The people of DIR/demo-tokens.json, in the file's order."""
    with open(path, encoding="utf-8") as file:
        entries = json.load(file)
    return [Person(name=name, role=entry["role"], token=entry["token"],
                   department=entry.get("department") or "", region=entry.get("region") or "",
                   party=entry.get("party") or "")
            for name, entry in entries.items()]


class Client:
    def __init__(self, url):
        self.url = url
        address = urlsplit(url)
        self._connection = http.client.HTTPConnection(address.hostname, address.port,
                                                      timeout=TIMEOUT_S)

    def get(self, person, path):
        return self._call("GET", path, person)

    def post(self, person, path, body, if_match=""):
        headers = {"Idempotency-Key": secrets.token_hex(16)}
        if if_match:
            headers["If-Match"] = if_match
        return self._call("POST", path, person, body, headers)

    def rows(self, person, path, key):
        """The rows of a list, page by page; `path` has a query already."""
        cursor = ""
        while cursor is not None:
            page = self.get(person, path + (f"&cursor={quote(cursor)}" if cursor else "")).body
            yield from page[key]
            cursor = page.get("next")

    def case(self, person, case_id):
        return self.get(person, f"/v1/cases/{quote(case_id)}")

    def timeline(self, person, case_id):
        return self.get(person, f"/v1/cases/{quote(case_id)}/timeline").body

    def act(self, person, view, action, **more):
        """An action on the case as `view` (an Answer) showed it. Raises Problem: stale_version …"""
        path = f"/v1/cases/{quote(view.body['id'])}/actions"
        return self.post(person, path, {"action": action, **more}, view.etag)

    def is_healthy(self):
        try:
            self._call("GET", "/healthz")
        except (OSError, http.client.HTTPException, Problem):
            return False
        return True

    def _call(self, method, path, person=None, body=None, headers=None):
        headers = {"Accept": "application/json", **(headers or {})}
        if person is not None:
            headers["Authorization"] = f"Bearer {person.token}"
        text = None
        if body is not None:
            text = json.dumps(body, ensure_ascii=False).encode()
            headers["Content-Type"] = "application/json"
        try:
            self._connection.request(method, path, text, headers)
            response = self._connection.getresponse()
            received = response.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()  # the next call connects anew
            raise
        document = _json_of(received)
        if not 200 <= response.status < 300:
            raise Problem(method, path, response.status, document)
        return Answer(document, response.headers.get("ETag", ""),
                      response.headers.get("Location", ""))


def _json_of(received):
    try:
        document = json.loads(received or b"{}")
    except ValueError:
        return {"text": received.decode(errors="replace")}
    return document if isinstance(document, dict) else {"text": document}
