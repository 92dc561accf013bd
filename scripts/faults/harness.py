"""What the checks of faults and limits share: running juchu, telling whole outputs, counting what was checked."""

import atexit
import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time

JUCHU = os.path.abspath(sys.argv[1])
# The exit codes that docs/architecture.md documents.
DONE, FOUND, UNDECIDED, USAGE, BAD_DATA, NO_INPUT, EXISTS, WRITE_ERROR = 0, 1, 2, 64, 65, 66, 73, 74
failures = []
checks = 0


def expect(holds, what):
    """Counts a check and keeps what does not hold."""
    global checks
    checks += 1
    if not holds:
        failures.append(what)
        print("FAILED", what, flush=True)


class MemoryLimit:
    """A bound for the memory of a process: a control group of its own where one can be made, so that a process that
    holds more is killed; else RLIMIT_DATA, which counts what is reserved too, stacks and the 128 MB of OpenBLAS."""

    RESERVED = 160 << 20

    def __init__(self, size):
        self.size = size
        self.group = None
        for base, file in [("/sys/fs/cgroup/memory", "memory.limit_in_bytes"), ("/sys/fs/cgroup", "memory.max")]:
            group = os.path.join(base, f"juchu-faults-{os.getpid()}-{size >> 20}")
            try:
                os.mkdir(group)
                with open(os.path.join(group, file), "w") as limit:
                    limit.write(str(size))
                self.group = group
                atexit.register(os.rmdir, group)
                break
            except OSError:
                if os.path.isdir(group):
                    os.rmdir(group)

    def __str__(self):
        return f"{self.size >> 20} MB by " + ("a control group" if self.group else "RLIMIT_DATA, beyond what is reserved")

    def impose(self):
        """Limits the calling process."""
        if self.group:
            with open(os.path.join(self.group, "cgroup.procs"), "w") as processes:
                processes.write(str(os.getpid()))
        else:
            resource.setrlimit(resource.RLIMIT_DATA, (self.size + self.RESERVED,) * 2)


def run(*arguments, seconds=60, processor=None, memory=None, file_size=None, environment=None, **options):
    """Runs juchu with limits; returns exit code, output, remarks and seconds: those of the processor where they are limited."""

    def limit():
        if memory:
            memory.impose()
        if processor:
            resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
        if file_size is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
        # A crash shall not fill the disk with its memory.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    base = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"}
    base.update(environment or {})
    options.setdefault("stdin", subprocess.DEVNULL)
    options.setdefault("stdout", subprocess.PIPE)
    begin, used = time.monotonic(), processor_seconds()
    process = subprocess.Popen(
        [JUCHU, *arguments], stderr=subprocess.PIPE, env=base, preexec_fn=limit, **options)
    try:
        output, remarks = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return None, b"", b"took longer than %d s" % seconds, seconds
    elapsed = processor_seconds() - used if processor else time.monotonic() - begin
    return process.returncode, output or b"", remarks, elapsed


def processor_seconds():
    """What all processes that ended took so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


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
