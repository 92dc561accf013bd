/// An exact amount of money in the minor unit of the ledger's currency; for the yen, one yen.
public struct Yen: Hashable, Comparable, Sendable {
  /// The number of minor units.
  public let value: Int64

  /// An amount of so many minor units.
  public init(_ value: Int64) {
    self.value = value
  }

  /// Orders by amount.
  public static func < (a: Yen, b: Yen) -> Bool { a.value < b.value }
}

extension Yen: CustomStringConvertible {
  /// The amount in plain digits.
  public var description: String { String(value) }
}
