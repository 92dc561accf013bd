import Procurement

/// Counts and amounts by year, category, row and a second class, such as the office that bought.
///
/// It feeds the decomposition of three factors. A contract without the text is of the class "".
public struct ClassTally: Sendable {
  /// The rows to which contracts are assigned.
  public let scheme: RowScheme
  /// The text that names the class.
  public let field: ContractText
  private var slots = YearSlots()
  private var names = TextCodes()
  /// For each year, cells by class, category and leaf; the class without a name comes first.
  private var cells: [[ContractTally.Cell]] = []

  /// No contracts yet.
  public init(scheme: RowScheme, by field: ContractText) {
    self.scheme = scheme
    self.field = field
  }

  /// The names of the classes, in order; "" where a contract names none.
  public var classes: [String] { classesInOrder.map { name(of: $0) } }

  /// Adds the contracts of a batch, which carries the text.
  ///
  /// - Throws: `Overflow` where a sum leaves Int64; the tally is then of no further use.
  /// - Complexity: O(rows + distinct texts of the batch).
  public mutating func add(_ batch: ContractBatch) throws(ContractTally.Overflow) {
    var column = TranslatedColumn(batch.texts[field], in: &names)
    try batch.forEachYear { (year, rows) throws(ContractTally.Overflow) in
      let slot = slots.slot(of: year)
      if slot == cells.count { cells.append([]) }
      for row in rows {
        let ofClass = column.code(row, in: &names).map { Int($0) + 1 } ?? 0
        let place = place(ofClass, batch.categories[row], batch.localities[row], batch.sizes[row])
        if place >= cells[slot].count { makeRoom(slot) }
        let (sum, overflow) = cells[slot][place].amount.addingReportingOverflow(batch.amounts[row])
        guard !overflow else { throw ContractTally.Overflow(row: row) }
        cells[slot][place].amount = sum
        cells[slot][place].count += 1
      }
    }
    column.finish(in: &names)
  }

  private var width: Int { Category.allCases.count * scheme.leaves.count }

  @inline(__always)
  private func place(
    _ ofClass: Int, _ category: Procurement.Category, _ locality: Locality?, _ size: FirmSize?
  ) -> Int {
    ofClass * width + Int(category.rawValue) * scheme.leaves.count + scheme.leaf(locality: locality, size: size)
  }

  /// Makes room in a year for all classes met so far.
  private mutating func makeRoom(_ slot: Int) {
    // At least by half, so that new classes one by one do not copy the others each time.
    let wanted = max((names.values.count + 1) * width, cells[slot].count * 3 / 2 / width * width)
    cells[slot] += repeatElement(ContractTally.Cell(), count: wanted - cells[slot].count)
  }

  private func name(of place: Int) -> String { place == 0 ? "" : names.values[place - 1] }

  /// The classes with contracts in the order of their names.
  private var classesInOrder: [Int] {
    (0...names.values.count).filter { ofClass in
      cells.contains { year in
        (ofClass * width..<(ofClass + 1) * width).contains { $0 < year.count && year[$0].count > 0 }
      }
    }.sorted { name(of: $0) < name(of: $1) }
  }

  /// Why a row's share of all contracts changed: category, class inside the category, share inside the class.
  ///
  /// - Returns: nil where there is no such row, or a year is empty.
  public func decomposition(
    row: String, measure: Measure, from: FiscalYear, to: FiscalYear
  ) -> ThreeFactorDecomposition? {
    guard let leaves = scheme.leaves(of: row) else { return nil }
    func sums(_ year: FiscalYear, _ category: Procurement.Category, _ ofClass: Int) -> (part: Int64, whole: Int64) {
      guard let slot = slots.years.firstIndex(of: year) else { return (0, 0) }
      let first = ofClass * width + Int(category.rawValue) * scheme.leaves.count
      let own = cells[slot][min(first, cells[slot].count)...].prefix(scheme.leaves.count)
      var (part, whole): (Int64, Int64) = (0, 0)
      for (leaf, cell) in own.enumerated() {
        let figure = measure.base == .count ? cell.count : cell.amount
        whole += figure
        if leaves.contains(leaf) { part += figure }
      }
      return (part, whole)
    }
    let classes = classesInOrder
    return ThreeFactorDecomposition(
      Category.allCases.flatMap { category in
        classes.compactMap { ofClass -> ThreeFactorDecomposition.Cell? in
          let (before, after) = (sums(from, category, ofClass), sums(to, category, ofClass))
          guard before.whole != 0 || after.whole != 0 else { return nil }
          return .init(
            category: category.identifier, part: (before.part, after.part), whole: (before.whole, after.whole))
        }
      })
  }
}
