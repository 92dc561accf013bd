import Procurement
import TabularReading

// What a row offers, in which round.
extension BidParser {
  /// The price of a bid, whether it takes part, and in which round it was made.
  struct Offer {
    var amount: Yen?
    var status: BidStatus
    var round: Int?
    var firstPrice: Yen?
  }

  /// The bid and whether it takes part: a word such as 辞退 may stand in the place of an amount.
  mutating func offer(in record: borrowing Record) throws(FieldFault) -> Offer {
    if case .lastNumber(let rounds, _) = columns.sources[.bid] { return try offer(of: rounds, in: record) }
    let status = try status(in: record)
    let round = try round(in: record)
    guard let text = columns.value(.bid, in: record) else { return Offer(amount: nil, status: status ?? .absent) }
    if let word = Self.status(inPlaceOfBid: text) {
      return Offer(amount: nil, status: status ?? word, round: round)
    }
    // A dash says that there is no bid.
    let amount = try price(.bid, in: record)
    return Offer(amount: amount, status: status ?? (amount == nil ? .absent : .valid), round: round)
  }

  /// The bid of the last of several rounds: who has a price in one took part, whatever stands in those behind it, but for 無効 and 失格.
  private mutating func offer(of rounds: [Int], in record: borrowing Record) throws(FieldFault) -> Offer {
    let status = try status(in: record)
    let texts = rounds.map { record.text($0) }
    let last = texts.lastIndex { (try? AmountText($0, rounds: true)) != nil }
    let behind = texts.dropFirst(last.map { $0 + 1 } ?? 0).last { !$0.isEmpty && !Self.isPlaceholder($0) }
    let words = texts.dropFirst(last.map { $0 + 1 } ?? 0).compactMap { Self.status(inPlaceOfBid: $0) }
    // 無効 and 失格 hold, whatever 辞退 follows.
    let word = words.last { $0 == .invalid || $0 == .disqualified } ?? words.last
    var offer = Offer(amount: nil, status: status ?? word ?? .absent, round: last.map { $0 + 1 })
    guard last != nil || columns.value(.bid, in: record) != nil else {
      guard behind == nil || word != nil || status != nil else {
        throw columns.fault(.notAnAmount(behind ?? ""), .bid, behind ?? "")
      }
      return offer
    }
    if let text = columns.value(.bid, in: record), Self.status(inPlaceOfBid: text) == nil {
      offer.amount = try price(.bid, in: record)
      let ending = word == .invalid || word == .disqualified ? word : nil
      offer.status = status ?? ending ?? (offer.amount == nil ? .absent : .valid)
    }
    if let last, last > 0, !texts[0].isEmpty, Self.status(inPlaceOfBid: texts[0]) == nil {
      offer.firstPrice = try price(texts[0], .bid)
    }
    return offer
  }

  /// The status that a text has in the place of a price; nil where it is none.
  static func status(inPlaceOfBid text: String) -> BidStatus? {
    if let known = KnownWords.bidStatuses[TextFolding.halfWidth(text)] { return known }
    guard !text.contains(where: \.isNumber), text.contains(where: \.isLetter) else { return nil }
    return BidRemark(text).status
  }

  /// The round of a row's price (回数): 2, 第2回, ２回目.
  func round(in record: borrowing Record) throws(FieldFault) -> Int? {
    guard let text = columns.value(.round, in: record), !Self.isPlaceholder(text) else { return nil }
    let word = WordFolding.word(text)
    let digits = word.filter { !"第回目".contains($0) }
    guard let round = Int(digits) ?? RoundColumns.round(of: word), (1...99).contains(round) else {
      throw columns.fault(.notAnAmount(text), .round, text)
    }
    return round
  }
}
