import Procurement
import TabularReading

// What stands behind the row that stops the reading.
extension BidReader {
  /// The error for the first row that cannot be used, with all words of its file that nothing knows: one message shall
  /// name them.
  ///
  /// - Complexity: O(bytes of the file).
  func readOn(_ error: DataError, _ input: InputFile) -> DataError {
    guard case .unknownWord = error.problem, input.isRegular, input.span == nil,
      var table = try? open(input), table.source.format != .ocds, let parser = try? parser(of: table.header)
    else { return error }
    var found = BidParser.wordFields.map { (field: $0.field, words: UnknownWords($0.field, known: $0.known)) }
    var record = Record()
    while (try? table.next(&record)) == true {
      for place in found.indices {
        if let word = parser.unknownWord(found[place].field, in: record) { found[place].words.add(word) }
      }
    }
    var error = error
    error.words = found.map(\.words).filter { !$0.isEmpty }
    return error
  }
}

extension BidParser {
  /// The fields whose values are words of a few.
  static let wordFields: [(field: BidField, known: [String])] = [
    (.status, Array(KnownWords.bidStatuses.keys)), (.outcome, Array(KnownWords.outcomes.keys)),
    (.category, Array(KnownWords.categories.keys)), (.areaCondition, Array(KnownWords.areaConditions.keys)),
    (.scored, Array(KnownWords.answers.keys)), (.winner, Array(KnownWords.answers.keys)), (.remark, BidRemark.words),
  ]

  /// The word of a field that nothing knows, if it is one.
  func unknownWord(_ field: BidField, in record: borrowing Record) -> String? {
    do throws(FieldFault) {
      switch field {
      case .status: _ = try status(in: record)
      case .outcome: _ = try outcome(in: record)
      case .category: _ = try columns.word(.category, KnownWords.categories, in: record)
      case .areaCondition: _ = try columns.word(.areaCondition, KnownWords.areaConditions, in: record)
      case .scored: _ = try columns.word(.scored, KnownWords.answers, in: record)
      case .remark: _ = try remark(in: record)
      case .winner where winners == nil && columns.value(.winner, in: record).flatMap(BidRemark.failure) == nil:
        _ = try columns.word(.winner, KnownWords.answers, in: record)
      default: return nil
      }
      return nil
    } catch {
      if case .unknownWord(let word, _, _) = error.problem { return word }
      return nil
    }
  }
}
