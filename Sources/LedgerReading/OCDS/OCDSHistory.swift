import TabularReading

/// All releases of one process.
struct OCDSHistory {
  private let releases: [OCDSRelease]
  private let options: OCDSOptions
  private let hasCallOffs: Bool

  /// The releases of a process in the order in which they were read.
  ///
  /// - Parameter hasCallOffs: whether other processes are the second stage of this one.
  init(_ releases: [OCDSRelease], options: OCDSOptions, hasCallOffs: Bool = false) {
    (self.releases, self.options, self.hasCallOffs) = (releases, options, hasCallOffs)
  }

  var ocid: String { releases[0].ocid }
  var line: Int { releases[0].line }

  /// A release that takes part in the merging.
  private struct Step {
    var tree: JSONTree
    var time: OCDSTime?
    var place: Int
    var isCompiled: Bool

    /// Whether it comes before another: undated releases first, equal ones as they were read.
    func isBefore(_ other: Step) -> Bool {
      switch (time, other.time) {
      case (nil, nil): place < other.place
      case (nil, _?): true
      case (_?, nil): false
      case (let one?, let two?): one == two ? place < other.place : one < two
      }
    }
  }

  /// Compiles the process.
  ///
  /// A compiled release stands for all releases up to its date; later ones are merged into it.
  ///
  /// - Throws: `OCDSFault` where the order of several releases is unknown, or a release names no process.
  /// - Complexity: O(bytes · log(releases)).
  func process(_ account: inout SourceAccount) throws(OCDSFault) -> OCDSProcess {
    guard !releases[0].isNameless else { throw OCDSFault("ocid", .value(field: "ocid"), .null) }
    var merge = OCDSMerge()
    for step in try steps(&account) { merge.add(step.tree) }
    account.notice(.processes)
    return OCDSProcess(
      ocid: ocid, input: releases[0].input, line: line, merged: merge, options: options, hasCallOffs: hasCallOffs)
  }

  private func steps(_ account: inout SourceAccount) throws(OCDSFault) -> [Step] {
    var steps: [Step] = []
    var repair = OCDSRepair()
    let distinct = distinct(&account)
    for (place, release) in distinct.enumerated() {
      let tree = repair.repaired(JSONTree(copied: release.bytes))
      let time = try time(of: tree, isOnly: distinct.count == 1)
      steps.append(Step(tree: tree, time: time, place: place, isCompiled: release.isCompiled))
    }
    for (finding, count) in repair.findings { account.notice(finding, count: count) }
    if !repair.findings.isEmpty { account.note(.repaired, line: line) }
    steps.sort { $0.isBefore($1) }
    guard let base = steps.lastIndex(where: \.isCompiled) else { return steps }
    let covered = steps.indices.filter { $0 != base && !isBehind(steps[$0], steps[base]) }
    for _ in covered { account.notice(.coveredReleases) }
    return [steps[base]] + steps[(base + 1)...].filter { isBehind($0, steps[base]) }
  }

  /// The releases without those that stand twice.
  private func distinct(_ account: inout SourceAccount) -> [OCDSRelease] {
    guard releases.count > 1 else { return releases }
    var seen: Set<[UInt8]> = []
    return releases.filter { release in
      let isNew = seen.insert(release.bytes).inserted
      if !isNew { account.notice(.repeatedReleases) }
      return isNew
    }
  }

  private func isBehind(_ step: Step, _ base: Step) -> Bool {
    guard let time = step.time, let limit = base.time else { return false }
    return time > limit
  }

  /// When a release was made; nil where it does not say.
  private func time(of tree: JSONTree, isOnly: Bool) throws(OCDSFault) -> OCDSTime? {
    let text: String
    switch tree["date"] {
    case nil, .null: return nil
    case .some(let value):
      guard let found = value.text else { throw OCDSFault("date", .date, value) }
      text = found
    }
    if let time = OCDSTime(text, zone: options.zone) { return time }
    // One release needs no order.
    guard !isOnly else { return nil }
    throw OCDSFault("date", .date, .string(text))
  }
}
