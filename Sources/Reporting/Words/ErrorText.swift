import LedgerReading
import Procurement
import TabularReading

/// Turns a data error into words: what, where, what was found, what was expected and what to do.
package struct ErrorText: Sendable {
  /// One sentence that says what is wrong.
  package let summary: String
  /// What stood there, if anything can be quoted.
  package let found: String?
  /// What should have stood there.
  package let expected: String?
  /// What the user can do.
  package let hint: String?

  private let place: String
  private let language: Language
  private let words: [UnknownWords]

  /// The words for an error in a language.
  ///
  /// - Parameter setsAside: whether rows that cannot be used can be set aside with --rejects.
  package init(_ error: DataError, language: Language, setsAside: Bool = true) {
    self.language = language
    place = Self.place(error, language)
    words = error.words
    let words = ErrorWords(language: language, setsAside: setsAside)
    (summary, found, expected, hint) = words.explain(error.problem)
  }

  /// The whole message, without a line end.
  package var text: String {
    var lines = ["\(place): \(summary)"]
    if let found { lines.append(language("  入力値： ", "  found:    ") + found) }
    if let expected { lines.append(language("  使用できる値： ", "  expected: ") + expected) }
    if let hint { lines.append(language("  対処方法： ", "  hint:     ") + hint) }
    if !words.isEmpty {
      lines.append(
        language(
          "  このファイルの登録されていない語は、マッピングに次のように書けます：",
          "  words of this file that are not known, as a --mapping file would say what they mean:"))
      lines += (["values:"] + words.flatMap { $0.yaml(MappingWords(language).text) }).map {
        "    " + Self.printable($0, limit: 120)
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func place(_ error: DataError, _ language: Language) -> String {
    var place = error.file == "-" ? language("標準入力", "standard input") : printable(error.file)
    if let sheet = error.sheet { place += language("、シート「\(printable(sheet))」、", ", sheet \(printable(sheet))") }
    if let line = error.line, ReadingScope.current.isFrame(error.file) {
      // Rows are counted from 1, and the names of columns are none.
      if line > 0 { place += language(" \(line) 番目の行", ", row \(line)") }
    } else if let line = error.line {
      place += language(" \(line) 行目", ", line \(line)")
    }
    if let column = error.column {
      place += language(" \(column.number) 列目", ", column \(column.number)")
      if !column.name.isEmpty { place += language("（\(printable(column.name))）", " (\(printable(column.name)))") }
    }
    if let within = error.place { place += language("、", ", ") + printable(within) }
    return place
  }

  /// Text from a file as a terminal may show it: no control characters, no reordering marks, not too long.
  static func printable(_ text: String, limit: Int = 80) -> String {
    let result = VisibleText.of(
      String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit))), spellsLineEnds: true)
    return text.unicodeScalars.count > limit ? result + "…" : result
  }
}

/// The wordings, kind by kind.
struct ErrorWords {
  typealias Explanation = (summary: String, found: String?, expected: String?, hint: String?)

  let language: Language
  /// Whether rows that cannot be used can be set aside with --rejects.
  var setsAside = true

  func explain(_ problem: DataError.Problem) -> Explanation {
    fileProblem(problem) ?? structureProblem(problem) ?? jsonProblem(problem) ?? valueProblem(problem)
      ?? mappingProblem(problem)
  }

  func mappingProblem(_ problem: DataError.Problem) -> Explanation {
    switch problem {
    case .invalidYAML(let reason):
      YAMLWords(reason).explanation(language)
    case .repeatedKeys(let keys):
      (
        language("同じ項目名が重複しています", "a key stands twice"), keys.map(quoted).joined(separator: ", "), nil,
        language("どちらか一方を消すか、1つの項目にまとめてください", "delete one of them, or put both under one key")
      )
    case .unknownKey(let key, let nearest, let known):
      (
        language("使用できない項目名です", "this key is not known"), quoted(key), known.joined(separator: ", "),
        nearest.map { language("\(quoted($0)) のことでしょうか", "did you mean \(quoted($0))?") }
      )
    case .wardInTwoHalves(let ward, let first, let second):
      (
        language("一つの区が二つの地域に属しています", "a ward stands in two halves"),
        quoted(ward)
          + language("：\(quoted(first)) と \(quoted(second))", " in \(quoted(first)) and in \(quoted(second))"),
        language("区ごとに一つの地域", "one half a ward"), nil
      )
    case .wrongShape(let key, let expected):
      (language("値の形が違います", "the value has the wrong shape"), key.isEmpty ? nil : quoted(key), expected, nil)
    case .unfilled(let key):
      (
        language("\(YAMLText.mark) が残っています", "\(YAMLText.mark) is still to be filled in"),
        key.isEmpty ? nil : quoted(key), language("列の名前または語", "a column or a word"),
        language("この行の \(YAMLText.mark) を書き換えてください", "replace \(YAMLText.mark) on this line")
      )
    case .unusedPattern(let pattern, let field):
      (
        language("どの語にも当てはまらないパターンです", "no word fits this pattern"),
        quoted(pattern) + language("（\(field)）", " (\(field))"), nil,
        language("綴りを確認してください。なくてもよいものは末尾に ? を付けます", "look at its spelling; put ? behind it if it need not occur")
      )
    case .yamlWriting(let writing): writingProblem(writing)
    case .unknownMapping(let name, let nearest, let known):
      (
        language("そのようなマッピングはありません", "there is no such mapping"), quoted(name), known.joined(separator: ", "),
        nearest.map { language("\(quoted($0)) のことでしょうか", "did you mean \(quoted($0))?") }
          ?? language("付属の名前か YAML ファイルのパスを指定してください", "give a shipped name or the path of a YAML file")
      )
    default: ("\(problem)", nil, nil, nil)
    }
  }

