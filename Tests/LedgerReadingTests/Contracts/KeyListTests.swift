import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

/// Keys put down as runs and fingerprints, against a set of the keys themselves.
@Suite("Keys put down")
struct KeyListTests {
  @Test("keys sort as their bytes do; long ones, white space and other letters have no order")
  func order() {
    let keys = ["0", "00", "A", "A-1", "A-10", "A-2", "AA", "~~~~~~~~~~~~~~~~"]
    for (a, b) in zip(keys, keys.dropFirst()) {
      #expect(OrderedKey(a).map { key in OrderedKey(b).map { key < $0 } } == true, "\(a) \(b)")
    }
    for key in ["", " A", "A ", "12345678901234567", "第1号", "\t"] { #expect(OrderedKey(key) == nil, "\(key)") }
  }

  @Test("a repetition is always suspected, ascending keys never", arguments: 0..<200)
  func suspicion(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    var numbers = (0..<Int.random(in: 1...60, using: &random)).map { $0 * 2 }
    let isRepeated = seed % 4 == 0
    if isRepeated, let again = numbers.randomElement(using: &random) { numbers.append(again) }
    if seed % 2 == 0 { numbers.shuffle(using: &random) }
    let list = KeyList(takesRuns: true)
    var next = 0
    while next < numbers.count {
      let part = numbers[next..<min(next + Int.random(in: 1...9, using: &random), numbers.count)]
      let keys = part.compactMap { OrderedKey("K\(100 + $0)") }
      if zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 }), let first = keys.first, let last = keys.last {
        list.append(KeyRun(first: first, last: last, count: part.count))
      } else {
        part.map { KeyFingerprint.of("K\(100 + $0)") }.withUnsafeBufferPointer { list.append($0) }
      }
      next += part.count
    }
    #expect(list.count == numbers.count)
    if isRepeated { #expect(list.isSuspicious(threads: 2)) }
    if seed % 4 == 1 { #expect(!list.isSuspicious(threads: 2)) }
  }

  @Test(
    "contracts that stand twice are found in whatever order they stand",
    arguments: ["ascending", "descending", "interleaved", "late disorder", "quoted"], [false, true])
  func ledgers(_ manner: String, _ isRepeated: Bool) throws {
    var keys = (0..<4_000).map { "\(2_020 + $0 / 2_000)-\(10_000 + $0)" }
    switch manner {
    case "descending": keys.reverse()
    case "interleaved":
      keys = stride(from: 0, to: 4_000, by: 2).map { keys[$0] } + stride(from: 1, to: 4_000, by: 2).map { keys[$0] }
    case "late disorder": keys.swapAt(3_000, 3_900)
    case "quoted": keys = keys.map { "\"\($0)\"" }
    default: break
    }
    if isRepeated { keys[3_500] = keys[700] }
    let header = "contract,fiscal_year,category,size,locality,amount\n"
    let rows = keys.map { "\($0),2021,works,sme,local,5\n" }
    let folder = try TemporaryFolder()
    let one = try folder.write(header + rows[..<1_500].joined(), to: "1.csv")
    let two = try folder.write(header + rows[1_500...].joined(), to: "2.csv")
    let outcome = try expectSameReading([one, two], rejects: false, blocks: [4_096, 1 << 16], manner)
    #expect((outcome.error?.line == 2_002) == isRepeated)
    #expect((outcome.error == nil) == !isRepeated)
  }
}
