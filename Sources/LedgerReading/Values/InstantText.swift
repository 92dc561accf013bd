import Procurement

/// Points in time as electronic bidding systems write them.
enum InstantText {
  /// Milliseconds since 1970-01-01T00:00:00Z of an ISO 8601 time such as 2021-04-01T09:30:00.123; without a zone it is
  /// Japan's (+09:00). Nil where the text is no such time.
  static func milliseconds(_ text: String) -> Int64? {
    guard text.utf8.count <= 200 else { return nil }
    let folded = TextFolding.halfWidth(text)
    guard let split = folded.firstIndex(where: { $0 == "T" || $0 == " " }), let date = DateText.date(folded) else {
      return nil
    }
    var clock = folded[folded.index(after: split)...]
    var offsetMinutes = 9 * 60
    if clock.hasSuffix("Z") {
      offsetMinutes = 0
      clock = clock.dropLast()
    } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      let zone = clock[clock.index(after: sign)...].filter { $0 != ":" }
      guard zone.count == 4, let number = digits(zone[...]), number / 100 <= 14, number % 100 < 60 else { return nil }
      offsetMinutes = (number / 100 * 60 + number % 100) * (clock[sign] == "-" ? -1 : 1)
      clock = clock[..<sign]
    }
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = digits(parts[0]), let minute = digits(parts[1]), hour < 24,
      minute < 60
    else { return nil }
    let seconds = parts.count == 3 ? parts[2].split(separator: ".", omittingEmptySubsequences: false) : ["0"]
    guard (1...2).contains(seconds.count), let second = digits(seconds[0]), second < 60 else { return nil }
    var fraction: Int64 = 0
    if seconds.count == 2 {
      let milliseconds = seconds[1].prefix(3)
      guard let value = digits(milliseconds) else { return nil }
      fraction = Int64(value) * FixedPointScale.powers[3 - milliseconds.count]
    }
    let minutes = Int64(date.daysSince1970) * 1_440 + Int64(hour * 60 + minute - offsetMinutes)
    return (minutes * 60 + Int64(second)) * 1_000 + fraction
  }

  /// A number of one to four digits and nothing else: a sign is no part of a time.
  private static func digits(_ text: Substring) -> Int? {
    (1...4).contains(text.count) && text.allSatisfy { ("0"..."9").contains($0) } ? Int(text) : nil
  }

  private enum FixedPointScale { static let powers: [Int64] = [1, 10, 100, 1_000] }
}
