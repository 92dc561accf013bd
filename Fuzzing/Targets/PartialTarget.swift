import BidStatistics
import LedgerReading
import LotteryStatistics
import Procurement
import ShareStatistics
import TabularReading

@testable import Sharding

/// Partial files, whole or as parts between lines of `=====`; or, behind a line `plan`, a plan and a ledger.
///
/// A part is the line of a job, the line of a piece, and numbers; lengths and digest are put around it here, because
/// nothing that was changed would get past them. An empty line stands for the job of the first part. Of a simulation the
/// numbers are changes to the state of its units, ten bytes each, so that seeds outlive a change of the simulation.
enum PartialTarget {
  static func check(_ bytes: [UInt8]) throws {
    let plan = Array("plan\n".utf8)
    if bytes.starts(with: plan) { return try checkPlan(Array(bytes.dropFirst(plan.count))) }
    var (part, rest) = MappingTarget.split(bytes)
    var files: [PartialFile] = []
    var job: [UInt8] = []
    for _ in 0..<4 {
      if let file = try file(part, &job) { files.append(file) }
      if rest.isEmpty { break }
      (part, rest) = MappingTarget.split(rest)
    }
    guard let first = files.first else { return }
    try withPaths(files[...]) { paths in
      let pairs = Array(zip(files, paths))
      let merged = try merge(pairs.map(\.1), first.job)
      let reversed = try merge(pairs.reversed().map(\.1), first.job)
      try require(
        merged == reversed,
        "the order of pieces matters:\n\(String(describing: merged))\n\(String(describing: reversed))")
    }
  }

  // MARK: Files

