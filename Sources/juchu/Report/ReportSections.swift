import ArgumentParser

/// A part of a report.
enum ReportPart: String, CaseIterable, NamedInJapanese {
  case overview, tables, changes, audit, contracts, indicators, lots, policies, basis

  var japaneseNames: [String] {
    switch self {
    case .overview: ["概要"]
    case .tables: ["表"]
    case .changes: ["増減"]
    case .audit: ["検算"]
    case .contracts: ["契約"]
    case .indicators: ["指標"]
    case .lots: ["くじ"]
    case .policies: ["方式"]
    case .basis: ["算定方法"]
    }
  }
}

/// The parts of a report that are wanted, joined by commas, or all of them.
struct ReportSections: ExpressibleByArgument {
  let parts: Set<ReportPart>

  /// What stands in a report unless it is said otherwise: the contracts one by one are for those who ask.
  static let usual = ReportSections(Set(ReportPart.allCases).subtracting([.contracts]))

  init(_ parts: Set<ReportPart>) { self.parts = parts }

  init?(argument: String) {
    let words = argument.split { ",，、".contains($0) }.map(String.init)
    if words.count == 1, ["all", "全て", "すべて"].contains(words[0]) {
      parts = Set(ReportPart.allCases)
      return
    }
    let named = words.compactMap { ReportPart(argument: $0) }
    guard !named.isEmpty, named.count == words.count else { return nil }
    parts = Set(named)
  }

  static var allValueStrings: [String] {
    ReportPart.allValueStrings + [words("全て（all）", "all")]
  }

  var defaultValueDescription: String {
    words("契約以外", "all but contracts")
  }
}
