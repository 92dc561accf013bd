import TabularReading

/// Guesses which column holds which field, from names and from what stands in them.
enum FieldGuess {
  /// Words in a header that suggest a field, the strongest first, and words that speak against it.
  private struct Hint {
    var field: LedgerField
    var words: [String]
    var against: [String] = []
    var kind: ColumnProfile.Kind?
  }

  private static let hints = [
    Hint(field: .date, words: ["契約日", "契約年月日", "contract_date", "締結", "契約", "date", "年月日"], kind: .date),
    Hint(
      field: .amount, words: ["契約金額", "落札金額", "契約額", "金額", "amount", "award_price", "price", "value"],
      against: ["予定", "基準", "限価格", "planned", "estimate", "threshold", "ceiling", "割合", "share"], kind: .number),
    Hint(field: .category, words: ["種別", "category", "kind", "区分", "type"], against: ["工種", "業種"], kind: .text),
    Hint(
      field: .vendor, words: ["相手方", "契約業者", "vendor", "supplier", "bidder", "業者名", "商号", "業者", "firm"], kind: .text),
    Hint(field: .vendorID, words: ["法人番号", "corporate_number", "vendor_id", "firm_id"]),
    Hint(field: .title, words: ["件名", "工事名", "業務名", "title", "名称"], kind: .text),
    Hint(field: .office, words: ["担当課", "部局", "所管", "office", "department"], kind: .text),
    Hint(field: .method, words: ["契約方式", "入札方式", "method"], kind: .text),
    Hint(field: .size, words: ["規模", "size", "scale"], kind: .text),
    Hint(field: .locality, words: ["所在区分", "市内外", "locality", "所在"], kind: .text),
    Hint(field: .fiscalYear, words: ["年度", "fiscal_year"]),
    Hint(field: .contract, words: ["契約番号", "案件番号", "contract_no", "contract_id"]),
  ]

  /// Marks the columns that seem to hold a field; each field and each column is used once.
  static func assign(to columns: inout [ColumnProfile]) {
    for field in LedgerField.allCases where !LedgerField.ofIndicators.contains(field) {
      let known = field.knownHeaders.map(folded)
      if let index = columns.firstIndex(where: { $0.field == nil && known.contains(folded($0.name)) && fits($0, field) }
      ) {
        columns[index].field = field
      }
    }
    for hint in hints where !columns.contains(where: { $0.field == hint.field }) {
      let free = columns
      let found = hint.words.lazy.compactMap { word in
        free.firstIndex { column in
          let name = folded(column.name)
          return column.field == nil && column.kind != .empty && name.contains(word)
            && !hint.against.contains { name.contains($0) } && (hint.kind == nil || hint.kind == column.kind)
        }
      }.first
      if let found { columns[found].field = hint.field }
    }
  }

  /// Whether what stands in a column can be the field that its name says.
  private static func fits(_ column: ColumnProfile, _ field: LedgerField) -> Bool {
    guard field == .category else { return true }
    // 種別 may well be the kind of work; at least one word must be known.
    return column.frequent.contains { CategoryGuess.category(of: $0.value) != nil }
  }

  private static func folded(_ name: String) -> String {
    TextFolding.halfWidth(name).lowercased().filter { !$0.isWhitespace }
  }
}
