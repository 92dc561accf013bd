/// A time of day as people and systems write it behind a date: 9:30, 09:30:00.123, 午後3:05, 11時30分10秒, with a zone or without.
package struct ClockText: Equatable {
  /// Minutes since the day's beginning.
  var minutes: Int
  /// Milliseconds since the minute's beginning.
  var milliseconds: Int
  /// Whether seconds are written.
  private(set) var hasSeconds = false
  /// How many minutes the written zone is ahead of UTC; nil where none is written.
  var offset: Int?
  /// Milliseconds since the day's beginning.
  package var millisecondsOfDay: Int64 { Int64(minutes) * 60_000 + Int64(milliseconds) }

  /// Reads a time with blanks around it, in half width.
  ///
  /// Hours are 0 to 23, 0 to 12 with 午前, 午後, AM or PM; zones are Z, UTC, GMT, JST and offsets such as +09:00, +0900, +09.
  package init?(_ text: Substring) {
    var rest = Self.trimmed(text)
    var half: Int?
    for (word, hours) in Self.halves where half == nil && rest.hasPrefix(word) {
      (half, rest) = (hours, Self.trimmed(rest.dropFirst(word.count)))
    }
    guard let zoned = Self.takeZone(&rest) else { return nil }
    offset = zoned
    for (word, hours) in Self.halves where half == nil && rest.hasSuffix(word) {
      (half, rest) = (hours, Self.trimmed(rest.dropLast(word.count)))
    }
    let colons = Self.withColons(rest)
    let parts = colons.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), var hour = Self.number(parts[0]), let minute = Self.number(parts[1]),
      hour <= (half == nil ? 23 : 12), minute < 60
    else { return nil }
    if let half { hour = hour % 12 + half }
    minutes = hour * 60 + minute
    milliseconds = 0
    guard parts.count == 3 else { return }
    let seconds = parts[2].split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(seconds.count), let second = Self.number(seconds[0]), second < 60 else { return nil }
    (milliseconds, hasSeconds) = (second * 1_000, true)
    guard seconds.count == 2 else { return }
    guard !seconds[1].isEmpty, seconds[1].allSatisfy(Self.isDigit) else { return nil }
    for (digit, worth) in zip(seconds[1].utf8, [100, 10, 1]) { milliseconds += Int(digit & 0x0F) * worth }
  }

  /// A time with colons alone: 11時30分10秒 is 11:30:10, 11時 is 11:00, and 9:00:01:789 has milliseconds.
  private static func withColons(_ text: Substring) -> Substring {
    if text.contains("時") {
      var colons = text.replacing("時", with: ":").replacing("分", with: ":").replacing("秒", with: "")
      if colons.last == ":" { colons = colons.dropLast() }
      return colons.contains(":") ? colons : colons + ":00"
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[3].count == 3 else { return text }
    return parts[0...2].joined(separator: ":") + "." + parts[3]
  }

  /// How many minutes an offset such as +09:00, -0500 or +09 is ahead of UTC, nil where the text is none.
  package static func offset(_ text: some StringProtocol) -> Int? {
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst()
    let colon = digits.dropFirst(2).first == ":"
    guard digits.count == (colon ? 5 : 4) || digits.count == 2 else { return nil }
    guard let hours = number(digits.prefix(2)), hours <= 14 else { return nil }
    let last = digits.dropFirst(colon ? 3 : 2)
    guard let minutes = last.isEmpty ? 0 : number(last), minutes < 60 else { return nil }
    return (hours * 60 + minutes) * (sign == "-" ? -1 : 1)
  }

  /// Takes a zone from the end: the minutes ahead of UTC, nil within where no zone is written, nil where it is none.
  private static func takeZone(_ rest: inout Substring) -> Int?? {
    for (name, minutes) in zones where rest.hasSuffix(name) {
      rest = trimmed(rest.dropLast(name.count))
      return .some(minutes)
    }
    guard let sign = rest.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return .some(nil) }
    guard let minutes = offset(rest[sign...]) else { return nil }
    rest = trimmed(rest[..<sign])
    return .some(minutes)
  }

  private static let zones = [("Z", 0), ("z", 0), ("UTC", 0), ("GMT", 0), ("JST", 9 * 60)]
  private static let halves = [("午前", 0), ("午後", 12), ("AM", 0), ("PM", 12), ("am", 0), ("pm", 12)]

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " }
    return start.dropLast(start.reversed().prefix { $0 == " " }.count)
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  /// A number of one or two digits.
  private static func number(_ digits: some StringProtocol) -> Int? {
    (1...2).contains(digits.count) && digits.allSatisfy(isDigit) ? Int(digits) : nil
  }
}
