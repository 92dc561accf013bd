import Foundation
import TestSupport
import Testing

@testable import Reporting

@Suite("JSON writer")
struct JSONWriterTests {
  /// A value as Foundation encodes it.
  private struct Reference: Encodable {
    let value: JSONValue

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch value {
      case .object(let members): try container.encode(members.mapValues(Reference.init))
      case .array(let elements): try container.encode(elements.map(Reference.init))
      case .series(let count, let element): try container.encode((0..<count).map { Reference(value: element($0)) })
      case .string(let text): try container.encode(text)
      case .integer(let value): try container.encode(value)
      case .number(let value): try container.encode(value)
      case .boolean(let value): try container.encode(value)
      case .null: try container.encodeNil()
      }
    }
  }

  private static func text(_ random: inout SplitMix64) -> String {
    let parts = [
      "a", "B", "_", "1", "10", "", "市", "é", "𠮷", "\u{0}", "\u{1F}", "\u{8}", "\u{7F}", "\n", "\r\n", "\t", "\u{C}",
      "/", "\\", "\"", " ", "\u{2028}",
    ]
    return (0..<Int.random(in: 0..<5, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
  }

  private static func value(_ random: inout SplitMix64, depth: Int) -> JSONValue {
    let elements = depth > 4 ? 0 : Int.random(in: 0..<5, using: &random)
    switch Int.random(in: 0..<9, using: &random) {
    case 0, 1:
      return .object(
        Dictionary(
          (0..<elements).map { _ in (text(&random), value(&random, depth: depth + 1)) }, uniquingKeysWith: { a, _ in a }
        ))
    case 2: return .array((0..<elements).map { _ in value(&random, depth: depth + 1) })
    case 3: return .series((0..<elements).map { _ in value(&random, depth: depth + 1) }) { $0 }
    case 4: return .string(text(&random))
    case 5: return .integer(Int64.random(in: .min ... .max, using: &random))
    case 6:
      let number = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &random))
      let numbers = [
        0, -0.0, 1, 0.1, 1e15, 1e16, 123_456_789.5, Double.leastNonzeroMagnitude, 1.7976931348623157e308, 100,
        number.isFinite ? number : 2,
      ]
      return .number(numbers.randomElement(using: &random) ?? 0)
    case 7: return .boolean(Bool.random(using: &random))
    default: return .null
    }
  }

  @Test("every value is written byte by byte as Foundation encodes it")
  func likeFoundation() throws {
    var random = SplitMix64(seed: 7)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    for _ in 0..<400 {
      let value = Self.value(&random, depth: 0)
      #expect(try value.text() == String(decoding: encoder.encode(Reference(value: value)), as: UTF8.self) + "\n")
    }
  }

  @Test("what is no number of JSON is an error", arguments: [Double.nan, .infinity, -.infinity])
  func noNumber(_ number: Double) {
    #expect(throws: EncodingError.self) { try JSONValue.array([.number(number)]).text() }
  }
}
