import LedgerReading
import TabularReading

/// The inputs of all pieces together: that each record is in exactly one piece, and what became of the rows.
///
/// It keeps the borders of every piece and the name of its file, some hundred bytes a piece, and no piece itself.
struct MergedInputs {
  /// A range of an input with the partial file that holds it.
  private struct Part {
    var range: Range<Int>
    var file: Int
    /// The records as bytes of the input, and their SHA-256; nil where the piece holds the whole input.
    var records: (bytes: Range<Int>, sha256: String)?
  }

  private struct Input {
    var merged: PartialInput
    var parts: [Part] = []
  }

  private var inputs: [Int: Input] = [:]
  /// The rows of all inputs that were read.
  private var rows = 0
  /// The partial files that were added.
  private(set) var files: [String] = []

  /// Notes a partial file; returns its number.
  mutating func add(file: String) -> Int {
    files.append(file)
    return files.count - 1
  }

  /// Adds what a partial file holds of an input.
  mutating func add(_ input: PartialInput, file: Int) throws(PartialFault) {
    rows += input.read
    guard rows <= PartialPiece.rowLimit else { throw .damaged }
    var known = inputs[input.number] ?? Input(merged: input)
    if let first = known.parts.first {
      try known.merged.add(input, other: files[first.file])
    }
    var part = Part(range: input.range, file: file)
    if let records = input.records, let digest = input.recordsSHA256 {
      part.records = (records[0]..<records[1], digest)
    }
    known.parts.append(part)
    inputs[input.number] = known
  }

  /// The inputs that were read in pieces.
  var origins: [PieceOrigin] {
    inputs.sorted { $0.key < $1.key }.compactMap { number, input in
      let records = input.parts.compactMap { part in
        part.records.map { PieceOrigin.Records(bytes: $0.bytes, sha256: $0.sha256, file: files[part.file]) }
      }
      guard !records.isEmpty else { return nil }
      return PieceOrigin(
        number: number, name: input.merged.name, size: input.merged.size, head: input.merged.head,
        planned: input.merged.sha256, records: records)
    }
  }

  /// The inputs in order, if each is there and each record in one piece.
  ///
  /// - Throws: `PartialError` that names what overlaps or is missing.
  mutating func complete(_ count: Int) throws(PartialError) -> [PartialInput] {
    for (number, input) in inputs.sorted(by: { $0.key < $1.key }) {
      let parts = input.parts.sorted {
        ($0.range.lowerBound, $0.range.upperBound, $0.file) < ($1.range.lowerBound, $1.range.upperBound, $1.file)
      }
      inputs[number]?.parts = parts
      var end = 0
      for (index, part) in parts.enumerated() {
        if index > 0, part.range.lowerBound < end || parts[index - 1].range.isEmpty {
          throw PartialError(
            .overlap(of: input.merged.name, range: part.range, other: files[parts[index - 1].file]),
            file: files[part.file])
        }
        if part.range.lowerBound > end {
          throw PartialError(.missing(of: input.merged.name, range: end..<part.range.lowerBound), file: nil)
        }
        end = part.range.upperBound
      }
      if end < input.merged.size {
        throw PartialError(.missing(of: input.merged.name, range: end..<input.merged.size), file: nil)
      }
    }
    if let missing = (1...count).first(where: { inputs[$0] == nil }) {
      throw PartialError(.missingInput(number: missing, of: count), file: nil)
    }
    return (1...count).compactMap { inputs[$0]?.merged }
  }

  /// What became of every row of the bids of a job.
  ///
  /// - Throws: `PartialError` that names what overlaps or is missing; `DataError` for an input without a row.
  mutating func bids(of job: PartialJob) throws -> ReadingSummary {
    let merged = try complete(job.inputs)
    if let empty = merged.first(where: { $0.read == 0 }) {
      throw DataError(.headerOnly, file: empty.name, line: empty.headerLine)
    }
    var summary = ReadingSummary()
    summary.files = merged.map(\.account)
    summary.mappings = [job.mapping]
    return summary
  }
}

extension PartialInput {
  /// Adds the rows of another piece of the same input.
  ///
  /// - Parameter other: the file that held the first piece.
  mutating func add(_ piece: PartialInput, other: String) throws(PartialFault) {
    let isSame =
      name == piece.name && size == piece.size && (head == nil || piece.head == nil || head == piece.head)
      && (sha256 == nil || piece.sha256 == nil || sha256 == piece.sha256) && headerLine == piece.headerLine
    guard isSame else { throw .inputDiffers(name: piece.name, other: other) }
    guard encoding == nil || piece.encoding == nil || encoding == piece.encoding else {
      throw .encodingsDiffer(name: name, other: other)
    }
    encoding = encoding ?? piece.encoding
    (compressions, sheets) = (compressions ?? piece.compressions, sheets ?? piece.sheets)
    (head, sha256) = (head ?? piece.head, sha256 ?? piece.sha256)
    read += piece.read
    used += piece.used
    rejected += piece.rejected
    filtered += piece.filtered
    if let reasons = piece.filteredBy { filteredBy = (filteredBy ?? [:]).merging(reasons, uniquingKeysWith: +) }
    if let others = piece.found { found = (found ?? [:]).merging(others, uniquingKeysWith: +) }
    for (note, values) in piece.notes {
      let own = notes[note] ?? [0, Int.max]
      notes[note] = [min(own[0] + values[0], PartialPiece.rowLimit), min(own[1], values[1])]
    }
    for (reason, values) in piece.left {
      let own = left[reason] ?? [0]
      let lines = (own.dropFirst() + values.dropFirst()).sorted().prefix(ReadingSummary.LeftOut.lineLimit)
      left[reason] = [min(own[0] + values[0], PartialPiece.rowLimit)] + lines
    }
  }

  /// The account of the rows as one reading gives it.
  var account: ReadingSummary.File {
    var account = ReadingSummary.File(name: name)
    (account.read, account.used, account.rejected, account.filtered) = (read, used, rejected, filtered)
    account.sha256 = sha256
    account.headerLine = headerLine
    account.encoding = encoding.flatMap(TextEncoding.init(rawValue:))
    for (name, values) in left {
      guard let reason = FilterReason(rawValue: name) else { continue }
      account.leftOut[reason] = ReadingSummary.LeftOut(count: values[0], lines: Array(values.dropFirst()))
    }
    (account.unreadColumns, account.hasKeys) = (unread, hasKeys)
    account.linesAbove = above ?? []
    account.units = (units ?? []).compactMap(UnitFound.init)
    if let filteredBy {
      account.format = .ocds
      (account.filteredBy, account.found) = (filteredBy, found ?? [:])
    }
    account.compressions = (compressions ?? []).compactMap(Compression.init(rawValue:))
    account.sheets = sheets
    for (name, values) in notes {
      guard let note = ReadingNote(rawValue: name) else { continue }
      account.notes[note] = ReadingSummary.Occurrences(count: values[0], firstLine: values[1])
    }
    return account
  }
}
