/// What contractors are called: a number names one contractor, under the name that it had first.
///
/// Of several numbers with one name the later ones are told apart by their number.
public struct ContractorNames: Sendable {
  private var nameOfNumber: [String: String] = [:]
  private var numberOfName: [String: String] = [:]

  /// No contractor yet.
  public init() {}

  /// What a contractor is called; nil where neither name nor number says who it is.
  public mutating func name(_ name: String?, number: String?) -> String? {
    guard let number, Self.names(number) else { return name ?? number }
    if let known = nameOfNumber[number] { return known }
    let wanted = name ?? number
    let holder = numberOfName[wanted, default: number]
    numberOfName[wanted] = holder
    // The number of one whose address tells it apart begins with its name.
    let result = holder == number ? wanted : number.hasPrefix(wanted) ? number : "\(wanted) (\(number))"
    nameOfNumber[number] = result
    return result
  }

  /// Whether a number names anybody: zeros, dashes and words that stand for none do not.
  private static func names(_ number: String) -> Bool {
    number.contains { $0.isLetter || $0.isNumber && $0 != "0" && $0 != "０" }
      && !["なし", "無し", "無", "個人", "不明", "該当なし", "非公表"].contains(number)
  }
}
