/// The number that the system adds to the typed one (システム番号).
public enum SystemNumber: String, CaseIterable, Sendable, Hashable {
  /// None: the typed numbers alone decide.
  case none
  /// The last three digits of the second of arrival in Unix time (到着時刻の通算秒の下3桁).
  case seconds
  /// The milliseconds of arrival (到着時刻のミリ秒).
  case milliseconds
  /// Three digits that the system draws at receipt and the record gives (乱数).
  case given
  /// The sum of the twelve digits of the arrival in Japan written yyyymmddhhmm.
  case arrivalDigits = "arrival-digits"

  /// Whether the number follows from the time of arrival.
  public var followsFromArrival: Bool {
    switch self {
    case .none, .given: false
    case .seconds, .milliseconds, .arrivalDigits: true
    }
  }
}

/// The order in which tied firms are numbered.
public enum TiedOrder: String, CaseIterable, Sendable, Hashable {
  /// First come, first numbered (到着順).
  case arrival
  /// Firm codes ascending (業者コード順): codes of digits as numbers, others by their characters; names are codes only
  /// where they look like some.
  case firmCode = "firm-code"
  /// The names in the order of the kana syllabary (五十音順).
  case name
  /// As the record lists them.
  case record
}

/// How the remainder of the sum by the number of firms becomes the winner's number.
public enum WinningNumber: String, CaseIterable, Sendable, Hashable {
  /// The remainder itself; where firms are numbered from 1, remainder 0 is the last one.
  case remainder
  /// The remainder and one.
  case remainderPlusOne = "remainder-plus-one"
  /// The number of firms minus the remainder; where firms are numbered from 0, N is number 0.
  case countMinusRemainder = "count-minus-remainder"
}

/// How the places behind the winner are found (次順位).
public enum Succession: String, CaseIterable, Sendable, Hashable {
  /// The firm behind the winner in the order, and so on around.
  case cyclic
  /// The winner and its number leave, the rest are numbered again and their sum is divided again.
  case recompute
  /// The winner leaves and the rest are numbered again; the sum of all numbers is divided by one less.
  case renumber
}

/// What happens where tied firms arrived at the same time.
public enum EqualArrivals: String, CaseIterable, Sendable, Hashable {
  /// It is an error: the scheme does not say who comes first.
  case refuse
  /// The record's order stands.
  case record
  /// Firm codes ascending.
  case firmCode = "firm-code"
}

/// Where a firm without a time of arrival, as with a bid on paper (紙入札), is numbered.
public enum MissingArrival: String, CaseIterable, Sendable, Hashable {
  /// It is an error.
  case refuse
  /// Before all others, in the record's order.
  case first
  /// Behind all others, in the record's order.
  case last
}

/// What stands for a number that the record does not have.
public enum MissingNumber: Sendable, Hashable {
  /// Nothing: it is an error.
  case refuse
  /// A number of three digits, as in 999.
  case number(Int)

  /// The number, or nil where it is an error.
  public var value: Int? { if case .number(let value) = self { value } else { nil } }
}
