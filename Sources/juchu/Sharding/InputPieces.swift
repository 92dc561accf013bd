import ArgumentParser
import Digests
import LedgerReading
import Reporting
import Sharding
import TabularReading

/// The inputs of a piece: whole files, and the records that begin in some bytes of others.
struct InputPieces {
  /// An input, or some records of it.
  struct Piece {
    /// Its place among all inputs, from 1.
    var number: Int
    var file: InputFile
    var size: Int
    /// The bytes in which its records begin; nil for all.
    var bytes: Range<Int>?
    /// The SHA-256 of the whole input, where a plan tells it.
    var sha256: String?
  }

  /// All inputs as the user named them, and how each is read; of standard input only itself.
  let names: [String]
  let mappings: [LedgerMapping]
  /// What is read.
  let pieces: [Piece]
  /// What tells this list of inputs from another one; nil where only one of them is known.
  let list: String?
  /// How many inputs the result has.
  let count: Int

  /// The inputs of a piece.
  ///
  /// - Parameters:
  ///   - named: the inputs on the command line.
  ///   - source: how the inputs are read.
  /// - Throws: `ValidationError` where the options contradict each other, or the piece cannot be cut like that;
  ///   `DataError` where an input cannot be read or a stray quote hides its borders.
  init(_ named: [String], _ options: PieceOptions, source: SourceOptions) throws {
    if named.contains("-") || options.name != nil {
      guard named == ["-"], let name = options.name, let part = options.part, options.plan == nil else {
        throw ValidationError(
          "標準入力は、N 個の入力のうちの1つとして扱います。- だけを指定し、--name 名前 と --part I/N（N 個のうち I 番目）を付けてください。",
          "Standard input is one whole input among N: give - alone, with --name NAME and --part I/N (the I-th of N inputs)."
        )
      }
      // Of the others only the number is known.
      names = [name]
      mappings = try source.mappings(for: names)
      let file = try StandardInputCopy.file(named: name)
      pieces = [Piece(number: part.number, file: file, size: file.size)]
      (list, count) = (nil, part.count)
      return
    }
    if let frame = named.first, ReadingScope.current.isFrame(frame) {
      guard named.count == 1, let part = options.part, options.plan == nil else {
        throw ValidationError(
          "メモリー上の表は、N 個の入力のうちの1つとして扱います。表を1つだけ渡し、--part I/N（N 個のうち I 番目）を付けてください。",
          "A table in memory is one whole input among N: give one alone, with --part I/N (the I-th of N inputs).")
      }
      // Of the others only the number is known, as with standard input.
      names = [frame]
      mappings = try source.mappings(for: names)
      var file = InputFile(frame)
      file.isPiece = part.count > 1
      pieces = [Piece(number: part.number, file: file, size: 0)]
      (list, count) = (nil, part.count)
      return
    }
    let plan = try options.plan.map { try InputPlan.read($0).surveys }
    guard let names = plan?.map(\.name) ?? (named.isEmpty ? nil : named) else {
      throw ValidationError(
        "入力ファイルか --plan を指定してください。",
        "Name the inputs, or a --plan of them.")
    }
    guard named.isEmpty || named == names else {
      throw ValidationError(
        "計画（--plan）の入力ファイルと異なります。入力ファイルの指定を外すか、計画を作り直してください。",
        "The plan is of other inputs: leave them out, or plan anew.")
    }
    let mappings = try source.mappings(for: names)
    let layouts = mappings.map { $0.layout.overridden(by: source.layout) }
    let surveys =
      try plan?.map { options.wholeFiles ? $0.whole : $0 }
      ?? zip(names, layouts).map { name, layout in
        try FileSurvey(unread: InputFile(name), layout: layout, isWhole: options.wholeFiles)
      }
    (self.names, self.mappings) = (names, mappings)
    let total = surveys.reduce(0) { $0 + $1.size }
    (list, count) = (Self.digest(surveys), names.count)
    let range = options.part?.range(of: total) ?? options.bytes?.range ?? 0..<total
    guard range.upperBound <= total else {
      throw ValidationError(
        "--bytes の終わりが \(range.upperBound) ですが、入力は \(total) バイトです。",
        "--bytes goes to \(range.upperBound), and the inputs have \(total) bytes.")
    }
    var pieces: [Piece] = []
    var start = 0
    for (index, survey) in surveys.enumerated() {
      defer { start += survey.size }
      var piece = Piece(
        number: index + 1, file: InputFile(survey.name), size: survey.size, sha256: survey.sha256)
      let own = start..<start + survey.size
      if survey.indivisible != nil || own.isEmpty {
        if options.bytes != nil, let reason = survey.indivisible, reason != .wanted {
          for cut in [range.lowerBound, range.upperBound] where own.lowerBound < cut && cut < own.upperBound {
            throw ValidationError(
              "「\(survey.name)」は \(cut - start) バイト目で分けられません：\(reason.text)。",
              "'\(survey.name)' cannot be cut at byte \(cut - start): \(reason.text).")
          }
        }
        // An empty input at the very end belongs to the last piece.
        guard range.contains(start) || own.isEmpty && start == total && range.upperBound == total else { continue }
      } else {
        let cut = range.clamped(to: own)
        guard !cut.isEmpty else { continue }
        if cut != own {
          let bytes = cut.lowerBound - start..<cut.upperBound - start
          piece.bytes = bytes
          piece.file.span = try survey.span(bytes, of: piece.file, layout: layouts[index])
        }
      }
      pieces.append(piece)
    }
    self.pieces = pieces
  }

