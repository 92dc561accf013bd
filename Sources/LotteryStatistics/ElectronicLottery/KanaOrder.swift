/// The order of names in the kana syllabary (五十音順).
///
/// Readings are compared by base letters first: hiragana and katakana alike, voiced as unvoiced, small as large, a
/// long mark as the vowel before it. Where all of them agree unvoiced comes before voiced before half-voiced, and
/// then small before large. Digits come before Latin letters before kana; spaces and middle dots do not count.
///
/// Source: JIS X 4061:1996 (日本語文字列照合順番), its basic levels.
struct KanaOrder: Hashable, Comparable {
  private var base: [UInt32] = []
  private var voicing: [UInt8] = []
  private var size: [UInt8] = []

  /// The key of a reading, or nil where it holds a character whose reading is not known, such as a kanji.
  init?(_ reading: String) {
    for scalar in reading.unicodeScalars {
      let value = Self.plain(scalar.value)
      switch value {
      case 0x20, 0x3000, 0x30FB: continue
      case 0x30...0x39, 0x41...0x5A: append(value)
      case 0x61...0x7A: append(value - 0x20, size: 1)
      // Voicing marks that stand alone, as behind half-width letters.
      case 0x3099, 0x309B, 0xFF9E: if !setVoicing(1) { return nil }
      case 0x309A, 0x309C, 0xFF9F: if !setVoicing(2) { return nil }
      case 0x30FC:
        guard let vowel = base.last.flatMap({ Self.vowels[$0] }) else { return nil }
        append(vowel)
      case 0x30A1...0x30F6:
        if let large = Self.small[value] {
          append(large, size: 0)
        } else if let unvoiced = Self.voiced[value] {
          append(unvoiced, voicing: 1, size: 1)
        } else if let unvoiced = Self.halfVoiced[value] {
          append(unvoiced, voicing: 2, size: 1)
        } else {
          append(value, size: 1)
        }
      default: return nil
      }
    }
    if base.isEmpty { return nil }
  }

  static func < (a: KanaOrder, b: KanaOrder) -> Bool {
    if a.base != b.base { return a.base.lexicographicallyPrecedes(b.base) }
    if a.voicing != b.voicing { return a.voicing.lexicographicallyPrecedes(b.voicing) }
    return a.size.lexicographicallyPrecedes(b.size)
  }

  private mutating func append(_ letter: UInt32, voicing: UInt8 = 0, size: UInt8 = 0) {
    base.append(letter)
    self.voicing.append(voicing)
    self.size.append(size)
  }

  private mutating func setVoicing(_ value: UInt8) -> Bool {
    guard !voicing.isEmpty else { return false }
    voicing[voicing.count - 1] = value
    return true
  }

  /// Hiragana and half-width katakana as katakana, full-width Latin letters and digits as half-width ones.
  private static func plain(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x3041...0x3096: value + 0x60
    case 0xFF01...0xFF5E: value - 0xFEE0
    case 0xFF65...0xFF9D: halfWidth[Int(value - 0xFF65)]
    default: value
    }
  }

  private static let halfWidth = "・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン".unicodeScalars.map(\.value)
  private static let small = pairs("ァアィイゥウェエォオッツャヤュユョヨヮワヵカヶケ")
  private static let voiced = pairs("ガカギキグクゲケゴコザサジシズスゼセゾソダタヂチヅツデテドトバハビヒブフベヘボホヴウ")
  private static let halfVoiced = pairs("パハピヒプフペヘポホ")
  private static let vowels: [UInt32: UInt32] = {
    let rows = ["アカサタナハマヤラワ", "イキシチニヒミリヰ", "ウクスツヌフムユル", "エケセテネヘメレヱ", "オコソトノホモヨロヲ"]
    let letters = rows.flatMap { row in
      row.unicodeScalars.map { ($0.value, row.unicodeScalars.first?.value ?? 0) }
    }
    return Dictionary(uniqueKeysWithValues: letters)
  }()

  /// A letter and what it counts as, alternating.
  private static func pairs(_ text: String) -> [UInt32: UInt32] {
    let values = text.unicodeScalars.map(\.value)
    return Dictionary(
      uniqueKeysWithValues: stride(from: 0, to: values.count, by: 2).map { (values[$0], values[$0 + 1]) })
  }
}
