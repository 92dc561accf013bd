import LedgerReading

/// The audits of several tables of one document.
package struct AuditListResult: PresentableResult, Sendable {
  /// The audit of one table.
  package struct Entry: Sendable {
    let table: DocumentTable
    /// The audit of the table.
    package let result: AuditResult

    /// An audit of a table.
    package init(_ table: DocumentTable, _ result: AuditResult) { (self.table, self.result) = (table, result) }
  }

  private let entries: [Entry]
  private let document: PublishedDocument

  /// Audits in the order of their tables.
  package init(_ entries: [Entry], of document: PublishedDocument) {
    (self.entries, self.document) = (entries, document)
  }

  /// One audit after the other.
  package func document(_ language: Language) -> Document {
    let words = ExtractWords(language: language)
    var blocks: [Document.Block] = []
    for entry in entries {
      blocks.append(
        .heading(
          words.title(entry.table) + language("（\(words.place(entry.table))）", " (\(words.place(entry.table)))"),
          level: 1))
      blocks += entry.result.document(language).blocks.dropFirst()
    }
    return Document(blocks)
  }

  /// The audits, and the sum of what was checked.
  package func json() -> JSONValue {
    var (tables, checked, findings): ([JSONValue], Int64, [JSONValue]) = ([], 0, [])
    for entry in entries {
      guard case .object(var members) = entry.result.json() else { continue }
      members["table"] = .integer(entry.table.number)
      members["name"] = .string(entry.table.titles.last ?? "")
      members["page"] = entry.table.page > 0 ? .integer(entry.table.page) : .null
      if case .integer(let count)? = members["checked"] { checked += count }
      if case .array(let found)? = members["findings"] {
        findings += found.map { finding in
          guard case .object(var parts) = finding else { return finding }
          parts["table"] = .integer(entry.table.number)
          return .object(parts)
        }
      }
      tables.append(.object(members))
    }
    return .object(["tables": .array(tables), "checked": .integer(checked), "findings": .array(findings)])
  }

  /// All findings, each with the number of its table.
  package func csv() -> String {
    var lines: [String] = []
    for entry in entries {
      let own = entry.result.csv().split(whereSeparator: \.isNewline)
      if lines.isEmpty, let header = own.first { lines.append("table,\(header)") }
      lines += own.dropFirst().map { "\(entry.table.number),\($0)" }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
