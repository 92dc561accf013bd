import TabularReading

/// Counts what stands in one column.
///
/// What each field can be read as is counted to the end. Values are told apart until there are too many of them: a column
/// of ever new values, as of contract numbers, has no frequent ones.
final class ColumnStatistics {
  private let name: String
  private var counts = NatureCounts()
  /// The distinct values in the order in which they came.
  private var values: [(text: String, occurrences: Int)] = []
  private var places: [String: Int] = [:]
  /// How many fields were counted among the values, and whether all later ones are not.
  private var told = 0
  private var isFull = false
  /// The values as they stand in blocks, and where each stands among the values.
  private var written = FieldNumbers()
  private var writtenPlaces: [Int] = []
  /// The first values that are no date, and no number.
  private var notDates: [ColumnProfile.Oddity] = []
  private var notNumbers: [ColumnProfile.Oddity] = []

  private static let oddityLimit = 5

  init(name: String) {
    self.name = name
  }

  deinit { for field in written.fields { field.address.deallocate() } }

  /// Counts the field of a record.
  func add(_ record: borrowing Record, _ column: Int) {
    let nature = record.withField(column) { FieldJudge().nature($0, count: $1) }
    guard !nature.contains(.empty) else { return }
    counts.add(nature, 1)
    if !isFull { tell(place(of: record.text(column)), 1) }
    if isOdd(nature) { keep(record.text(column), nature, line: record.line) }
  }

  /// Counts the fields of a block whose first line is given.
  ///
  /// - Complexity: O(1) once the column is full and has its oddities; before that O(fields of the block).
  func add(_ tally: FieldTally, firstLine: Int, isCP932: Bool) {
    counts += tally.counts
    if !isFull { tell(tally, isCP932: isCP932) }
    guard notDates.count < Self.oddityLimit || notNumbers.count < Self.oddityLimit else { return }
    for (found, field) in zip(tally.found, tally.fields) where isOdd(found.nature) {
      keep(Self.text(field, isCP932: isCP932), found.nature, line: found.line + firstLine)
    }
  }

  /// Tells the fields of a block apart.
  private func tell(_ tally: FieldTally, isCP932: Bool) {
    let (found, fields) = (tally.found, tally.fields)
    guard values.count + found.count > ColumnProfile.distinctLimit else {
      for (found, field) in zip(found, fields) where !found.nature.contains(.empty) {
        tell(place(of: field, isCP932: isCP932), found.occurrences)
      }
      return
    }
    // Row by row, to the one at which there are too many.
    for number in tally.numbers where !found[Int(number)].nature.contains(.empty) {
      tell(place(of: fields[Int(number)], isCP932: isCP932), 1)
      if isFull { return }
    }
  }

  private func tell(_ place: Int?, _ occurrences: Int) {
    guard let place else { return isFull = true }
    values[place].occurrences += occurrences
    told += occurrences
  }

  /// Where a value stands among the values, nil where there is no room for it.
  private func place(of text: String) -> Int? {
    if let known = places[text] { return known }
    guard values.count < ColumnProfile.distinctLimit else { return nil }
    values.append((text, 0))
    places[text] = values.count - 1
    return values.count - 1
  }

  private func place(of field: FieldNumbers.Field, isCP932: Bool) -> Int? {
    if let known = written.number(of: field) { return writtenPlaces[known] }
    guard let place = place(of: Self.text(field, isCP932: isCP932)) else { return nil }
    if writtenPlaces.count < 2 * ColumnProfile.distinctLimit {
      let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: field.count)
      copy.update(from: field.address, count: field.count)
      _ = written.add(FieldNumbers.Field(field, at: copy))
      writtenPlaces.append(place)
    }
    return place
  }

  private static func text(_ field: FieldNumbers.Field, isCP932: Bool) -> String {
    ScannedField(inBlock: field.address, count: field.count).text(isCP932: isCP932) ?? ""
  }

  /// Whether a value may be one of the first oddities.
  private func isOdd(_ nature: FieldNature) -> Bool {
    !nature.contains(.empty)
      && (!nature.contains(.date) && notDates.count < Self.oddityLimit
        || !nature.contains(.number) && notNumbers.count < Self.oddityLimit)
  }

  private func keep(_ text: String, _ nature: FieldNature, line: Int) {
    if !nature.contains(.date) { Self.keep(text, line, in: &notDates) }
    if !nature.contains(.number) { Self.keep(text, line, in: &notNumbers) }
  }

  private static func keep(_ text: String, _ line: Int, in oddities: inout [ColumnProfile.Oddity]) {
    guard oddities.count < oddityLimit, !oddities.contains(where: { $0.text == text }) else { return }
    oddities.append(.init(line: line, text: text))
  }

  /// The most frequent values, the most frequent first.
  private var frequent: [(value: String, count: Int)] {
    var best: [(value: String, count: Int)] = []
    for (text, occurrences) in values {
      func goesBehind(_ other: (value: String, count: Int)) -> Bool {
        (other.count, text) > (occurrences, other.value)
      }
      if best.count == ColumnProfile.frequentLimit, let last = best.last {
        if goesBehind(last) { continue }
        best.removeLast()
      }
      // Few are kept, and most values are no better than the last of them.
      let place = best.lastIndex(where: goesBehind).map { $0 + 1 } ?? 0
      best.insert((text, occurrences), at: place)
    }
    return best
  }

  /// The words of totals among the values that are told apart.
  private var totals: [(value: String, count: Int)] {
    values.filter { value in
      value.text.utf8.count <= 60
        && (value.text.contains("計") || value.text.contains("額") || value.text.lowercased().contains("total"))
        && TotalRows.isTotal(value.text)
    }.map { (value: $0.text, count: $0.occurrences) }
  }

  /// The units behind numbers of the values that are told apart.
  private var units: [String] {
    let words = TableWords.unitWords.filter { $0.hasSuffix("円") }
    var found: Set<String> = []
    for (text, _) in values where text.hasSuffix("円") {
      if let unit = words.filter({ text.hasSuffix($0) }).max(by: { $0.count < $1.count }) { found.insert(unit) }
    }
    return found.sorted()
  }

  func profile(number: Int) -> ColumnProfile {
    let (filled, dates, numbers) = (counts.filled, counts.dates, counts.numbers)
    // A number of five digits can be a day; a column is one of days if its name or all else says so.
    let saysDate = ["日", "date", "Date"].contains { name.contains($0) }
    let kind: ColumnProfile.Kind =
      if filled == 0 {
        .empty
      } else if dates * 10 >= filled * 8, saysDate || numbers < dates {
        .date
      } else if numbers * 2 > filled {
        .number
      } else {
        .text
      }
    let oddities = kind == .date ? notDates : kind == .number ? notNumbers : []
    let parsed = kind == .date ? dates : kind == .number ? numbers : filled
    return ColumnProfile(
      number: number, name: name, kind: kind, filled: filled, distinct: values.count, frequent: frequent, told: told,
      unparsable: filled - parsed, oddities: oddities, fractions: kind == .number ? counts.fractions : 0,
      totals: kind == .text ? totals : [], units: kind == .number ? units : [], field: nil)
  }
}
