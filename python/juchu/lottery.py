"""Ties, draws and one-win rules (くじ引き)."""

from __future__ import annotations

from typing import Any, Callable

from .call import Data, run
from .result import Result

Progress = Callable[[float], None]


def incidence(data: Data, *, progress: Progress | None = None, **options: Any) -> Result:
    """How often lots decide tenders, where, and how many firms tie; bids as a path or a frame."""
    return run("lottery incidence", data, options, progress)


def evaluate(data: Data, *, progress: Progress | None = None, **options: Any) -> Result:
    """What policies do: who wins how often, how evenly, at what price; `policy=["one-win", "torinuke"]`."""
    return run("lottery evaluate", data, options, progress)


def draw(data: Data = None, *, progress: Progress | None = None, **options: Any) -> Result:
    """Recomputes an electronic lottery; `scheme="core-seconds", tender="R4-301"`."""
    return run("lottery draw", data, options, progress)


def verify(data: Data, *, progress: Progress | None = None, **options: Any) -> Result:
    """Whether recorded electronic lotteries came out as their numbers say."""
    return run("lottery verify", data, options, progress)


def test(data: Data, *, progress: Progress | None = None, **options: Any) -> Result:
    """Whether past draws were fair under a policy."""
    return run("lottery test", data, options, progress)


# pytest would take the name for a test.
test.__test__ = False  # type: ignore[attr-defined]


def uniformity(data: Data = None, *, progress: Progress | None = None, **options: Any) -> Result:
    """How evenly a scheme of an electronic lottery draws."""
    return run("lottery uniformity", data, options, progress)


def design(data: Data, *, progress: Progress | None = None, **options: Any) -> Result:
    """Which rules no other rule beats on every aim; the options are those of `juchu lottery design`."""
    return run("lottery design", data, options, progress)
