import CArrow
import Procurement

/// A column of one record batch: where its values stand, and each of them as text.
///
/// What a value is as text is what a careful export to CSV would write: whole numbers without a point, days as
/// 2021-04-01, instants in UTC with a Z; a null is no text at all.
package struct ArrowColumn {
  package let type: ArrowType
  /// How many values are before the first row.
  package let offset: Int
  package let validity: UnsafePointer<UInt8>?
  /// The buffer of values, or of offsets or views of texts.
  package let values: UnsafeRawPointer?
  /// The bytes of texts.
  let bytes: UnsafePointer<UInt8>?
  /// The buffers behind views.
  let views: UnsafeMutablePointer<UnsafeRawPointer?>?
  /// How many values a dictionary has.
  package let length: Int
  private let dictionary: UnsafeMutablePointer<ArrowArray>?
  private let dictionaryType: ArrowType?

  init(_ array: UnsafeMutablePointer<ArrowArray>, _ type: ArrowType, skipped: Int, dictionary: ArrowType?) {
    self.type = type
    let array = array.pointee
    offset = Int(array.offset) + skipped
    length = Int(array.length)
    let buffers = array.buffers
    let hasBuffers = array.n_buffers > 0 && type != .null
    validity = hasBuffers && array.null_count != 0 ? buffers?[0]?.assumingMemoryBound(to: UInt8.self) : nil
    values = array.n_buffers > 1 ? buffers?[1] : nil
    bytes = array.n_buffers > 2 ? buffers?[2]?.assumingMemoryBound(to: UInt8.self) : nil
    views = buffers
    self.dictionary = array.dictionary
    dictionaryType = dictionary
  }

  /// The values of a column of codes; nil where it has none.
  package var coded: ArrowColumn? {
    guard let dictionary, let dictionaryType else { return nil }
    return ArrowColumn(dictionary, dictionaryType, skipped: 0, dictionary: nil)
  }

  /// Whether a row has no value.
  @inline(__always)
  package func isNull(_ row: Int) -> Bool {
    if type == .null { return true }
    guard let validity else { return false }
    let place = offset + row
    return validity[place >> 3] >> UInt8(place & 7) & 1 == 0
  }

  /// The whole number of a row, whatever its width; for types that are stored as one.
  @inline(__always)
  package func integer(_ row: Int) -> Int64? {
    guard let values else { return nil }
    let place = offset + row
    switch type {
    case .integer(1, true): return Int64(values.loadUnaligned(fromByteOffset: place, as: Int8.self))
    case .integer(2, true): return Int64(values.loadUnaligned(fromByteOffset: 2 * place, as: Int16.self))
    case .integer(4, true), .date(4), .time(4, _):
      return Int64(values.loadUnaligned(fromByteOffset: 4 * place, as: Int32.self))
    case .integer(1, false): return Int64(values.loadUnaligned(fromByteOffset: place, as: UInt8.self))
    case .integer(2, false): return Int64(values.loadUnaligned(fromByteOffset: 2 * place, as: UInt16.self))
    case .integer(4, false): return Int64(values.loadUnaligned(fromByteOffset: 4 * place, as: UInt32.self))
    case .integer(_, false): return Int64(exactly: values.loadUnaligned(fromByteOffset: 8 * place, as: UInt64.self))
    default: return values.loadUnaligned(fromByteOffset: 8 * place, as: Int64.self)
    }
  }

  /// The floating-point number of a row.
  package func double(_ row: Int) -> Double {
    guard let values else { return .nan }
    let place = offset + row
    switch type {
    case .float(2):
      return Self.half(values.loadUnaligned(fromByteOffset: 2 * place, as: UInt16.self))
    case .float(4): return Double(values.loadUnaligned(fromByteOffset: 4 * place, as: Float.self))
    default: return values.loadUnaligned(fromByteOffset: 8 * place, as: Double.self)
    }
  }

  private static func half(_ bits: UInt16) -> Double {
    let (exponent, fraction) = (Int(bits >> 10 & 31), Double(bits & 1_023) / 1_024)
    let sign: Double = bits >> 15 == 1 ? -1 : 1
    if exponent == 31 { return fraction == 0 ? sign * .infinity : .nan }
    return exponent == 0
      ? sign * fraction * 0x1p-14 : sign * (1 + fraction) * Double(sign: .plus, exponent: exponent - 15, significand: 1)
  }

  /// The bytes of a row's text.
  @inline(__always)
  package func text(_ row: Int) -> UnsafeBufferPointer<UInt8> {
    guard let values else { return UnsafeBufferPointer(start: nil, count: 0) }
    let place = offset + row
    switch type {
    case .text(4):
      let start = Int(values.loadUnaligned(fromByteOffset: 4 * place, as: Int32.self))
      let end = Int(values.loadUnaligned(fromByteOffset: 4 * place + 4, as: Int32.self))
      return slice(start, end)
    case .text:
      let start = Int(values.loadUnaligned(fromByteOffset: 8 * place, as: Int64.self))
      let end = Int(values.loadUnaligned(fromByteOffset: 8 * place + 8, as: Int64.self))
      return slice(start, end)
    default:
      let view = values + 16 * place
      let count = Int(view.loadUnaligned(as: Int32.self))
      guard count > 12 else {
        return UnsafeBufferPointer(start: (view + 4).assumingMemoryBound(to: UInt8.self), count: max(0, count))
      }
      let buffer = Int(view.loadUnaligned(fromByteOffset: 8, as: Int32.self))
      let start = Int(view.loadUnaligned(fromByteOffset: 12, as: Int32.self))
      guard buffer >= 0, start >= 0, let data = views?[2 + buffer] else {
        return UnsafeBufferPointer(start: nil, count: 0)
      }
      return UnsafeBufferPointer(start: (data + start).assumingMemoryBound(to: UInt8.self), count: count)
    }
  }

  @inline(__always)
  private func slice(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
    guard let bytes, start >= 0, end > start else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(start: bytes + start, count: end - start)
  }

  /// Appends the text of a row's value.
  package func append(_ row: Int, to result: inout [UInt8]) {
    guard !isNull(row) else { return }
    if let coded {
      guard let code = integer(row), code >= 0, code < coded.length else { return }
      return coded.append(Int(code), to: &result)
    }
    switch type {
    case .null, .other: return
    case .text, .textView: result.append(contentsOf: text(row))
    case .boolean:
      guard let values else { return }
      let place = offset + row
      let isTrue = values.loadUnaligned(fromByteOffset: place >> 3, as: UInt8.self) >> UInt8(place & 7) & 1 == 1
      result.append(contentsOf: (isTrue ? "true" : "false").utf8)
    case .integer(8, false):
      let value = values?.loadUnaligned(fromByteOffset: 8 * (offset + row), as: UInt64.self) ?? 0
      result.append(contentsOf: String(value).utf8)
    case .integer: result.append(contentsOf: String(integer(row) ?? 0).utf8)
    case .float: ArrowText.append(double(row), to: &result)
    case .decimal(let bytes, let scale):
      guard let values else { return }
      ArrowText.append(decimal: values + bytes * (offset + row), bytes: bytes, scale: scale, to: &result)
    case .date(let bytes):
      let days = (integer(row) ?? 0).quotientRoundedDown(by: bytes == 4 ? 1 : 86_400_000)
      ArrowText.append(day: days, to: &result)
    case .timestamp(let perSecond, let hasZone):
      ArrowText.append(instant: integer(row) ?? 0, perSecond: perSecond, hasZone: hasZone, to: &result)
    case .time(_, let perSecond):
      ArrowText.append(clock: integer(row) ?? 0, perSecond: perSecond, to: &result)
    }
  }
}

extension Int64 {
  /// The largest whole number that is not above the quotient.
  package func quotientRoundedDown(by divisor: Int64) -> Int64 {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? quotient - 1 : quotient
  }

  /// The largest whole number that is not above the quotient, and the rest, which is not below zero.
  func divided(by divisor: Int64) -> (quotient: Int64, rest: Int64) {
    let rest = self % divisor
    return (quotientRoundedDown(by: divisor), rest < 0 ? rest + divisor : rest)
  }
}
