import Procurement

/// The figures that ledgers of contracts give.
public enum LedgerIndicator: Hashable, Sendable {
  /// 契約件数, 契約金額.
  case contracts, amount
  /// 契約方法別の割合, by number and by amount.
  case method(ContractMethod), methodAmount(ContractMethod)
  /// 随意契約の根拠別の割合, of the negotiated contracts; nil where the ground is not said.
  case ground(NegotiationGround?), groundAmount(NegotiationGround?)
  /// Contracts of ground 1 above the limit of small contracts.
  case aboveSmallLimit
  /// 四半期別の割合, 1 being April to June; 3月の割合.
  case quarter(Int), quarterAmount(Int), march, marchAmount
  /// 増額変更の割合, and the last amounts over the first ones.
  case overruns, finalToInitial
  /// Of competitive contracts with the columns: bidders, single bids, award rates.
  case award(BidIndicator)
  /// Of contractors.
  case supplier(FirmIndicator)

  /// All of them in the order of tables.
  public static let all: [LedgerIndicator] = {
    let grounds = NegotiationGround.allCases.map(Optional.some) + [nil]
    var all: [LedgerIndicator] = [.contracts, .amount]
    all += ContractMethod.allCases.map { .method($0) } + ContractMethod.allCases.map { .methodAmount($0) }
    all += grounds.map { .ground($0) } + grounds.map { .groundAmount($0) }
    all.append(.aboveSmallLimit)
    all += (1...4).map { .quarter($0) } + [.march] + (1...4).map { .quarterAmount($0) } + [.marchAmount]
    all += [.overruns, .finalToInitial]
    all += [
      .biddersMean, .biddersMedian, .singleBid, .singleBidAmount, .rateMean, .rateOfSums, .rateMedian,
      .rateLowerQuartile, .rateUpperQuartile, .rateAtLeast90, .rateAtLeast95, .rateAtLeast100,
    ].map { .award($0) }
    return all + [.firmsWon, .newFirms, .topTenShare, .largestShare].map { .supplier($0) }
  }()

  /// The word of JSON and CSV.
  public var identifier: String {
    func word(_ ground: NegotiationGround?) -> String { ground.map { String($0.rawValue) } ?? "unknown" }
    return switch self {
    case .contracts: "contracts"
    case .amount: "amount"
    case .method(let method): "method.\(method.rawValue)"
    case .methodAmount(let method): "methodAmount.\(method.rawValue)"
    case .ground(let ground): "ground.\(word(ground))"
    case .groundAmount(let ground): "groundAmount.\(word(ground))"
    case .aboveSmallLimit: "aboveSmallLimit"
    case .quarter(let quarter): "quarter.\(quarter)"
    case .quarterAmount(let quarter): "quarterAmount.\(quarter)"
    case .march: "march"
    case .marchAmount: "marchAmount"
    case .overruns: "overruns"
    case .finalToInitial: "finalToInitial"
    case .award(let indicator): indicator.rawValue
    case .supplier(let indicator): indicator.rawValue
    }
  }

  /// The code in the Open Contracting Partnership's catalogue of indicators (2024), nil where it has none.
  public var code: String? {
    switch self {
    case .contracts, .amount, .ground, .groundAmount, .aboveSmallLimit, .quarter, .quarterAmount, .march,
      .marchAmount, .overruns, .finalToInitial, .methodAmount:
      nil
    case .method(let method):
      switch method {
      case .open: "U010"
      case .designated, .selective, .proposal, .negotiated, .afterFailure, .unknown: nil
      }
    case .award(let indicator): indicator.code
    case .supplier(let indicator): indicator.code
    }
  }

  /// The unit of the value.
  public var unit: BidIndicator.Unit {
    switch self {
    case .contracts: .contracts
    case .amount: .yen
    case .award(let indicator): indicator.unit
    case .supplier(let indicator): indicator.unit
    case .method, .methodAmount, .ground, .groundAmount, .aboveSmallLimit, .quarter, .quarterAmount, .march,
      .marchAmount, .overruns, .finalToInitial:
      .percent
    }
  }
}

extension LedgerSums {
  /// The figure of an indicator, but for those of contractors, which are told year by year; nil where the ledger says nothing of it.
  public func figure(_ indicator: LedgerIndicator) -> IndicatorFigure? {
    func share(_ part: Int, of whole: Int) -> IndicatorFigure? {
      whole > 0 ? IndicatorFigure(share: part, of: whole) : nil
    }
    func share(_ part: ContractCount, of whole: ContractCount) -> IndicatorFigure? {
      whole.amount > 0 ? IndicatorFigure(part.amount, of: whole.amount, base: whole.contracts) : nil
    }
    func count(_ method: ContractMethod) -> ContractCount {
      methods[ContractMethod.allCases.firstIndex(of: method) ?? 0]
    }
    let namesMethods = count(.unknown).contracts < all.contracts
    var negotiated = count(.negotiated)
    negotiated.merge(count(.afterFailure))
    let namesGrounds = grounds[0].contracts < negotiated.contracts
    let namesMonths = months[0].contracts < all.contracts
    func quarter(_ number: Int) -> ContractCount {
      // April is the first month of the first quarter.
      (0..<3).reduce(into: ContractCount()) { $0.merge(months[(3 * number + $1) % 12 + 1]) }
    }
    switch indicator {
    case .contracts: return IndicatorFigure(count: all.contracts)
    case .amount: return IndicatorFigure(amount: all.amount, of: all.contracts)
    case .method(let method):
      return namesMethods ? share(count(method).contracts, of: all.contracts) : nil
    case .methodAmount(let method): return namesMethods ? share(count(method), of: all) : nil
    case .ground(let ground):
      return namesGrounds ? share(grounds[ground?.rawValue ?? 0].contracts, of: negotiated.contracts) : nil
    case .groundAmount(let ground):
      return namesGrounds ? share(grounds[ground?.rawValue ?? 0], of: negotiated) : nil
    case .aboveSmallLimit: return share(aboveLimit, of: limited)
    case .quarter(let number): return namesMonths ? share(quarter(number).contracts, of: all.contracts) : nil
    case .quarterAmount(let number): return namesMonths ? share(quarter(number), of: all) : nil
    case .march: return namesMonths ? share(months[3].contracts, of: all.contracts) : nil
    case .marchAmount: return namesMonths ? share(months[3], of: all) : nil
    case .overruns: return share(grown, of: withInitial)
    case .finalToInitial: return initials > 0 ? IndicatorFigure(finals, of: initials, base: withInitial) : nil
    case .award(let indicator):
      if indicator.part == .competition, withBidders == 0 { return nil }
      if indicator.part == .rates, awards.rates.isEmpty { return nil }
      return BidFigures(awards, showsNoBid: false)[indicator]
    case .supplier: return nil
    }
  }
}
