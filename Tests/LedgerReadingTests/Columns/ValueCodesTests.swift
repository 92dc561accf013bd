import Testing

@testable import LedgerReading

@Suite("Numbers of values")
struct ValueCodesTests {
  @Test("values and pairs have a number each, whatever their order and number")
  func codes() {
    let codes = ValueCodes()
    let texts = (0..<3_000).map { "語\($0 % 1_000)" + String(repeating: "x", count: $0 % 1_000 % 30) }
    let found = texts.map { text in Array(text.utf8).withUnsafeBufferPointer { codes.code($0) } }
    #expect(Set(found).count == 1_000)
    #expect(found[0..<1_000] == found[2_000..<3_000])
    let pairs = PairCodes()
    pairs.reserve(first: 3, second: 5)
    var first: [UInt32] = [0, 1, 2, 0, 1]
    let second: [UInt32] = [4, 4, 0, 4, 3]
    first.withUnsafeMutableBufferPointer { first in
      second.withUnsafeBufferPointer { second in
        if let first = first.baseAddress, let second = second.baseAddress { pairs.fold(first, second, count: 5) }
      }
    }
    #expect(first == [0, 1, 2, 0, 3])
    pairs.reserve(first: 10, second: 40)
    var again: [UInt32] = [2]
    again.withUnsafeMutableBufferPointer { again in
      second[2...2].withUnsafeBufferPointer { second in
        if let again = again.baseAddress, let second = second.baseAddress { pairs.fold(again, second, count: 1) }
      }
    }
    #expect(again == [2])
  }
}
