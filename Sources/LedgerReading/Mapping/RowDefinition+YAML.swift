import Procurement
import TabularReading

extension RowDefinition {
  /// Reads the rows of a table: identifier → {label, locality, size}.
  ///
  /// - Throws: `DataError` for a word that is no locality or size, a reserved identifier, and for rows that overlap.
  static func rows(_ map: YAMLMap) throws(DataError) -> [RowDefinition] {
    var rows: [RowDefinition] = []
    for key in map.keys {
      // These name the sum of all rows and what no row holds.
      guard !["", "total", "all", "unclassified"].contains(key), let row = try map.map(key) else {
        throw map.wrongShape(key: "rows", expected: "a row name other than total, all and unclassified")
      }
      try row.allow(["label", "locality", "size"])
      let localities = Dictionary(uniqueKeysWithValues: Locality.allCases.map { ($0.identifier, $0) })
      let sizes = Dictionary(uniqueKeysWithValues: FirmSize.allCases.map { ($0.identifier, $0) })
      rows.append(
        RowDefinition(
          identifier: key, label: try row.text("label") ?? key, localities: try row.classes("locality", localities),
          sizes: try row.classes("size", sizes)))
    }
    if let (first, second) = overlap(rows) {
      throw map.wrongShape(
        key: "rows", expected: "rows that exclude each other; \(first.identifier) and \(second.identifier) do not")
    }
    return rows
  }
}

extension YAMLMap {
  /// The classes under a key, empty where there is none; `unknown` is a class that is not known.
  fileprivate func classes<Class>(_ key: String, _ known: [String: Class]) throws(DataError) -> Set<Class?> {
    guard let node = node(key) else { return [] }
    var classes: Set<Class?> = []
    for word in try list(of: node, key: key) {
      if word == "unknown" {
        classes.insert(nil)
      } else if let value = known[word] {
        classes.insert(value)
      } else {
        let words = known.keys.sorted() + ["unknown"]
        throw DataError.unknownName(word, known: words, file: file)
      }
    }
    return classes
  }
}
