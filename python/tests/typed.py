"""What a type checker knows of the package; checked by mypy and never run."""

import pathlib
from typing import Any

import juchu
from typing_extensions import assert_type

assert_type(juchu.tables("ledger.csv", unit="yen", local_subtotal=True, years="2018-2020"), juchu.Result)
assert_type(juchu.lottery.evaluate(pathlib.Path("bids.csv"), policy=["one-win"], trials=0), juchu.Result)
assert_type(juchu.shard("ledger.csv", (1, 3), population="all"), bytes)
assert_type(juchu.shard("bids.csv", (1, 3), command="indicators", by="trade"), bytes)
assert_type(juchu.tables("ledger.csv").meta, dict[str, Any])
assert_type(juchu.help("tables", lang="ja"), str)
juchu.tables("ledger.csv", unit="ell")  # type: ignore[arg-type]
juchu.tables("ledger.csv", colour="red")  # type: ignore[call-arg]
juchu.shard("bids.csv", (1, 3), command="indicators", population="all")  # type: ignore[call-overload]
juchu.synthesize("ledger", tenders=3)  # type: ignore[call-overload]
juchu.tables("ledger.csv").save(3)  # type: ignore[arg-type]
