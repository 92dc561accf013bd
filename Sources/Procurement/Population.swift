/// Whose orders a contract belongs to (the population of a table).
public enum Population: UInt8, CaseIterable, Sendable, Hashable {
  /// The city's own contracts, the population of Table 1.
  case city
  /// Orders of recipients of city subsidies, the population of Table 2.
  case subsidyRecipient

  /// The word used in canonical files and in JSON.
  public var identifier: String {
    switch self {
    case .city: "city"
    case .subsidyRecipient: "subsidy-recipient"
    }
  }
}

/// The account that pays for a contract (会計).
public enum Account: UInt8, CaseIterable, Sendable, Hashable {
  /// 一般会計.
  case general
  /// 特別会計.
  case special
  /// 企業会計: public-enterprise accounts, left out of Table 1.
  case enterprise
}

/// Which contracts of a ledger a table is about; a table states it.
public struct PopulationFilter: Hashable, Sendable {
  /// The population that is kept, nil for all.
  public var population: Population?
  /// Whether contracts of public-enterprise accounts (企業会計分) are kept.
  public var includesEnterpriseAccounts: Bool
  /// Only amounts strictly above this one are kept, in yen; nil for all.
  public var amountsAbove: Int64?
  /// Only fiscal years within these bounds are kept; nil for all.
  public var years: ClosedRange<FiscalYear>?

  /// A filter by population, account, amount and year.
  public init(
    population: Population?, includesEnterpriseAccounts: Bool, amountsAbove: Int64?,
    years: ClosedRange<FiscalYear>? = nil
  ) {
    self.population = population
    self.includesEnterpriseAccounts = includesEnterpriseAccounts
    self.amountsAbove = amountsAbove
    self.years = years
  }

  /// Table 1: the city's own contracts without the enterprise accounts, of any amount.
  public static let table1 = PopulationFilter(
    population: .city, includesEnterpriseAccounts: false, amountsAbove: nil)
  /// Table 2: orders of subsidy recipients strictly above one million yen.
  public static let table2 = PopulationFilter(
    population: .subsidyRecipient, includesEnterpriseAccounts: true, amountsAbove: 1_000_000)
}
