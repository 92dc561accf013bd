import TabularReading

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The words of a PDF, page by page, as `pdftotext` of poppler-utils finds them.
///
/// It is a program of its own, run under `prlimit` and never linked: its licence is the GPL, and what is in a PDF may
/// be anybody's.
struct PDFPages {
  /// One page.
  struct Page {
    var number: Int
    var lines: [PlacedLine]
    /// The width of an ideograph, in points.
    var em: Double
  }

  var pages: [Page] = []
  /// Pages without a word.
  var emptyPages: [Int] = []

  /// What the program may use.
  static let (seconds, memory, outputLimit) = (60, 1 << 31, 256 << 20)

  /// Reads the words.
  ///
  /// - Throws: `DataError` where the program is absent or cannot read the file, or no page has text.
  init(_ file: InputFile, pages range: PageRange?) throws(DataError) {
    func fault(_ fault: DocumentFault) -> DataError { DataError(.document(fault), file: file.path) }
    guard let program = ExternalProgram.path(of: "pdftotext") else {
      throw fault(.missingProgram("pdftotext", package: "poppler-utils"))
    }
    guard let limiter = ExternalProgram.path(of: "prlimit") else {
      throw fault(.missingProgram("prlimit", package: "util-linux"))
    }
    let descriptor = open(UnpackedFiles.location(of: file), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw DataError(.unreadable(reason: String(cString: strerror(errno))), file: file.path)
    }
    defer { close(descriptor) }
    var arguments = [
      limiter, "--cpu=\(Self.seconds)", "--as=\(Self.memory)", "--nofile=64", "--core=0", "--fsize=0", program, "-tsv",
    ]
    if let range { arguments += ["-f", "\(range.pages.lowerBound)", "-l", "\(range.pages.upperBound)"] }
    arguments += ["/dev/fd/0", "-"]
    guard
      let outcome = ExternalProgram.run(
        arguments, input: descriptor, seconds: 2 * Self.seconds, outputLimit: Self.outputLimit)
    else { throw fault(.missingProgram("pdftotext", package: "poppler-utils")) }
    if let problem = Self.problem(of: outcome, range) { throw fault(problem) }
    take(outcome.output)
    if pages.isEmpty {
      throw fault(emptyPages.isEmpty ? .broken(reason: "no pages") : .scanned(pages: emptyPages.count))
    }
  }

  private static func problem(of outcome: ExternalProgram.Outcome, _ range: PageRange?) -> DocumentFault? {
    let said = outcome.messages
    if let line = said.split(separator: "\n").first(where: { $0.contains("Missing language pack") }) {
      return .missingLanguagePack(String(line))
    }
    if said.contains("Incorrect password") || said.contains("Copying of text from this document is not allowed") {
      return .encrypted
    }
    if outcome.wasEnded || outcome.code == nil || said.contains("Out of memory") {
      return .beyondLimits(reason: "\(seconds) s, \(memory >> 20) MiB")
    }
    guard outcome.code == 0 else {
      if let range, said.contains("Wrong page range") {
        return .noPages("\(range.pages.lowerBound)-\(range.pages.upperBound)")
      }
      return .broken(reason: said.split(separator: "\n").first.map(String.init) ?? "pdftotext: \(outcome.code ?? -1)")
    }
    return nil
  }

  /// Takes the words from the columns that the program writes.
  private mutating func take(_ bytes: [UInt8]) {
    var words: [PlacedWord] = []
    var number = 0
    func finish(_ pages: inout [Page], _ empty: inout [Int]) {
      guard number > 0 else { return }
      if words.isEmpty { empty.append(number) } else { pages.append(Self.page(number, words)) }
      words = []
    }
    for line in bytes.split(separator: 0x0A) {
      let fields = line.split(separator: 0x09, maxSplits: 11, omittingEmptySubsequences: false)
      guard fields.count == 12 else { continue }
      func value(_ field: Int) -> Double? { Double(String(decoding: fields[field], as: UTF8.self)) }
      guard let level = value(0), let page = value(1) else { continue }
      let text = String(decoding: fields[11], as: UTF8.self)
      if level == 1, text == "###PAGE###" {
        finish(&pages, &emptyPages)
        number = Int(page)
        continue
      }
      guard level == 5, let left = value(6), let top = value(7), let width = value(8), let height = value(9) else {
        continue
      }
      let shown = text.filter { !$0.isNewline && $0 != "\r" }
      guard shown.contains(where: { !$0.isWhitespace }) else { continue }
      words.append(
        PlacedWord(
          text: WordFolding.withoutRadicals(shown), left: left, right: left + max(width, 0), middle: top + height / 2))
    }
    finish(&pages, &emptyPages)
  }

  private static func page(_ number: Int, _ words: [PlacedWord]) -> Page {
    let widths = words.compactMap { word -> Double? in
      let wide = word.text.unicodeScalars.count { $0.value >= 0x2E80 }
      return wide == word.text.unicodeScalars.count ? (word.right - word.left) / Double(max(wide, 1)) : nil
    }.sorted()
    let narrow = words.map { ($0.right - $0.left) / Double(max($0.text.count, 1)) * 1.9 }.sorted()
    let em = max(widths.isEmpty ? narrow[narrow.count / 2] : widths[widths.count / 2], 1)
    var lines: [PlacedLine] = []
    for word in words.sorted(by: { ($0.middle, $0.left) < ($1.middle, $1.left) }) {
      if let last = lines.last, word.middle - last.middle < 0.4 * em {
        lines[lines.count - 1].words.append(word)
      } else {
        lines.append(PlacedLine(words: [word], middle: word.middle, number: lines.count + 1, page: number))
      }
    }
    for place in lines.indices { lines[place].words.sort { $0.left < $1.left } }
    return Page(number: number, lines: lines, em: em)
  }
}
