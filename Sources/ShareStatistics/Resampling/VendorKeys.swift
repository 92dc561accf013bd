import Procurement

/// The vendors of all batches, numbered as rows name them: a vendor is its number where it has one, else its name.
///
/// A number and a name that read alike are not the same vendor.
struct VendorKeys: Sendable {
  fileprivate var numbers = TextCodes()
  fileprivate var names = TextCodes()
  private var ofNumber: [UInt32] = []
  private var ofName: [UInt32] = []

  /// The number of vendors.
  private(set) var count = 0

  /// The vendor of a number.
  fileprivate mutating func vendor(_ row: Int, number column: inout TranslatedColumn) -> UInt32? {
    guard let code = column.code(row, in: &numbers) else { return nil }
    if code == ofNumber.count { ofNumber.append(next()) }
    return ofNumber[Int(code)]
  }

  /// The vendor of a name.
  fileprivate mutating func vendor(_ row: Int, name column: inout TranslatedColumn) -> UInt32? {
    guard let code = column.code(row, in: &names) else { return nil }
    if code == ofName.count { ofName.append(next()) }
    return ofName[Int(code)]
  }

  private mutating func next() -> UInt32 {
    defer { count += 1 }
    return UInt32(count)
  }

  /// The number or the name of every vendor.
  var texts: [String] {
    var texts = [String](repeating: "", count: count)
    for (vendor, text) in zip(ofNumber, numbers.values) { texts[Int(vendor)] = text }
    for (vendor, text) in zip(ofName, names.values) { texts[Int(vendor)] = text }
    return texts
  }
}

/// The columns of a batch that name vendors.
struct VendorColumns: ~Copyable {
  private var numbers: TranslatedColumn
  private var names: TranslatedColumn

  /// The columns of a batch, as far as it has them.
  init(_ batch: ContractBatch, in keys: inout VendorKeys) {
    numbers = TranslatedColumn(batch.texts[.vendorID], in: &keys.numbers)
    names = TranslatedColumn(batch.texts[.vendor], in: &keys.names)
  }

  /// Ends the look at a batch.
  consuming func finish(in keys: inout VendorKeys) {
    numbers.finish(in: &keys.numbers)
    names.finish(in: &keys.names)
  }

  /// The vendor of a row; nil where it names none.
  @inline(__always)
  mutating func vendor(_ row: Int, in keys: inout VendorKeys) -> UInt32? {
    keys.vendor(row, number: &numbers) ?? keys.vendor(row, name: &names)
  }
}
