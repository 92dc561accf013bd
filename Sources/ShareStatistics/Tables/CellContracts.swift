import Procurement

/// The contracts behind one cell of a share table, largest first.
public struct CellContracts: Sendable {
  /// A cell by year, category column and row.
  public struct Place: Hashable, Sendable {
    /// The fiscal year.
    public var year: FiscalYear
    /// The category, nil for the total over all.
    public var category: Procurement.Category?
    /// The identifier of the row: a leaf, a subtotal or the total.
    public var row: String

    /// The cell of a year, a category (nil for all) and a row.
    public init(year: FiscalYear, category: Procurement.Category?, row: String) {
      self.year = year
      self.category = category
      self.row = row
    }
  }

  /// A contract and the file from which it comes.
  public struct Item: Sendable {
    /// The contract.
    public var contract: Contract
    /// The name of its file.
    public var file: String
  }

  /// The cell.
  public let place: Place
  /// Its contracts, largest first, equal amounts in the order of reading.
  public var contracts: [Item] { items.sorted { $0.contract.amount > $1.contract.amount } }
  private let scheme: RowScheme
  private let leaves: Set<Int>
  private var items: [Item] = []

  /// Prepares to collect the contracts of a cell.
  ///
  /// - Returns: nil where the scheme has no such row.
  public init?(_ place: Place, scheme: RowScheme) {
    guard let leaves = scheme.leaves(of: place.row) else { return nil }
    self.place = place
    self.scheme = scheme
    self.leaves = leaves
  }

  /// Completes the contracts with what was left in their files.
  ///
  /// - Parameter fetch: completes contracts of a file of a name.
  /// - Throws: what `fetch` throws.
  public mutating func complete(_ fetch: (inout [Contract], String) throws -> Void) rethrows {
    for (file, places) in Dictionary(grouping: items.indices, by: { items[$0].file }) {
      var contracts = places.map { items[$0].contract }
      try fetch(&contracts, file)
      for (place, contract) in zip(places, contracts) { items[place].contract = contract }
    }
  }

  /// Collects the contracts of a batch that belong to the cell.
  public mutating func add(_ batch: ContractBatch, file: String) {
    for row in 0..<batch.count where batch.years[row] == place.year {
      guard place.category == nil || batch.categories[row] == place.category,
        leaves.contains(scheme.leaf(locality: batch.localities[row], size: batch.sizes[row]))
      else { continue }
      items.append(Item(contract: batch[row], file: file))
    }
  }
}
