import Sharding

/// Turns a fault of partial files into words.
package enum PartialErrorText {
  /// The message, without a line end.
  package static func text(of error: PartialError, language: Language) -> String {
    let (summary, hint) = words(error.fault, language)
    let place = error.file.map { printable($0) + ": " } ?? ""
    return place + summary + (hint.map { language("\n  対処方法： ", "\n  hint:     ") + $0 } ?? "")
  }

  private static func words(_ fault: PartialFault, _ language: Language) -> (summary: String, hint: String?) {
    single(fault, language) ?? several(fault, language)
  }

  /// Faults of one file.
  private static func single(_ fault: PartialFault, _ language: Language) -> (summary: String, hint: String?)? {
    let again = language("この部分を juchu shard で作り直してください", "make this piece again with juchu shard")
    switch fault {
    case .noPartial:
      return (
        language("部分結果のファイルではありません", "this is no partial result"),
        language("juchu shard が書いたファイルを指定してください", "give files that juchu shard wrote")
      )
    case .otherFormat(let format):
      return (
        language("部分結果の形式 \(format) は読めません（読めるのは 1）", "the partial result is of format \(format), not 1"), again
      )
    case .cut: return (language("ファイルが途中で切れています", "the file is not whole"), again)
    case .damaged:
      return (language("内容が壊れているか書き換えられています", "the contents are damaged or were changed"), again)
    case .none:
      return (
        language("部分結果がありません", "there is no partial result"),
        language("*.partial のあるフォルダーを指定してください", "give a folder with *.partial files")
      )
    case .otherVersion(let found, let expected):
      return (
        language(
          "juchu \(printable(found)) による部分結果です（これは \(expected)）",
          "made by juchu \(printable(found)), this is \(expected)"),
        language("全ての部分を同じ版で作ってください", "make all pieces with one version")
      )
    default: return nil
    }
  }

  /// Faults of files together.
  private static func several(_ fault: PartialFault, _ language: Language) -> (summary: String, hint: String?) {
    switch fault {
    case .foreign(let setting, let found, let expected, let first):
      return (
        language("別の結果の部分です", "this is a piece of another result") + ": " + printable(setting) + " "
          + language("「\(printable(found))」、", "'\(printable(found))', and ")
          + language(
            "\(printable(first)) では「\(printable(expected))」", "'\(printable(expected))' in \(printable(first))"), nil
      )
    case .overlap(let name, let range, let other):
      return (
        language(
          "\(part(name, range, language)) は \(printable(other)) にもあります",
          "\(part(name, range, language)) overlap with those of \(printable(other))"),
        language("一方を取り除いてください", "leave one of them out")
      )
    case .missing(let name, let range):
      return (
        language("\(part(name, range, language)) がどの部分結果にもありません", "\(part(name, range, language)) are in no piece"),
        language("その部分を juchu shard で計算してください", "compute that piece with juchu shard")
      )
    case .rulesOverlap(let range, let other):
      return (
        language(
          "案の組 \(range.lowerBound)～\(range.upperBound - 1) は \(printable(other)) にもあります",
          "families of rules \(range.lowerBound) to \(range.upperBound - 1) overlap with those of \(printable(other))"),
        language("一方を取り除いてください", "leave one of them out")
      )
    case .rulesMissing(let range):
      return (
        language(
          "案の組 \(range.lowerBound)～\(range.upperBound - 1) がどの部分結果にもありません",
          "families of rules \(range.lowerBound) to \(range.upperBound - 1) are in no piece"),
        language("その部分を juchu shard で計算してください", "compute that piece with juchu shard")
      )
    case .missingInput(let number, let count):
      return (
        language("\(count) 個の入力の \(number) 番目がどの部分結果にもありません", "input \(number) of \(count) is in no piece"),
        language("その部分を juchu shard で計算してください", "compute its pieces with juchu shard")
      )
    case .otherSimulation:
      return (
        language("別の入札または方式のシミュレーションです", "this is of a simulation of other bids or policies than those here"), nil
      )
    case .inputDiffers(let name, let other):
      return (
        language(
          "\(printable(name)) が \(printable(other)) のものと異なります（大きさ・内容）",
          "\(printable(name)) is another file than in \(printable(other)): its size, contents or header differ"), nil
      )
    case .encodingsDiffer(let name, let other):
      return (
        language(
          "\(printable(name)) の文字コードの判定が \(printable(other)) と異なります",
          "\(printable(name)) was taken for another encoding than in \(printable(other))"),
        language("全ての部分に --encoding を指定してください", "give --encoding to all pieces")
      )
    case .currenciesDiffer(let found, let expected, let other):
      return (
        language(
          "通貨 \(printable(found))、\(printable(other)) では \(printable(expected))",
          "the currency is \(printable(found)), and \(printable(expected)) in \(printable(other))"),
        language("全ての部分に --currency を指定してください", "give --currency to all pieces")
      )
    case .keyTwice(let other):
      return (
        language(
          "同じ契約番号が \(printable(other)) にもあり、確かめる元のファイルがありません",
          "a contract of the same key is in \(printable(other)), and the inputs are not here to tell which"),
        language(
          "元のファイルのある所で merge するか、全ての部分に --duplicates keep を指定してください",
          "merge where the inputs are, or give --duplicates keep to all pieces")
      )
    case .tenderApart(let other):
      return (
        language(
          "一つの案件の入札が離れて \(printable(other)) にもあります", "the bids for a tender stand apart, others in \(printable(other))"),
        language("案件順に並べ替えるか、1台で計算してください", "sort the bids by tender, or use one machine")
      )
    case .changed(let name):
      return (
        language("\(printable(name)) は部分結果の元のファイルと異なります", "\(printable(name)) is not the file that this piece is of"),
        language(
          "ファイルが途中で変わりました。今のファイルから全ての部分を作り直してください",
          "the file has changed, or the pieces are of different versions of it: make all pieces anew from this one")
      )
    default: return (language("部分結果の誤り", "a fault of partial results"), nil)
    }
  }

  private static func part(_ name: String, _ range: Range<Int>, _ language: Language) -> String {
    guard !name.isEmpty else {
      return language(
        "試行 \(range.lowerBound)～\(range.upperBound - 1)", "trials \(range.lowerBound) to \(range.upperBound - 1)")
    }
    // An input without a byte.
    guard !range.isEmpty else { return language("\(printable(name)) 全体", "all bytes of \(printable(name))") }
    return language(
      "\(printable(name)) のバイト \(range.lowerBound)～\(range.upperBound - 1)",
      "bytes \(range.lowerBound) to \(range.upperBound - 1) of \(printable(name))")
  }

  /// Paths are named in full: two that differ at their ends only must not look alike.
  private static func printable(_ text: String) -> String { ErrorText.printable(text, limit: 1_000) }
}
