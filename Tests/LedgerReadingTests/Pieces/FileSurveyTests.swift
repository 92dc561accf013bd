import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Pieces of files: where records begin")
struct FileSurveyTests {
  private let folder = try? TemporaryFolder()

  /// A file with line breaks and quotes within quotes, and all three line ends.
  private func text(rows: Int, seed: UInt64) -> String {
    var generator = SplitMix64(seed: seed)
    var text = "contract,fiscal_year,category,amount,size,locality,title\r\n"
    for row in 0..<rows {
      let title =
        ["plain", "\"a\nb\"", "\"\"\"x\"\",\r\ny\"", "\"\"", "\"\r\"", ""].randomElement(using: &generator) ?? ""
      let end = ["\n", "\r\n", "\r"].randomElement(using: &generator) ?? ""
      text += "\(row),2021,works,\(row * 7),sme,local,\(title)\(end)"
    }
    return text
  }

  /// The records by the readable machine: the first byte and the line of each.
  private func records(_ text: String) -> [RecordPlace] {
    var machine = CSVStateMachine()
    var (places, line, last) = ([RecordPlace(offset: 0, line: 1)], 1, UInt8(0))
    for (offset, byte) in text.utf8.enumerated() {
      let verdict = machine.take(byte)
      if byte == 0x0D || byte == 0x0A && last != 0x0D { line += 1 }
      if verdict == .endOfRecord { places.append(RecordPlace(offset: offset + 1, line: line)) }
      if verdict == .skipped, byte == 0x0A { places[places.count - 1].offset = offset + 1 }
      last = byte
    }
    return places
  }

  @Test("a border is the first record at a byte or behind it, for every byte", arguments: 0..<4)
  func everyByte(seed: UInt64) throws {
    let text = text(rows: 40, seed: seed)
    let file = InputFile(try #require(folder).write(text, to: "\(seed).csv"))
    let survey = try FileSurvey(unread: file, layout: FileLayout())
    let records = records(text)
    for byte in 0..<text.utf8.count {
      let span = try survey.span(byte..<text.utf8.count, of: file, layout: FileLayout())
      let expected = records.first { $0.offset >= byte }
      #expect(span.start == expected?.offset ?? text.utf8.count, "byte \(byte)")
      if let expected { #expect(span.line == expected.line, "byte \(byte)") }
    }
  }

  @Test("borders across blocks, with marks and without, are those of the readable machine")
  func blocks() throws {
    let text = text(rows: 60_000, seed: 9)
    #expect(text.utf8.count > 4 * QuoteWalk.blockSize)
    let file = InputFile(try #require(folder).write(text, to: "large.csv"))
    let plain = try FileSurvey(unread: file, layout: FileLayout())
    let whole = try FileSurvey(whole: file, layout: FileLayout())
    #expect(
      whole.sha256 == (try FileSurvey.digest(of: file)) && whole.indivisible == nil && whole.size == text.utf8.count)
    let records = records(text)
    for block in 1...4 {
      for byte in (block * QuoteWalk.blockSize - 3)...(block * QuoteWalk.blockSize + 3) {
        let span = try plain.span(byte / 2..<byte, of: file, layout: FileLayout())
        let (start, end) = (records.first { $0.offset >= byte / 2 }, records.first { $0.offset >= byte })
        #expect(span == RecordSpan(start: start?.offset ?? 0, line: start?.line ?? 0, end: end?.offset ?? 0))
        #expect(try whole.span(byte / 2..<byte, of: file, layout: FileLayout()) == span)
      }
    }
  }

  @Test("spans of a file together are the file", arguments: [1, 2, 3, 7, 50])
  func tiles(pieces: Int) throws {
    let text = text(rows: 3_000, seed: 4)
    let path = try #require(folder).write(text, to: "tiles\(pieces).csv")
    let file = InputFile(path)
    let survey = try FileSurvey(unread: file, layout: FileLayout())
    var options = ContractReader.Options()
    options.scan.leastBytes = 1_000
    var reader = ContractReader([file], options: options)
    var (whole, found) = ([[Int64]](), [[Int64]]())
    let account = try reader.read { batch, _ in
      whole += (0..<batch.count).map { [batch.amounts[$0], Int64(batch.sourceLines[$0])] }
    }
    options.keepsFingerprints = true
    var (read, fingerprints) = (0, [UInt64]())
    let size = text.utf8.count
    for piece in 0..<pieces {
      var part = file
      part.span = try survey.span(
        size * piece / pieces..<size * (piece + 1) / pieces, of: file, layout: FileLayout())
      var reader = ContractReader([part], options: options)
      read += try reader.read { batch, _ in
        found += (0..<batch.count).map { [batch.amounts[$0], Int64(batch.sourceLines[$0])] }
      }.files[0].read
      fingerprints += reader.keyFingerprints
    }
    #expect(found == whole && read == account.files[0].read)
    #expect(Set(fingerprints).count == read)
  }

  @Test("a stray quote hides the borders behind it, and a plan says so")
  func strayQuote() throws {
    let text = "contract,fiscal_year,category,amount\n1,2021,works,5\n2,2021,wo\"rks,5\n3,2021,works,7\n"
    let file = InputFile(try #require(folder).write(text, to: "stray.csv"))
    let survey = try FileSurvey(unread: file, layout: FileLayout())
    #expect(throws: DataError(.strayQuote, file: file.path, line: 1)) {
      try survey.span(70..<80, of: file, layout: FileLayout())
    }
    #expect(try FileSurvey(whole: file, layout: FileLayout()).indivisible == .strayQuote)
  }

  @Test("a file of another size than was planned is refused")
  func changed() throws {
    let file = InputFile(try #require(folder).write("a,b\n1,2\n", to: "changed.csv"))
    let survey = FileSurvey(
      name: file.path, size: 9, sha256: nil, indivisible: nil, marks: [FileSurvey.Mark(isInside: false, line: 1)])
    #expect(throws: DataError(.changed, file: file.path)) { try survey.span(0..<4, of: file, layout: FileLayout()) }
  }

  @Test("fingerprints are the same in every process, and for texts that are canonically equivalent")
  func fingerprints() {
    #expect(KeyFingerprint.of("契約-が") == KeyFingerprint.of("契約-か\u{3099}"))
    // From another process: a hash of the standard library would differ in each.
    #expect(KeyFingerprint.of("契約-が") == 10_173_883_605_543_942_633)
    #expect(KeyFingerprint.of("\u{212A}1") == KeyFingerprint.of("K1"))
  }
}
