/// What the parser of YAML says, in words that someone who has never seen YAML can act upon.
struct YAMLWords {
  private let reason: String

  /// A reason as the parser words it.
  init(_ reason: String) { self.reason = reason }

  /// What is wrong, where the parser found it, and what to do about it.
  func explanation(_ language: Language) -> ErrorWords.Explanation {
    let (japanese, remedy) = Self.known[reason] ?? ("解析できない書き方", .other)
    return (
      language("YAML として読めません", "this is not valid YAML"), language(japanese, ErrorText.printable(reason)), nil,
      remedy.text(language)
    )
  }

  /// What helps.
  private enum Remedy {
    case colon, brackets, quotes, blanks, alias, bytes, single, other

    func text(_ language: Language) -> String {
      switch self {
      case .colon:
        language(
          "「項目: 値」の形で、コロンの後に空白を入れ、字下げをそろえてください。コロンや記号を含む値は \"…\" で囲みます",
          "write key: value with a blank behind the colon, set in like the lines around it; put values with colons or marks in \"…\""
        )
      case .brackets:
        language("[ ] と { } を閉じ、中の項目を , で区切ってください", "close [ ] and { }, and put commas between what they hold")
      case .quotes: language("引用符を閉じてください。\\ を含む値は '…' で囲みます", "close the quotes; put values with \\ in '…'")
      case .blanks: language("字下げには半角の空白だけを使ってください", "use blanks alone to set lines in")
      case .alias: language("* や & で始まる値は \"…\" で囲んでください", "put values that begin with * or & in \"…\"")
      case .bytes: language("UTF-8 のテキストとして保存し直してください", "save it as text in UTF-8")
      case .single: language("--- で区切らず、1つのファイルに1つだけ書いてください", "write one document to a file, without --- between")
      case .other:
        language(
          "@、%、` などの記号で始まる値は \"…\" で囲んでください。例は docs/mapping.md にあります",
          "put values that begin with @, %, ` and the like in \"…\"; docs/mapping.md has examples")
      }
    }
  }

  /// The reasons of libyaml's scanner, parser, composer and reader.
  private static let known: [String: (japanese: String, Remedy)] = [
    "mapping values are not allowed in this context": ("「:」を置けない位置にあるコロン", .colon),
    "mapping keys are not allowed in this context": ("「?」を置けない位置にある項目名", .colon),
    "block sequence entries are not allowed in this context": ("「-」を置けない位置にある箇条書き", .colon),
    "could not find expected ':'": ("コロンのない行", .colon), "found unexpected ':'": ("余分なコロン", .colon),
    "did not find expected key": ("項目名のない行、または字下げのずれ", .colon),
    "did not find expected '-' indicator": ("「-」のない箇条書き、または字下げのずれ", .colon),
    "did not find expected node content": ("値のない箇所", .brackets),
    "did not find expected ',' or ']'": ("閉じていない [", .brackets),
    "did not find expected ',' or '}'": ("閉じていない {", .brackets),
    "found unexpected end of stream": ("閉じていない引用符", .quotes),
    "found unexpected document indicator": ("引用符の中の ---", .quotes),
    "found unknown escape character": ("\"…\" の中で使えない \\ の書き方", .quotes),
    "did not find expected hexdecimal number": ("\"…\" の中で使えない \\ の書き方", .quotes),
    "found invalid Unicode character escape code": ("\"…\" の中で使えない \\ の書き方", .quotes),
    "found a tab character that violates indentation": ("字下げのタブ", .blanks),
    "found a tab character where an indentation space is expected": ("字下げのタブ", .blanks),
    "found an indentation indicator equal to 0": ("字下げの数が0", .blanks),
    "found undefined alias": ("* で始まる値（参照先のない別名）", .alias),
    "did not find expected alphabetic or numeric character": ("* または & で始まる値", .alias),
    "did not find expected whitespace or line break": ("! で始まる値", .other),
    "found undefined tag handle": ("! で始まる値", .other), "did not find expected '!'": ("! で始まる値", .other),
    "did not find the expected '>'": ("! で始まる値", .other), "did not find expected tag URI": ("! で始まる値", .other),
    "found character that cannot start any token": ("値の始めに置けない記号", .other),
    "did not find expected comment or line break": ("| または > の後の余分な文字", .other),
    "found unknown directive name": ("% で始まる行", .other),
    "could not find expected directive name": ("% で始まる行", .other),
    "found unexpected non-alphabetical character": ("% で始まる行", .other),
    "did not find expected digit or '.' character": ("% で始まる行", .other),
    "did not find expected version number": ("% で始まる行", .other),
    "found extremely long version number": ("% で始まる行", .other),
    "found incompatible YAML document": ("% で始まる行", .other),
    "found duplicate %YAML directive": ("% で始まる行", .other), "found duplicate %TAG directive": ("% で始まる行", .other),
    "did not find expected whitespace": ("% または ! で始まる箇所", .other),
    "did not find URI escaped octet": ("! で始まる値", .other),
    "but found another document": ("2つ目の文書（---）", .single),
    "did not find expected <document start>": ("余分な行、または2つ目の文書", .single),
    "control characters are not allowed": ("制御文字", .bytes), "invalid leading UTF-8 octet": ("UTF-8 でない文字", .bytes),
    "invalid trailing UTF-8 octet": ("UTF-8 でない文字", .bytes),
    "incomplete UTF-8 octet sequence": ("UTF-8 でない文字", .bytes), "invalid Unicode character": ("UTF-8 でない文字", .bytes),
  ]
}
