import LedgerReading
import LotteryStatistics
import Procurement
import ShareStatistics
import TestSupport
import Testing

@testable import Sharding

@Suite("Partial files")
struct PartialFileTests {
  static func job(_ version: String = "1", inputs: Int = 1) -> PartialJob {
    PartialJob(
      .tables, version: version, inputs: inputs, inputList: "list", settings: ["table": "1"], arguments: ["--table=1"],
      mappings: [.canonical], tables: PartialJob.Tables(table: 1, rows: [], filter: .table1))
  }

  /// A piece of one input with one contract for every byte of a range.
  static func partial(
    _ bytes: Range<Int>, of size: Int = 100, number: Int = 1, inputs: Int = 1, keys: [UInt64]? = nil
  ) throws -> PartialFile {
    var tally = ContractTally(scheme: .table1)
    try tally.add(
      count: Int64(bytes.count), amount: Int64(bytes.count) * 1_000, year: FiscalYear(startingIn: 2021),
      category: .works,
      leaf: 1)
    var account = ReadingSummary.File(name: "a\(number).csv")
    (account.read, account.used) = (bytes.count, bytes.count)
    account.sha256 = "r"
    account.hashedBytes = bytes
    account.notes[.floatNoise] = ReadingSummary.Occurrences(count: 1, firstLine: bytes.lowerBound + 2)
    var summary = ReadingSummary()
    summary.currency = "JPY"
    summary.files = [account]
    let input = PartialInput(
      number: number, size: size, bytes: bytes == 0..<size ? nil : bytes, head: "h", sha256: "s", account: account)
    return PartialFile(
      job: job(inputs: inputs), piece: PartialPiece(inputs: [input], tables: TablesPiece(tally, summary)),
      numbers: keys ?? bytes.map { UInt64($0) << 50 | UInt64(number) })
  }

  @Test("what is written is what is read, and equal pieces have equal bytes")
  func roundTrip() throws {
    let partial = try Self.partial(10..<60)
    let bytes = try partial.bytes()
    #expect(try PartialFile(bytes: bytes) == partial)
    #expect(try PartialFile(bytes: bytes).bytes() == bytes)
    #expect(try PartialFile(bytes: bytes, known: (PartialFile.jobLine(bytes), partial.job)) == partial)
  }

  @Test("no changed byte is taken, and nothing is beyond a cut")
  func integrity() throws {
    let bytes = try Self.partial(10..<20).bytes()
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1
      #expect(throws: PartialFault.self, "byte \(place)") { try PartialFile(bytes: changed) }
      #expect(throws: PartialFault.self, "cut at \(place)") { try PartialFile(bytes: Array(bytes[..<place])) }
    }
    #expect(throws: PartialFault.cut) { try PartialFile(bytes: bytes + [0]) }
    #expect(throws: PartialFault.otherFormat(2)) {
      try PartialFile(bytes: Array("juchu-partial 2 1 1 0\n".utf8) + bytes)
    }
    #expect(throws: PartialFault.noPartial) { try PartialFile(bytes: Array("contract,amount\n".utf8)) }
  }

  @Test("contents that contradict themselves are damaged, whatever their digest")
  func contradictions() throws {
    func refused(_ change: (inout PartialFile) -> Void, _ line: Int = #line) throws {
      var partial = try Self.partial(10..<20)
      change(&partial)
      #expect(throws: PartialFault.damaged, "line \(line)") { try PartialFile(bytes: partial.bytes()) }
    }
    try refused { $0.piece.inputs[0].read += 1 }
    try refused { $0.piece.inputs[0].number = 2 }
    try refused { $0.piece.inputs[0].bytes = [30, 20] }
    try refused { $0.piece.inputs[0].bytes = [0, 101] }
    try refused { $0.piece.inputs[0].size = -1 }
    try refused { $0.piece.inputs[0].notes["unknown"] = [1, 1] }
    try refused { $0.piece.inputs[0].notes["floatNoise"] = [1] }
    try refused { $0.piece.inputs.append($0.piece.inputs[0]) }
    try refused { $0.piece.tables?.cells[0][0] = .max }
    try refused { $0.piece.tables?.cells[0][1] = 3 }
    try refused { $0.piece.tables?.cells[0][2] = 5 }
    try refused { $0.piece.tables?.cells[0][3] += 1 }
    try refused { $0.piece.tables?.cells[0][4] = -1 }
    try refused { $0.piece.tables?.cells[0] = [] }
    try refused { $0.piece.tables?.lastDates["2021"] = [2021, 2, 30] }
    try refused { $0.piece.tables?.matches = [[1, 1]] }
    try refused { $0.piece.tables = nil }
    try refused { $0.piece.units = [0, 1] }
    try refused { $0.numbers = [5, 4] }
    try refused { $0.numbers = [UInt64](repeating: 1, count: 11) }
    try refused { $0.job.kind = .evaluate }
    try refused { $0.job.inputs = 0 }
    try refused { $0.job.taxBasis = "?" }
    try refused { $0.job.tables?.years = [2021] }
    try refused { $0.job.tables?.years = [2021, .max] }
    try refused { $0.piece.tables?.matches = [[Int64]](repeating: [11, 1], count: 6) }
    // Rows of many inputs whose sum leaves Int64.
    try refused { partial in
      partial.job.inputs = 2_100
      partial.piece.inputs = (1...2_100).map { number in
        var input = partial.piece.inputs[0]
        (input.number, input.read, input.used) = (number, 1 << 52, 1 << 52)
        return input
      }
    }
    try refused { $0.job.tables?.table = 3 }
    try refused {
      $0.job.tables?.rows = [
        PartialJob.Row(RowDefinition(identifier: "a", label: "a")),
        PartialJob.Row(RowDefinition(identifier: "b", label: "b")),
      ]
    }
  }

  @Test("units lie within the trials of the job")
  func units() throws {
    var partial = try Self.partial(0..<100)
    partial.job.kind = .evaluate
    (partial.job.tables, partial.piece.tables) = (nil, nil)
    partial.job.simulation = PartialJob.Simulation(trials: 2 * TrialSchedule.unit, seed: 1, simulatesAll: false)
    for (units, isSound) in [([0, 2], true), ([0, 3], false), ([2, .max], false), ([1, 1], false)] {
      partial.piece.units = units
      let bytes = try partial.bytes()
      #expect(((try? PartialFile(bytes: bytes)) != nil) == isSound, "\(units)")
    }
  }

  @Test("random bytes behind a right frame never crash", arguments: 0..<20)
  func randomBytes(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let bytes = try Self.partial(10..<20).bytes()
    for _ in 0..<200 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        changed[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      _ = try? PartialFile(bytes: changed)
    }
  }
}
