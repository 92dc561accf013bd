import Procurement

/// Points in time as electronic bidding systems write them.
enum InstantText {
  /// Milliseconds since 1970-01-01T00:00:00Z of an ISO 8601 time such as 2021-04-01T09:30:00.123; without a zone it is
  /// Japan's (+09:00). Nil where the text is no such time.
  static func milliseconds(_ text: String) -> Int64? {
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
      guard zone.count == 4, let digits = Int(zone), digits / 100 <= 14, digits % 100 < 60 else { return nil }
      offsetMinutes = (digits / 100 * 60 + digits % 100) * (clock[sign] == "-" ? -1 : 1)
      clock = clock[..<sign]
    }
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour),
      (0..<60).contains(minute)
    else { return nil }
    let seconds = parts.count == 3 ? parts[2].split(separator: ".", omittingEmptySubsequences: false) : ["0"]
    guard (1...2).contains(seconds.count), let second = Int(seconds[0]), (0..<60).contains(second) else { return nil }
    var fraction: Int64 = 0
    if seconds.count == 2 {
      let digits = seconds[1].prefix(3)
      guard !digits.isEmpty, let value = Int64(digits) else { return nil }
      fraction = value * FixedPointScale.powers[3 - digits.count]
    }
    let minutes = Int64(date.daysSince1970) * 1_440 + Int64(hour * 60 + minute - offsetMinutes)
    return (minutes * 60 + Int64(second)) * 1_000 + fraction
  }

  private enum FixedPointScale { static let powers: [Int64] = [1, 10, 100, 1_000] }
}
