import Procurement

/// Which tenders a policy counts together, and in which runs they open: an order of opening sorts within a run.
enum CountingBlocks {
  /// The blocks by identifier, each with its runs of tenders in order of opening.
  ///
  /// A group is the unit: where a scope unites groups, a group belongs where its first tender does. Groups without an opening date, or
  /// without a requirement where the scope asks for it, stay alone. Groups of one opening date are one run, so that a falling ceiling
  /// is one over the whole day; over a fiscal year every group is a run of its own.
  static func blocks(of register: TenderRegister, scope: CountingScope) -> [(String, [[Int]])] {
    switch scope {
    case .group: register.groups.map { ($0.identifier, [$0.tenders]) }
    case .fiscalYear: years(of: register)
    case .openingRequirement: united(register) { "\($0) \($1 ?? "")" }
    case .openingDay: united(register, needsRequirement: false) { date, _ in "\(date)" }
    case .monthRequirement: united(register) { "\(month(of: $0)) \($1 ?? "")" }
    case .month: united(register, needsRequirement: false) { date, _ in month(of: date) }
    }
  }

  private static func month(of date: CivilDate) -> String { String("\(date)".prefix(7)) }

  /// Groups with equal keys, in order of their first group; their tenders in runs of one opening date.
  private static func united(
    _ register: TenderRegister, needsRequirement: Bool = true, key: (CivilDate, String?) -> String
  ) -> [(String, [[Int]])] {
    var places: [String: Int] = [:]
    var blocks: [(identifier: String, groups: [Int])] = []
    for (position, group) in register.groups.enumerated() {
      let notice = group.tenders.first.map { register.tenders[$0].notice }
      guard let date = notice?.openingDate, !needsRequirement || notice?.requirement != nil else {
        blocks.append((group.identifier, [position]))
        continue
      }
      let name = key(date, notice?.requirement)
      if let place = places[name] {
        blocks[place].groups.append(position)
      } else {
        places[name] = blocks.count
        blocks.append((name, [position]))
      }
    }
    return blocks.map { ($0.identifier, runs(of: $0.groups, in: register)) }
  }

  /// The tenders of some groups, those of one opening date together, dates ascending.
  private static func runs(of groups: [Int], in register: TenderRegister) -> [[Int]] {
    var runs: [(date: CivilDate?, tenders: [Int])] = []
    for group in sorted(groups, in: register) {
      let (date, tenders) = (opening(group, in: register), register.groups[group].tenders)
      if let last = runs.last, last.date == date {
        runs[runs.count - 1].tenders += tenders
      } else {
        runs.append((date, tenders))
      }
    }
    return runs.map(\.tenders)
  }

  /// The groups of a year in order of their opening.
  private static func years(of register: TenderRegister) -> [(String, [[Int]])] {
    let dated = register.groups.indices.filter { opening($0, in: register) != nil }
    let byYear = Dictionary(grouping: dated) { group in
      opening(group, in: register).map { FiscalYear(containing: $0).startYear } ?? 0
    }
    let undated = register.groups.indices.filter { opening($0, in: register) == nil }
    return byYear.sorted { $0.key < $1.key }.map { year, groups in
      ("FY\(year)", sorted(groups, in: register).map { register.groups[$0].tenders })
    } + undated.map { (register.groups[$0].identifier, [register.groups[$0].tenders]) }
  }

  private static func sorted(_ groups: [Int], in register: TenderRegister) -> [Int] {
    groups.map { (group: $0, date: opening($0, in: register)) }.sorted { a, b in
      guard let x = a.date, let y = b.date, x != y else { return a.group < b.group }
      return x < y
    }.map(\.group)
  }

  private static func opening(_ group: Int, in register: TenderRegister) -> CivilDate? {
    register.groups[group].tenders.compactMap { register.tenders[$0].notice.openingDate }.min()
  }
}
