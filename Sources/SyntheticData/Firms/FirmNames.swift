/// Names of firms that do not exist: a word, a line of business and a number.
///
/// The number is part of every name, so that no name is a real firm's by accident.
enum FirmNames {
  private static let words = [
    "青葉", "若葉", "さくら", "みなと", "日の出", "朝日台", "富士見", "多摩川台", "白梅", "緑台", "東雲", "春日野", "千鳥", "松風", "竹園",
    "桐生台", "栄光台", "大空", "高砂台", "瑞穂台", "八千代台", "浜風", "山吹", "若竹", "三ツ葉", "七草", "旭台", "泉野", "菊水台", "橘台",
  ]

  /// The name of a company.
  static func company(_ serial: Int, business: [String]) -> String {
    let name = words[serial % words.count] + business[serial / words.count % business.count]
    let number = String(serial + 1)
    let padded = String(repeating: "0", count: max(0, 4 - number.count)) + number
    return switch serial % 5 {
    case 0, 1: "株式会社\(name)\(padded)"
    case 2: "\(name)\(padded)株式会社"
    case 3: "有限会社\(name)\(padded)"
    default: "合同会社\(name)\(padded)"
    }
  }

  /// The name of a body outside the size classes (その他).
  static func otherBody(_ serial: Int) -> String {
    let forms = ["公益財団法人", "社会福祉法人", "特定非営利活動法人", "一般社団法人"]
    return "\(forms[serial % forms.count])\(words[serial / forms.count % words.count])会\(serial + 1)"
  }
}
