"""Pieces of results, computed from frames: put together they are what one call gives, byte for byte."""

import juchu
import polars
import pytest


@pytest.fixture(scope="module")
def bids(tmp_path_factory):
    path = tmp_path_factory.mktemp("bids") / "bids.csv"
    path.write_bytes(juchu.synthesize("bids", tenders=240, seed=5).render("csv"))
    return path


def pieces_of(frame, count):
    """The frame in pieces, with the bids for a tender in one of them."""
    tenders = frame["tender"].unique(maintain_order=True)
    bounds = [tenders.len() * number // count for number in range(count + 1)]
    return [frame.filter(polars.col("tender").is_in(tenders[start:end].to_list())) for start, end in zip(bounds, bounds[1:])]


def merged(frames, command, **options):
    pieces = [juchu.shard(frame, (number, len(frames)), command=command, **options) for number, frame in enumerate(frames, 1)]
    return juchu.merge(pieces[::-1])


FORMS = ["json", "csv", "text", "markdown"]


@pytest.mark.parametrize("options", [
    {}, {"by": "trade"}, {"by": "category", "minimum_group": 3}, {"intervals": True, "by": "trade"}, {"cite": True},
    {"methods": "open", "since": "2020-04-01"},
])
@pytest.mark.parametrize("count", [1, 2, 7])
def test_indicators(bids, options, count):
    frame = polars.read_csv(bids, try_parse_dates=True)
    frames = pieces_of(frame, count)
    assert len(frames) == count and all(part.height for part in frames)
    try:
        wanted = juchu.indicators(frames, **options)
    except juchu.JuchuError as error:
        with pytest.raises(type(error)):
            merged(frames, "indicators", **options)
        return
    found = merged(frames, "indicators", **options)
    for form in FORMS:
        assert found.render(form) == wanted.render(form), form
    # The figures are those of the file, too.
    assert found.render("csv") == juchu.indicators(bids, **options).render("csv")


@pytest.mark.parametrize("count", [1, 2, 7])
def test_incidence(bids, count):
    frames = pieces_of(polars.read_csv(bids, try_parse_dates=True), count)
    found, wanted = merged(frames, "incidence", group_by="trade"), juchu.lottery.incidence(frames, group_by="trade")
    for form in FORMS:
        assert found.render(form) == wanted.render(form), form
    assert found.render("csv") == juchu.lottery.incidence(bids, group_by="trade").render("csv")


def test_a_tender_in_two_pieces(bids):
    """A tender at the border of two pieces is one; one that comes back elsewhere is told, and not counted twice."""
    frame = polars.read_csv(bids, try_parse_dates=True)
    tender = frame.group_by("tender", maintain_order=True).len().filter(polars.col("len") > 1)["tender"][0]
    place = frame.with_row_index().filter(polars.col("tender") == tender)["index"][1]
    scattered = [frame, frame[place:place + 1].with_columns(firm=polars.lit("another"))]
    for command, whole in [("indicators", juchu.indicators), ("incidence", juchu.lottery.incidence)]:
        found = merged([frame[:place], frame[place:]], command)
        assert found.render("json") == whole([frame[:place], frame[place:]]).render("json")
        assert found.render("csv") == whole(frame).render("csv")
        with pytest.raises(juchu.DataError, match="stand apart") as caught:
            merged(scattered, command)
        # Pieces in memory have no path, and what they are called says which they are.
        assert caught.value.message_en.startswith("<piece ") and "/" not in caught.value.message_en


def test_what_is_no_command():
    with pytest.raises(juchu.UsageError):
        juchu.shard(polars.DataFrame({"a": [1]}), (1, 2), command="dance")
    with pytest.raises(juchu.JuchuError):
        juchu.shard(polars.DataFrame({"a": [1]}), (3, 2))
