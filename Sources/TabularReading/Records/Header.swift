import Procurement

/// The header of a table: which column has which name.
///
/// A header of several rows names a column by all its levels, as in 入札結果/１回目/金額. A column can also be
/// named by its letter, as in a spreadsheet, or by its number from 1; a name that stands there wins.
package struct Header {
  /// The names in file order, trimmed.
  package let names: [String]
  /// The line on which the header begins.
  package let line: Int
  private let file: InputFile
  private let index: [String: Int]
  /// Columns whose name an earlier column has.
  private let repeated: [String: Int]
  /// The columns of each name without what it says of its unit.
  private let plain: [String: [Int]]
  /// The columns of the names that several levels make together, or the last of them below a word for contracts.
  private let composed: [String: [Int]]
  /// What each column's name says of its unit and tax.
  private let units: [Int: UnitNote]
  /// What is said of the unit above the table.
  package let unitAbove: UnitNote?
  /// The first rows below the header, as far as they were looked at to find it; all pieces of a file have the same.
  package let firstRows: [Record]
  /// A note above the table that speaks of a unit without settling it: another one than the first note, or several.
  package let unclearUnitAbove: String?

  /// A header of names.
  ///
  /// - Parameters:
  ///   - above: the cells above the table.
  ///   - firstRows: the first rows below the header.
  package init(
    _ names: [String], line: Int = 1, file: InputFile, above: [String] = [], firstRows: [Record] = []
  ) {
    self.firstRows = firstRows
    let notes = above + Self.notes(in: names)
    let said = NotesAbove(notes)
    (unitAbove, unclearUnitAbove) = (said.unit, said.unclear)
    self.names = names
    self.line = line
    self.file = file
    var index: [String: Int] = [:]
    var repeated: [String: Int] = [:]
    var plain: [String: [Int]] = [:]
    var composed: [String: [Int]] = [:]
    var units: [Int: UnitNote] = [:]
    for (column, name) in names.enumerated() where !name.isEmpty {
      let folded = Self.folded(name)
      if index[folded] == nil { index[folded] = column } else if repeated[folded] == nil { repeated[folded] = column }
      let split = UnitNote.split(folded: folded)
      for other in Self.composed(split?.name ?? folded) { composed[other, default: []].append(column) }
      let base = NoteMarks.removed(from: split?.name ?? folded)
      if base != folded { plain[base, default: []].append(column) }
      if let split { units[column] = split.note }
    }
    (self.index, self.repeated, self.plain, self.units) = (index, repeated, plain, units)
    self.composed = composed
  }

  /// What the name of a column under a header of two rows stands for: 契約 over 年月日 for 契約年月日, and over 種別 for 種別.
  ///
  /// Below another word, as 前年度 or 当初, the last level alone would be something else.
  ///
  /// - Parameter folded: the name as `folded` writes it, without its unit.
  static func composed(_ folded: String) -> [String] {
    guard folded.utf8.contains(UInt8(ascii: "/")) else { return [] }
    let levels = folded.split(separator: "/").map(String.init)
    guard levels.count > 1, let last = levels.last else { return [] }
    let isNeutral = levels.dropLast().allSatisfy(neutralLevels.contains)
    return isNeutral ? [levels.joined(), last] : [levels.joined()]
  }

  /// Headings that say no more than that contracts or tenders are listed below them.
  private static let neutralLevels: Set<String> = [
    "契約", "契約内容", "契約の内容", "契約情報", "契約概要", "契約の概要", "案件", "案件情報", "工事", "工事概要", "業務", "業務概要", "基本情報", "基本事項", "内容",
    "概要", "項目",
    "分類", "区分", "契約区分", "契約の相手方", "契約相手方", "相手方", "相手方情報", "企業情報", "業者情報", "業者", "受注者", "契約者", "落札", "入札", "入札結果",
    "開札結果",
    "contract", "contracts",
  ]

  /// The parts of names that may be notes about units, beside the names of columns or in a corner.
  private static func notes(in names: [String]) -> [String] {
    names.flatMap { name in
      name.contains("単位") ? name.split(separator: "/").map(String.init) : brackets(name) ? [name] : []
    }
  }

  /// Whether nothing but a pair of brackets is a name: （千円）.
  private static func brackets(_ name: String) -> Bool {
    guard let first = name.first, let last = name.last else { return false }
    return "(（[［【〔".contains(first) && ")）]］】〕".contains(last)
  }

  /// The position of the first of several names that the header has, or nil.
  ///
  /// - Throws: `DataError` where two columns have that name.
  package func position(ofAny wanted: [String]) throws(DataError) -> Int? {
    for name in wanted {
      let folded = Self.folded(name)
      guard let column = index[folded] else { continue }
      if let second = repeated[folded] {
        throw DataError(
          .repeatedHeader(name: names[second], first: column + 1), file: file.path, line: line,
          column: self.column(second))
      }
      return column
    }
    return nil
  }

  /// Whether the table is a frame in memory.
  package var isOfFrame: Bool { file.frame != nil }

  /// What a mapping says of a column, by its name, letter or number.
  package func own<Value>(_ values: [String: Value], _ position: Int) -> Value? {
    guard !values.isEmpty else { return nil }
    return values.first { name, _ in (try? require([name])) == position }?.value
  }

  /// Whether a column has a name, as `folded` writes it.
  package func has(folded name: String) -> Bool { index[name] != nil }

  /// What the name of a column says of its unit and tax.
  package func unit(ofColumn position: Int) -> UnitNote? { units[position] }

  /// The positions of all columns that have one of several names, with or without a unit behind it.
  ///
  /// - Throws: `DataError` where two columns have one name.
  package func candidates(ofAny wanted: [String]) throws(DataError) -> [Int] {
    var found: [Int] = []
    for name in wanted {
      if let column = try position(ofAny: [name]), !found.contains(column) { found.append(column) }
    }
    for name in wanted {
      for column in plain[Self.folded(name)] ?? [] where !found.contains(column) { found.append(column) }
    }
    guard found.isEmpty else { return found }
    for name in wanted {
      for column in composed[Self.folded(name)] ?? [] where !found.contains(column) { found.append(column) }
    }
    return found
  }

  /// That a note above the table does not settle its unit.
  package func unclearUnit(_ note: String) -> DataError { DataError(.unitUnclear(note), file: file.path, line: line) }

  /// That amounts of a column have another tax basis than those that they are compared with.
  package func taxBasesDiffer(_ first: TaxBasis, _ second: TaxBasis, _ column: Int) -> DataError {
    DataError(.taxBasesDiffer(first, second), file: file.path, line: line, column: self.column(column))
  }

  /// The names of columns that are not among some positions; a column without a name has its letter.
  package func names(without used: Set<Int>) -> [String] {
    names.indices.filter { !used.contains($0) }.map { names[$0].isEmpty ? Self.letter($0 + 1) : names[$0] }
  }

  /// That two columns may be meant by one field.
  ///
  /// - Parameter section: the section of a mapping that would say which one is meant, where it has one for such lists.
  package func ambiguous(_ first: Int, _ second: Int, field: String, section: String? = nil) -> DataError {
    DataError(
      .ambiguousColumns(field: field, first: column(first), second: column(second), section: section), file: file.path,
      line: line)
  }

  /// That several columns are missing.
  package func lacks(_ wanted: [[String]]) -> DataError {
    DataError(.missingColumns(wanted, present: names), file: file.path, line: line)
  }

  /// The position of a column that must be there: by name, letter or number.
  ///
  /// - Throws: `DataError` with the names that would have done and the nearest one in the header.
  package func require(_ wanted: [String]) throws(DataError) -> Int {
    if let column = try position(ofAny: wanted) { return column }
    if wanted.count == 1, let column = Self.columnNumber(wanted[0]), names.indices.contains(column - 1) {
      return column - 1
    }
    // What begins with a wanted name is meant sooner than what looks like one: 契約金額（k円）.
    let nearest =
      wanted.lazy.map(Self.folded).compactMap { name in self.names.first { Self.folded($0).hasPrefix(name) } }.first
      ?? wanted.lazy.compactMap { NearestWord.of($0, in: names) }.first
    throw DataError(.missingColumn(names: wanted, nearest: nearest, present: names), file: file.path, line: line)
  }

  /// How many of some columns the header has; each is a list of names that would do.
  package func matches(_ wanted: [[String]]) -> Int {
    wanted.count { names in
      names.contains { name in
        let folded = Self.folded(name)
        return index[folded] != nil || plain[folded] != nil || composed[folded] != nil
      }
    }
  }

  /// A column as an error names it.
  package func column(_ position: Int) -> DataError.Column {
    DataError.Column(number: position + 1, name: names.indices.contains(position) ? names[position] : "")
  }

  /// The number of a column by letter or number, as in C, AA or 3.
  static func columnNumber(_ text: String) -> Int? {
    if let number = Int(text) { return (1...16_384).contains(number) ? number : nil }
    guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
    return text.utf8.reduce(0) { $0 * 26 + Int($1) - 0x40 }
  }

  /// The letter of a column, from number 1.
  package static func letter(_ number: Int) -> String {
    var (rest, letters) = (number, "")
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(0x41 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }

  /// A folded name without what it says of its unit, and without marks that refer to notes.
  static func plain(_ folded: String) -> String {
    NoteMarks.removed(from: UnitNote.split(folded: folded)?.name ?? folded)
  }

  /// A name as headers are compared: whatever its width, case, spaces and line breaks.
  package static func folded(_ name: String) -> String {
    WordFolding.word(name)
  }
}
