"""HTTP/1.1 over one keep-alive connection that never blocks: one request in flight at a time."""

import errno
import json
import select
import socket
import time


class Request:
    """A request as it will be sent, and sent again: the same key, version and body each time."""

    def __init__(self, method, path, token, body=None, key=None, version=None):
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Authorization: Bearer {token}"]
        data = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        if body is not None:
            lines += ["Content-Type: application/json", f"Content-Length: {len(data)}"]
        if key is not None:
            lines.append(f"Idempotency-Key: {key}")
        if version is not None:
            lines.append(f'If-Match: "{version}"')
        self.method, self.path, self.key = method, path, key
        self.bytes = "\r\n".join(lines).encode() + b"\r\n\r\n" + data
        self.tries = 0


class Response:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def replayed(self):
        return self.headers.get("idempotent-replayed") == "true"

    @property
    def code(self):
        return (self.body or {}).get("code", "")


class Connection:
    """`request` is what waits for its answer, or None."""

    def __init__(self):
        self.request = None
        self._socket, self._in, self._out = None, b"", b""

    def connect(self, host, port):
        self._socket = socket.create_connection((host, port), timeout=10)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.setblocking(False)
        self._in = self._out = b""

    def fileno(self):
        return self._socket.fileno()

    def send(self, request):
        self.request = request
        request.tries += 1
        self._out = request.bytes
        return self.flush()

    def flush(self):
        """True when everything is on its way; a dead peer shows itself when reading."""
        try:
            while self._out:
                self._out = self._out[self._socket.send(self._out):]
        except BlockingIOError:
            return False
        except OSError:
            self._out = b""
        return True

    def receive(self):
        """What has arrived: a Response, None while it is not whole, or EOFError."""
        try:
            part = self._socket.recv(262144)
        except BlockingIOError:
            return None
        except OSError as error:
            raise EOFError(errno.errorcode.get(error.errno, "")) from error
        if not part:
            raise EOFError
        self._in += part
        return self._parse()

    def _parse(self):
        end = self._in.find(b"\r\n\r\n")
        if end < 0:
            return None
        first, *lines = self._in[:end].decode().split("\r\n")
        headers = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        whole = end + 4 + int(headers.get("content-length", 0))
        if len(self._in) < whole:
            return None
        text, self._in = self._in[end + 4:whole], self._in[whole:]
        self.request = None
        return Response(int(first.split()[1]), headers, json.loads(text) if text else None)

    def close(self):
        if self._socket:
            self._socket.close()
        self._socket = None


class Line:
    """One request after the other, each waited for."""

    def __init__(self, server):
        self._connection = Connection()
        self._connection.connect(server.host, server.port)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._connection.close()

    def ask(self, request, limit_s=60.0):
        self._connection.send(request)
        deadline = time.monotonic() + limit_s
        while time.monotonic() < deadline:
            select.select([self._connection], [], [], 1.0)
            response = self._connection.receive()
            if response is not None:
                return response
            self._connection.flush()
        raise TimeoutError(request.path)
