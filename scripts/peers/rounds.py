"""Interleaved rounds and their tables: what the comparisons with peers share."""

import statistics
import subprocess


def interleaved(methods, rounds):
    """What each method returns (a time) in each round, one method after the other; everything once unmeasured, so that
    the page cache is warm and code is loaded and compiled."""
    times = {name: [] for name in methods}
    for number in range(rounds + 1):
        for name, method in methods.items():
            value = method()
            if number > 0:
                times[name].append(value)
    return times


def table(times, unit, base=None, digits=3, extra=None):
    """Lines of a table: median and range of each method, and of its ratios to a base within the rounds.

    `extra` is a heading and what it makes of a median."""
    head = f"| what | {unit}: median | lowest | highest |"
    rule = "| --- | --- | --- | --- |"
    if extra:
        head, rule = head + f" {extra[0]} |", rule + " --- |"
    if base:
        head, rule = head + f" times {base}'s: median of rounds | lowest | highest |", rule + " --- | --- | --- |"
    lines = [head, rule]
    for name, values in times.items():
        middle = statistics.median(values)
        line = f"| {name} | " + " | ".join(f"{value:.{digits}f}" for value in (middle, min(values), max(values))) + " |"
        if extra:
            line += f" {extra[1](middle)} |"
        if base:
            ratios = [a / b for a, b in zip(values, times[base])]
            line += " " + " | ".join(f"{ratio:.2f}" for ratio in (statistics.median(ratios), min(ratios), max(ratios))) + " |"
        lines.append(line)
    return lines + [""]


def processor():
    """The processor's name as `lscpu` has it."""
    text = subprocess.run(["lscpu"], capture_output=True, text=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}).stdout
    names = [line.split(":", 1)[1].strip() for line in text.splitlines() if line.startswith("Model name:")]
    return names[0] if names else "an unknown processor"
