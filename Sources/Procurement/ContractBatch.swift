/// Up to 64 K contracts in columns: the boundary between readers and statistics.
///
/// Readers fill batches, statistics fold over them; nothing else passes between the two. All columns have
/// `count` rows; a text column that was not asked for is absent.
public struct ContractBatch: Sendable {
  /// The largest number of rows that a reader puts into one batch.
  public static let capacity = 65_536

  /// The fiscal year of each row.
  public private(set) var years: [FiscalYear] = []
  /// The category of each row.
  public private(set) var categories: [Category] = []
  /// The size class of each row, nil where unknown.
  public private(set) var sizes: [FirmSize?] = []
  /// The locality of each row, nil where unknown.
  public private(set) var localities: [Locality?] = []
  /// The amount of each row in the currency's minor unit.
  public private(set) var amounts: [Int64] = []
  /// The line on which each record begins, from 1; that of the first where a row stands for several contracts.
  public private(set) var sourceLines: [Int] = []
  /// How many contracts each row stands for, its amount being theirs together; empty where every row is one contract.
  public private(set) var counts: [Int64] = []
  /// The text columns that the reader was asked for.
  public private(set) var texts: [ContractText: TextColumn]
  /// What a written unit is worth in the text columns that are amounts; 1 where nothing is said.
  package var units: [ContractText: Int64] = [:]
  /// Where each record begins in its file, in bytes, where texts were left there; empty where none were.
  package private(set) var sourceOffsets: [Int] = []

  /// An empty batch with room for the given text columns.
  public init(texts wanted: Set<ContractText> = []) {
    texts = Dictionary(uniqueKeysWithValues: wanted.map { ($0, TextColumn()) })
  }

  /// A batch of given contracts, with every text column that one of them has.
  public init(_ contracts: some Sequence<Contract>) {
    let contracts = Array(contracts)
    self.init(texts: Set(contracts.flatMap(\.texts.keys)))
    for contract in contracts { append(contract) }
  }

  /// The number of rows.
  public var count: Int { amounts.count }

  /// Appends a row; texts that the batch has no column for are dropped.
  public mutating func append(_ contract: Contract) {
    if !counts.isEmpty { counts.append(1) }
    appendRow(contract)
  }

  private mutating func appendRow(_ contract: Contract) {
    years.append(contract.year)
    categories.append(contract.category)
    sizes.append(contract.size)
    localities.append(contract.locality)
    amounts.append(contract.amount.value)
    sourceLines.append(contract.sourceLine)
    if !sourceOffsets.isEmpty { sourceOffsets.append(contract.sourceOffset ?? -1) }
    appendTexts(of: contract)
  }

  /// Appends to every text column in place.
  ///
  /// The index is walked by hand: a view of the keys or indices would hold the dictionary, and every append would copy
  /// the whole column.
  private mutating func appendTexts(of contract: Contract) {
    var index = texts.startIndex
    while index != texts.endIndex {
      let field = texts.keys[index]
      texts.values[index].append(contract.texts[field])
      texts.formIndex(after: &index)
    }
  }

  /// Removes all rows and keeps their memory, unless somebody else has a copy.
  public mutating func removeAll() {
    years.removeAll(keepingCapacity: true)
    categories.removeAll(keepingCapacity: true)
    sizes.removeAll(keepingCapacity: true)
    localities.removeAll(keepingCapacity: true)
    amounts.removeAll(keepingCapacity: true)
    sourceLines.removeAll(keepingCapacity: true)
    counts.removeAll(keepingCapacity: true)
    sourceOffsets.removeAll(keepingCapacity: true)
    texts = texts.mapValues { _ in TextColumn() }
  }

  /// Appends rows without texts in columns of equal length.
  ///
  /// - Parameters:
  ///   - sourceLines: the line of each record, counted from `firstLine` as 0.
  ///   - firstLine: is added to the lines.
  /// - Complexity: O(rows), at the speed of memory.
  package mutating func append(
    years: UnsafeBufferPointer<FiscalYear>, categories: UnsafeBufferPointer<Category>,
    sizes: UnsafeBufferPointer<FirmSize?>, localities: UnsafeBufferPointer<Locality?>,
    amounts: UnsafeBufferPointer<Int64>, sourceLines: UnsafeBufferPointer<Int>, firstLine: Int
  ) {
    precondition(texts.isEmpty, "rows without texts")
    self.years.append(contentsOf: years)
    self.categories.append(contentsOf: categories)
    self.sizes.append(contentsOf: sizes)
    self.localities.append(contentsOf: localities)
    self.amounts.append(contentsOf: amounts)
    for line in sourceLines { self.sourceLines.append(line &+ firstLine) }
    if !counts.isEmpty { counts += repeatElement(1, count: years.count) }
  }

  /// A batch in columns of equal length: rows that were read while streaming.
  ///
  /// - Parameters:
  ///   - rows: the rows without texts.
  ///   - texts: the text columns.
  ///   - sourceOffsets: where each record begins, or empty.
  package init(_ rows: consuming ContractBatch, texts: [ContractText: TextColumn], sourceOffsets: [Int]) {
    self = rows
    (self.texts, self.sourceOffsets) = (texts, sourceOffsets)
  }

  /// Appends a row that stands for several contracts alike but for their amounts.
  package mutating func append(sumOf count: Int64, of contract: Contract) {
    if counts.isEmpty { counts = [Int64](repeating: 1, count: self.count) }
    appendRow(contract)
    counts.append(count)
  }

  /// The row at a position, as a view.
  public subscript(row: Int) -> Contract {
    var contract = Contract(
      year: years[row], category: categories[row], size: sizes[row], locality: localities[row],
      amount: Yen(amounts[row]), texts: texts.compactMapValues { $0[row] }, sourceLine: sourceLines[row])
    if !sourceOffsets.isEmpty, sourceOffsets[row] >= 0 { contract.sourceOffset = sourceOffsets[row] }
    return contract
  }
}
