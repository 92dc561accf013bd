"""The server beyond this computer: its password, its certificate, and what it refuses without them.

Usage: network.py JUCHU FIXTURES
"""

import concurrent.futures
import http.client
import os
import pathlib
import pty
import re
import select
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.parse
import warnings

NAME = "juchu.city.example"
PASSWORD = "市役所のひみつ 2026"


def typed(juchu: str, file: pathlib.Path, words: list[bytes]) -> tuple[int, bytes]:
    """`juchu serve password FILE` on a terminal of its own: the exit code, and all that the terminal showed."""
    process, terminal = pty.fork()
    if process == 0:
        os.execv(juchu, [juchu, "serve", "password", str(file)])
    shown = b""
    waiting = list(words)
    end = time.monotonic() + 30
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            try:
                piece = os.read(terminal, 4096)
            except OSError:
                break
            if not piece:
                break
            shown += piece
            if waiting and shown.endswith(b": "):
                os.write(terminal, waiting.pop(0))
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), shown


def passwords(juchu: str, folder: pathlib.Path) -> pathlib.Path:
    """The file of a password, made as an administrator makes it."""
    file = folder / "password"
    word = PASSWORD.encode() + b"\n"
    code, shown = typed(juchu, file, [word, word])
    assert code == 0, (code, shown)
    assert PASSWORD.encode() not in shown and b"2026" not in shown, "the password was shown"
    assert os.stat(file).st_mode & 0o777 == 0o600
    text = file.read_text()
    assert text.startswith("juchu-scrypt 15 ") and PASSWORD not in text
    assert typed(juchu, file, [word, word])[0] == 73, "a file that exists is replaced"
    assert file.read_text() == text
    # What is taken back is not part of it: a character, or all of it.
    code, _ = typed(juchu, folder / "mended", [b"0123456789\xe3\x81\x82\x7f\n", b"wrong\x150123456789\n"])
    assert code == 0 and (folder / "mended").exists(), code
    for words, wanted in (([word, b"another one\n"], 65), ([b"short\n"], 65), ([b"0123456789\x03"], 65)):
        code, _ = typed(juchu, folder / "other", words)
        assert code == wanted and not (folder / "other").exists(), (words, code)
    # Without a terminal nothing is asked, and nothing is read from a pipe.
    done = subprocess.run([juchu, "serve", "password", str(folder / "other")], input=word * 2, capture_output=True,
                          start_new_session=True)
    assert done.returncode == 64 and not (folder / "other").exists(), done
    return file


class Network:
    """The server with TLS on 127.0.0.1, as it would stand on an address of the house."""

    def __init__(self, juchu: str, folder: pathlib.Path, options: list[str], port: int):
        self.folder, self.port = folder, port
        self.host = f"{NAME}:{port}"
        self.origin = f"https://{self.host}"
        self.context = ssl.create_default_context(cafile=folder / "certificate.pem")
        self.process = subprocess.Popen(
            [juchu, "serve", *options], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.told = self.process.stdout.readline()

    def connect(self, context: ssl.SSLContext | None = None) -> ssl.SSLSocket:
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        return (context or self.context).wrap_socket(raw, server_hostname=NAME)

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None):
        connection = http.client.HTTPConnection(NAME, self.port)
        connection.sock = self.connect()
        connection.request(method, path, body, {"Host": self.host, **(headers or {})})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer, text

    def sign_in(self, password: str, origin: str | None = None):
        body = urllib.parse.urlencode({"language": "ja", "password": password}).encode()
        return self.ask("POST", "/session", body, {
            "Content-Type": "application/x-www-form-urlencoded", "Origin": origin or self.origin})


def refusals(juchu: str, folder: pathlib.Path, options: list[str]) -> None:
    """Starts that are refused, each with a reason."""
    def start(words: list[str]) -> subprocess.CompletedProcess:
        return subprocess.run([juchu, "serve", *words], capture_output=True, text=True, timeout=30, stdin=subprocess.DEVNULL)

    for words in (["--host", "0.0.0.0"], ["--host", "0.0.0.0", "--port", "0"], ["--host", "127.0.0.1", "--origin", "https://a"],
                  ["--origin", "https://a"], ["--certificate", "x"], ["--password-file", "x"],
                  ["--socket", "/tmp/x", "--origin", "https://a", "--host", "127.0.0.1"]):
        assert start(words).returncode == 64, words
    plain = [word.replace("https://", "http://") if word.startswith("https://") else word for word in options]
    assert start(plain).returncode == 66, "plain HTTP is served"
    os.chmod(folder / "password", 0o640)
    done = start(options)
    assert done.returncode == 66 and "0600" in done.stderr, done
    os.chmod(folder / "password", 0o600)
    os.chmod(folder / "key.pem", 0o644)
    assert start(options).returncode == 66, "a key that everybody may read is used"
    os.chmod(folder / "key.pem", 0o600)
    broken = [str(folder / "password") if word.endswith("certificate.pem") else word for word in options]
    assert start(broken).returncode == 66


