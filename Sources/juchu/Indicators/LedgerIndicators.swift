import ArgumentParser
import BidStatistics
import LedgerReading
import Procurement
import Reporting

/// What contracts of a ledger are told apart by.
enum LedgerDivision: String, CaseIterable {
  case office, method, category, size, locality, month
}

/// The indicators of ledgers: reads contracts and hands their facts on.
struct LedgerIndicators {
  let divisions: [LedgerDivision]
  private(set) var tally: LedgerTally
  /// Texts that say a figure and were not understood, by field: how many, and the first.
  private(set) var unread: [ContractText: (count: Int, first: String)] = [:]
  private let mappings: [LedgerMapping]
  private var contractors = ContractorNames()

  init(divisions: [LedgerDivision], mappings: [LedgerMapping]) {
    self.divisions = divisions
    tally = LedgerTally(divisions: divisions.map(\.rawValue))
    self.mappings = mappings
  }

  /// The texts that batches must carry.
  static let texts: Set<ContractText> = [
    .method, .ground, .office, .vendor, .vendorID, .date, .bidders, .ceiling, .initialAmount,
  ]

  /// Texts of a batch, each distinct one read once.
  private struct Column<Value> {
    private var values: [Value?]
    private let codes: [UInt32]

    init(_ column: TextColumn?, _ read: (String) -> Value?) {
      codes = column?.codes ?? []
      values = (column?.values).map { $0.map(read) } ?? []
    }

    subscript(row: Int) -> Value? {
      guard !codes.isEmpty, codes[row] != TextColumn.absent else { return nil }
      return values[Int(codes[row])]
    }

    /// Whether a row has a text that says nothing known.
    func isUnread(_ row: Int) -> Bool {
      !codes.isEmpty && codes[row] != TextColumn.absent && values[Int(codes[row])] == nil
    }
  }

  /// Adds the contracts of a batch.
  ///
  /// - Parameter input: the number of the file from which they come.
  mutating func add(_ batch: ContractBatch, input: Int) {
    let mapping = mappings.indices.contains(input) ? mappings[input] : mappings.first
    let rounds = mapping?.roundsFractions ?? false
    func text(_ field: ContractText) -> Column<String> { Column(batch.texts[field]) { $0 } }
    func amount(_ field: ContractText) -> Column<Int64> {
      Column(batch.texts[field]) { LedgerTexts.amount($0, unit: batch.units[field] ?? 1, rounds: rounds) }
    }
    let words = text(.method)
    let methods = Column(batch.texts[.method]) { ContractMethod(words: $0) }
    let groundOfMethods = Column(batch.texts[.method]) { Self.ground($0) }
    let grounds = Column(batch.texts[.ground]) { Self.ground($0) }
    let months = Column(batch.texts[.date]) { LedgerTexts.month($0) }
    let bidders = Column(batch.texts[.bidders]) { LedgerTexts.count($0) }
    let (ceilings, initials) = (amount(.ceiling), amount(.initialAmount))
    let (offices, vendors, numbers) = (text(.office), text(.vendor), text(.vendorID))
    note(batch, .bidders, bidders.isUnread)
    note(batch, .ceiling, ceilings.isUnread)
    note(batch, .initialAmount, initials.isUnread)
    note(batch, .ground, grounds.isUnread)
    for row in 0..<batch.count {
      var facts = ContractFacts(year: batch.years[row], category: batch.categories[row], amount: batch.amounts[row])
      facts.method = methods[row] ?? .unknown
      facts.ground = grounds[row] ?? groundOfMethods[row]
      (facts.month, facts.bidders) = (months[row], bidders[row])
      (facts.ceiling, facts.initial) = (ceilings[row], initials[row])
      facts.supplier = contractors.name(vendors[row], number: numbers[row])
      let values = divisions.map { division in
        switch division {
        case .office: offices[row] ?? ""
        case .method: words[row] ?? ""
        case .category: batch.categories[row].identifier
        case .size: batch.sizes[row].map { "\($0)" } ?? ""
        case .locality: batch.localities[row].map { "\($0)" } ?? ""
        case .month: months[row].map { String($0) } ?? ""
        }
      }
      tally.add(facts, values: values)
    }
  }

  /// Counts the texts of a column that were not understood; dashes and the like say nothing.
  private mutating func note(_ batch: ContractBatch, _ field: ContractText, _ isUnread: (Int) -> Bool) {
    for row in 0..<batch.count where isUnread(row) {
      guard let text = batch.texts[field]?[row], text.contains(where: { $0.isLetter || $0.isNumber }) else { continue }
      unread[field, default: (0, text)].count += 1
    }
  }

  private static func ground(_ text: String) -> NegotiationGround? {
    LedgerTexts.groundItem(text).flatMap(NegotiationGround.init)
  }
}
