"""A server under test, and requests to it that a browser would not send."""

import http.client
import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import threading
import urllib.parse


class Server:
    """`juchu serve` on a free port of 127.0.0.1, stopped at the end."""

    def __init__(self, program: str, *options: str, stdin: int = subprocess.DEVNULL):
        self.folder = tempfile.mkdtemp(prefix="serve-")
        self.process = subprocess.Popen(
            [program, "serve", "--temporary", self.folder, *options],
            stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.keys: list[str] = []
        self.links: list[str] = []
        self.log: list[str] = []
        self.used: set[str] = set()
        self._told = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()
        threading.Thread(target=self._watch, daemon=True).start()
        self.key()
        parts = urllib.parse.urlsplit(self.links[0])
        self.port = parts.port
        self.host = f"127.0.0.1:{self.port}"
        self.origin = f"http://{self.host}"

    def _listen(self) -> None:
        for line in self.process.stdout:
            line = line.rstrip("\n")
            with self._told:
                if line.startswith("http"):
                    self.links.append(line)
                elif line:
                    self.keys.append(line)
                self._told.notify_all()

    def _watch(self) -> None:
        for line in self.process.stderr:
            self.log.append(line.rstrip("\n"))

    def key(self) -> str:
        """The newest key that was printed and not used."""
        with self._told:
            assert self._told.wait_for(lambda: self.keys and self.keys[-1] not in self.used, timeout=20), (
                "the server printed no key: " + "\n".join(self.log))
            return self.keys[-1]

    def stop(self, how: int = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(timeout=20)

    def memory(self) -> int:
        """Bytes of memory that the server holds now."""
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) * 1024

    def children(self) -> list[int]:
        listing = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True)
        return [int(word) for word in listing.stdout.split()]

    def raw(self, data: bytes, timeout: float = 20, stop: bool = False) -> bytes:
        """Sends bytes as they are and returns all that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as connection:
            connection.sendall(data)
            if stop:
                connection.shutdown(socket.SHUT_WR)
            answer = b""
            try:
                while piece := connection.recv(65536):
                    answer += piece
            except (TimeoutError, ConnectionResetError):
                pass
            return answer


class Answer:
    def __init__(self, response: http.client.HTTPResponse):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


class User:
    """A signed-in user without a browser."""

    def __init__(self, server: Server):
        self.server = server
        self.cookie = ""
        key = server.key()
        answer = self.post("/session", {"key": key, "language": "ja"}, token=False)
        server.used.add(key)
        assert answer.status == 303, (answer.status, answer.text[-400:])
        words = [value.split(";")[0] for value in answer.headers.get_all("Set-Cookie")]
        self.cookie = next(word for word in words if word.startswith("__Host-"))
        self.token = re.search(r'name="token" value="([^"]+)"', self.get("/").text)[1]

    def request(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        sent = {"Cookie": self.cookie} if self.cookie else {}
        if method == "POST":
            sent["Origin"] = self.server.origin
        sent.update(headers or {})
        connection.request(method, path, body=body, headers={name: value for name, value in sent.items() if value is not None})
        answer = Answer(connection.getresponse())
        connection.close()
        return answer

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return self.request("GET", path, headers=headers)

    def post(self, path: str, fields: dict[str, str], headers: dict[str, str] | None = None, token: bool = True) -> Answer:
        if token:
            fields = {"token": self.token, **fields}
        sent = {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
        return self.request("POST", path, urllib.parse.urlencode(fields).encode(), sent)

    def form(self, kind: str, files: list[tuple[str, bytes]], token: str | None = None, text: str = "") -> tuple[bytes, str]:
        """The body of an upload and its content type."""
        boundary = "----test" + os.urandom(8).hex()
        parts = [("token", None, (token or self.token).encode()), ("kind", None, kind.encode())]
        if text:
            parts.append(("text", None, text.encode()))
        parts += [("file", name, data) for name, data in files]
        body = b""
        for field, name, data in parts:
            file = f'; filename="{name}"' if name is not None else ""
            body += f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"{file}\r\n\r\n'.encode() + data + b"\r\n"
        return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"

    def upload(self, kind: str, files: list[tuple[str, bytes]], text: str = "") -> str:
        """Uploads files and returns the work's word."""
        body, content = self.form(kind, files, text=text)
        answer = self.request("POST", "/upload", body, {"Content-Type": content})
        assert answer.status == 303, (answer.status, answer.text)
        return re.search(r"w=([^&]+)", answer.headers["Location"])[1]

    def page(self, work: str, view: str) -> Answer:
        """A page once its children are done."""
        while True:
            answer = self.get(f"/work?w={work}&v={view}")
            if "Refresh" not in answer.headers:
                return answer

    def download(self, work: str, view: str, form: str) -> Answer:
        while True:
            answer = self.get(f"/download?w={work}&v={view}&f={form}")
            if "Refresh" not in answer.headers:
                return answer
