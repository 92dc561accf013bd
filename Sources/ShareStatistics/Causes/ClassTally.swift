import Procurement

/// Counts and amounts by year, category, row and a second class, such as the office that bought.
///
/// It feeds the decomposition of three factors. A contract without the text is of the class "".
public struct ClassTally: Sendable {
  private struct Key: Hashable {
    var year: FiscalYear
    var category: Procurement.Category
    var name: String
  }

  /// The rows to which contracts are assigned.
  public let scheme: RowScheme
  /// The text that names the class.
  public let field: ContractText
  private var cells: [Key: [ContractTally.Cell]] = [:]

  /// No contracts yet.
  public init(scheme: RowScheme, by field: ContractText) {
    self.scheme = scheme
    self.field = field
  }

  /// The names of the classes, in order; "" where a contract names none.
  public var classes: [String] { Set(cells.keys.map(\.name)).sorted() }

  /// Adds the contracts of a batch, which carries the text.
  ///
  /// - Throws: `Overflow` where a sum leaves Int64; the tally is then of no further use.
  /// - Complexity: O(rows).
  public mutating func add(_ batch: ContractBatch) throws(ContractTally.Overflow) {
    for row in 0..<batch.count {
      let name = batch.texts[field]?[row] ?? ""
      let key = Key(year: batch.years[row], category: batch.categories[row], name: name)
      let leaf = scheme.leaf(locality: batch.localities[row], size: batch.sizes[row])
      var ofClass = cells.removeValue(forKey: key) ?? Array(repeating: .init(), count: scheme.leaves.count)
      let (sum, overflow) = ofClass[leaf].amount.addingReportingOverflow(batch.amounts[row])
      guard !overflow else { throw ContractTally.Overflow(row: row) }
      ofClass[leaf].amount = sum
      ofClass[leaf].count += 1
      cells[key] = ofClass
    }
  }

  /// Why a row's share of all contracts changed: category, class inside the category, share inside the class.
  ///
  /// - Returns: nil where there is no such row, or a year is empty.
  public func decomposition(
    row: String, measure: Measure, from: FiscalYear, to: FiscalYear
  ) -> ThreeFactorDecomposition? {
    guard let leaves = scheme.leaves(of: row) else { return nil }
    func sums(_ year: FiscalYear, _ category: Procurement.Category, _ name: String) -> (part: Int64, whole: Int64) {
      let ofClass = cells[Key(year: year, category: category, name: name)] ?? []
      var (part, whole): (Int64, Int64) = (0, 0)
      for (leaf, cell) in ofClass.enumerated() {
        let figure = measure.base == .count ? cell.count : cell.amount
        whole += figure
        if leaves.contains(leaf) { part += figure }
      }
      return (part, whole)
    }
    let names = classes
    return ThreeFactorDecomposition(
      Category.allCases.flatMap { category in
        names.compactMap { name -> ThreeFactorDecomposition.Cell? in
          let (before, after) = (sums(from, category, name), sums(to, category, name))
          guard before.whole != 0 || after.whole != 0 else { return nil }
          return .init(
            category: category.identifier, part: (before.part, after.part), whole: (before.whole, after.whole))
        }
      })
  }
}
