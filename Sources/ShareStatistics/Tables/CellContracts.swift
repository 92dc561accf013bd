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

  private struct Row {
    var amount: Int64
    var sourceLine: Int
    /// Where the record begins in its file, -1 where its texts were not left there.
    var sourceOffset: Int
    var file: Int32
    var category: Procurement.Category
    var size: FirmSize?
    var locality: Locality?
  }

  /// The cell.
  public let place: Place
  private let isInside: [Bool]
  private var files: [String] = []
  private var rows: [Row] = []
  /// The texts of each row, or empty while no batch has any.
  private var texts: [[ContractText: String]] = []

  /// Prepares to collect the contracts of a cell.
  ///
  /// - Returns: nil where the scheme has no such row.
  public init?(_ place: Place, scheme: RowScheme) {
    guard let leaves = scheme.leaves(of: place.row) else { return nil }
    self.place = place
    isInside = scheme.leafOfClass.map { leaves.contains(Int($0)) }
  }

  /// Collects the contracts of a batch that belong to the cell, with the texts that it has.
  ///
  /// - Complexity: O(rows).
  public mutating func add(_ batch: ContractBatch, file: String) {
    if files.last != file { files.append(file) }
    let file = Int32(files.count - 1)
    let (hasTexts, hasOffsets) = (!batch.texts.isEmpty, !batch.sourceOffsets.isEmpty)
    if hasTexts { texts += repeatElement([:], count: rows.count - texts.count) }
    batch.forEachYear { year, range in
      guard year == place.year else { return }
      for row in range {
        guard place.category == nil || batch.categories[row] == place.category,
          isInside[RowScheme.slot(batch.localities[row], batch.sizes[row])]
        else { continue }
        rows.append(
          Row(
            amount: batch.amounts[row], sourceLine: batch.sourceLines[row],
            sourceOffset: hasOffsets ? batch.sourceOffsets[row] : -1, file: file,
            category: batch.categories[row], size: batch.sizes[row], locality: batch.localities[row]))
        if hasTexts { texts.append(batch.texts.compactMapValues { $0[row] }) }
      }
    }
  }

  /// Completes the contracts with what was left in their files.
  ///
  /// - Parameter fetch: completes contracts of a file of a name.
  /// - Throws: what `fetch` throws.
  public mutating func complete(_ fetch: (inout [Contract], String) throws -> Void) rethrows {
    let waiting = rows.indices.filter { rows[$0].sourceOffset >= 0 }
    guard !waiting.isEmpty else { return }
    texts += repeatElement([:], count: rows.count - texts.count)
    for (file, places) in Dictionary(grouping: waiting, by: { files[Int(rows[$0].file)] }) {
      var contracts = places.map { contract($0) }
      try fetch(&contracts, file)
      for (place, contract) in zip(places, contracts) {
        texts[place] = contract.texts
        rows[place].sourceOffset = contract.sourceOffset ?? -1
      }
    }
  }

  /// Its contracts, largest first, equal amounts in the order of reading.
  ///
  /// - Complexity: O(n log n).
  public var contracts: [Item] {
    rows.indices.sorted { (rows[$1].amount, $0) < (rows[$0].amount, $1) }
      .map { Item(contract: contract($0), file: files[Int(rows[$0].file)]) }
  }

  private func contract(_ index: Int) -> Contract {
    let row = rows[index]
    var contract = Contract(
      year: place.year, category: row.category, size: row.size, locality: row.locality, amount: Yen(row.amount),
      texts: index < texts.count ? texts[index] : [:], sourceLine: row.sourceLine)
    contract.sourceOffset = row.sourceOffset < 0 ? nil : row.sourceOffset
    return contract
  }
}
