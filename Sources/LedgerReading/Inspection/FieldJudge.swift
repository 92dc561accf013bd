import TabularReading

/// What a field can be read as.
struct FieldNature: OptionSet {
  let rawValue: UInt8

  /// It has no text.
  static let empty = FieldNature(rawValue: 1)
  /// It is a day.
  static let date = FieldNature(rawValue: 2)
  /// It is a number.
  static let number = FieldNature(rawValue: 4)
  /// It is a number with a fraction.
  static let fraction = FieldNature(rawValue: 8)
}

/// Judges fields by their bytes.
struct FieldJudge {
  private let amounts: AmountBytes
  private let dates: DateBytes
  private let isCP932: Bool

  /// A judge of fields in an encoding.
  init(isCP932: Bool = false) {
    amounts = AmountBytes(rounds: true, isCP932: isCP932, closing: .allowed)
    dates = DateBytes(isCP932: isCP932)
    self.isCP932 = isCP932
  }

  /// What the bytes of a field are, none outside of which are read.
  func nature(_ address: UnsafePointer<UInt8>, count: Int) -> FieldNature {
    guard FoldedScalars(address, count: count, isCP932: isCP932).count > 0 else { return .empty }
    return nature(address, count: count, amounts.value(address, count: count))
  }

  /// What a field of a block is, without the quotes around it.
  func nature(inBlock address: UnsafePointer<UInt8>, count: Int) -> FieldNature {
    let field = ScannedField(inBlock: address, count: count)
    if field.hasEscapes {
      var text = field.text(isCP932: isCP932) ?? ""
      let judge = FieldJudge()
      return text.withUTF8 { bytes in
        bytes.baseAddress.map { judge.nature($0, count: bytes.count) } ?? .empty
      }
    }
    guard FoldedScalars(address, count: count, isCP932: isCP932).count > 0 else { return .empty }
    return nature(address, count: count, amounts.value(inBlock: address, count: count))
  }

  @inline(__always)
  private func nature(_ address: UnsafePointer<UInt8>, count: Int, _ amount: AmountText?) -> FieldNature {
    var nature: FieldNature = []
    if let amount { nature = amount.wasRounded ? [.number, .fraction] : .number }
    // Of digits alone those of five and eight can be a day.
    let isPlain = amount != nil && count != 5 && count != 8 && (0..<count).allSatisfy { address[$0] &- 0x30 < 10 }
    if !isPlain, dates.date(address, count: count) != nil { nature.insert(.date) }
    return nature
  }
}