def run(network: Network, fixtures: pathlib.Path) -> None:
    assert "listening on 127.0.0.1" in network.told and "#" not in network.told, network.told
    # Plain HTTP is no answer, and old TLS is none.
    with socket.create_connection(("127.0.0.1", network.port), timeout=20) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nHost: " + network.host.encode() + b"\r\n\r\n")
        answer = b""
        try:
            while piece := raw.recv(4096):
                answer += piece
        except ConnectionResetError:
            pass
        assert not answer.startswith(b"HTTP/"), answer
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    try:
        network.connect(old)
        raise AssertionError("TLS 1.1 is spoken")
    except (ssl.SSLError, ConnectionResetError):
        pass
    answer, body = network.ask("GET", "/")
    text = body.decode()
    assert answer.status == 401 and 'type="password"' in text and 'name="key"' not in text
    answer, _ = network.ask("GET", "/", headers={"Host": f"127.0.0.1:{network.port}"})
    assert answer.status == 421
    answer, _ = network.sign_in(PASSWORD, origin="https://evil.example")
    assert answer.status == 403
    for wrong in ("", "wrong", PASSWORD + " ", PASSWORD[:-1], "x" * 5000):
        answer, _ = network.sign_in(wrong)
        assert answer.status == 403 and answer.headers["Set-Cookie"] is None, wrong
    answer, _ = network.sign_in(PASSWORD)
    cookies = answer.headers.get_all("Set-Cookie")
    assert answer.status == 303 and len(cookies) == 1 and cookies[0].startswith("__Host-") and "Secure" in cookies[0]
    cookie = {"Cookie": cookies[0].split(";")[0]}
    _, body = network.ask("GET", "/", headers=cookie)
    token = re.search(r'name="token" value="([^"]+)"', body.decode())[1]
    upload = b"".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + value + b"\r\n"
        for name, more, value in (("token", "", token.encode()), ("kind", "", b"ledger"),
                                  ("file", '; filename="ledger.csv"', (fixtures / "ledger.csv").read_bytes()))) + b"--b--\r\n"
    answer, _ = network.ask("POST", "/upload", upload, {
        **cookie, "Origin": network.origin, "Content-Type": "multipart/form-data; boundary=b"})
    assert answer.status == 303, answer.status
    work = urllib.parse.parse_qs(urllib.parse.urlsplit(answer.headers["Location"]).query)["w"][0]
    answer, body = network.ask("GET", f"/work?w={work}&v=table1", headers=cookie)
    assert answer.status == 200 and "62.67" in body.decode()
    # Many who guess at once: one is checked, eight wait, the others are told to come again; a user is served meanwhile.
    with concurrent.futures.ThreadPoolExecutor(40) as pool:
        guesses = [pool.submit(network.sign_in, f"guess number {number}") for number in range(40)]
        begun = time.monotonic()
        answer, _ = network.ask("GET", "/", headers=cookie)
        assert answer.status == 200 and time.monotonic() - begun < 3
        statuses = [guess.result()[0].status for guess in guesses]
    assert set(statuses) == {403, 429} and statuses.count(403) >= 9, statuses
    answer, _ = network.sign_in(PASSWORD)
    assert answer.status == 303, "after the guesses the password is checked again"
    # A client that never comes to terms about TLS is gone after its time.
    with socket.create_connection(("127.0.0.1", network.port), timeout=30) as silent:
        begun = time.monotonic()
        try:
            while silent.recv(4096):
                pass
        except ConnectionResetError:
            pass
        assert time.monotonic() - begun < 25


def main() -> int:
    juchu, fixtures = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="network-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}", "-addext",
                    f"subjectAltName=DNS:{NAME}", "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
                   check=True, capture_output=True)
    os.chmod(folder / "key.pem", 0o600)
    file = passwords(juchu, folder)
    print("ok     the file of a password")
    options = ["--host", "127.0.0.1", "--origin", f"https://{NAME}:{port}", "--certificate", str(folder / "certificate.pem"),
               "--key", str(folder / "key.pem"), "--password-file", str(file), "--temporary", str(folder)]
    refusals(juchu, folder, options)
    print("ok     starts that are refused")
    network = Network(juchu, folder, options, port)
    try:
        run(network, fixtures)
        print("ok     TLS and a password")
    finally:
        network.process.terminate()
        assert network.process.wait(timeout=10) == 0
    log = network.process.stderr.read()
    assert PASSWORD not in log and "guess" not in log, "the log has a password"
    return 0


if __name__ == "__main__":
    sys.exit(main())
