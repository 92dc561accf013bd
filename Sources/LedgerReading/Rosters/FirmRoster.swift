import Procurement

/// A roster of firms (有資格者名簿) in which firms are found by number and by name.
public struct FirmRoster: Sendable {
  /// A firm with its number.
  public struct Entry: Sendable, Equatable {
    /// The firm.
    public var firm: Firm
    /// Its 法人番号 or another number, if the roster gives one.
    public var number: String?
  }

  /// The firms in the order of the roster.
  public let entries: [Entry]
  private var byNumber: [String: [Int]] = [:]
  private var byName: [String: [Int]] = [:]
  private var byKey: [String: [Int]] = [:]
  private var byCore: [String: [Int]] = [:]

  /// A roster of firms.
  public init(_ entries: [Entry]) {
    self.entries = entries
    for (position, entry) in entries.enumerated() {
      // A placeholder, or what a spreadsheet left of a number, is nobody's number.
      if let number = entry.number, CorporateNumber.isValid(number) { byNumber[number, default: []].append(position) }
      let key = NameKey(entry.firm.name)
      byName[entry.firm.name, default: []].append(position)
      byKey[key.whole, default: []].append(position)
      byCore[key.core, default: []].append(position)
    }
  }

  /// The firms of a 法人番号: one, unless the roster gives it to several.
  func firms(number: String) -> [Int] { byNumber[number] ?? [] }

  /// The firms whose name is exactly this one.
  func firms(named name: String) -> [Int] { byName[name] ?? [] }

  /// The firms whose name differs in width, spaces and the writing of the corporate form only.
  func firms(like key: NameKey) -> [Int] { byKey[key.whole] ?? [] }

  /// The firms whose name without its corporate form is this one.
  func firms(core: String) -> [Int] { byCore[core] ?? [] }
}
