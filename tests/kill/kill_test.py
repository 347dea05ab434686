"""kill -9 at any point: nothing acknowledged is lost, nothing is done twice.

    kill_test.py YIJIAN SOURCE [--kills 50] [--seats 64] [--seed N]

Starts the real server, keeps many requests in flight, kills it at random instants and starts it
again on the same folder; requests that were not answered are sent again with their keys. A failure
prints the seed and keeps the folder."""

import argparse
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time

import proof
from crowd import Crowd
from office import ITEMS, Broken, Office
from server import Server, tokens_of, verify
from wire import Line

LIFE_S = (0.1, 0.6)        # how long a server lives once it listens
LOOKED_AT = 20             # cases looked at after each restart
VERIFIED_AFTER = 10        # kills; and at the end: what dead servers have left behind
SETTLE_LIMIT_S = 120.0
TROUBLE = ("[error]", "dead letter", "bug:")


class Trial:
    def __init__(self, options, data):
        self._options, self._data = options, data
        self._log = os.path.join(data, "server.log")
        self._chance = random.Random(options.seed)
        self._crowd, self._office, self._kills = None, None, 0
        self._times = {}  # what the seconds went into

    def _spent(self, on, since):
        now = time.monotonic()
        self._times[on] = self._times.get(on, 0.0) + now - since
        return now

    def _start(self):
        server = Server(self._options.binary, self._options.source, self._data, self._log)
        self._spent("starts", time.monotonic() - server.start_s)
        if self._crowd is None:
            self._office = Office(self._options.source, tokens_of(self._data),
                                  f"kill-{self._options.seed}")
            self._crowd = Crowd(self._office, self._options.seats, self._options.seed)
        return server

    def _live(self, server):
        """One life of a server, ended by kill -9."""
        self._crowd.meet(server)
        recent, self._crowd.ledger.recent = self._crowd.ledger.recent, []
        alive = self._crowd.work(time.monotonic() + self._chance.uniform(*LIFE_S))
        if not alive or not server.alive():
            raise Broken("the server ended by itself, or closed a connection")
        ids = sorted(set(recent[-LOOKED_AT:]))
        looked = time.monotonic()
        with Line(server) as line:
            proof.acknowledged(line, self._office, self._crowd.ledger, ids)
        self._spent("looks", looked)
        self._crowd.work(time.monotonic() + self._chance.uniform(0.0, 0.05))
        server.kill()
        self._kills += 1
        self._crowd.lose()

    def _verified(self):
        began = time.monotonic()
        found, code = verify(self._options.binary, self._data)
        if code != 0 or found["findings"]:
            raise Broken(f"verify finds {found['findings'][:3]}")
        self._spent("verify", began)
        return found

    def run(self):
        for life in range(self._options.kills):
            self._live(self._start())
            if life + 1 == VERIFIED_AFTER:
                self._verified()
        server = self._start()
        began = time.monotonic()
        self._crowd.meet(server)
        if not self._crowd.work(time.monotonic() + SETTLE_LIMIT_S, begin=False):
            raise Broken("the server closed a connection")
        began = self._spent("settling", began)
        self._settled(server)
        self._spent("proof", began)
        self._crowd.leave()
        code = server.stop()
        if code != 0:
            raise Broken(f"the server ended with {code} when asked to end")
        self._left_behind()
        return self._verified()

    def _settled(self, server):
        crowd, ledger = self._crowd, self._crowd.ledger
        if crowd.unfinished():
            raise Broken(f"{crowd.unfinished()} scripts did not come to their end")
        finished = crowd.finished
        if not all(finished.values()):
            raise Broken("no case of a kind was ever finished: the test proves nothing")
        ids = sorted(set(ledger.cases) |
                     {f"{case}.{item}" for case in finished["thing"] for item in ITEMS})
        with Line(server) as line:
            commands = proof.acknowledged(line, self._office, ledger, ids)
            proof.done_once(commands, finished)
            proof.created_once(line, self._office, ledger)
            proof.things_settled(line, self._office, finished)

    def _left_behind(self):
        with sqlite3.connect(os.path.join(self._data, "yijian.db")) as database:
            (waiting,) = database.execute("SELECT count(*) FROM outbox").fetchone()
        if waiting:
            raise Broken(f"{waiting} messages were never delivered")
        with open(self._log, encoding="utf-8", errors="replace") as file:
            for line in file:
                if any(word in line for word in TROUBLE):
                    raise Broken("the server complained: " + line.strip())

    def report(self, found, seconds):
        ledger, finished = self._crowd.ledger, self._crowd.finished
        spent = ", ".join(f"{name} {taken:.1f}" for name, taken in self._times.items())
        print(f"{self._kills} kills in {seconds:.0f} s ({spent}); "
              f"{ledger.answers} answers, {ledger.retried} asked again, {ledger.replays} replayed; "
              f"{len(finished['permit'])} permits, {len(finished['thing'])} things; "
              f"verified {found['cases']} cases, {found['steps']} steps")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("source")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seats", type=int, default=64)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    data, began = tempfile.mkdtemp(prefix="yijian-kill-"), time.monotonic()
    trial = Trial(options, data)
    try:
        found = trial.run()
    except Exception:
        print(f"FAILED with --seed {options.seed}; the store is kept in {data}", flush=True)
        raise
    trial.report(found, time.monotonic() - began)
    shutil.rmtree(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
