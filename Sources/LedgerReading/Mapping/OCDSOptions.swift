import TabularReading

/// How contracting processes become contracts and bids, as far as the standard leaves it open.
public struct OCDSOptions: Sendable, Hashable {
  /// Which part of a process gives the amount of a contract.
  public enum Value: String, CaseIterable, Sendable {
    /// The award; where it has none, its contracts.
    case award
    /// The contracts as they were signed; where they have none, the award.
    case contract
    /// The contracts as they stand after their amendments; where they have none, the award.
    case latestAmendment = "latest-amendment"
  }

  /// Which part of a process gives the date of a contract.
  public enum Day: String, CaseIterable, Sendable {
    /// The award; where it has none, the signature of the first contract that has one.
    case award
    /// The signature; where there is none, the award.
    case signed
  }

  /// What gives the amount; nil for the award.
  public var value: Value?
  /// What gives the date; nil for the award.
  public var date: Day?
  /// What the publisher's words for the status of an award stand for; `missing` stands for none.
  public var awardStatuses: [String: String] = [:]
  /// What the publisher's words for the status of a bid stand for; `missing` stands for none.
  public var bidStatuses: [String: String] = [:]
  /// The zone whose days count; nil for Japan's.
  public var timeZone: DayZone?
  /// How many bytes of releases are kept in memory; more of them go to files without a name.
  public var memoryLimit = 32 << 20

  /// The rules of the standard, and days in Japan.
  public init() {}

  /// These options, with whatever others say in their place.
  func overridden(by other: OCDSOptions) -> OCDSOptions {
    var result = self
    if let value = other.value { result.value = value }
    if let date = other.date { result.date = date }
    result.awardStatuses.merge(other.awardStatuses) { $1 }
    result.bidStatuses.merge(other.bidStatuses) { $1 }
    if let zone = other.timeZone { result.timeZone = zone }
    result.memoryLimit = min(memoryLimit, other.memoryLimit)
    return result
  }

  /// The zone whose days count.
  var zone: DayZone { timeZone ?? .japan }

  /// The minutes of an offset as in +09:00, -0500 or Z; nil where it is none.
  static func minutesEast(_ text: some StringProtocol) -> Int? {
    if ["Z", "z", "UTC", "GMT"].contains(String(text)) { return 0 }
    if text == "JST" { return 9 * 60 }
    guard text.first == "+" || text.first == "-" else { return nil }
    // Publishers put the colon where they like.
    return ClockText.offset(String(text).filter { $0 != ":" })
  }

  /// The words of the standard for the status of an award, and of the extension *bids* for that of a bid.
  static let awardWords = ["pending", "active", "cancelled", "unsuccessful"]
  static let bidWords = ["invited", "pending", "valid", "disqualified", "withdrawn"]

  /// What a mapping says that a publisher's words stand for.
  ///
  /// - Throws: `DataError` where one stands for a word that the standard does not have.
  static func statuses(
    _ words: [String: String], _ known: [String], in map: YAMLMap
  ) throws(DataError) -> [String: String] {
    var statuses: [String: String] = [:]
    for (word, meaning) in words {
      guard known.contains(meaning) else { throw DataError.unknownName(meaning, known: known, file: map.file) }
      statuses[word.lowercased()] = meaning
    }
    return statuses
  }
}
