/// Random words and their comparison.
enum Secret {
  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// A word of 256 random bits from the system's generator, as 43 characters that a link may hold.
  static func make() -> String { word(bytes: 32) }

  /// A word of so many random bytes.
  static func word(bytes count: Int) -> String {
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    var result: [UInt8] = []
    var bits = 0
    var held = 0
    for byte in bytes {
      held = held << 8 | Int(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        result.append(letters[held >> bits & 63])
      }
      held &= (1 << bits) - 1
    }
    if bits > 0 { result.append(letters[held << (6 - bits) & 63]) }
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether two words are one; the time taken depends on their lengths alone.
  static func areEqual(_ left: String, _ right: String) -> Bool {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
  }
}
