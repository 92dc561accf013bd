import Foundation
import LedgerReading
import Procurement
import ShareStatistics
import TestSupport
import Testing

@testable import Sharding

@Suite("Merging pieces")
struct TablesMergeTests {
  private let folder = try? TemporaryFolder()

  private func merged(_ partials: [PartialFile]) throws -> TablesMerge {
    let folder = try #require(folder)
    var merge = try #require(TablesMerge(partials[0].job))
    for (index, partial) in partials.enumerated() {
      let path = try folder.write(Data(try partial.bytes()), to: "\(index)")
      try merge.add(partial, file: path)
    }
    return merge
  }

  private func error(_ partials: [PartialFile]) -> PartialFault? {
    do {
      var merge = try merged(partials)
      _ = try merge.accounts()
      return nil
    } catch {
      return (error as? PartialError)?.fault
    }
  }

  @Test("any order gives the whole")
  func orders() throws {
    let pieces = try [0..<30, 30..<31, 31..<100].map { try PartialFileTests.partial($0) }
    for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
      var merge = try merged(order.map { pieces[$0] })
      let summary = try merge.accounts()
      #expect(summary.files[0].read == 100 && summary.files[0].sha256 == "s")
      #expect(summary.files[0].notes[.floatNoise] == ReadingSummary.Occurrences(count: 3, firstLine: 2))
      let cell = merge.tally.cell(FiscalYear(startingIn: 2021), .works, leaf: 1)
      #expect(cell.count == 100 && cell.amount == 100_000)
      #expect(try merge.suspects().isEmpty)
    }
  }

  @Test("what is missing or overlaps is named")
  func coverage() throws {
    func partial(_ bytes: Range<Int>, number: Int = 1) throws -> PartialFile {
      try PartialFileTests.partial(bytes, number: number, inputs: 2)
    }
    let other = try partial(0..<100, number: 2)
    #expect(error([try partial(0..<50), try partial(60..<100), other]) == .missing(of: "a1.csv", range: 50..<60))
    #expect(error([try partial(0..<50), try partial(50..<90), other]) == .missing(of: "a1.csv", range: 90..<100))
    #expect(error([try partial(10..<100), other]) == .missing(of: "a1.csv", range: 0..<10))
    #expect(error([try partial(0..<100)]) == .missingInput(number: 2, of: 2))
    let path = folder?.file("0") ?? ""
    #expect(
      error([try partial(0..<50), try partial(40..<100), other]) == .overlap(of: "a1.csv", range: 40..<100, other: path)
    )
    #expect(error([other, other]) == .overlap(of: "a2.csv", range: 0..<100, other: path))
    var changed = try partial(50..<100)
    changed.piece.inputs[0].head = "another"
    #expect(error([try partial(0..<50), changed, other]) == .inputDiffers(name: "a1.csv", other: path))
  }

  @Test("pieces of another job, version or currency are named")
  func foreign() throws {
    let folder = try #require(folder)
    func write(_ name: String, _ change: (inout PartialFile) -> Void) throws -> String {
      var partial = try PartialFileTests.partial(0..<100)
      change(&partial)
      return try folder.write(Data(try partial.bytes()), to: name)
    }
    let first = try write("first") { _ in }
    func fault(_ change: (inout PartialFile) -> Void) throws -> PartialFault? {
      var reader = PartialReader(version: "1")
      _ = try reader.read(first)
      let second = try write("second") { change(&$0) }
      do { _ = try reader.read(second) } catch { return (error as? PartialError)?.fault }
      return nil
    }
    #expect(try fault { _ in } == nil)
    #expect(try fault { $0.job.arguments = ["--other=order"] } == nil)
    #expect(try fault { $0.job.inputList = nil } == nil)
    #expect(try fault { $0.job.version = "2" } == .otherVersion("2", expected: "1"))
    #expect(
      try fault { $0.job.settings["seed"] = "2" } == .foreign(setting: "seed", found: "2", expected: "", first: first))
    #expect(
      try fault { $0.job.inputList = "x" }
        == .foreign(setting: "list of inputs", found: "x", expected: "list", first: first))
    var other = try PartialFileTests.partial(50..<100)
    other.piece.tables?.currency = "USD"
    #expect(
      error([try PartialFileTests.partial(0..<50), other])
        == .currenciesDiffer("USD", "JPY", other: folder.file("0")))
  }

  @Test("keys that stand in two pieces are found, however small the windows", arguments: [1, 3, 64, 1 << 22])
  func sweep(window: Int) throws {
    let folder = try #require(folder)
    var generator = SplitMix64(seed: 5)
    var all: [UInt64] = []
    var sources: [FingerprintSweep.Source] = []
    for file in 0..<7 {
      let values = (0..<Int.random(in: 0...200, using: &generator)).map { _ in generator.next() % 2_000 << 53 }
      all += values
      var data = Data(repeating: 7, count: file)
      for value in values.sorted() { withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) } }
      let path = try folder.write(data, to: "keys\(file)")
      sources.append(FingerprintSweep.Source(path: path, bytes: file..<data.count))
    }
    sources.append(FingerprintSweep.Source(path: "", values: [all[0], .max]))
    all += [all[0], .max]
    let expected = Dictionary(grouping: all, by: \.self).filter { $0.value.count > 1 }
    let found = try FingerprintSweep.repetitions(in: sources, windowLimit: window)
    #expect(Set(found.map(\.fingerprint)) == Set(expected.keys) && !expected.isEmpty)
    #expect(found.count == expected.values.reduce(0) { $0 + $1.count - 1 })
  }
}