  /// The partial file of a part; nil where it is none.
  private static func file(_ part: [UInt8], _ job: inout [UInt8]) throws -> PartialFile? {
    if part.starts(with: Array("juchu-partial ".utf8)) { return try read(part) }
    let lines = part.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false).map(Array.init)
    guard lines.count > 1 else { return nil }
    if job.isEmpty { job = lines[0] }
    let raw = lines.count > 2 ? lines[2] : []
    let numbers = stride(from: 0, to: raw.count / 8 * 8, by: 8).map { place in
      raw[place..<place + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    let bytes = PartialFile.bytes(job: lines[0].isEmpty ? job : lines[0], piece: lines[1], numbers: numbers)
    guard var file = try read(bytes), file.job.kind == .evaluate, let units = file.piece.units else {
      return try read(bytes)
    }
    file.numbers = changed(state(units[0]..<units[1], of: file.job), by: raw)
    return file
  }

  /// What is read and written again is read as the same, and written as the same bytes.
  private static func read(_ bytes: [UInt8]) throws -> PartialFile? {
    guard let file = try? PartialFile(bytes: bytes) else { return nil }
    let written = try file.bytes()
    let again = try PartialFile(bytes: written)
    try require(again == file, "written and read again it is another partial result")
    try require(try again.bytes() == written, "the same partial result has other bytes")
    let known = try PartialFile(bytes: bytes, known: (PartialFile.jobLine(bytes), file.job))
    try require(known == file, "with a known job it is another partial result")
    return file
  }

  private static func withPaths(_ files: ArraySlice<PartialFile>, _ body: ([String]) throws -> Void) throws {
    guard let first = files.first else { return try body([]) }
    try ScratchFile.with(try first.bytes()) { path in
      try withPaths(files.dropFirst()) { try body([path] + $0) }
    }
  }

  // MARK: Merging

  private struct Merged: Equatable {
    var tally: ContractTally?
    var incidence: LotteryIncidence?
    var state: SimulationState?
    var summary: ReadingSummary?
    var suspects = 0
  }

  /// The pieces together; nil where they make no result.
  private static func merge(_ paths: [String], _ job: PartialJob) throws -> Merged? {
    do {
      var reader = PartialReader(version: job.version)
      let first = try reader.read(paths[0])
      switch first.job.kind {
      case .tables: return try mergeTables(first, paths, &reader)
      case .incidence: return try mergeIncidence(first, paths, &reader)
      case .evaluate: return try mergeEvaluation(first, paths, &reader)
      case .indicators: return try mergeIndicators(first, paths, &reader)
      // Its numbers mean something beside the bids and rules alone.
      case .design: return nil
      }
    } catch is PartialError {} catch is DataError {} catch is RegisterError {}
    return nil
  }

  private static func mergeTables(
    _ first: PartialFile, _ paths: [String], _ reader: inout PartialReader
  ) throws -> Merged? {
    guard var merge = TablesMerge(first.job) else { return nil }
    try merge.add(first, file: paths[0])
    for path in paths.dropFirst() { try merge.add(reader.read(path), file: path) }
    let summary = try merge.accounts()
    let tally = merge.tally
    var count = 0
    for year in tally.years {
      for category in Procurement.Category.allCases {
        for leaf in tally.scheme.leaves.indices { count += Int(tally.cell(year, category, leaf: leaf).count) }
      }
    }
    try require(count == summary.total(\.used), "contracts that were used are in no cell")
    let printed = PrintedTable(.table1(tally), unit: 1_000_000)
    for year in tally.years.prefix(2) { _ = printed.cell(year, "total", "total") }
    return Merged(tally: tally, summary: summary, suspects: try merge.suspects().count)
  }

  private static func mergeIncidence(
    _ first: PartialFile, _ paths: [String], _ reader: inout PartialReader
  ) throws -> Merged? {
    var merge = IncidenceMerge(first.job)
    try merge.add(first, file: paths[0])
    for path in paths.dropFirst() { try merge.add(reader.read(path), file: path) }
    let (incidence, summary) = try merge.whole { batch, _ in
      var assembly = TenderAssembly()
      try assembly.add(batch)
      return LotteryIncidence(try assembly.register())
    }
    return Merged(incidence: incidence, summary: summary)
  }

  private static func mergeIndicators(
    _ first: PartialFile, _ paths: [String], _ reader: inout PartialReader
  ) throws -> Merged? {
    var merge = IndicatorsMerge(first.job, IndicatorPlan { ContractMethod(words: $0) })
    try merge.add(first, file: paths[0])
    for path in paths.dropFirst() { try merge.add(reader.read(path), file: path) }
    let (sums, summary) = try merge.whole(repeated: .reject) { batch, _, gathering in try gathering.add(batch) }
    let table = IndicatorTable(sums, showsNoBid: true, lookBack: 3)
    for column in table.columns { for indicator in BidIndicator.allCases { _ = table[column]?[indicator] } }
    return Merged(summary: summary)
  }

  private static func mergeEvaluation(
    _ first: PartialFile, _ paths: [String], _ reader: inout PartialReader
  ) throws -> Merged? {
    guard let simulation else { return nil }
    var merge = EvaluationMerge(first.job, simulation)
    try merge.add(first, file: paths[0])
    for path in paths.dropFirst() { try merge.add(reader.read(path), file: path) }
    let state = try merge.whole()
    var options = options
    options.trials = first.job.simulation?.trials ?? 1
    _ = try? PolicyEvaluation(simulation, state: state, options: options)
    return Merged(state: state)
  }

  // MARK: Simulations

  private static let options = PolicyEvaluation.Options(prefersExact: false)
  private static let simulation = try? PolicyEvaluation.simulation(
    PolicyTarget.register(), policies: [.oneWin], options: options)
  /// The states of the first two units.
  private static let states = (0..<2).map { unit in
    simulation?.run(units: unit..<unit + 1, of: TrialSchedule(trials: 2 * TrialSchedule.unit))
  }

  /// The integers of the state of a unit, or of no trial.
  private static func state(_ units: Range<Int>, of job: PartialJob) -> [Int64] {
    let schedule = TrialSchedule(trials: job.simulation?.trials ?? 1)
    guard schedule.unitsPerBatch == 1, units.count == 1, states.indices.contains(units.lowerBound) else {
      return simulation?.emptyState(of: schedule).integers ?? []
    }
    return states[units.lowerBound]?.integers ?? []
  }

  /// Integers with changes of ten bytes each: a place and what stands there; at the last place of all, how many are left.
  private static func changed(_ integers: [Int64], by changes: [UInt8]) -> [UInt64] {
    var integers = integers.map(UInt64.init(bitPattern:))
    for start in stride(from: 0, to: changes.count / 10 * 10, by: 10) where !integers.isEmpty {
      let place = Int(changes[start]) | Int(changes[start + 1]) << 8
      let value = changes[start + 2..<start + 10].reversed().reduce(0) { $0 << 8 | UInt64($1) }
      if place == 0xFFFF {
        integers = Array(integers.prefix(Int(value % UInt64(integers.count + 1))))
      } else {
        integers[place % integers.count] = value
      }
    }
    return integers
  }

  // MARK: Plans

  private static func checkPlan(_ bytes: [UInt8]) throws {
    let (text, ledger) = MappingTarget.split(bytes)
    guard let plan = try? InputPlan(String(decoding: text, as: UTF8.self), version: "1") else { return }
    try require(try InputPlan(plan.text(), version: "1") == plan, "written and read again it is another plan")
    _ = plan.surveys.reduce(0) { $0 + $1.size }
    guard let survey = plan.surveys.first else { return }
    try ScratchFile.with(ledger) { try PieceOutcome.check($0, marks: survey.marks) }
  }
}
