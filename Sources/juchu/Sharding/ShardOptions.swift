import ArgumentParser
import LedgerReading
import Reporting
import TabularReading

/// A piece of several equal ones, as a user names it: I/N.
struct PartArgument: ExpressibleByArgument {
  let number: Int
  let count: Int

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], (1...10_000_000).contains(count),
      (1...count).contains(number)
    else { return nil }
    (self.number, self.count) = (number, count)
  }

  /// The piece's part of so much: all pieces together are the whole, and none is longer than another by more than one.
  func range(of total: Int) -> Range<Int> {
    func border(_ number: Int) -> Int { Int(Int128(total) * Int128(number) / Int128(count)) }
    return border(number - 1)..<border(number)
  }
}

/// A range as a user names it: A-B, from A to below B.
struct RangeArgument: ExpressibleByArgument {
  let range: Range<Int>

  init?(argument: String) {
    let ends = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count == 2, let start = ends[0], let end = ends[1], 0 <= start, start < end else { return nil }
    range = start..<end
  }
}

/// Which piece of the inputs is read.
struct PieceOptions: ParsableArguments {
  @Option(
    help: words(
      "全入力のバイト数で N 等分したうちの I 番目（例：3/64）。",
      "The piece I of N equal ones, as in 3/64, by the bytes of all inputs together."))
  var part: PartArgument?

  @Option(
    help: words(
      "全入力を続けたときの、A 以上 B 未満のバイトで始まる行。",
      "The records that begin in the bytes A to below B of all inputs, one after the other."))
  var bytes: RangeArgument?

  @Option(
    help: words(
      "juchu shard plan が書き出した計画。入力の名前と行の境目が分かります。",
      "What juchu shard plan wrote about the inputs: it names them and saves looking for borders of records."))
  var plan: String?

  @Flag(
    help: words(
      "ファイルの途中では分けません（先頭のバイトのある部分に属します）。",
      "Cut between inputs only: an input belongs to the piece that holds its first byte."))
  var wholeFiles = false

  @Option(
    help: words(
      "標準入力から読む入力の名前。--part で何個のうちの何番目かを示します。",
      "The name of the input whose bytes come from standard input; --part then says which of how many it is."))
  var name: String?

  func validate() throws {
    guard (part == nil) != (bytes == nil) else {
      throw ValidationError(
        "--part I/N か --bytes A-B を指定してください。",
        "Give --part I/N or --bytes A-B.")
    }
  }
}

/// How and where a partial result is written.
struct ShardOutput: ParsableArguments, ReadingManner {
  @Option(
    help: words(
      "このファイルに書き出します（名前は 〜.partial とします）。既定は標準出力。",
      "Write to this file, by custom NAME.partial; it appears whole or not at all. By default standard output."))
  var output: String?

  @Flag(
    help: words(
      "同名のファイルがあれば上書きします。",
      "Replace the output file if it exists."))
  var force = false

  @Flag(
    help: words(
      "標準エラー出力に注記を出しません。",
      "No remarks on standard error."))
  var quiet = false

  // What a piece is of includes the SHA-256 of what it read.
  var namesDigests: Bool { true }
  @Option(
    help: words(
      "表示の言語。既定は JUCHU_LANG、LC_ALL、LANG から。",
      "ja or en; by default from JUCHU_LANG, LC_ALL and LANG."))
  var lang: Language?

  var chosenLanguage: Language { lang ?? ProgramLanguage.current }

  /// Writes bytes to the chosen place.
  func write(_ bytes: [UInt8]) throws {
    try InputWatch.check()
    guard let output, output != "-" else { return try StandardStreams.writeResult(bytes) }
    var file = try WholeFile(output, overwrites: force)
    try file.write(bytes)
    try file.stage()
  }
}
