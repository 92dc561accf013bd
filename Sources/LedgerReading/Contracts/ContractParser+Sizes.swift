import Procurement
import TabularReading

// Sizes of contractors, and numbers that are wrong.
extension ContractParser {
  /// The size class of a record, remembered where it follows from the field of the size alone.
  mutating func knownSize(in record: borrowing Record) throws(FieldFault) -> FirmSize? {
    if let known = meanings.sizes.value(in: record) { return known }
    let size = try size(in: record)
    if !cells.hasSizeFacts { meanings.sizes.learn(size, from: record) }
    return size
  }

  /// Whether the contractor's number has the form of a 法人番号 and a wrong check digit.
  func hasWrongNumber(_ record: borrowing Record) -> Bool {
    guard let cell = cells.vendorID else { return false }
    if let column = cells.vendorIDColumn {
      // Thirteen digits take at least as many bytes, in any width.
      let verdict: Bool? = record.withField(column) { address, count in
        count < 13 ? false : count > 13 ? nil : PlainDigits.isWrongCorporateNumber(copying: address)
      }
      if let verdict { return verdict }
    }
    guard let number = cell.text(in: record).map(LedgerTexts.number) else { return false }
    return CorporateNumber.hasForm(number) && !CorporateNumber.isValid(number)
  }

  mutating func hasWrongMunicipality(_ record: borrowing Record) -> Bool {
    guard let cell = cells.municipality else { return false }
    if let isWrong = meanings.municipalities.value(in: record) { return isWrong }
    let code = cell.text(in: record).map(LedgerTexts.number)
    let isWrong = code.map { !LocalGovernmentCode.isValid($0) } ?? false
    meanings.municipalities.learn(isWrong, from: record)
    return isWrong
  }

  /// The size class: as written, of several suppliers by the rule for ventures, or from capital and employees.
  func size(in record: borrowing Record) throws(FieldFault) -> FirmSize? {
    if let text = columns.value(.size, in: record), text.utf8.contains(UInt8(ascii: "|")) {
      var sizes: [FirmSize?] = []
      for word in text.split(separator: "|", omittingEmptySubsequences: false) {
        do throws(WordProblem) {
          sizes.append(word.isEmpty ? nil : try KnownWords.meaning(of: String(word), in: KnownWords.sizes))
        } catch {
          throw columns.fault(error.problem, .size, text)
        }
      }
      return mapping.jointVentures?.size(of: sizes)
    }
    if let size = try columns.word(.size, KnownWords.sizes, in: record) { return size }
    guard columns.sources[.business] != nil || columns.sources[.legalForm] != nil else { return nil }
    return SizeFacts(
      form: try columns.word(.legalForm, KnownWords.legalForms, in: record),
      business: try columns.word(.business, KnownWords.businesses, in: record),
      capital: try columns.amount(.capital, unit: units[.capital], rounds: true, in: record)?.value,
      employees: try columns.count(.employees, in: record)
    ).size
  }
}

extension JointVentureRule {
  /// The size of a venture of members in order; nil where a member that matters is unknown.
  func size(of members: [FirmSize?]) -> FirmSize? {
    // その他 stands between the classes: beside an SME it is not one, beside a large firm it is smaller.
    let order: [FirmSize] = [.sme, .other, .large]
    let known = members.compactMap { $0 }
    switch self {
    case .first: return members.first ?? nil
    case .largest: return known.count < members.count ? nil : order.last { known.contains($0) }
    case .smallest: return known.count < members.count ? nil : order.first { known.contains($0) }
    }
  }
}
