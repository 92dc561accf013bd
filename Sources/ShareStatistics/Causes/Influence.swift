import Procurement

/// How much each contract moves a row's share: the share less the share without the contract.
///
/// Inside the row, leaving a contract out lowers the share the more the larger it is; outside, it raises it the
/// more. So one pass that keeps the largest contracts on either side finds the most influential ones exactly.
public struct Influence: Sendable {
  /// A contract with its influence.
  public struct Item: Sendable {
    /// The contract.
    public var contract: Contract
    /// The name of the file from which it comes.
    public var file: String
    /// Whether it belongs to the row.
    public var isInside: Bool
    /// The share less the share without the contract; nil where nothing would be left.
    public var influence: ExactRatio?
  }

  /// The share after the largest contracts were left out, one by one.
  public struct DropCurve: Hashable, Sendable {
    /// The share without the k largest contracts, k from 0.
    public var shares: [ExactRatio]
  }

  /// The year, category (nil for all) and row.
  public let place: CellContracts.Place
  private let scheme: RowScheme
  private let leaves: Set<Int>
  private let limit: Int
  private var inside: [(contract: Contract, file: String)] = []
  private var outside: [(contract: Contract, file: String)] = []
  private var part: Int64 = 0
  private var whole: Int64 = 0

  /// Prepares to look at a row's share.
  ///
  /// - Parameter limit: how many contracts are kept on either side.
  /// - Returns: nil where the scheme has no such row.
  public init?(_ place: CellContracts.Place, scheme: RowScheme, limit: Int = 10) {
    guard let leaves = scheme.leaves(of: place.row), limit > 0 else { return nil }
    self.place = place
    self.scheme = scheme
    self.leaves = leaves
    self.limit = limit
  }

  /// Takes the contracts of a batch.
  ///
  /// - Throws: `ContractTally.Overflow` where the sum leaves Int64.
  /// - Complexity: O(rows · log limit).
  public mutating func add(_ batch: ContractBatch, file: String) throws(ContractTally.Overflow) {
    for row in 0..<batch.count where batch.years[row] == place.year {
      guard place.category == nil || batch.categories[row] == place.category else { continue }
      let amount = batch.amounts[row]
      let (sum, overflow) = whole.addingReportingOverflow(amount)
      guard !overflow else { throw ContractTally.Overflow(row: row) }
      whole = sum
      if leaves.contains(scheme.leaf(locality: batch.localities[row], size: batch.sizes[row])) {
        part += amount
        keep(row, of: batch, file, in: \.inside)
      } else {
        keep(row, of: batch, file, in: \.outside)
      }
    }
  }

  /// Inserts a contract into a list of the largest, before smaller ones and behind equal ones.
  private mutating func keep(
    _ row: Int, of batch: ContractBatch, _ file: String,
    in list: WritableKeyPath<Influence, [(contract: Contract, file: String)]>
  ) {
    let amount = Yen(batch.amounts[row])
    let items = self[keyPath: list]
    if items.count == limit, let last = items.last, last.contract.amount >= amount { return }
    let position = items.firstIndex { $0.contract.amount < amount } ?? items.count
    self[keyPath: list].insert((batch[row], file), at: position)
    if items.count == limit { self[keyPath: list].removeLast() }
  }

  /// Completes the contracts that are kept with what was left in their files.
  ///
  /// - Parameter fetch: completes contracts of a file of a name.
  /// - Throws: what `fetch` throws.
  public mutating func complete(_ fetch: (inout [Contract], String) throws -> Void) rethrows {
    try Self.complete(&inside, fetch)
    try Self.complete(&outside, fetch)
  }

  private static func complete(
    _ kept: inout [(contract: Contract, file: String)], _ fetch: (inout [Contract], String) throws -> Void
  ) rethrows {
    for file in Set(kept.map(\.file)) {
      let places = kept.indices.filter { kept[$0].file == file }
      var contracts = places.map { kept[$0].contract }
      try fetch(&contracts, file)
      for (place, contract) in zip(places, contracts) { kept[place].contract = contract }
    }
  }

  /// The row's share; nil where there is no contract, or none with an amount.
  public var share: ExactRatio? { ExactRatio(part, over: whole) }

  /// The most influential contracts, first the one that moves the share most.
  public var items: [Item] {
    let all = inside.map { item($0, isInside: true) } + outside.map { item($0, isInside: false) }
    return Array(all.sorted { Self.magnitude($0) > Self.magnitude($1) }.prefix(limit))
  }

  /// The share without the largest contracts of the row.
  public var dropInside: DropCurve { curve(inside.map(\.contract.amount.value), isInside: true) }
  /// The share without the largest contracts of the others.
  public var dropOutside: DropCurve { curve(outside.map(\.contract.amount.value), isInside: false) }

  /// The influence of a contract of an amount, by definition.
  public func influence(of amount: Int64, isInside: Bool) -> ExactRatio? {
    guard let share, let without = ExactRatio(isInside ? part - amount : part, over: whole - amount) else { return nil }
    return share - without
  }

  private func item(_ kept: (contract: Contract, file: String), isInside: Bool) -> Item {
    Item(
      contract: kept.contract, file: kept.file, isInside: isInside,
      influence: influence(of: kept.contract.amount.value, isInside: isInside))
  }

  private static func magnitude(_ item: Item) -> ExactRatio {
    guard let influence = item.influence else { return ExactRatio(2) }
    return influence < .zero ? .zero - influence : influence
  }

  private func curve(_ amounts: [Int64], isInside: Bool) -> DropCurve {
    var (part, whole) = (part, whole)
    var shares = [share].compactMap(\.self)
    for amount in amounts {
      whole -= amount
      if isInside { part -= amount }
      guard let share = ExactRatio(part, over: whole) else { break }
      shares.append(share)
    }
    return DropCurve(shares: shares)
  }
}
