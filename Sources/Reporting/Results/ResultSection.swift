import Procurement
import ShareStatistics

/// A part of a comparison that stands for itself: a heading with tables and remarks, and a member in JSON.
package protocol ResultSection: Sendable {
  /// The name of the member in JSON.
  var name: String { get }
  /// The section in words and tables.
  func blocks(_ language: Language) -> [Document.Block]
  /// The section in JSON.
  func json() -> JSONValue
}

extension Labels {
  /// The label of a row of a scheme.
  func row(_ identifier: String, in scheme: RowScheme) -> String {
    let label = scheme.leaves.first { $0.identifier == identifier }?.label ?? identifier
    return row(TableRow(identifier: identifier, label: label, role: .part, parent: nil))
  }

  /// The label of a category, nil for all together.
  func category(_ category: Procurement.Category?) -> String {
    self.category(category.map { TableCategory(identifier: $0.identifier, label: $0.identifier) } ?? .total)
  }
}

extension Procurement.Category? {
  /// The word used in JSON, `total` for all together.
  var identifierOrTotal: String { self?.identifier ?? TableCategory.total.identifier }
}
