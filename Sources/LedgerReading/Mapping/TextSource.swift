/// Where a text stands that a scanner reads, and what the mapping makes of it.
struct TextSource: Sendable {
  /// The columns that together are the text.
  let columns: [Int]
  /// What the file's words stand for, nil where they stand for themselves.
  let words: MappedWords?

  /// The only column of a text that stands for itself.
  var plainColumn: Int? { columns.count == 1 && words == nil ? columns[0] : nil }

  /// The source of a field, nil where the mapping has none.
  ///
  /// - Parameter isStreamed: becomes false where the text cannot be read from columns alone.
  init?<Field>(_ field: Field, _ columns: FieldColumns<Field>, isStreamed: inout Bool) {
    switch columns.sources[field] {
    case nil, .constant: return nil
    case .column(let column): self.columns = [column]
    case .joined(let list): self.columns = list
    case .lastNumber:
      isStreamed = false
      return nil
    }
    words = columns.words(of: field)
  }

  /// What the text of the columns means, empty where nothing.
  func meaning(of text: String) -> String {
    words?.meaning(of: text) ?? text
  }
}
