import Procurement
import TabularReading

/// How a foreign ledger becomes contracts, and bids.
///
/// A mapping says how the file is laid out, where each field comes from, what the ledger's own words mean, which
/// rows count, and in which unit and tax basis amounts are written. Without `columns` the known headers apply.
/// `docs/mapping.md` describes its file.
public struct LedgerMapping: Sendable, Equatable {
  /// What the mapping is called in results.
  public var name = "canonical"
  /// How files are laid out; what is nil is detected.
  public var layout = FileLayout()
  /// How contracting processes of OCDS become contracts and bids.
  public var ocds = OCDSOptions()
  /// How rows become contracts.
  public var contracts = FieldMap<LedgerField>()
  /// How rows become bids.
  public var bids = FieldMap<BidField>()
  /// What a row of a list of bids is.
  public var bidRows = BidRows.bids
  /// How rows become draws.
  public var draws = FieldMap<DrawField>()
  /// What the source's way of telling draws means for any result.
  public var drawCaveats: [DrawCaveat] = []
  /// The value of one written unit in the currency's major unit, as 1,000 for 千円.
  public var unit: Int64 = 1 {
    didSet { statesUnit = true }
  }
  /// Whether the mapping states the unit, whatever the file says.
  public private(set) var statesUnit = false

  /// States the unit of the amounts: observers do not run within initializers.
  mutating func state(unit: Int64) { (self.unit, statesUnit) = (unit, true) }

  /// The tax basis of the amounts.
  public var taxBasis = TaxBasis.unstated
  /// The value of one written unit, for columns that have one of their own.
  public var columnUnits: [String: Int64] = [:]
  /// The tax basis, for columns of amounts that have one of their own.
  public var columnTaxBases: [String: TaxBasis] = [:]
  /// Whether fractions of the minor unit are rounded half-up; otherwise they are errors.
  public var roundsFractions = false
  /// How firms are looked up in a roster.
  public var roster = RosterMapping()
  /// How joint ventures take their size and locality from their members; nil where they are not split.
  public var jointVentures: JointVentureRule?
  /// What a further row of a contract means; nil where it is a repetition.
  public var amendments: AmendmentPolicy?
  /// Which rows are unit-price contracts, and what their amount is.
  public var unitPrices: UnitPriceRule?
  /// The rows of tables from ledgers of this kind; empty for those of Table 1.
  public var rows: [RowDefinition] = []
  /// The half of the city of each ward (市南部・北部), for conditions of participation.
  public var halfOfWard: [String: String] = [:]

  /// The mapping of canonical files and of the known Japanese headers.
  public static let canonical = LedgerMapping()

  /// How contracting processes become contracts and bids, in the zone of the layout.
  var processOptions: OCDSOptions {
    var options = ocds
    if let zone = layout.zone { options.timeZone = zone }
    return options
  }
}

/// What a row of a list of bids is.
public enum BidRows: String, CaseIterable, Sendable {
  /// A bid of a firm for a tender.
  case bids = "bid"
  /// A tender with its result (入札結果一覧): who won for how much, and mostly nothing of those who lost.
  case tenders = "tender"
}

/// Where the roster of firms is and how firms are found in it.
public struct RosterMapping: Sendable, Equatable {
  /// The file, relative to the working directory; nil where there is none or the user names it.
  public var file: String?
  /// How the file is laid out.
  public var layout = FileLayout()
  /// How its rows become firms.
  public var fields = FieldMap<RosterField>()
  /// Whether names that differ only in width, spaces and corporate form are the same; otherwise they must be equal.
  public var normalizesNames = true

  /// A roster with known headers.
  public init() {}
}

/// Which member decides on the size and the locality of a joint venture (JV, 共同企業体).
public enum JointVentureRule: String, CaseIterable, Sendable {
  /// The largest member: an SME venture has SMEs only.
  case largest
  /// The smallest member: one SME makes an SME venture.
  case smallest
  /// The first member, by custom the representative (代表者).
  case first
}

/// What several rows of one contract mean (変更契約).
public enum AmendmentPolicy: String, CaseIterable, Sendable {
  /// Rows are changes and add up; an amount may be negative.
  case net
  /// Rows are states of the contract; the last one counts.
  case final
  /// The first row counts, or the column of initial amounts where there is one.
  case initial
}

/// Which rows are unit-price contracts (単価契約), whose amount is a price and not a total.
public struct UnitPriceRule: Sendable, Equatable {
  /// What counts as the amount of such a contract.
  public enum Amount: Sendable, Equatable {
    /// Nothing: the row is left out.
    case none
    /// A column with the estimated total.
    case column(String)
    /// The product of columns, as price and planned quantity.
    case product([String])
  }

  /// The condition under which a row is a unit-price contract.
  public var condition: RowFilter
  /// Its amount.
  public var amount: Amount
}
