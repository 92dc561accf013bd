import LedgerReading
import Procurement
import ShareStatistics

/// What all pieces of one result have in common: what is computed, from which inputs, by which version, and how.
public struct PartialJob: Codable, Hashable, Sendable {
  /// What is computed.
  public enum Kind: String, Codable, Sendable {
    /// Tables 1 and 2.
    case tables
    /// How often lots decide.
    case incidence
    /// What policies do, by simulation.
    case evaluate
    /// Award rates and competition.
    case indicators
    /// Which rule serves a city's aims.
    case design
  }

  /// A condition of a mapping for rows that count.
  public struct Filter: Codable, Hashable, Sendable {
    var column: String
    var values: [String]
    var keeps: Bool
  }

  /// A row that a mapping defines.
  public struct Row: Codable, Hashable, Sendable {
    var identifier: String
    var label: String
    /// `unknown` stands for an unknown one.
    var localities: [String]
    var sizes: [String]
  }

  /// What is peculiar to tables.
  public struct Tables: Codable, Hashable, Sendable {
    /// 1 or 2.
    public var table: Int
    /// The rows that the mappings define; empty for those of the table.
    public var rows: [Row]
    /// The population, nil for all.
    public var population: String?
    /// Whether public-enterprise accounts count.
    public var includesEnterpriseAccounts: Bool
    /// Amounts up to this one do not count.
    public var amountsAbove: Int64?
    /// The first and the last fiscal year that counts.
    public var years: [Int]?
  }

  /// What is peculiar to a simulation.
  public struct Simulation: Codable, Hashable, Sendable {
    /// The trials of all pieces together, as they were asked for.
    public var trials: Int
    /// The seed.
    public var seed: UInt64
    /// Whether even what could be solved exactly is simulated.
    public var simulatesAll: Bool

    /// A simulation of so many trials.
    public init(trials: Int, seed: UInt64, simulatesAll: Bool) {
      (self.trials, self.seed, self.simulatesAll) = (trials, seed, simulatesAll)
    }
  }

  /// What is computed.
  public var kind: Kind
  /// The version of juchu.
  public var version: String
  /// The number of inputs.
  public var inputs: Int
  /// What tells the list of inputs from another one; nil where a piece does not know the others.
  public var inputList: String?
  /// Everything else that the result depends on, by name: mappings, filters, policies, seeds.
  public var settings: [String: String]
  /// The options with which the inputs are read again where that is needed.
  public var arguments: [String]
  /// The conditions of the mappings for rows that count.
  public var filters: [Filter]
  /// The tax basis of the amounts.
  public var taxBasis: String
  /// What is peculiar to tables.
  public var tables: Tables?
  /// What is peculiar to a simulation.
  public var simulation: Simulation?
  /// How many families of rules there are, where rules are compared.
  public var families: Int?

  /// The job of a kind of result.
  public init(
    _ kind: Kind, version: String, inputs: Int, inputList: String?, settings: [String: String], arguments: [String],
    mappings: [LedgerMapping], tables: Tables? = nil, simulation: Simulation? = nil, families: Int? = nil
  ) {
    (self.kind, self.version, self.inputs, self.inputList) = (kind, version, inputs, inputList)
    (self.settings, self.arguments, self.tables, self.simulation) = (settings, arguments, tables, simulation)
    self.families = families
    var summary = ReadingSummary()
    summary.mappings = mappings
    filters = summary.filters.map { Filter(column: $0.column, values: $0.values.sorted(), keeps: $0.keeps) }
    taxBasis = summary.taxBasis.rawValue
  }

  /// What differs from another job, with its values here and there; nil where nothing does.
  func difference(from other: PartialJob) -> (setting: String, own: String, others: String)? {
    if kind != other.kind { return ("kind", kind.rawValue, other.kind.rawValue) }
    if inputs != other.inputs { return ("inputs", String(inputs), String(other.inputs)) }
    for name in Set(settings.keys).union(other.settings.keys).sorted() where settings[name] != other.settings[name] {
      return (name, settings[name] ?? "", other.settings[name] ?? "")
    }
    if inputList != other.inputList, let own = inputList, let others = other.inputList {
      return ("list of inputs", own, others)
    }
    var same = other
    (same.inputList, same.arguments) = (inputList, arguments)
    return self == same ? nil : ("settings", "", "")
  }

  /// Whether the job could have been written by juchu.
  func check() throws(PartialFault) {
    guard (1...10_000_000).contains(inputs), TaxBasis(rawValue: taxBasis) != nil,
      (kind == .tables) == (tables != nil), (kind == .evaluate) == (simulation != nil),
      (kind == .design) == (families != nil), (1...10_000_000).contains(families ?? 1)
    else { throw .damaged }
    if let tables {
      let hasYears =
        tables.years.map { $0.count == 2 && $0[0] <= $0[1] && $0.allSatisfy(PartialPiece.years.contains) } ?? true
      guard [1, 2].contains(tables.table), hasYears, tables.scheme != nil,
        tables.population.map({ word in Population.allCases.contains { $0.identifier == word } }) ?? true
      else { throw .damaged }
    }
    if let simulation { guard (1...10_000_000_000_000).contains(simulation.trials) else { throw .damaged } }
  }
}

extension PartialJob.Tables {
  /// The table with a filter, in standard rows or those of a mapping.
  public init(table: Int, rows: [RowDefinition], filter: PopulationFilter) {
    self.table = table
    self.rows = rows.map(PartialJob.Row.init)
    population = filter.population?.identifier
    includesEnterpriseAccounts = filter.includesEnterpriseAccounts
    amountsAbove = filter.amountsAbove
    years = filter.years.map { [$0.lowerBound.startYear, $0.upperBound.startYear] }
  }

  /// Which contracts count.
  public var filter: PopulationFilter {
    PopulationFilter(
      population: population.flatMap { word in Population.allCases.first { $0.identifier == word } },
      includesEnterpriseAccounts: includesEnterpriseAccounts, amountsAbove: amountsAbove,
      years: years.map { FiscalYear(startingIn: $0[0])...FiscalYear(startingIn: $0[1]) })
  }

  /// Whether the rows are those of a mapping.
  public var isCustom: Bool { !rows.isEmpty }

  /// The rows; nil where they exclude each other not.
  var scheme: RowScheme? {
    guard isCustom else { return table == 1 ? .table1 : .table2 }
    let definitions = rows.compactMap(\.definition)
    guard definitions.count == rows.count, rows.count < 64, RowDefinition.overlap(definitions) == nil else {
      return nil
    }
    return RowScheme(definitions)
  }
}

extension PartialJob.Row {
  private static let unknown = "unknown"

  init(_ row: RowDefinition) {
    (identifier, label) = (row.identifier, row.label)
    localities = row.localities.map { $0?.identifier ?? Self.unknown }.sorted()
    sizes = row.sizes.map { $0?.identifier ?? Self.unknown }.sorted()
  }

  /// The row, nil where a word is not known.
  fileprivate var definition: RowDefinition? {
    func known<Value: CaseIterable & Hashable>(_ words: [String], _ word: (Value) -> String) -> Set<Value?>? {
      var values: Set<Value?> = []
      for text in words {
        let value = Value.allCases.first { word($0) == text }
        guard value != nil || text == Self.unknown else { return nil }
        values.insert(value)
      }
      return values
    }
    guard let localities: Set<Locality?> = known(localities, \.identifier),
      let sizes: Set<FirmSize?> = known(sizes, \.identifier)
    else { return nil }
    return RowDefinition(identifier: identifier, label: label, localities: localities, sizes: sizes)
  }
}
