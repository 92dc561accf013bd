"""The server on a socket behind nginx, which does TLS and signs users in, as docs/serve.md shows it.

Usage: proxy.py JUCHU FIXTURES
"""

import base64
import http.client
import os
import pathlib
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.parse

NAME = "juchu.city.example"


def documented() -> str:
    """The proxy's configuration in the documentation."""
    text = (pathlib.Path(__file__).parent.parent.parent / "docs" / "serve.md").read_text()
    found = re.search(r"(?m)^    server \{\n(?:    .*\n|\n)*?    \}\n", text)
    assert found
    return found[0]


def main() -> int:
    juchu, fixtures = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="proxy-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    origin = f"https://{NAME}:{port}"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}", "-addext",
                    f"subjectAltName=DNS:{NAME}", "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
                   check=True, capture_output=True)
    password = subprocess.run(["openssl", "passwd", "-apr1", "secret"], check=True, capture_output=True, text=True).stdout.strip()
    (folder / "users").write_text(f"clerk:{password}\n")
    text = documented()
    for old, new in (("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"), ("/etc/ssl/juchu.pem", f"{folder}/certificate.pem"),
                     ("/etc/ssl/juchu.key", f"{folder}/key.pem"), ("/etc/nginx/juchu.users", f"{folder}/users"),
                     ("/run/juchu/socket", f"{folder}/socket")):
        assert old in text, old
        text = text.replace(old, new)
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/errors; user root;\nevents {{}}\nhttp {{ access_log off; "
        f"client_body_temp_path {folder}/body; proxy_temp_path {folder}/temp;\n{text}}}\n")
    server = subprocess.Popen([juchu, "serve", "--socket", str(folder / "socket"), "--origin", origin, "--temporary", str(folder)],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    proxy = None
    try:
        told = server.stdout.readline()
        assert "socket" in told and "#" not in told, told
        mode = os.stat(folder / "socket").st_mode & 0o777
        assert mode == 0o660, oct(mode)
        proxy = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)], stderr=subprocess.DEVNULL)
        context = ssl.create_default_context(cafile=folder / "certificate.pem")
        signed = {"Authorization": "Basic " + base64.b64encode(b"clerk:secret").decode()}

        class Through(http.client.HTTPSConnection):
            def connect(self) -> None:
                raw = socket.create_connection(("127.0.0.1", port), timeout=20)
                self.sock = context.wrap_socket(raw, server_hostname=NAME)

        def ask(method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None):
            for attempt in range(50):
                try:
                    connection = Through(NAME, port)
                    connection.request(method, path, body, {**signed, **(headers or {})})
                    answer = connection.getresponse()
                    return answer, answer.read()
                except ConnectionRefusedError:
                    time.sleep(0.1)
            raise AssertionError("nginx does not answer: " + (folder / "errors").read_text())

        answer, body = ask("GET", "/", headers={"Authorization": ""})
        assert answer.status == 401 and answer.headers["WWW-Authenticate"], "the proxy asks for the password"
        answer, body = ask("GET", "/")
        assert answer.status == 401 and "name=\"key\"" not in body.decode() and "はじめる" in body.decode()
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer, _ = ask("POST", "/session", b"language=ja", {**form, "Origin": "https://evil.example"})
        assert answer.status == 403
        answer, _ = ask("POST", "/session", b"language=ja", {**form, "Origin": origin})
        cookies = answer.headers.get_all("Set-Cookie")
        assert answer.status == 303 and len(cookies) == 1 and cookies[0].startswith("__Host-") and "Secure" in cookies[0]
        cookie = {"Cookie": cookies[0].split(";")[0]}
        _, body = ask("GET", "/", headers=cookie)
        token = re.search(r'name="token" value="([^"]+)"', body.decode())[1]
        data = (fixtures / "ledger.csv").read_bytes()
        upload = b"".join(
            f'--b\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + value + b"\r\n"
            for name, more, value in (("token", "", token.encode()), ("kind", "", b"ledger"),
                                      ("file", '; filename="ledger.csv"', data))) + b"--b--\r\n"
        answer, _ = ask("POST", "/upload", upload,
                        {**cookie, "Origin": origin, "Content-Type": "multipart/form-data; boundary=b"})
        assert answer.status == 303, answer.status
        work = urllib.parse.parse_qs(urllib.parse.urlsplit(answer.headers["Location"]).query)["w"][0]
        answer, body = ask("GET", f"/work?w={work}&v=table1", headers=cookie)
        assert answer.status == 200 and "62.67" in body.decode()
        # Another name that leads here is refused by the server, whatever the proxy thinks of it.
        with socket.socket(socket.AF_UNIX) as direct:
            direct.connect(str(folder / "socket"))
            direct.sendall(b"GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: " + NAME.encode() + b"\r\n\r\n")
            assert direct.recv(1000).startswith(b"HTTP/1.1 421"), "X-Forwarded-* is not read"
        print("ok     a socket behind nginx, as documented")
    finally:
        if proxy:
            proxy.terminate()
            proxy.wait(timeout=10)
        server.terminate()
        assert server.wait(timeout=10) == 0
    assert not (folder / "socket").exists(), "the socket goes with the server"
    return 0


if __name__ == "__main__":
    sys.exit(main())
