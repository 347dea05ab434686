"""The real program as a child process: started, found by the line it prints, killed by its pid."""

import json
import os
import re
import select
import signal
import subprocess
import time

START_LIMIT_S = 30.0
LISTENING = re.compile(rb"listening on http://([0-9.]+):(\d+)")


class NotStarted(Exception):
    """The program ended before it listened; `code` is its exit code."""

    def __init__(self, code, text):
        super().__init__(f"exit {code}: {text.strip()}")
        self.code, self.text = code, text


class Server:
    """`yijian serve` on a free loopback port. What it writes to stderr is kept in `log_path`."""

    def __init__(self, binary, source, data, log_path, clock=None):
        command = [binary, "serve", "--data", data, "--listen", "127.0.0.1:0",
                   "--workflows", os.path.join(source, "workflows"), "--demo"]
        if clock:
            command += ["--clock", f"manual={clock}"]
        began = time.monotonic()
        self._log = open(log_path, "ab")
        self._process = subprocess.Popen(command, stdout=self._log, stderr=subprocess.PIPE)
        self.pid = self._process.pid
        self.host, self.port = self._wait_for_address(began + START_LIMIT_S)
        self.start_s = time.monotonic() - began

    def _wait_for_address(self, deadline):
        text, pipe = b"", self._process.stderr
        os.set_blocking(pipe.fileno(), False)
        while True:
            select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
            part = pipe.read()
            if part:
                self._log.write(part)
                text += part
            found = LISTENING.search(text)
            if found:
                return found[1].decode(), int(found[2])
            if part == b"" or self._process.poll() is not None:
                self._process.wait()
                self._log.write(pipe.read() or b"")
                raise NotStarted(self._process.returncode, text.decode(errors="replace"))
            if time.monotonic() > deadline:
                self.kill()
                raise NotStarted(None, "no address in time: " + text.decode(errors="replace"))

    def alive(self):
        self.collect_log()
        return self._process.poll() is None

    def collect_log(self):
        """Moves what the program has said so far into the log, so that its pipe never fills."""
        part = self._process.stderr.read()
        if part:
            self._log.write(part)
            self._log.flush()

    def kill(self):
        """kill -9: nothing of the program runs after this."""
        self._end(signal.SIGKILL)

    def stop(self):
        """The orderly end; its exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, number):
        if self._process.poll() is None:
            os.kill(self.pid, number)
        os.set_blocking(self._process.stderr.fileno(), True)
        rest = self._process.stderr.read()
        self._log.write(rest or b"")
        self._process.wait()
        self._process.stderr.close()
        self._log.close()
        return self._process.returncode


def tokens_of(data):
    with open(os.path.join(data, "demo-tokens.json"), encoding="utf-8") as file:
        return {name: user["token"] for name, user in json.load(file).items()}


def verify(binary, data):
    """What `yijian verify --json` says, and its exit code."""
    done = subprocess.run([binary, "verify", "--data", data, "--json"], capture_output=True,
                          check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"verify ended with {done.returncode}: {done.stderr.decode()}")
    return json.loads(done.stdout), done.returncode
