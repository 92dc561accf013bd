import BidStatistics
import Procurement

/// What a piece found for indicators: the sums of the tenders that are whole in it, and the bids of its first and its last tender.
///
/// The rates of awards are numbers of the partial file, behind the fingerprints of the tenders: award and ceiling price of
/// each, cell by cell.
public struct IndicatorsPiece: Codable, Hashable, Sendable {
  /// The tenders of a year and of a value of each division.
  private struct Cell: Codable, Hashable, Sendable {
    /// nil where it is not known.
    var year: Int?
    var values: [String]
    var fates: [Int]
    var bidders: [Int]
    /// Floors by band, and then awards at the floor.
    var bands: [Int]
    var counts: [Int]
    /// Sums of prices, which need not fit into 64 bits.
    var amounts: [String]
    var rates: Int
    /// The tenders of the rates, where they are named.
    var names: [String]?
  }

  /// What firms did in a year.
  private struct Year: Codable, Hashable, Sendable {
    var year: Int?
    /// The firm's place in `firms`, its bids and its wins.
    var records: [[Int]]
    /// The prices of the wins, in the same order.
    var amounts: [String]
  }

  private var cells: [Cell] = []
  private var firms: [String]
  private var years: [Year] = []
  private var leftOut: [String: Int]
  /// Whether lists of results name winners alone.
  private var lacksBids: Bool
  /// How many tenders are whole in the piece.
  var tenders: Int
  /// The places of those tenders of the list (`--tenders`) that have bids here.
  var listed: [Int]
  /// How many further rows of a firm in one tender were left out.
  var dropped: Int
  /// The bids of the first tender; none where there is but one tender, or none.
  var head: BidRecords
  /// The bids of the last tender; none where the piece has no bid.
  var tail: BidRecords

  init(_ sums: IndicatorSums, tenders: Int, listed: [Int], dropped: Int, head: [Bid], tail: [Bid]) {
    func start(_ year: TenderYear) -> Int? { if case .year(let year) = year { year.startYear } else { nil } }
    for (key, cell) in zip(sums.keys, sums.cells) {
      cells.append(
        Cell(
          year: start(key.year), values: key.values, fates: cell.fates, bidders: cell.bidders,
          bands: cell.floorBands + cell.atFloorBands,
          counts: TenderSums.countPaths.map { cell[keyPath: $0] },
          amounts: TenderSums.amountPaths.map { String(cell[keyPath: $0]) }, rates: cell.rates.count,
          names: sums.plan.namesTenders ? cell.names : nil))
    }
    firms = sums.firms.names
    for (year, records) in sums.firms.years {
      let active = records.enumerated().filter { $0.element.bids > 0 || $0.element.wins > 0 }
      years.append(
        Year(
          year: start(year), records: active.map { [$0.offset, $0.element.bids, $0.element.wins] },
          amounts: active.map { String($0.element.amount) }))
    }
    lacksBids = sums.firms.lacksBids
    leftOut = Dictionary(uniqueKeysWithValues: sums.leftOut.map { ($0.key.rawValue, $0.value) })
    (self.tenders, self.listed, self.dropped) = (tenders, listed, dropped)
    (self.head, self.tail) = (BidRecords(head), BidRecords(tail))
  }

  /// The numbers that a partial file has for sums.
  static func numbers(_ sums: IndicatorSums) -> [UInt64] {
    sums.cells.flatMap { $0.rates.flatMap { [UInt64(bitPattern: $0.award), UInt64(bitPattern: $0.ceiling)] } }
  }

  /// Adds what was found to sums; false where they tell tenders apart otherwise.
  ///
  /// - Complexity: O(awards + firms).
  func add(to sums: inout IndicatorSums, numbers: ArraySlice<UInt64>) -> Bool {
    var place = numbers.startIndex
    for cell in cells {
      guard cell.values.count == sums.plan.names.count, sums.plan.namesTenders == (cell.names != nil) else {
        return false
      }
      let rates = (0..<cell.rates).map { index in
        AwardRate(
          award: Int64(bitPattern: numbers[place + 2 * index]),
          ceiling: Int64(bitPattern: numbers[place + 2 * index + 1]))
      }
      place += 2 * cell.rates
      sums.merge(
        TenderSums(
          fates: cell.fates, bidders: cell.bidders, floorBands: cell.bands, counts: cell.counts,
          amounts: cell.amounts.map { Int128($0) ?? 0 }, rates: rates, names: cell.names ?? []),
        at: IndicatorSums.Key(year: Self.year(cell.year), values: cell.values))
    }
    var found = FirmYears()
    found.lacksBids = lacksBids
    for year in years {
      for (record, amount) in zip(year.records, year.amounts) {
        var sum = FirmYears.Record()
        (sum.bids, sum.wins, sum.amount) = (record[1], record[2], Int128(amount) ?? 0)
        found.add(firms[record[0]], sum, in: Self.year(year.year))
      }
    }
    sums.merge(found)
    for (word, count) in leftOut {
      if let method = ContractMethod(rawValue: word) { sums.merge(leftOut: method, count) }
    }
    return true
  }

