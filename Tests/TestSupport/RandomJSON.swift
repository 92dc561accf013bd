/// Random values of JSON as texts.
public struct RandomJSON {
  private var state: UInt64

  /// Values that follow from a seed alone.
  public init(seed: UInt64) { state = seed }

  /// A number from 0 to below `bound`.
  public mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  /// The text of a value; from a depth of 4 on it holds no other.
  public mutating func value(depth: Int) -> String {
    switch below(depth < 4 ? 8 : 5) {
    case 0: return "null"
    case 1: return ["true", "false"][below(2)]
    case 2: return String(below(2_000_000) - 1_000_000)
    case 3, 4: return string()
    case 5:
      let count = below(4)
      return "[" + (0..<count).map { _ in value(depth: depth + 1) }.joined(separator: " , ") + "]"
    default:
      let count = below(4)
      return "{" + (0..<count).map { "\"k\($0)\" : \(value(depth: depth + 1))" }.joined(separator: ",") + "}"
    }
  }

  private mutating func string() -> String {
    let pieces = ["a", "語", "\\n", "\\u00e9", "\\ud842\\udfb7", "𠮷", "\\\\", "\\\"", "/", "{", "]", " "]
    let count = below(6)
    return "\"" + (0..<count).map { _ in pieces[below(pieces.count)] }.joined() + "\""
  }
}
