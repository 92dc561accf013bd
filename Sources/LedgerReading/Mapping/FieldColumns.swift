import Procurement
import TabularReading

/// Where each field stands in one file: a field map applied to a header.
struct FieldColumns<Field: MappedField> {
  /// The columns that give a field.
  enum Source {
    case column(Int)
    case joined([Int])
    case lastNumber(of: [Int], otherwise: Int?)
    case constant(String)
  }

  /// A field as it is read from records: its source, and what the map's words stand for.
  struct Cell {
    fileprivate let source: Source
    fileprivate let words: MappedWords?

    fileprivate init(source: Source, words: [String: String]?) {
      (self.source, self.words) = (source, words.map(MappedWords.init))
    }

    /// The column that the field's meaning follows from, nil where it takes several or none.
    var column: Int? {
      guard case .column(let column) = source else { return nil }
      return column
    }

    /// The column in which the field's text stands as it is.
    var plainColumn: Int? { words == nil ? column : nil }

    /// The text after the map's words, or nil where the record has none.
    func text(in record: borrowing Record) -> String? {
      var text = ""
      switch source {
      case .constant(let constant): text = constant
      case .column(let column): text = record.text(column)
      case .joined(let list): text = list.map { record.text($0) }.joined(separator: " / ")
      case .lastNumber(let list, let otherwise):
        let amounts = AmountBytes(rounds: true)
        let numeric = list.last { record.withField($0) { amounts.value($0, count: $1) != nil } }
        text = (numeric ?? otherwise).map { record.text($0) } ?? ""
      }
      if let words { text = words.meaning(of: text) }
      return text.isEmpty ? nil : text
    }
  }

  private(set) var sources: [Field: Source] = [:]
  private var cells: [Field: Cell] = [:]
  private(set) var filters: [(column: Int, filter: RowFilter)] = []
  /// The zone whose calendar says on which day an instant is.
  let zone: DayZone

  /// Finds the columns of a map, or the known ones, in a header.
  ///
  /// - Parameter zone: the zone whose calendar says on which day an instant is; nil for Japan's.
  /// - Throws: `DataError` where a column is missing or stands twice.
  init(_ map: FieldMap<Field>, in header: Header, zone: DayZone? = nil) throws(DataError) {
    self.zone = zone ?? .japan
    for filter in map.filters { filters.append((try header.require([filter.column]), filter)) }
    if let columns = map.columns {
      for (field, source) in columns where map.constants[field] == nil {
        sources[field] = try Self.resolve(source, field, in: header)
      }
    } else {
      for field in Field.allCases where map.constants[field] == nil {
        let candidates = try header.candidates(ofAny: field.knownHeaders)
        if field.decides, candidates.count > 1 {
          throw header.ambiguous(candidates[0], candidates[1], field: field.rawValue, section: Field.section)
        }
        if let column = candidates.first { sources[field] = .column(column) }
      }
      for field in Field.allCases where sources[field] == nil && map.constants[field] == nil {
        let used = used
        for name in field.otherHeaders where sources[field] == nil {
          let free = try header.candidates(ofAny: [name]).first { !used.contains($0) }
          if let free { sources[field] = .column(free) }
        }
      }
    }
    for (field, value) in map.constants { sources[field] = .constant(value) }
    for (field, source) in sources { cells[field] = Cell(source: source, words: map.values[field]) }
  }

  /// Takes a field from a column.
  mutating func take(_ field: Field, from column: Int, words: [String: String]?) {
    sources[field] = .column(column)
    cells[field] = Cell(source: .column(column), words: words)
  }

  /// Takes a field from several columns that together are its value, or of which the last with a number is.
  mutating func take(_ field: Field, _ source: Source) {
    sources[field] = source
    cells[field] = Cell(source: source, words: nil)
  }

  /// Leaves a field out.
  mutating func drop(_ field: Field) { (sources[field], cells[field]) = (nil, nil) }

  /// The positions of columns that fields and conditions take.
  var used: Set<Int> {
    var used = Set(filters.map(\.column))
    for source in sources.values {
      switch source {
      case .column(let column): used.insert(column)
      case .joined(let list): used.formUnion(list)
      case .lastNumber(let list, let otherwise): used.formUnion(list + [otherwise].compactMap(\.self))
      case .constant: break
      }
    }
    return used
  }

  /// A field as it is read from records, nil where the file has none; whoever reads many records asks once.
  func cell(_ field: Field) -> Cell? { cells[field] }

  /// What the file's words of a field stand for, nil where they stand for themselves.
  func words(of field: Field) -> MappedWords? { cells[field]?.words }

