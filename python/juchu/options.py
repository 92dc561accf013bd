"""The options of each function, for editors and type checkers. Written by scripts/python-options from the program itself.

Every option is one of the command line, with underscores for hyphens; what it takes is said there, as in
`juchu.help("tables")`. A roster and the like may be a frame.
"""

from __future__ import annotations

import os
from typing import Any, Literal, Protocol, Sequence, TypedDict, Union


class Frame(Protocol):
    """Anything that hands rows on by Arrow's C stream interface."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """The rows as a capsule."""


Value = Union[str, int, float, "os.PathLike[str]", Frame]
Values = Union[Value, Sequence[Value]]


class TablesOptions(TypedDict, total=False):
    """Options of `juchu tables`."""

    table: Value
    local_subtotal: bool
    unit: Literal["yen", "thousand", "million"]
    rounding: Literal["half-up", "controlled"]
    explain: Value
    mapping: Values
    set: Values
    encoding: Literal["utf-8", "cp932", "utf-16le", "utf-16be", "euc-jp", "iso-2022-jp"]
    delimiter: Literal["comma", "tab", "semicolon", "pipe"]
    sheet: Value
    visible_only: bool
    header_rows: Value
    currency: Value
    time_zone: Value
    threads: Value
    roster: Value
    population: Literal["city", "subsidy-recipient", "all"]
    include_enterprise: bool
    minimum_amount: Value
    years: Value
    value: Literal["award", "contract", "latest-amendment"]
    date: Literal["award", "signed"]
    duplicates: Literal["error", "keep", "first", "last"]
    rejects: Value
    format: Literal["text", "markdown", "csv", "json", "html", "xlsx", "docx"]
    lang: Literal["ja", "en"]
    output: Value
    force: bool
    bom: bool
    plot: bool
    negative: Literal["triangle", "hollow", "minus"]
    quiet: bool


class CompareOptions(TypedDict, total=False):
    """Options of `juchu compare`."""

    printed_differences: bool
    local_subtotal: bool
    allow_partial: bool
    row: Value
    influential: Value
    influential_vendors: Value
    by: Literal["office", "method", "account"]
    sizes: bool
    size_limits: Value
    bunching: Values
    leave_out_limit: bool
    split_limit: Values
    concentration: bool
    uncertainty: Literal["contracts", "vendors"]
    replicates: Value
    confidence: Value
    seed: Value
    pages: Value
    table: Value
    mapping: Values
    set: Values
    encoding: Literal["utf-8", "cp932", "utf-16le", "utf-16be", "euc-jp", "iso-2022-jp"]
    delimiter: Literal["comma", "tab", "semicolon", "pipe"]
    sheet: Value
    visible_only: bool
    header_rows: Value
    currency: Value
    time_zone: Value
    threads: Value
    roster: Value
    population: Literal["city", "subsidy-recipient", "all"]
    include_enterprise: bool
    minimum_amount: Value
    years: Value
    value: Literal["award", "contract", "latest-amendment"]
    date: Literal["award", "signed"]
    duplicates: Literal["error", "keep", "first", "last"]
    rejects: Value
    format: Literal["text", "markdown", "csv", "json", "html", "xlsx", "docx"]
    lang: Literal["ja", "en"]
    output: Value
    force: bool
    bom: bool
    plot: bool
    negative: Literal["triangle", "hollow", "minus"]
    quiet: bool


class AuditOptions(TypedDict, total=False):
    """Options of `juchu audit`."""

    rounding_rule: Literal["half-up", "truncate", "up", "half-even", "controlled", "auto"]
    amount_rule: Literal["half-up", "truncate", "up", "half-even", "controlled", "auto"]
    share_rule: Literal["half-up", "truncate", "half-even", "up", "controlled", "half-up-of-printed", "truncate-of-printed", "half-even-of-printed", "up-of-printed", "auto"]
    effort: Value
    witness: bool
    pages: Value
    table: Value
    format: Literal["text", "markdown", "csv", "json", "html", "xlsx", "docx"]
    lang: Literal["ja", "en"]
    output: Value
    force: bool
    bom: bool
    plot: bool
    negative: Literal["triangle", "hollow", "minus"]
    quiet: bool


class ExtractOptions(TypedDict, total=False):
    """Options of `juchu extract`."""

    pages: Value
    table: Value
    format: Literal["text", "markdown", "csv", "json", "html", "xlsx", "docx"]
    lang: Literal["ja", "en"]
    output: Value
    force: bool
    bom: bool
    plot: bool
    negative: Literal["triangle", "hollow", "minus"]
    quiet: bool


class InspectOptions(TypedDict, total=False):
    """Options of `juchu inspect`."""

    write_mapping: Value
    mapping: Values
    set: Values
    encoding: Literal["utf-8", "cp932", "utf-16le", "utf-16be", "euc-jp", "iso-2022-jp"]
    delimiter: Literal["comma", "tab", "semicolon", "pipe"]
    sheet: Value
    visible_only: bool
    header_rows: Value
    currency: Value
    time_zone: Value
    threads: Value
    format: Literal["text", "markdown", "csv", "json", "html", "xlsx", "docx"]
    lang: Literal["ja", "en"]
    output: Value
    force: bool
    bom: bool
    plot: bool
    negative: Literal["triangle", "hollow", "minus"]
    quiet: bool


class IndicatorsOptions(TypedDict, total=False):
    """Options of `juchu indicators`."""

    as_: Literal["bids", "ledger"]
    charts: Value
    screens: bool
    mapping: Values
    set: Values
    encoding: Literal["utf-8", "cp932", "utf-16le", "utf-16be", "euc-jp", "iso-2022-jp"]
    delimiter: Literal["comma", "tab", "semicolon", "pipe"]
    sheet: Value
    visible_only: bool
    header_rows: Value
    currency: Value
    time_zone: Value
    threads: Value
    by: Value
    minimum_group: Value
    methods: Value
    since: Value
    tenders: Value
    firms: Value
    cite: bool
    changes: bool
    intervals: bool
    look_back: Value
    repeated_bids: Literal["reject", "keep-first"]
    disagreeing_notices: Literal["reject", "keep-first"]
    rejects: Value
    format: Literal["text", "markdown", "csv", "json", "html", "xlsx", "docx"]
    lang: Literal["ja", "en"]
    output: Value
    force: bool
    bom: bool
    plot: bool
    negative: Literal["triangle", "hollow", "minus"]
    quiet: bool


class MergeOptions(TypedDict, total=False):
    """Options of `juchu merge`."""

    local_subtotal: bool
    unit: Literal["yen", "thousand", "million"]
    rounding: Literal["half-up", "controlled"]
    orders: bool
    threads: Value
    format: Literal["text", "markdown", "csv", "json", "html", "xlsx", "docx"]
    lang: Literal["ja", "en"]
    output: Value
    force: bool
    bom: bool
    plot: bool
    negative: Literal["triangle", "hollow", "minus"]
    quiet: bool


class ShardTablesOptions(TypedDict, total=False):
    """Options of `juchu shard tables`."""

    table: Value
    bytes: Value
    plan: Value
    whole_files: bool
    name: Value
    mapping: Values
    set: Values
    encoding: Literal["utf-8", "cp932", "utf-16le", "utf-16be", "euc-jp", "iso-2022-jp"]
    delimiter: Literal["comma", "tab", "semicolon", "pipe"]
    sheet: Value
    visible_only: bool
    header_rows: Value
    currency: Value
    time_zone: Value
    threads: Value
    roster: Value
    population: Literal["city", "subsidy-recipient", "all"]
    include_enterprise: bool
    minimum_amount: Value
    years: Value
    value: Literal["award", "contract", "latest-amendment"]
    date: Literal["award", "signed"]
    duplicates: Literal["error", "keep", "first", "last"]
    rejects: Value
    output: Value
    force: bool
    quiet: bool
    lang: Literal["ja", "en"]


class ShardIncidenceOptions(TypedDict, total=False):
    """Options of `juchu shard incidence`."""

    bytes: Value
    plan: Value
    whole_files: bool
    name: Value
    mapping: Values
    set: Values
    encoding: Literal["utf-8", "cp932", "utf-16le", "utf-16be", "euc-jp", "iso-2022-jp"]
    delimiter: Literal["comma", "tab", "semicolon", "pipe"]
    sheet: Value
    visible_only: bool
    header_rows: Value
    currency: Value
    time_zone: Value
    threads: Value
    firms: Value
    repeated_bids: Literal["reject", "keep-first"]
    disagreeing_notices: Literal["reject", "keep-first"]
    group_by: Value
    rejects: Value
    output: Value
    force: bool
    quiet: bool
    lang: Literal["ja", "en"]


class ShardIndicatorsOptions(TypedDict, total=False):
    """Options of `juchu shard indicators`."""

    bytes: Value
    plan: Value
    whole_files: bool
    name: Value
    mapping: Values
    set: Values
    encoding: Literal["utf-8", "cp932", "utf-16le", "utf-16be", "euc-jp", "iso-2022-jp"]
    delimiter: Literal["comma", "tab", "semicolon", "pipe"]
    sheet: Value
    visible_only: bool
    header_rows: Value
    currency: Value
    time_zone: Value
    threads: Value
    by: Value
    minimum_group: Value
    methods: Value
    since: Value
    tenders: Value
    firms: Value
    cite: bool
    changes: bool
    intervals: bool
    look_back: Value
    repeated_bids: Literal["reject", "keep-first"]
    disagreeing_notices: Literal["reject", "keep-first"]
    rejects: Value
    output: Value
    force: bool
    quiet: bool
    lang: Literal["ja", "en"]


class SynthesizeLedgerOptions(TypedDict, total=False):
    """Options of `juchu synthesize ledger`."""

    table: Value
    scale: Value
    words: Literal["canonical", "japanese"]
    encoding: Literal["utf-8", "cp932"]
    concentration: Value
    dirt: Value
    key: Value
    seed: Value
    threads: Value
    output: Value
    force: bool
    quiet: bool
    lang: Literal["ja", "en"]


class SynthesizeBidsOptions(TypedDict, total=False):
    """Options of `juchu synthesize bids`."""

    set: Literal["small", "city", "prefecture", "nation"]
    tenders: Value
    firms_per_trade: Value
    place: Value
    trade: Values
    year: Value
    formula: Value
    floor_unit: Value
    floor_order: Literal["clip-then-round", "round-then-clip"]
    random_floor: Value
    variable_floor: Value
    outside: Value
    strategy: Literal["none", "spread", "drop-out"]
    scheme: Literal["core-seconds", "milliseconds", "random"]
    bias: Value
    firms: Value
    count: Value
    seed: Value
    threads: Value
    output: Value
    force: bool
    quiet: bool
    lang: Literal["ja", "en"]


class LotteryIncidenceOptions(TypedDict, total=False):
    """Options of `juchu lottery incidence`."""

    mapping: Values
    set: Values
    encoding: Literal["utf-8", "cp932", "utf-16le", "utf-16be", "euc-jp", "iso-2022-jp"]
    delimiter: Literal["comma", "tab", "semicolon", "pipe"]
    sheet: Value
    visible_only: bool
    header_rows: Value
    currency: Value
    time_zone: Value
    threads: Value
    firms: Value
    repeated_bids: Literal["reject", "keep-first"]
    disagreeing_notices: Literal["reject", "keep-first"]
    group_by: Value
    rejects: Value
    format: Literal["text", "markdown", "csv", "json", "html", "xlsx", "docx"]
    lang: Literal["ja", "en"]
    output: Value
    force: bool
    bom: bool
    plot: bool
    negative: Literal["triangle", "hollow", "minus"]
    quiet: bool


class LotteryEvaluateOptions(TypedDict, total=False):
    """Options of `juchu lottery evaluate`."""

    policy: Values
    seed: Value
    trials: Value
    simulate: bool
    orders: bool
    mapping: Values
    set: Values
    encoding: Literal["utf-8", "cp932", "utf-16le", "utf-16be", "euc-jp", "iso-2022-jp"]
    delimiter: Literal["comma", "tab", "semicolon", "pipe"]
    sheet: Value
    visible_only: bool
    header_rows: Value
    currency: Value
    time_zone: Value
    threads: Value
    firms: Value
    repeated_bids: Literal["reject", "keep-first"]
    disagreeing_notices: Literal["reject", "keep-first"]
    group_by: Value
    rejects: Value
    format: Literal["text", "markdown", "csv", "json", "html", "xlsx", "docx"]
    lang: Literal["ja", "en"]
    output: Value
    force: bool
    bom: bool
    plot: bool
    negative: Literal["triangle", "hollow", "minus"]
    quiet: bool


class LotteryDrawOptions(TypedDict, total=False):
    """Options of `juchu lottery draw`."""

    commit: Value
    scheme: Value
    reveal: Value
    commitment: Value
    tender: Value
    policy: Value
    history: Literal["recorded", "chained"]
    mapping: Values
    set: Values
    encoding: Literal["utf-8", "cp932", "utf-16le", "utf-16be", "euc-jp", "iso-2022-jp"]
    delimiter: Literal["comma", "tab", "semicolon", "pipe"]
    sheet: Value
    visible_only: bool
    header_rows: Value
    currency: Value
    time_zone: Value
    threads: Value
    firms: Value
    repeated_bids: Literal["reject", "keep-first"]
    disagreeing_notices: Literal["reject", "keep-first"]
    group_by: Value
    rejects: Value
    format: Literal["text", "markdown", "csv", "json", "html", "xlsx", "docx"]
    lang: Literal["ja", "en"]
    output: Value
    force: bool
    bom: bool
    plot: bool
    negative: Literal["triangle", "hollow", "minus"]
    quiet: bool


class LotteryVerifyOptions(TypedDict, total=False):
    """Options of `juchu lottery verify`."""

    scheme: Value
    reveal: Value
    commitment: Value
    tender: Value
    policy: Value
    history: Literal["recorded", "chained"]
    mapping: Values
    set: Values
    encoding: Literal["utf-8", "cp932", "utf-16le", "utf-16be", "euc-jp", "iso-2022-jp"]
    delimiter: Literal["comma", "tab", "semicolon", "pipe"]
    sheet: Value
    visible_only: bool
    header_rows: Value
    currency: Value
    time_zone: Value
    threads: Value
    firms: Value
    repeated_bids: Literal["reject", "keep-first"]
    disagreeing_notices: Literal["reject", "keep-first"]
    group_by: Value
    rejects: Value
    format: Literal["text", "markdown", "csv", "json", "html", "xlsx", "docx"]
    lang: Literal["ja", "en"]
    output: Value
    force: bool
    bom: bool
    plot: bool
    negative: Literal["triangle", "hollow", "minus"]
    quiet: bool


class LotteryTestOptions(TypedDict, total=False):
    """Options of `juchu lottery test`."""

    policy: Value
    alpha: Value
    replicates: Value
    power: Value
    seed: Value
    after_exclusion: bool
    chosen_beforehand: bool
    mapping: Values
    set: Values
    encoding: Literal["utf-8", "cp932", "utf-16le", "utf-16be", "euc-jp", "iso-2022-jp"]
    delimiter: Literal["comma", "tab", "semicolon", "pipe"]
    sheet: Value
    visible_only: bool
    header_rows: Value
    currency: Value
    time_zone: Value
    threads: Value
    firms: Value
    repeated_bids: Literal["reject", "keep-first"]
    disagreeing_notices: Literal["reject", "keep-first"]
    group_by: Value
    rejects: Value
    format: Literal["text", "markdown", "csv", "json", "html", "xlsx", "docx"]
    lang: Literal["ja", "en"]
    output: Value
    force: bool
    bom: bool
    plot: bool
    negative: Literal["triangle", "hollow", "minus"]
    quiet: bool


class LotteryUniformityOptions(TypedDict, total=False):
    """Options of `juchu lottery uniformity`."""

    scheme: Value
    firms: Value
    typed: Value
    system: Value
    window: Value
    more: bool
    format: Literal["text", "markdown", "csv", "json", "html", "xlsx", "docx"]
    lang: Literal["ja", "en"]
    output: Value
    force: bool
    bom: bool
    plot: bool
    negative: Literal["triangle", "hollow", "minus"]
    quiet: bool


class LotteryDesignOptions(TypedDict, total=False):
    """Options of `juchu lottery design`."""

    chosen: Value
    behaviour: bool
    margin: Value
    cost_over_margin: Value
    lattice: Value
    aims: Value
    aim: Values
    require: Values
    recorded_under: Value
    seed: Value
    trials: Value
    samples: Value
    mapping: Values
    set: Values
    encoding: Literal["utf-8", "cp932", "utf-16le", "utf-16be", "euc-jp", "iso-2022-jp"]
    delimiter: Literal["comma", "tab", "semicolon", "pipe"]
    sheet: Value
    visible_only: bool
    header_rows: Value
    currency: Value
    time_zone: Value
    threads: Value
    firms: Value
    repeated_bids: Literal["reject", "keep-first"]
    disagreeing_notices: Literal["reject", "keep-first"]
    group_by: Value
    rejects: Value
    format: Literal["text", "markdown", "csv", "json", "html", "xlsx", "docx"]
    lang: Literal["ja", "en"]
    output: Value
    force: bool
    bom: bool
    plot: bool
    negative: Literal["triangle", "hollow", "minus"]
    quiet: bool
