import Procurement

/// What indicators need of one contract of a ledger.
public struct ContractFacts: Sendable {
  /// The fiscal year.
  public var year: FiscalYear
  /// What it buys.
  public var category: Category
  /// The amount in the currency's minor unit.
  public var amount: Int64
  /// How the contractor was chosen.
  public var method = ContractMethod.unknown
  /// The ground, where it was negotiated and the ledger says it.
  public var ground: NegotiationGround?
  /// The month of the contract, 1 to 12.
  public var month: Int?
  /// How many firms submitted a bid.
  public var bidders: Int?
  /// The ceiling price.
  public var ceiling: Int64?
  /// The amount before changes.
  public var initial: Int64?
  /// The contractor.
  public var supplier: String?

  /// A contract of which nothing more is known.
  public init(year: FiscalYear, category: Category, amount: Int64) {
    (self.year, self.category, self.amount) = (year, category, amount)
  }
}

/// A number of contracts and their amount.
public struct ContractCount: Sendable, Hashable {
  /// How many.
  public var contracts = 0
  /// Together.
  public var amount: Int128 = 0

  mutating func add(_ value: Int64) {
    contracts += 1
    amount += Int128(value)
  }

  mutating func merge(_ other: ContractCount) {
    contracts += other.contracts
    amount += other.amount
  }
}

/// What is added up of some contracts; sums of parts add up to those of the whole.
public struct LedgerSums: Sendable {
  /// All.
  public private(set) var all = ContractCount()
  /// By method, in the order of the enumeration.
  public private(set) var methods = [ContractCount](repeating: ContractCount(), count: ContractMethod.allCases.count)
  /// Negotiated ones by ground: place 0 where it is not said.
  public private(set) var grounds = [ContractCount](
    repeating: ContractCount(), count: NegotiationGround.allCases.count + 1)
  /// By month, place 0 where it is not known.
  public private(set) var months = [ContractCount](repeating: ContractCount(), count: 13)
  /// Those of ground 1 with a limit, and those above it.
  public private(set) var limited = 0, aboveLimit = 0
  /// Those with a first amount: how many, how many grew, and both sums.
  public private(set) var withInitial = 0, grown = 0
  /// The first and the last amounts of these.
  public private(set) var initials: Int128 = 0, finals: Int128 = 0
  /// Competitive contracts as awards: rates, bidders.
  public private(set) var awards = TenderSums()
  /// Competitive contracts of which the number of bidders is known.
  public private(set) var withBidders = 0

  /// The sums of no contract.
  public init() {}

  /// Adds a contract.
  public mutating func add(_ facts: ContractFacts) {
    all.add(facts.amount)
    methods[ContractMethod.allCases.firstIndex(of: facts.method) ?? 0].add(facts.amount)
    months[facts.month ?? 0].add(facts.amount)
    if facts.method == .negotiated || facts.method == .afterFailure {
      grounds[facts.ground?.rawValue ?? 0].add(facts.amount)
      if facts.ground == .smallAmount, let limit = SmallContractLimits.limit(facts.category, facts.year) {
        limited += 1
        // The limit is of the amount with which the contract was made.
        if facts.initial ?? facts.amount > limit { aboveLimit += 1 }
      }
    }
    if let initial = facts.initial {
      withInitial += 1
      if facts.amount > initial { grown += 1 }
      initials += Int128(initial)
      finals += Int128(facts.amount)
    }
    guard facts.method.isCompetitive, facts.bidders != nil || facts.ceiling != nil, facts.amount >= 0 else { return }
    if facts.bidders != nil { withBidders += 1 }
    awards.add(facts.asAward)
  }

  /// Adds other contracts.
  public mutating func merge(_ other: LedgerSums) {
    all.merge(other.all)
    for place in methods.indices { methods[place].merge(other.methods[place]) }
    for place in grounds.indices { grounds[place].merge(other.grounds[place]) }
    for place in months.indices { months[place].merge(other.months[place]) }
    limited += other.limited
    aboveLimit += other.aboveLimit
    withInitial += other.withInitial
    grown += other.grown
    initials += other.initials
    finals += other.finals
    awards.merge(other.awards)
    withBidders += other.withBidders
  }
}

extension ContractFacts {
  /// The contract as the award of a tender: the price before changes, and who bid.
  fileprivate var asAward: TenderFacts {
    var facts = TenderFacts(fate: .awarded)
    facts.submitted = bidders ?? 0
    facts.award = max(0, initial ?? amount)
    facts.ceiling = ceiling
    return facts
  }
}