  private func writingProblem(_ writing: DataError.YAMLWriting) -> Explanation {
    let summary = language("YAML として読めません", "this is not valid YAML")
    return switch writing {
    case .cp932:
      (
        summary, language("UTF-8 ではない（CP932、Shift_JIS か）", "the file is not UTF-8: is it CP932 (Shift_JIS)?"), "UTF-8",
        language("UTF-8 で保存し直してください", "save it as UTF-8")
      )
    case .wideColon:
      (
        summary, language("全角のコロン（：）", "a full-width colon (：)"), language("半角のコロンと空白", "an ASCII colon and a blank"),
        language("「：」を「: 」に直してください", "write \": \" in its place")
      )
    case .tabs:
      (
        summary, language("行頭のタブ", "a tab at the beginning of the line"), language("空白による字下げ", "blanks"),
        language("タブを空白に直してください", "write blanks in its place")
      )
    case .wideBlanks:
      (
        summary, language("行頭の全角空白", "a full-width blank at the beginning of the line"),
        language("半角空白による字下げ", "blanks"),
        language("全角空白を半角空白に直してください", "write ASCII blanks in its place")
      )
    }
  }

  func excess(_ excess: DataError.Excess, _ limit: Int) -> Explanation {
    let what =
      switch excess {
      case .columns: language("列が多すぎます", "there are too many columns")
      case .tableRows: language("公表表の行が多すぎます", "there are too many rows for a published table")
      case .tableColumns: language("公表表の種別が多すぎます", "there are too many categories for a published table")
      case .firms: language("一つのグループの業者が多すぎます", "there are too many firms in one group of tenders")
      case .linkedFirms: language("同額で結びついた業者が多すぎます", "ties link too many firms")
      case .bytes: language("ファイルが大きすぎます", "the file is too large")
      case .levels: language("入れ子が深すぎます", "values are nested too deep")
      case .aliases: language("別名（*）が多すぎます", "there are too many aliases (*)")
      }
    return (
      what, nil, language("\(limit) 以下", "at most \(limit)"),
      language("別のファイルではないか、区切り文字が正しいか確認してください", "is it another file, or another delimiter?")
    )
  }

  /// The first few of some names.
  func some(_ names: [String]) -> String {
    let limit = 40
    let first = names.prefix(limit).map(quoted).joined(separator: ", ")
    return names.count > limit
      ? first + language(" ほか \(names.count - limit) 列", " and \(names.count - limit) more") : first
  }

  /// A currency's code; some amounts have none.
  func currency(_ code: String) -> String {
    code == CurrencyCode.none ? language("通貨の記載なし", "no currency") : ErrorText.printable(code)
  }

  func quoted(_ text: String) -> String { "\"\(ErrorText.printable(text))\"" }
}

extension ErrorText {
  /// The words for a file that could not be written.
  package static func text(of failure: WholeFile.Failure, language: Language) -> String {
    switch failure {
    case .exists(let path):
      language(
        "\(printable(path)): 同名のファイルが既にあります\n  対処方法： 上書きするなら --force を付けてください",
        "\(printable(path)): the file exists already\n  hint:     --force replaces it")
    case .refused(let path, let reason):
      language(
        "\(printable(path)): 書き込めません\n  理由： \(ForeignWords.text(reason, .japanese))\n  対処方法： 書き込みのできる、既にあるフォルダーを指定してください",
        "\(printable(path)): cannot be written\n  found:    \(reason)\n  hint:     name a folder that exists and may be written to"
      )
    }
  }
}
