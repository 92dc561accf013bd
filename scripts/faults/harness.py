"""What the checks of faults and limits share: running juchu, telling whole outputs, counting what was checked."""

import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time

JUCHU = os.path.abspath(sys.argv[1])
# The exit codes that docs/architecture.md documents.
DONE, FOUND, USAGE, BAD_DATA, NO_INPUT, EXISTS, WRITE_ERROR = 0, 1, 64, 65, 66, 73, 74
failures = []
checks = 0


def expect(holds, what):
    """Counts a check and keeps what does not hold."""
    global checks
    checks += 1
    if not holds:
        failures.append(what)
        print("FAILED", what, flush=True)


def run(*arguments, seconds=60, memory=None, file_size=None, environment=None, **options):
    """Runs juchu with limits; returns exit code, output, remarks and seconds."""

    def limit():
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        if file_size is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
        # A crash shall not fill the disk with its memory.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    base = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"}
    base.update(environment or {})
    options.setdefault("stdin", subprocess.DEVNULL)
    options.setdefault("stdout", subprocess.PIPE)
    begin = time.monotonic()
    process = subprocess.Popen(
        [JUCHU, *arguments], stderr=subprocess.PIPE, env=base, preexec_fn=limit, **options)
    try:
        output, remarks = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return None, b"", b"took longer than %d s" % seconds, seconds
    return process.returncode, output or b"", remarks, time.monotonic() - begin


def says(outcome, code, name, *words):
    """Expects an exit code and words of the one error."""
    found, _, remarks, seconds = outcome
    text = remarks.decode("utf-8", "replace")
    holds = found == code and all(word in text for word in words)
    expect(holds, f"{name}: exit {found}, expected {code} {list(words)}: {text[:300]!r}")
    print(f"  {name}: exit {found}, {seconds:.1f} s, {text.strip().splitlines()[0][:100] if text.strip() else ''}",
          flush=True)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def folder():
    return tempfile.TemporaryDirectory(prefix="juchu-faults-")


def finish():
    print(f"{checks} checks, {len(failures)} failed")
    sys.exit(1 if failures else 0)
