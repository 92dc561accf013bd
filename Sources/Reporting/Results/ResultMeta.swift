import LedgerReading
import Procurement
import ShareStatistics
import TabularReading

/// What a result is made of: without it a figure cannot be checked.
package struct ResultMeta: Sendable {
  /// The version of juchu.
  package var version: ProgramVersion
  /// The files and what became of their rows.
  package var files: [ReadingSummary.File]
  /// Which contracts count; nil where the input is a published table.
  package var population: PopulationFilter?
  /// The mapping's conditions for rows, as `column = value or value`.
  package var rowFilters: [RowFilter] = []
  /// The tax basis of the amounts.
  package var taxBasis = TaxBasis.unstated
  /// What was noticed while the ledgers were read; nil where the input is a published table.
  package var reading: ReadingSummary?
  /// The unit of printed amounts in the currency's minor unit.
  package var unit: Int64
  /// How exact figures became digits.
  package var rule: RoundingRule
  /// The seed of whatever was random; nil where nothing was.
  package var seed: UInt64?

  /// The facts about a result from ledgers.
  package init(
    version: ProgramVersion, summary: ReadingSummary, population: PopulationFilter, unit: Int64, rule: RoundingRule
  ) {
    self.version = version
    files = summary.files
    self.population = population
    rowFilters = summary.filters
    taxBasis = summary.taxBasis
    reading = summary
    self.unit = unit
    self.rule = rule
  }

  /// The facts about a result from bids.
  package init(version: ProgramVersion, bids summary: ReadingSummary, seed: UInt64?) {
    self.version = version
    files = summary.files
    rowFilters = summary.filters
    taxBasis = summary.taxBasis
    reading = summary
    unit = 1
    rule = .halfUp
    self.seed = seed
  }

  /// The facts about a result from published tables.
  package init(version: ProgramVersion, files: [ReadingSummary.File], unit: Int64, rule: RoundingRule) {
    self.version = version
    self.files = files
    self.unit = unit
    self.rule = rule
  }
}

extension ResultMeta {
  /// A million of the currency in its minor unit.
  var million: Int64 { 1_000_000 * CurrencyCode.minorUnits(reading?.currency ?? CurrencyCode.yen) }

  /// One unit of the currency in its minor unit.
  var oneUnit: Int64 { CurrencyCode.minorUnits(reading?.currency ?? CurrencyCode.yen) }

  /// What amounts in CSV and JSON are counted in: the currency's minor unit.
  var minorUnitName: String {
    let currency = reading?.currency ?? CurrencyCode.yen
    if currency == CurrencyCode.yen { return "yen" }
    return oneUnit == 1 ? currency : "1/\(oneUnit) \(currency)"
  }

  /// An amount in the currency's unit, with as many decimals as it has.
  func amount(_ minor: Int64) -> String {
    let (whole, rest) = minor.quotientAndRemainder(dividingBy: oneUnit)
    guard oneUnit > 1 else { return NumberText.grouped(minor) }
    let decimals = String(rest.magnitude + oneUnit.magnitude).dropFirst()
    return (minor < 0 && whole == 0 ? "-" : "") + NumberText.grouped(whole) + "." + decimals
  }

  /// The `meta` member of every JSON result.
  func json() -> JSONValue {
    .object([
      "version": .string(version.number),
      "build": version.json,
      "files": .array(files.map(Self.json(_:))),
      "roster": reading?.matches.map { ReadingNotes(language: .english).json($0) } ?? .null,
      "partialYears": .array((reading?.partialYears.keys.sorted() ?? []).map { .integer($0.startYear) }),
      "currency": .string(reading?.currency == CurrencyCode.none ? nil : reading?.currency),
      "filter": .string(filterText(.english)),
      "taxBasis": .string(taxBasis.rawValue),
      "unit": .string(Labels(language: .english).unit(unit, currency: reading?.currency)),
      "roundingRule": .string(rule.rawValue),
      "seed": .string(seed.map { String($0) }),
    ])
  }

  /// How many rows were left out, and why; rows of a condition are what is left.
  private static func filteredBy(_ file: ReadingSummary.File) -> JSONValue {
    var counts = file.filteredBy
    for (reason, left) in file.leftOut { counts[reason.rawValue, default: 0] += left.count }
    let conditions = file.filtered - counts.values.reduce(0, +)
    if conditions > 0 { counts[FilterReason.condition.rawValue] = conditions }
    return .object(counts.mapValues { .integer($0) })
  }

  private static func units(_ file: ReadingSummary.File) -> JSONValue {
    .object(
      Dictionary(
        file.units.map { unit in
          let name = Labels(language: .english).unit(unit.unit)
          return (unit.column, .object(["unit": .string(name), "from": .string(unit.from.rawValue)]))
        }, uniquingKeysWith: { first, _ in first }))
  }

