import Procurement
import ShareStatistics

/// The words by which people name rows and categories of tables when they ask for a cell: English or Japanese ones.
package enum RowWords {
  private static let rows = [
    "local-large", "local-sme", "local-other", "local", "non-local", "unclassified", "rest", "all", "total",
  ]
  private static let categories = ["goods", "works", "services", "total"]

  /// The identifier of a row of the published tables, or nil where a text is none of their words.
  package static func row(_ text: String) -> String? {
    named(text, among: rows) { labels, row in
      [labels.row(TableRow(identifier: row, label: row, role: .part, parent: nil))] + (furtherRows[row] ?? [])
    }
  }

  /// The identifier of a category, `total` among them, or nil where a text is none of their words.
  package static func category(_ text: String) -> String? {
    named(text, among: categories) { labels, category in
      [labels.category(TableCategory(identifier: category, label: category))] + (furtherCategories[category] ?? [])
    }
  }

  /// The Japanese word of a row of the published tables, or nil.
  package static func japaneseRow(_ identifier: String) -> String? {
    guard rows.contains(identifier) else { return nil }
    return Labels(language: .japanese)
      .row(TableRow(identifier: identifier, label: identifier, role: .part, parent: nil))
  }

  /// The Japanese word of a category, or nil.
  package static func japaneseCategory(_ identifier: String) -> String? {
    guard categories.contains(identifier) else { return nil }
    return Labels(language: .japanese).category(TableCategory(identifier: identifier, label: identifier))
  }

  /// Words beside the labels.
  private static let furtherRows = [
    "local-sme": ["中小企業"], "local-large": ["大企業"], "non-local": ["市外", "準市内", "準市内／市外"], "total": ["計"],
    "rest": ["中小企業以外"],
  ]
  private static let furtherCategories = [
    "works": ["請負工事", "工事請負"], "services": ["業務委託"], "goods": ["物件"], "total": ["計", "全種別"],
  ]

  private static func named(_ text: String, among known: [String], _ words: (Labels, String) -> [String]) -> String? {
    let wanted = folded(text)
    return known.first { identifier in
      folded(identifier) == wanted
        || Language.allCases.contains { language in
          words(Labels(language: language), identifier).contains { folded($0) == wanted }
        }
    }
  }

  /// A word without blanks and marks between its parts.
  private static func folded(_ text: String) -> String {
    String(text.lowercased().filter { !" 　・･／/,".contains($0) })
  }
}
