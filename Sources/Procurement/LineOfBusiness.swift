/// A main line of business (主たる事業) in the sense of 官公需法 第2条 and its order.
public enum LineOfBusiness: String, CaseIterable, Sendable, Hashable {
  /// 製造業・建設業・運輸業その他.
  case manufacturing
  /// 卸売業.
  case wholesale
  /// サービス業.
  case services
  /// 小売業.
  case retail
  /// ゴム製品製造業, but for tyres and tubes of cars and aircraft and industrial belts.
  case rubber
  /// ソフトウェア業・情報処理サービス業.
  case software
  /// 旅館業.
  case hotels

  /// The largest capital of an SME, in yen.
  public var capitalLimit: Int64 {
    switch self {
    case .manufacturing, .rubber, .software: 300_000_000
    case .wholesale: 100_000_000
    case .services, .retail, .hotels: 50_000_000
    }
  }

  /// The largest number of regular employees of an SME.
  public var employeeLimit: Int {
    switch self {
    case .manufacturing, .software: 300
    case .wholesale, .services: 100
    case .retail: 50
    case .rubber: 900
    case .hotels: 200
    }
  }
}

/// The legal form of a contractor, as far as its size class depends on it.
public enum LegalForm: String, CaseIterable, Sendable, Hashable {
  /// 会社.
  case company
  /// 個人事業主: has no capital, so employees alone decide.
  case soleTrader = "sole-trader"
  /// 組合: an SME by law.
  case cooperative
  /// Outside the size classes: foundations, social-welfare corporations, NPOs ...
  case other
}

extension FirmSize {
  /// The size class by 官公需法 第2条: within either limit is an SME (中小企業), above both is large (大企業).
  ///
  /// - Parameters:
  ///   - form: the legal form; cooperatives are SMEs and other bodies outside the classes, whatever their figures.
  ///   - business: the main line of business.
  ///   - capital: the stated capital in yen, nil where unknown.
  ///   - employees: the regular employees, nil where unknown.
  /// - Returns: nil where the figures known do not decide: one is above its limit and the other unknown.
  public init?(form: LegalForm, business: LineOfBusiness?, capital: Int64?, employees: Int?) {
    switch form {
    case .cooperative: self = .sme
    case .other: self = .other
    case .soleTrader:
      guard let business, let employees else { return nil }
      self = employees <= business.employeeLimit ? .sme : .large
    case .company:
      guard let business else { return nil }
      let withinCapital = capital.map { $0 <= business.capitalLimit }
      let withinEmployees = employees.map { $0 <= business.employeeLimit }
      if withinCapital == true || withinEmployees == true {
        self = .sme
      } else if withinCapital == false, withinEmployees == false {
        self = .large
      } else {
        return nil
      }
    }
  }
}