  private static func digest(_ surveys: [FileSurvey]) -> String {
    var hash = SHA256()
    for survey in surveys { hash.update(Array("\(survey.name)\u{0}\(survey.size)\u{0}".utf8)) }
    return String(Hexadecimal.text(hash.finalize()).prefix(16))
  }

  /// What a partial file says of the inputs.
  ///
  /// - Throws: `DataError` where an input is no longer what the plan or the first look at it said.
  func records(_ accounts: [ReadingSummary.File]) throws -> [PartialInput] {
    try zip(pieces, accounts).map { piece, account in
      var file = piece.file
      file.span = nil
      guard file.size == piece.size, piece.bytes != nil || piece.sha256 == nil || piece.sha256 == account.sha256 else {
        throw DataError(.changed, file: file.path)
      }
      return PartialInput(
        number: piece.number, size: piece.size, bytes: piece.bytes,
        head: ReadingScope.current.isFrame(file.path) ? nil : try FileSurvey.head(of: file),
        sha256: piece.sha256, account: account)
    }
  }
}

extension InputPlan {
  /// Reads a plan.
  ///
  /// - Throws: `DataError` where the file cannot be had; `ValidationError` where it is no plan of this version.
  fileprivate static func read(_ path: String) throws -> InputPlan {
    let text = try InputFile(path).text()
    do throws(Fault) { return try InputPlan(text, version: ProgramVersion.current.number) } catch {
      switch error {
      case .noPlan:
        throw ValidationError(
          "「\(path)」は計画のファイルではありません。juchu shard plan 台帳… --output \(path) で作ってください。",
          "'\(path)' is no plan: make it with juchu shard plan LEDGER... --output \(path)")
      case .otherVersion(let version):
        throw ValidationError(
          "「\(path)」は juchu \(version) のもので、このプログラムは \(ProgramVersion.current) です。作り直してください。",
          "'\(path)' is by juchu \(version), this is \(ProgramVersion.current): make it anew.")
      }
    }
  }
}

extension FileSurvey {
  /// The survey of a file that shall not be cut.
  fileprivate var whole: FileSurvey {
    FileSurvey(name: name, size: size, sha256: sha256, indivisible: indivisible ?? .wanted, marks: marks)
  }
}

extension FileSurvey.Indivisible {
  /// The reason in words.
  var text: String {
    switch self {
    case .format:
      words(
        "Excel と JSON はバイト位置で分けられません。--part を使えばファイルごとに扱います",
        "workbooks and JSON have no records that begin at a byte; use --part, which keeps them whole")
    case .strayQuote:
      words(
        "引用符が RFC 4180 にない位置にあり、行の境目を決められません。--part を使ってください",
        "a quote stands where RFC 4180 has none, so it is not certain where records begin; use --part")
    case .wanted: words("分けない指定のため", "it is wanted whole")
    }
  }
}
