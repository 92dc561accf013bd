"""Ties, draws and one-win rules (くじ引き)."""

from __future__ import annotations

from .call import Data, run
from .result import Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable

    from typing_extensions import Unpack

    from . import options as _options

    Progress = Callable[[float], None]


def incidence(
    data: Data, *, progress: Progress | None = None, **options: Unpack[_options.LotteryIncidenceOptions]
) -> Result:
    """How often lots decide tenders, where, and how many firms tie; bids as a path or a frame.

    >>> import juchu
    >>> found = juchu.lottery.incidence("fixtures/bids.csv").json
    >>> found["tenders"], found["decidedByLot"]
    (4, 3)
    """
    return run("lottery incidence", data, options, progress)


def evaluate(
    data: Data, *, progress: Progress | None = None, **options: Unpack[_options.LotteryEvaluateOptions]
) -> Result:
    """What policies do: who wins how often, how evenly, at what price; `policy=["one-win", "torinuke"]`.

    >>> import juchu
    >>> what_if = juchu.lottery.evaluate("fixtures/bids.csv", policy="one-win")
    >>> [entry["policy"] for entry in what_if.json["policies"]]
    ['one-win']
    """
    return run("lottery evaluate", data, options, progress)


def draw(
    data: Data = None, *, progress: Progress | None = None, **options: Unpack[_options.LotteryDrawOptions]
) -> Result:
    """Recomputes an electronic lottery; `scheme="core-seconds", tender="R4-301"`.

    >>> import juchu
    >>> working = juchu.lottery.draw("fixtures/electronic-lottery.csv", scheme="core-seconds", tender="R4-301")
    >>> working.status
    0
    """
    return run("lottery draw", data, options, progress)


def verify(
    data: Data, *, progress: Progress | None = None, **options: Unpack[_options.LotteryVerifyOptions]
) -> Result:
    """Whether recorded electronic lotteries came out as their numbers say; `status` is 1 where one did not.

    >>> import juchu
    >>> juchu.lottery.verify("fixtures/electronic-lottery.csv", scheme="core-seconds").status
    0
    """
    return run("lottery verify", data, options, progress)


def test(data: Data, *, progress: Progress | None = None, **options: Unpack[_options.LotteryTestOptions]) -> Result:
    """Whether past draws were fair under a policy.

    >>> import juchu
    >>> juchu.lottery.test("fixtures/draws.csv", policy="one-win").status
    0
    """
    return run("lottery test", data, options, progress)


# pytest would take the name for a test.
test.__test__ = False  # type: ignore[attr-defined]


def uniformity(
    data: Data = None, *, progress: Progress | None = None, **options: Unpack[_options.LotteryUniformityOptions]
) -> Result:
    """How evenly a scheme of an electronic lottery draws.

    >>> import juchu
    >>> juchu.lottery.uniformity(scheme="core-seconds", firms=3).status
    0
    """
    return run("lottery uniformity", data, options, progress)


def design(
    data: Data, *, progress: Progress | None = None, **options: Unpack[_options.LotteryDesignOptions]
) -> Result:
    """Which rules no other rule beats on every aim; the options are those of `juchu lottery design`.

    >>> import juchu
    >>> juchu.lottery.design("fixtures/bids.csv").status
    0
    """
    return run("lottery design", data, options, progress)