  private static func year(_ start: Int?) -> TenderYear {
    start.map { .year(FiscalYear(startingIn: $0)) } ?? .unknown
  }

  /// Whether the piece could have been written by juchu; no count is above that of the bids.
  ///
  /// - Parameter numbers: fingerprints of the tenders, then the rates.
  func check(used: Int, numbers: [UInt64]) throws(PartialFault) {
    // What is added up in cells, and for years and firms, is at most so much altogether.
    var (counts, prices) = (Limit(Int128(used)), Limit(Int128(used) << 63))
    // A row of a list of results stands for several bidders.
    var bidders = Limit(Int128(used) * Int128(ListedResult.mostBidders))
    let mostBidders = max(used, ListedResult.mostBidders)
    var rates = 0
    for cell in cells {
      guard cell.year.map(PartialPiece.years.contains) ?? true, cell.fates.count == TenderFacts.Fate.allCases.count,
        cell.counts.count == TenderSums.countPaths.count, cell.amounts.count == TenderSums.amountPaths.count,
        cell.bidders.count <= mostBidders + 1, counts.take("fate", cell.fates), counts.take("bidders", cell.bidders),
        cell.bands.count == 2 * TenderSums.bandMarks.count,
        counts.take("bands", Array(cell.bands.prefix(TenderSums.bandMarks.count))),
        counts.take("at floor", Array(cell.bands.suffix(TenderSums.bandMarks.count))),
        cell.counts.enumerated().allSatisfy({ place, count in
          TenderSums.bidderPaths.contains(TenderSums.countPaths[place])
            ? bidders.take("count \(place)", [count]) : counts.take("count \(place)", [count])
        }),
        cell.amounts.allSatisfy({ prices.take("amount", $0) }), counts.take("rates", [cell.rates]),
        cell.rates <= cell.fates[TenderFacts.Fate.awarded.rawValue], cell.names.map({ $0.count == cell.rates }) ?? true
      else { throw .damaged }
      rates += cell.rates
    }
    for year in years {
      guard year.year.map(PartialPiece.years.contains) ?? true, year.records.count == year.amounts.count,
        year.records.allSatisfy({ record in
          record.count == 3 && firms.indices.contains(record[0]) && counts.take("bids", [record[1]])
            && counts.take("wins", [record[2]])
        }), year.amounts.allSatisfy({ prices.take("wins", $0) })
      else { throw .damaged }
    }
    guard firms.count <= used, counts.take("left out", Array(leftOut.values)),
      leftOut.keys.allSatisfy({ ContractMethod(rawValue: $0) != nil }), counts.take("dropped", [dropped]),
      counts.take("tenders", [tenders]), listed.allSatisfy({ $0 >= 0 }), listed.count <= tenders,
      numbers.count == tenders + 2 * rates, head.count + tail.count <= used, let first = head.rows,
      let last = tail.rows,
      first.isEmpty || !last.isEmpty && first.first?.notice.identifier != last.first?.notice.identifier
    else { throw .damaged }
    for place in stride(from: tenders, to: numbers.count, by: 2) {
      guard numbers[place] <= UInt64(Int64.max), (1...UInt64(Int64.max)).contains(numbers[place + 1]) else {
        throw .damaged
      }
    }
  }
}

/// Sums that must stay within a limit, by name.
private struct Limit {
  private let limit: Int128
  private var sums: [String: Int128] = [:]

  init(_ limit: Int128) { self.limit = limit }

  /// Adds numbers; false where one is below 0 or the sum goes beyond the limit.
  mutating func take(_ name: String, _ numbers: [Int]) -> Bool {
    var sum = sums[name] ?? 0
    for number in numbers {
      guard number >= 0 else { return false }
      sum += Int128(number)
    }
    sums[name] = sum
    return sum <= limit
  }

  /// Adds a number in digits.
  mutating func take(_ name: String, _ digits: String) -> Bool {
    guard let number = Int128(digits), (0...limit).contains(number) else { return false }
    let sum = (sums[name] ?? 0) + number
    sums[name] = sum
    return sum <= limit * Int128(TenderSums.amountPaths.count)
  }
}
