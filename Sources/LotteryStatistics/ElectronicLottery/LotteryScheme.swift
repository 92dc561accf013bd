import Procurement

/// A rule of an electronic lottery (電子くじ): how numbers and arrivals of the tied firms become a ranking.
///
/// Each firm has a determined number k (くじ番号), typed + system number, cut to three digits where the scheme
/// does so. The tied firms are numbered in an order; the sum of all k divided by their number N leaves a
/// remainder, and the remainder names the winner. Bodies differ in every part of this, so every part is a
/// component. No public implementation was found; sources stand at the named schemes.
public struct LotteryScheme: Sendable, Hashable {
  /// Numbers of three digits, which all but registered mail have, are below this.
  public static let numberLimit = 1_000

  /// The scheme's name.
  public var name: String
  /// Whether the number that the bidder typed counts (くじ入力番号).
  public var usesTypedNumber = true
  /// The number that the system adds.
  public var systemNumber = SystemNumber.given
  /// Whether the milliseconds of the opening are added to the sum.
  public var addsOpeningMilliseconds = false
  /// How many digits a recorded number may have: three, or up to eleven where numbers of registered mail (書留) draw.
  public var numberDigits = 3
  /// The last how many digits count where k or the sum is cut.
  public var cutDigits = 3
  /// Whether each k is cut to its last digits.
  public var cutsNumbers = true
  /// Whether the sum is cut to its last digits.
  public var cutsSum = false
  /// The order of the tied firms.
  public var order = TiedOrder.arrival
  /// The number of the first firm, 0 or 1.
  public var firstNumber = 0
  /// How the remainder names the winner.
  public var winningNumber = WinningNumber.remainder
  /// How the next places are found.
  public var succession = Succession.cyclic
  /// What stands for a typed number that is missing.
  public var missingTyped = MissingNumber.refuse
  /// What stands for a system number that is missing.
  public var missingSystem = MissingNumber.refuse
  /// What happens where firms arrived at the same time.
  public var equalArrivals = EqualArrivals.refuse
  /// Where firms without a time of arrival are numbered.
  public var missingArrival = MissingArrival.refuse
  /// How excluded firms meet the draw.
  public var exclusion = DrawForm.renumber
  /// The text whose smallest hash wins; nil where numbers draw, and then no other component but `exclusion` matters.
  public var hash: RecordHash?

  /// A scheme whose components are those of the skeleton: typed and given number, cut to three digits, arrival
  /// from 0, the remainder wins, next places cyclic.
  public init(name: String) {
    self.name = name
  }

  /// The scheme itself, if its components make one.
  ///
  /// - Throws: `SchemeError` for a first number other than 0 and 1, digits or a default out of range, a scheme without
  ///   any number, or a hash of a text that is the same for all firms.
  public func checked() throws(SchemeError) -> LotteryScheme {
    guard firstNumber == 0 || firstNumber == 1 else {
      throw SchemeError(.firstNumber, scheme: name, component: "first-number")
    }
    for (digits, key, range) in [(numberDigits, "number-digits", 3...11), (cutDigits, "cut-digits", 1...9)] {
      guard range.contains(digits) else {
        throw SchemeError(.digitsOutOfRange(range), scheme: name, component: key)
      }
    }
    for (number, key) in [(missingTyped, "missing-typed"), (missingSystem, "missing-system")] {
      guard (0..<numberLimit).contains(number.value ?? 0) else {
        throw SchemeError(.numberOutOfRange(digits: numberDigits), scheme: name, component: key)
      }
    }
    if let hash {
      guard hash.parts.contains(.firm) else { throw SchemeError(.hashWithoutFirm, scheme: name, component: "hash-of") }
    }
    guard usesTypedNumber || systemNumber != .none || addsOpeningMilliseconds else {
      throw SchemeError(.noNumber, scheme: name, component: "typed")
    }
    return self
  }

  /// The determined number of a firm.
  public func determined(typed: Int, system: Int) -> Int {
    cutsNumbers ? (typed + system) % cutLimit : typed + system
  }

  /// The sum as it is divided.
  func dividend(_ sum: Int) -> Int { cutsSum ? sum % cutLimit : sum }

  /// Recorded numbers are below this.
  public var numberLimit: Int { Int(FixedPoint.powerOfTen(numberDigits)) }

  /// What is cut is below this.
  public var cutLimit: Int { Int(FixedPoint.powerOfTen(cutDigits)) }

  /// Whether the exact laws of `UniformityStudy` hold for the scheme: numbers of three digits draw.
  public var hasKnownLaw: Bool { hash == nil && numberDigits == 3 && cutDigits == 3 }

  /// The number printed for the winner among so many firms: `firstNumber` up to `firstNumber` + count − 1.
  func winningNumber(remainder: Int, count: Int) -> Int {
    let number =
      switch winningNumber {
      case .remainder: remainder
      case .remainderPlusOne: remainder + 1
      case .countMinusRemainder: count - remainder
      }
    return (number - firstNumber + count) % count + firstNumber
  }

  /// The winner's place from 0 in the order of so many firms, for a sum.
  func winner(sum: Int, count: Int) -> Int {
    winningNumber(remainder: dividend(sum) % count, count: count) - firstNumber
  }
}

/// Why components do not make a scheme, and which.
public struct SchemeError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// Firms are numbered from 0 or from 1.
    case firstNumber
    /// A default has more digits than a number may have.
    case numberOutOfRange(digits: Int)
    /// Digits outside what is possible.
    case digitsOutOfRange(ClosedRange<Int>)
    /// The text that is hashed does not name the firm, so that all have one hash.
    case hashWithoutFirm
    /// Neither typed nor system numbers nor the opening count: there is nothing to draw with.
    case noNumber
  }

  /// What is wrong.
  public var kind: Kind
  /// The scheme's name.
  public var scheme: String
  /// The component, by the key it has in a scheme file.
  public var component: String

  init(_ kind: Kind, scheme: String, component: String) {
    self.kind = kind
    self.scheme = scheme
    self.component = component
  }
}