  /// The patterns of the map that fitted nothing so far, by field.
  var unusedPatterns: [Field: [String]] {
    cells.compactMapValues { $0.words?.unusedPatterns }.filter { !$0.value.isEmpty }
  }

  /// The fields that are the same for every row, alone.
  var constants: FieldColumns {
    var result = self
    result.sources = sources.filter { if case .constant = $0.value { true } else { false } }
    result.cells = cells.filter { result.sources[$0.key] != nil }
    return result
  }

  /// Whether a record fulfils all conditions.
  func keeps(_ record: borrowing Record) -> Bool {
    for (column, filter) in filters where filter.values.contains(record.text(column)) != filter.keeps { return false }
    return true
  }

  /// The text of a field after the map's values, or nil where the record has none.
  func value(_ field: Field, in record: borrowing Record) -> String? {
    cells[field]?.text(in: record)
  }

  /// A problem of a field, with the column that an error names.
  func fault(_ problem: DataError.Problem, _ field: Field, _ value: String) -> FieldFault {
    var column: Int?
    switch sources[field] {
    case .column(let position): column = position
    case .joined(let positions): column = positions.first
    case .lastNumber(let positions, let otherwise): column = otherwise ?? positions.last
    case .constant, nil: break
    }
    return FieldFault(problem: problem, column: column, value: value)
  }

  /// The meaning of a field's word, or nil where the record has none.
  func word<Value>(
    _ field: Field, _ words: [String: Value], in record: borrowing Record
  ) throws(FieldFault) -> Value? {
    guard let text = value(field, in: record) else { return nil }
    do throws(WordProblem) {
      return try KnownWords.meaning(of: text, in: words)
    } catch {
      throw fault(error.problem, field, text)
    }
  }

  /// The meaning of a field's word, of which short ones are remembered.
  func word<Value>(
    _ field: Field, _ words: @autoclosure () -> [String: Value], in record: borrowing Record,
    _ memory: inout FieldMemory<Value?>
  ) throws(FieldFault) -> Value? {
    if let known = memory.value(in: record) { return known }
    let meaning = try word(field, words(), in: record)
    memory.learn(meaning, from: record)
    return meaning
  }

  /// A day, or nil where the record has none.
  func date(_ field: Field, in record: borrowing Record) throws(FieldFault) -> CivilDate? {
    guard let text = value(field, in: record) else { return nil }
    guard let date = DateText.date(text, in: zone) else { throw fault(.notADate(text), field, text) }
    return date
  }

  /// A whole number from 0, or nil where the record has none.
  func count(_ field: Field, in record: borrowing Record) throws(FieldFault) -> Int? {
    guard let text = value(field, in: record) else { return nil }
    guard let number = try? AmountText(text.filter { $0 != "人" && $0 != "名" }), number.value >= 0 else {
      throw fault(.notAnAmount(text), field, text)
    }
    return Int(number.value)
  }

  /// An amount, or nil where the record has none.
  func amount(
    _ field: Field, unit: Int64, rounds: Bool, in record: borrowing Record
  ) throws(FieldFault) -> AmountText? {
    guard let text = value(field, in: record) else { return nil }
    do throws(AmountProblem) {
      return try AmountText(text, unit: unit, rounds: rounds)
    } catch {
      throw fault(error.problem(text), field, text)
    }
  }

  private static func resolve(
    _ source: FieldSource, _ field: Field, in header: Header
  ) throws(DataError) -> Source? {
    switch source {
    case .anyOf(let names, let isOptional):
      for name in names {
        let candidates = try header.candidates(ofAny: [name])
        if candidates.count > 1, field.decides {
          throw header.ambiguous(candidates[0], candidates[1], field: field.rawValue, section: Field.section)
        }
        if let column = candidates.first { return .column(column) }
      }
      return isOptional ? nil : .column(try header.require(names))
    case .column(let name): return .column(try header.require([name]))
    case .joined(let names): return .joined(try all(names, in: header))
    case .lastNumber(let names, let otherwise):
      var fallback: Int?
      if let otherwise { fallback = try header.require([otherwise]) }
      return .lastNumber(of: try all(names, in: header), otherwise: fallback)
    }
  }

  private static func all(_ names: [String], in header: Header) throws(DataError) -> [Int] {
    var columns: [Int] = []
    for name in names { columns.append(try header.require([name])) }
    return columns
  }
}

extension FieldColumns {
  /// The columns from which some fields are taken.
  func positions(of fields: [Field]) -> [Int] {
    fields.flatMap { field -> [Int] in
      switch sources[field] {
      case .column(let column): [column]
      case .joined(let columns): columns
      case .lastNumber(let columns, let otherwise): columns + (otherwise.map { [$0] } ?? [])
      case .constant, nil: []
      }
    }
  }
}
