/// The name of a joint venture, as in 三次積算技術業務シーエム・エンジニアリング・アース開発コンサルタント設計共同体.
///
/// Such a name is the contract's title, the members between ・ and a word for *venture*, cut where a system's field was
/// full. Members may have ・ in their own names, so that only a roster can tell where one ends.
struct VentureName {
  private static let suffixes = [
    "特定建設工事共同企業体", "経常建設共同企業体", "地域維持型建設共同企業体", "建設工事共同企業体", "建設共同企業体", "共同企業体",
    "設計共同体", "調査共同体", "共同体", "特定JV", "経常JV", "JV",
  ]
  /// What titles end with, where they are not the title of the contract at hand word by word.
  private static let titleEnds = ["業務", "工事", "委託", "作業"]

  /// The parts between ・ without the title's beginning and the word for *venture*, in every reading of a cut end.
  private let readings: [[String]]
  private let title: String

  /// No venture has so many members, nor so long a name: what is beyond is no name.
  private static let (partLimit, lengthLimit) = (64, 2_000)

  init(_ name: String, title: String) {
    guard name.utf8.count <= Self.lengthLimit, title.utf8.count <= Self.lengthLimit else {
      (readings, self.title) = ([], "")
      return
    }
    self.title = NameKey(title).core
    let folded = NameKey(name).core
    readings = Self.withoutSuffix(folded).map { $0.split(separator: "・").map(String.init) }
  }

  /// The members, each found by its name without corporate form; nil unless there are two or more and all are found.
  ///
  /// - Parameter find: the firm of a name, or nil.
  func members(_ find: (String) -> Int?) -> [Int]? {
    for parts in readings where (2...Self.partLimit).contains(parts.count) {
      var hopeless = Set<Int>()
      if let found = Self.members(parts[...], &hopeless, title: title, find), found.count >= 2 { return found }
    }
    return nil
  }

  /// Finds members from the left; a member takes as many parts as make a known name, the shortest first.
  ///
  /// - Parameter hopeless: parts from which no members lead to the end, so that each is tried once.
  private static func members(
    _ parts: ArraySlice<String>, _ hopeless: inout Set<Int>, title: String, _ find: (String) -> Int?
  ) -> [Int]? {
    if parts.isEmpty { return [] }
    guard !hopeless.contains(parts.startIndex) else { return nil }
    for count in 1...parts.count {
      let text = parts.prefix(count).joined(separator: "・")
      guard let firm = parts.startIndex == 0 ? firstMember(text, title: title, find) : find(text),
        let others = members(parts.dropFirst(count), &hopeless, title: title, find)
      else { continue }
      return [firm] + others
    }
    hopeless.insert(parts.startIndex)
    return nil
  }

  /// The firm whose name ends a text that may begin with a title; the longest name wins.
  private static func firstMember(_ text: String, title: String, _ find: (String) -> Int?) -> Int? {
    var start = text.startIndex
    while start < text.endIndex {
      let prefix = text[..<start]
      let isTitle = prefix.isEmpty || title.hasPrefix(prefix) || titleEnds.contains { prefix.hasSuffix($0) }
      if isTitle, let firm = find(String(text[start...])) { return firm }
      start = text.index(after: start)
    }
    return nil
  }

  /// The name without the word for *venture*, whole or cut.
  private static func withoutSuffix(_ name: String) -> [String] {
    for suffix in suffixes where name.hasSuffix(suffix) { return [String(name.dropLast(suffix.count))] }
    var readings = [name]
    for suffix in suffixes {
      for length in 1..<suffix.count where name.hasSuffix(suffix.prefix(length)) {
        readings.append(String(name.dropLast(length)))
      }
    }
    return readings
  }
}
