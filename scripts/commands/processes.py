"""Runs of the program, with what they cost: see scripts/measure-commands."""

import math
import os
import re
import resource
import subprocess
import time
from dataclasses import dataclass


@dataclass
class Run:
    """What one run cost; memory is the largest resident size in MB as GNU time sees it, as Python would add its own."""

    cpu: float
    seconds: float
    megabytes: float


class Failure(Exception):
    """A run that ended with another exit code than its line allows, or that was ended at its limit of time."""


def run(program, arguments, feed=None, codes=(0,), limit=3600):
    """One run from start to end, ended after `limit` seconds of the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    with open(feed or os.devnull, "rb") as standard_input:
        result = subprocess.run(
            ["/usr/bin/time", "-q", "-f", "%M", program, *arguments], stdin=standard_input, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, errors="replace", env={**os.environ, "LC_ALL": "C.UTF-8"},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5)))
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if result.returncode not in codes:
        if cpu >= limit:
            raise Failure(f"ended after {limit} seconds of the processor")
        raise Failure(f"exit code {result.returncode}: {' '.join(result.stderr.split()[:40])}")
    return Run(cpu, seconds, int(result.stderr.split()[-1]) / 1024)


def stripped(program, folder):
    """A copy without debugging information, which valgrind reads at every start."""
    copy = os.path.join(folder, "stripped")
    subprocess.run(["strip", "--strip-debug", "-o", copy, program], check=True)
    return copy


def instructions(program, arguments, feed=None, codes=(0,)):
    """The instructions of one run on one thread, counted by valgrind, or None where it cannot run the program.

    Valgrind knows no AVX-512, so the program is held to AVX2."""
    with open(feed or os.devnull, "rb") as standard_input:
        result = subprocess.run(
            ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, *arguments], stdin=standard_input,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
            env={**os.environ, "LC_ALL": "C.UTF-8", "JUCHU_SIMD": "avx2"})
    counted = re.search(r"^==\d+== Collected : (\d+)", result.stderr, re.MULTILINE)
    return int(counted[1]) if counted and result.returncode in codes else None


def growth(small, large, rows):
    """The factor by which a cost grows when rows double; `rows` is how many times more of them the larger run had."""
    return (large / small) ** (1 / math.log2(rows))
