import Procurement

/// Who contracts in one category and row: firms that do not exist, some of which win more often than others.
struct VendorRoster: Sendable {
  /// One vendor.
  struct Vendor: Sendable {
    var name: String
    var corporateNumber: String
    /// The code of the ward of a local vendor.
    var ward: Int?
    var locality: Locality
    var size: FirmSize
  }

  /// The greatest number of vendors in a roster.
  static let limit = 4_096

  /// The vendors, the most frequent first.
  let vendors: [Vendor]

  /// The roster of a category and row.
  ///
  /// - Parameters:
  ///   - contracts: how many contracts a year there are; one vendor for each twelve.
  init(_ category: Category, _ row: LedgerTarget.Row, contracts: Int64, seed: UInt64) {
    let code = Int(category.rawValue) * LedgerTarget.Row.allCases.count + row.rawValue
    let count = Int(min(max((contracts + 11) / 12, 1), Int64(Self.limit)))
    vendors = (0..<count).map { index in
      var words = SyntheticStreams.ledgerVendors.words(seed: seed, code, index)
      let serial = code * 1_000_000 + index
      let ward = words.next(below: SyntheticCity.wards.count)
      let isSemiLocal = words.happens(perMille: 350)
      let size = [FirmSize.large, .sme, .other][words.next(weights: [5, 4, 1])]
      let number = FictitiousCorporateNumber.fictitious(serial)
      switch row {
      case .localOther:
        return Vendor(
          name: FirmNames.otherBody(index * 12 + code), corporateNumber: number, ward: ward, locality: .local,
          size: .other)
      case .localLarge, .localSME:
        return Vendor(
          name: FirmNames.company(index * 12 + code, business: Self.business(category)), corporateNumber: number,
          ward: ward, locality: .local, size: row == .localLarge ? .large : .sme)
      case .nonLocal:
        return Vendor(
          name: FirmNames.company(index * 12 + code, business: Self.business(category)), corporateNumber: number,
          ward: nil, locality: isSemiLocal ? .semiLocal : .nonLocal, size: size)
      }
    }
  }

  private static func business(_ category: Category) -> [String] {
    switch category {
    case .goods: ["商事", "文具", "事務機", "薬品", "燃料", "印刷", "書店", "防災"]
    case .works: ["建設", "土木", "舗装", "造園", "電設", "設備工業", "工務店", "塗装"]
    case .services: ["警備保障", "ビルサービス", "設計", "測量", "情報システム", "清掃", "給食", "運輸"]
    }
  }
}

/// What contracts are for.
enum ContractTitles {
  /// Titles (件名) of a category.
  static func titles(_ category: Category) -> [String] {
    switch category {
    case .goods:
      [
        "事務用品の購入", "複写用紙の購入", "医薬品の購入", "消防用ホースの購入", "学校給食用食器の購入", "図書の購入", "公用車の購入", "防災備蓄品の購入",
        "体育用品の購入", "印刷物の作成", "作業服の購入", "ガソリンの購入",
      ]
    case .works:
      [
        "道路補修工事", "舗装道補修工事", "公園施設改修工事", "配水管布設替工事", "校舎改修工事", "下水管きょ更生工事", "街路樹せん定工事", "河川護岸補修工事",
        "庁舎空調設備改修工事", "交差点改良工事", "橋りょう補修工事", "照明灯設置工事",
      ]
    case .services:
      [
        "庁舎清掃業務委託", "警備業務委託", "測量業務委託", "設計業務委託", "システム保守業務委託", "廃棄物収集運搬業務委託", "給食調理業務委託", "樹木管理業務委託",
        "健康診断業務委託", "調査業務委託", "施設管理業務委託", "電算処理業務委託",
      ]
    }
  }
}
