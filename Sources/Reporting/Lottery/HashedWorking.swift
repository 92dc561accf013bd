import LotteryStatistics

/// The working of a draw by hashes.
struct HashedWorking {
  let draw: HashedDraw
  let language: Language

  var blocks: [Document.Block] {
    var table = TextTable([
      .init(language("順位", "Place")), .init(language("業者", "Firm"), .left),
      .init(language("文字列", "Text"), .left), .init(language("ハッシュ値", "Hash"), .left),
    ])
    for (place, entry) in draw.entries.enumerated() {
      table.rows.append([
        "\(place + 1)", ErrorText.printable(entry.bidder.name), ErrorText.printable(entry.text), entry.digest,
      ])
    }
    return [.table(table)]
  }
}
