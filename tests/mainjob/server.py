"""A yijian server as a process of its own: started, found again, stopped.

Nothing is ever ended but a process that this module started and can still recognise: by its id and
the moment it began.
"""
import json
import os
import re
import signal
import socket
import subprocess
import time
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_S = 30
STOP_S = 20
PAUSE_S = 0.01
LISTENING = re.compile(r"listening on (http://\S+)")


class NotStarted(Exception):
    """The server ended, or did not speak, before it listened."""


@dataclass
class Running:
    """What is known of a started server; kept in a file so that another process finds it."""
    pid: int
    began: str    # the process's start in clock ticks since boot, as /proc tells it
    url: str
    data: str
    binary: str
    built: float  # when the binary was written


def began(pid):
    """When a process began, or "" when there is none (a zombie is none)."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    fields = text.rpartition(")")[2].split()
    return "" if fields[0] == "Z" else fields[19]


def is_alive(running):
    return began(running.pid) == running.began


def start(binary, data, log, port=0, workflows=None, options=()):
    """Starts a server on loopback and waits until it listens; its `Running` and the process.

    port 0: any free one. Its output goes to the file `log`. Raises NotStarted with its last words.
    """
    log = Path(log)
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [str(binary), "serve", "--data", str(data), "--listen", f"127.0.0.1:{port}",
               "--workflows", str(workflows or ROOT / "workflows"), "--demo", *options]
    with open(log, "wb") as output:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                   start_new_session=True)
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        words = log.read_text(errors="replace")
        found = LISTENING.search(words)
        if found:
            return Running(process.pid, began(process.pid), found.group(1), str(data), str(binary),
                           os.stat(binary).st_mtime), process
        if process.poll() is not None:
            raise NotStarted(words.strip() or f"{binary} ended with {process.returncode}")
        time.sleep(PAUSE_S)
    process.kill()
    process.wait()
    raise NotStarted(f"{binary} did not listen within {START_S} s")


def stop(running, process=None):
    """Asks the server to finish its work and end, and sees to it that it does."""
    if not is_alive(running):
        return
    os.kill(running.pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_S
    while is_alive(running) and time.monotonic() < deadline:
        if process is not None:
            process.poll()
        time.sleep(PAUSE_S)
    if is_alive(running):
        os.kill(running.pid, signal.SIGKILL)
    if process is not None:
        process.wait()


def remember(running, path):
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(running), indent=2) + "\n")


def recall(path):
    """The server remembered there if it still runs, else None."""
    try:
        running = Running(**json.loads(Path(path).read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return running if is_alive(running) else None


def free_port(first, last):
    """The first port of the range that nobody listens on; 0, any, when all are taken."""
    for port in range(first, last + 1):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    return 0