  /// The account of a file.
  private static func json(_ file: ReadingSummary.File) -> JSONValue {
    func count(_ note: ReadingNote) -> JSONValue { .integer(file.notes[note]?.count ?? 0) }
    var members: [String: JSONValue] = [
      "name": .string(SystemPath.visible(file.name)), "sha256": .string(file.sha256), "read": .integer(file.read),
      "used": .integer(file.used), "rejected": .integer(file.rejected), "filtered": .integer(file.filtered),
      "roundedAmounts": .integer(file.roundedAmounts), "wrongCorporateNumbers": count(.wrongCorporateNumber),
      "wrongMunicipalityCodes": count(.wrongMunicipality), "filteredBy": filteredBy(file),
      "repeated": .integer(file.leftOut[.repeated]?.count ?? 0), "units": units(file),
      "compressions": .array(file.compressions.map { .string($0.rawValue) }),
      "encoding": .string(file.encoding?.rawValue),
      "sheets": .array((file.sheets?.read ?? []).map { .string($0) }),
      "unread": .object([
        "columns": .array(file.unreadColumns.map { .string($0) }),
        "lines": .array(file.linesAbove.map { .integer($0) }),
        "sheets": .array((file.sheets?.unread ?? []).map { .string($0) }),
        "hiddenRows": .integer(file.sheets?.leavesOutHiddenRows == true ? file.sheets?.hiddenRows ?? 0 : 0),
      ]),
      "hiddenRows": .integer(file.sheets?.hiddenRows ?? 0),
      "unseenValues": .integer(file.sheets?.unseenValues ?? 0),
    ]
    if let other = file.alike { members["sameContractsAs"] = .string(SystemPath.visible(other)) }
    if !file.notes.isEmpty {
      members["remarks"] = .object(
        Dictionary(
          uniqueKeysWithValues: file.notes.map { note, found in
            (note.rawValue, .object(["rows": .integer(found.count), "firstLine": .integer(found.firstLine)]))
          }))
    }
    if file.format == .ocds {
      members["found"] = .object(file.found.mapValues { .integer($0) })
      members["inferredAmounts"] = count(.inferredAmount)
      members["inferredDates"] = count(.inferredDate)
      members["frameworks"] = count(.framework)
      members["repairedProcesses"] = count(.repaired)
    }
    return .object(members)
  }

  /// The remarks under every table: population, unit, tax, rounding and what became of the rows.
  func notes(_ language: Language) -> [String] {
    let labels = Labels(language: language)
    var notes: [String] = []
    if reading != nil { notes.append(language("対象：", "Population: ") + filterText(language)) }
    notes.append(
      language("金額の単位：", "Amounts in ") + labels.unit(unit, currency: reading?.currency)
        + language("、税込・税抜の別：", ", tax: ")
        + labels.taxBasis(taxBasis) + language("、割合の端数処理：", ", rounding: ") + labels.rule(rule))
    if reading != nil { notes += files.map { rowsText($0, language) } }
    if let reading { notes += ReadingNotes(language: language).notes(reading) }
    return notes
  }

  /// What became of the rows, for results without amounts.
  func rowNotes(_ language: Language) -> [String] {
    files.map { rowsText($0, language) } + (reading.map { ReadingNotes(language: language).notes($0) } ?? [])
  }

  /// All that a reader needs to check a result: the notes under its table, and which files and seed it is from.
  package func methods(_ language: Language) -> [String] {
    var methods = notes(language)
    for file in files {
      guard let digest = file.sha256 else { continue }
      methods.append("\(file.name): SHA-256 \(digest)")
    }
    if let seed { methods.append(language("乱数の種（シード）：\(seed)", "seed of what is simulated: \(seed)")) }
    return methods
  }

  private func rowsText(_ file: ReadingSummary.File, _ language: Language) -> String {
    let (read, used) = (NumberText.grouped(file.read), NumberText.grouped(file.used))
    let (rejected, filtered) = (NumberText.grouped(file.rejected), NumberText.grouped(file.filtered))
    var text = language(
      "\(file.name)：読込\(read)行（集計\(used)、不備\(rejected)、対象外\(filtered)）",
      "\(file.name): \(read) rows read = \(used) used + \(rejected) rejected + \(filtered) filtered")
    if file.roundedAmounts > 0 {
      let rounded = NumberText.grouped(file.roundedAmounts)
      text += language("（円未満を四捨五入した金額 \(rounded) 件）", " (\(rounded) amounts rounded to whole yen)")
    }
    return text
  }

  private func filterText(_ language: Language) -> String {
    guard reading != nil else { return language("公表された表", "published table") }
    var parts = population.map { self.parts(of: $0, language) } ?? [language("全ての入札", "all bids")]
    for filter in rowFilters {
      let values = filter.values.sorted()
      parts.append("\(filter.column) \(filter.keeps ? "=" : "≠") " + values.joined(separator: language("・", " or ")))
    }
    return parts.joined(separator: language("、", ", "))
  }

  private func parts(of population: PopulationFilter, _ language: Language) -> [String] {
    var parts: [String] = []
    switch population.population {
    case .city: parts.append(language("市の契約", "contracts of the city"))
    case .subsidyRecipient: parts.append(language("市の補助金の交付を受けた者の発注", "orders of subsidy recipients"))
    case nil: parts.append(language("全ての発注者", "all populations"))
    }
    if !population.includesEnterpriseAccounts {
      parts.append(language("企業会計分（公営企業会計）を除く", "without public-enterprise accounts"))
    }
    if let years = population.years {
      let labels = Labels(language: language)
      let (first, last) = (labels.year(years.lowerBound), labels.year(years.upperBound))
      parts.append(first == last ? first : language("\(first)～\(last)", "\(first) to \(last)"))
    }
    if let least = population.amountsAbove {
      let amount = NumberText.grouped(least)
      parts.append(language("1件\(amount)円超", "above \(amount) yen each"))
    }
    return parts
  }
}
