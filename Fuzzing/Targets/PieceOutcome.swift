import Procurement

@testable import LedgerReading
@testable import TabularReading

/// A file read in two pieces against the file read at once.
enum PieceOutcome {
  /// Expects the same contracts and rejected rows of both pieces together, where the file can be cut.
  static func check(_ path: String, _ mapping: LedgerMapping) throws {
    let file = InputFile(path)
    guard let survey = try? FileSurvey(unread: file, layout: mapping.layout), survey.indivisible == nil,
      survey.size > 1,
      let parts = try? spans(survey, file, mapping.layout)
    else { return }
    let whole = try read(path, nil, mapping)
    guard whole.error == nil else { return }
    let pieces = try parts.map { try read(path, $0, mapping) }
    if let error = pieces.compactMap(\.error).first { throw Disagreement("only a piece has an error: \(error)") }
    let counts = { (outcome: ReadingOutcome<Contract>) in outcome.summary?.files.first.map { [$0.read, $0.used] } ?? []
    }
    try require(
      pieces.flatMap(\.rows) == whole.rows && pieces.flatMap(\.rejected) == whole.rejected
        && zip(counts(pieces[0]), counts(pieces[1])).map(+) == counts(whole),
      "in pieces \(parts):\n\(pieces)\nwhole:\n\(whole)")
  }

  /// Expects that marks which may be wrong end in an error or in rows, the same in all ways of reading.
  static func check(_ path: String, marks: [FileSurvey.Mark]) throws {
    let file = InputFile(path)
    let survey = FileSurvey(name: path, size: file.size, sha256: nil, indivisible: nil, marks: marks)
    guard !marks.isEmpty, survey.size > 1, let parts = try? spans(survey, file, FileLayout()) else { return }
    for span in parts { _ = try read(path, span, .canonical) }
  }

  private static func spans(_ survey: FileSurvey, _ file: InputFile, _ layout: FileLayout) throws -> [RecordSpan] {
    let cut = survey.size / 2
    return try [0..<cut, cut..<survey.size].map { try survey.span($0, of: file, layout: layout) }
  }

  private static func read(
    _ path: String, _ span: RecordSpan?, _ mapping: LedgerMapping
  ) throws -> ReadingOutcome<Contract> {
    // The smallest blocks beside the readable reader.
    try ReadingOutcome.contracts(path, span: span, setsAside: true, ways: Array(ScanWays.all[0...1])) {
      ($0.mapping, $0.repeatedContracts, $0.hashesFiles) = (mapping, .keep, false)
    }
  }
}
