import Foundation
import TestSupport

@testable import LedgerReading
@testable import TabularReading

/// Fields as people, programs and mishaps write them: for holding readers of bytes against readers of texts.
struct WrittenValues {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[Int.random(in: 0..<values.count, using: &random)] }

  /// An amount in some form, often with a mishap.
  mutating func amount() -> String {
    let number = UInt64.random(in: 0...UInt64.max, using: &random) >> UInt64.random(in: 0...63, using: &random)
    var text = pick([true, false]) ? grouped(number) : "\(number)"
    switch Int.random(in: 0...9, using: &random) {
    case 0:
      text += pick([".0", ".00", ".5", ".", ".499", ".9999999998", ".0000000002", ".0000001", ".999999", ".00000499"])
    case 1:
      text = "\(number % 100_000)\(pick(["億", "千", "百万", "万", "百", "千万"]))"
      if pick([true, false]) { text += "\(number % 9_999)\(pick(["万", "億", "", "千", "百"]))" }
      if pick([true, false, false]) { text += "\(number % 777)" }
    case 2: text = "\(number % 1_000).\(number % 1_000)\(pick(["億", "千", "百万", "万"]))"
    case 3: text += ".\(UInt64.random(in: 0...UInt64.max, using: &random))"
    default: break
    }
    text = pick(["", "", "", "¥", "￥", "\\", "-", "△", "▲", "−", "‐", "¥-", "△¥", "(", " "]) + text
    text += pick(["", "", "", "円", "円", "千円", ")", " ", "　", "\t", "円\n", "\u{A0}", "人"])
    if pick([true, false, false]) { text = widened(text) }
    return spoilt(text, with: "0123456789,.-()¥￥\\円千百万億△▲−‐　 \t\n\u{A0}x無\u{3099}０９，．（）－e+")
  }

  /// A day in some form, often with a mishap.
  mutating func date() -> String {
    let year = Int.random(in: 1900...2099, using: &random)
    let (month, day) = (Int.random(in: 1...13, using: &random), Int.random(in: 1...32, using: &random))
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let era = pick(["令和", "平成", "昭和", "R", "H", "S", "r", "h", "㋿", "㍻", "㍼", "R.", "令和 "])
    let ofEra = "\(era)\(pick(["元", "\(year % 70)"]))"
    var text =
      switch Int.random(in: 0...8, using: &random) {
      case 0: "\(year)\(two(month))\(two(day))"
      case 1: "\(year)年\(month)月\(day)日"
      case 2: "\(ofEra)年\(month)月\(day)日"
      case 3: "\(ofEra).\(month).\(day)"
      case 4: "\(Int.random(in: 0...110_000, using: &random))"
      case 5: "\(ofEra)年 \(month)月 \(day)日"
      case 6: "\(year)\(pick(["-", "/", "."]))\(month)\(pick(["-", "/", "."]))\(day)"
      default: "\(year)\(pick(["-", "/", "."]))\(two(month))\(pick(["-", "/", "."]))\(two(day))"
      }
    text += pick([
      "", "", "", " 00:00:00", "T09:30:00+09:00", "(木)", "（木）", " (木) 10:00", ".5", ".99999999999", "日", " ", "　",
      " 午前", "T",
      " 9:30 午後", "頃", ".",
    ])
    if pick([true, false, false]) { text = widened(text) }
    return spoilt(text, with: "0123456789-/.年月日RHSTrhst令和平成昭元㋿():　 \t\n\u{A0}x木\u{3099}０Ｒ／令ア")
  }

  private func grouped(_ number: UInt64) -> String {
    var text = ""
    for (place, digit) in "\(number)".reversed().enumerated() {
      if place > 0, place % 3 == 0 { text = "," + text }
      text = "\(digit)" + text
    }
    return text
  }

  private mutating func widened(_ text: String) -> String {
    let isWhole = pick([true, false])
    var wide = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let folded = (0x21...0x7E).contains(scalar.value) ? Unicode.Scalar(scalar.value + 0xFEE0) : nil
      wide.append(isWhole || pick([true, false]) ? folded ?? scalar : scalar)
    }
    return String(wide)
  }

  private mutating func spoilt(_ text: String, with alphabet: String) -> String {
    guard pick([true, false, false]) else { return text }
    var scalars = Array(text.unicodeScalars)
    for _ in 0..<pick([1, 1, 1, 2, 3]) {
      let place = Int.random(in: 0...scalars.count, using: &random)
      let scalar = pick(Array(alphabet.unicodeScalars))
      switch pick([0, 1, 2]) {
      case 0 where place < scalars.count: scalars[place] = scalar
      case 1 where place < scalars.count: scalars.remove(at: place)
      default: scalars.insert(scalar, at: place)
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }
}

/// A field's text as bytes in each encoding that has it, in the middle of other bytes.
func withEachEncoding(_ text: String, _ body: (UnsafePointer<UInt8>, Int, _ isCP932: Bool) throws -> Void) rethrows {
  let margin = [UInt8](repeating: UInt8(ascii: "7"), count: 64)
  for (bytes, isCP932) in [(Array(text.utf8), false), ((try? cp932(text)).map { Array($0) }, true)] {
    guard let bytes else { continue }
    try (margin + bytes + margin).withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      try body(start + margin.count, bytes.count, isCP932)
    }
  }
}
