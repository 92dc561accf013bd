import LotteryStatistics

/// The words for texts of a verifiable draw that are refused.
package enum DrawProtocolText {
  /// What is wrong, where, and what to do.
  package static func text(of error: DrawProtocolError, file: String, language: Language) -> String {
    let (summary, facts, hint) = words(error.kind, part(error.part, language), language)
    var lines = ["\(ErrorText.printable(file)): \(summary)"]
    if let facts { lines.append(language("  入力値： ", "  found:    ") + facts) }
    if let hint { lines.append(language("  対処方法： ", "  hint:     ") + hint) }
    return lines.joined(separator: "\n")
  }

  /// The word for a text of the protocol.
  static func part(_ part: DrawProtocolError.Part, _ language: Language) -> String {
    switch part {
    case .notice: language("公告", "notice")
    case .seal: language("封印", "seal")
    case .commitment: language("コミットメント", "commitment")
    case .record: language("同額の記録", "record")
    case .register: language("業者の名簿", "register")
    case .beacon: language("公開乱数", "beacon number")
    case .seed: language("種", "seed")
    case .result: language("結果", "result")
    case .policy: language("受注機会確保方式", "policy")
    }
  }

  /// What a field of the notice takes.
  private static func field(_ name: String, _ language: Language) -> String {
    switch name {
    case "body":
      language("団体コードは半角数字6桁（例：川崎市は 141305）", "the code of the body has six digits, as 141305 for 川崎市 (全国地方公共団体コード)")
    case "tender": language("案件番号は A–Z、a–z、0–9、- だけ（例：R8-301）", "a tender has A–Z, a–z, 0–9 and - only, as R8-301")
    default:
      language(
        "時刻は日本時間で秒まで（例：2026-06-01T17:00:00+09:00）", "a time is of Japan, to the second: 2026-06-01T17:00:00+09:00")
    }
  }

  private typealias Words = (summary: String, facts: String?, hint: String?)

  private static func words(_ kind: DrawProtocolError.Kind, _ part: String, _ language: Language) -> Words {
    switch kind {
    case .line(let number, let expected):
      (
        language("\(part)の \(number) 行目が規約と違います", "line \(number) is not what the protocol has in a \(part)"), nil,
        language("期待される形： \(expected)", "expected: \(expected)")
      )
    case .field(let name, let found):
      (
        language("\(part)の \(name) が規約どおりではありません", "the \(name) of the \(part) is not what the protocol takes"),
        quoted(found),
        field(name, language)
      )
    case .bytes:
      (
        language("\(part)が規約どおりのバイト列ではありません", "the \(part) is not byte for byte what the protocol writes"), nil,
        language(
          "ASCII、行末は LF、空白は一つ、順序は規約どおり。編集や変換をしていない元のファイルを使ってください",
          "ASCII, LF behind every line, one space, everything in its order: take the file as it was published")
      )
    case .code(let code):
      (
        language("業者コードではありません", "this is no code of a firm"), quoted(code),
        language(
          "コードは A–Z、0–9、- の 1～20 文字（firm_code の列）", "a code has 1 to 20 of A–Z, 0–9 and - (column firm_code)")
      )
    case .repeated(let text):
      (language("同じものが二度あります（\(part)）", "something stands twice in the \(part)"), quoted(text), nil)
    case .notInRegister(let code):
      (language("名簿にない業者です", "the register does not have this firm"), quoted(code), nil)
    case .otherText(let found, let expected):
      (
        language("\(part)が公表されたものと違います", "this is not the \(part) that was published"), found,
        language("公表されたもの： \(expected)", "published: \(expected)")
      )
    case .timesOutOfOrder(let first, let second):
      (
        language("時刻の順序が逆です", "times do not follow each other"), "\(first), \(second)",
        language("締切 < 開札 < 種の公開期限", "closing, then opening, then open-by")
      )
    case .parties(let found, let expected):
      (
        language("封印の数が当事者の数と違います", "there are other numbers of seals and parties"), "\(found)",
        language("当事者 \(expected)", "parties: \(expected)")
      )
    case .oneParty:
      (
        language("公開乱数なしでは当事者が二者以上必要です", "without a beacon two parties or more must seal a seed"), nil,
        language("--parties 2 以上、または --beacon", "--parties 2 or more, or a --beacon")
      )
    case .handDraw(let party):
      (
        language(
          "当事者 \(party) の種がない、または封印したものと違います。公開乱数がないので、この公告のくじは全て公開の場で手で引きます",
          "the seed of party \(party) is missing or is not the sealed one, and there is no beacon: the whole notice goes to a "
            + "public draw by hand"), nil,
        language("残りの種だけで引いてはいけません", "never draw from the remaining seeds")
      )
    case .noSeed:
      (
        language("種が一つもありません", "no seed at all is open"), nil,
        language(
          "drand でない数だけでは、それを出す者が結果を動かせます", "a number that is not drand's could be steered by whoever makes it")
      )
    case .beacon(let expected, let found):
      (
        language("公開乱数が公告のものと違います", "this is not the beacon of the notice"), found,
        language("公告： \(expected)", "the notice: \(expected)")
      )
    case .earlyRound(let time, let openBy):
      (
        language("公開乱数が種の公開期限より前に出ます", "the beacon's number comes out before all seeds are open"), time,
        language("公開期限 \(openBy) より後の回を選んでください", "take a round after \(openBy)")
      )
    case .unknownTender(let tender):
      (language("公告にない案件です", "the notice does not have this tender"), quoted(tender), nil)
    case .policy(let name):
      (
        language(
          "この受注機会確保方式では、同額の者だけからは当選者が決まりません", "under this policy the winners do not follow from the tied firms alone"),
        quoted(name),
        language("くじの当選だけを数える制限（one-win、hiratsuka）か independent", "one-win, hiratsuka or independent")
      )
    case .versionOne:
      (
        language("第1版の記録です。第2版のコミットメントのもとでは認められません", "a record of version 1, which no commitment of version 2 admits"),
        nil, nil
      )
    }
  }

  private static func quoted(_ text: String) -> String { "\"\(ErrorText.printable(text))\"" }
}
