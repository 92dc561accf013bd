import LotteryStatistics

/// The words for bids and policies that cannot be used.
package enum LotteryErrorText {
  /// What is wrong with bids, and where.
  package static func text(of error: RegisterError, file: String, language: Language) -> String {
    var place = ErrorText.printable(file)
    if error.line > 0 { place += language(" \(error.line) 行目", ", line \(error.line)") }
    let tender = error.tender.map {
      language("案件 \"\(ErrorText.printable($0))\"", "tender \"\(ErrorText.printable($0))\"")
    }
    let firm = error.firm.map { language("業者 \"\(ErrorText.printable($0))\"", "firm \"\(ErrorText.printable($0))\"") }
    let group = error.group.map {
      language("グループ \"\(ErrorText.printable($0))\"", "group \"\(ErrorText.printable($0))\"")
    }
    let subject = [tender, firm, group].compactMap(\.self).joined(separator: ", ")
    let (summary, hint) = words(error, language)
    var lines = ["\(place): \(summary)"]
    if let difference = error.difference {
      func quoted(_ text: String) -> String {
        text.isEmpty ? language("空欄", "nothing") : "\"\(ErrorText.printable(text))\""
      }
      let (a, b) = (quoted(difference.first), quoted(difference.second))
      lines.append(
        language(
          "  実際： \(subject)、\(difference.column) の列が \(difference.firstLine) 行目では \(a)、\(error.line) 行目では \(b)",
          "  found:    \(subject): \(difference.column) is \(a) on line \(difference.firstLine) and \(b) on line "
            + "\(error.line)"))
    } else if !subject.isEmpty {
      lines.append(language("  入力値： ", "  found:    ") + subject)
    }
    if !hint.isEmpty { lines.append(language("  対処方法： ", "  hint:     ") + hint) }
    return lines.joined(separator: "\n")
  }

  private static func words(_ error: RegisterError, _ language: Language) -> (summary: String, hint: String) {
    switch error.kind {
    case .unknownFirm:
      (
        language("名簿にない業者の入札です", "a bid of a firm that the list of firms does not name"),
        language("--firms の名簿に加えてください", "add the firm to the file of --firms")
      )
    case .firmListedTwice:
      (language("名簿に同じ業者が二度あります", "the list of firms names a firm twice"), language("一方を消してください", "remove one of them"))
    case .firmTwiceInTender:
      (
        language("一つの案件に同じ業者の入札が二つあります", "a firm bids twice in one tender"),
        language(
          "案件番号が年度や課ごとに付け直されているなら、\(keyOfTender(language))。同じ入札が二度書かれているなら、最初の入札を使う --repeated-bids keep-first",
          "if numbers restart every year or office, \(keyOfTender(language)); if one bid is written twice, --repeated-bids keep-first takes the first"
        )
      )
    case .tenderListedTwice:
      (
        language("一つの案件が二度あります", "a tender stands twice"),
        language(
          "入札結果一覧の1行は1件です。番号、件名、開札日が同じ行の一方を除くか、入札者ごとの一覧なら業者名と入札金額の列を付けてください",
          "a row of a list of results is a tender: remove one of two rows with one number, title and day; a list of bids has columns for bidder and bid"
        )
      )
    case .firmTwiceInDraw:
      (
        language("一つのくじに同じ業者が二度あります", "a firm stands twice among the tied of one draw"),
        language(
          "同額の業者は一度だけ書いてください。くじの番号が年度ごとに付け直されているなら、マッピングの draws の columns に draw: [年度, 案件番号] と、ほかの項目の列も書いてください",
          "name every tied firm once; if the numbers of draws restart every year, give a --mapping file both columns as the key, "
            + "as in draws: {columns: {draw: [年度, 案件番号], firm: ..., winner: ...}}")
      )
    case .severalAffiliations:
      (
        language("一つの業者に系列が二つあります", "a firm belongs to two sets of affiliates"),
        language("系列の列を確認してください", "look at the column affiliation")
      )
    case .negativeBid: (language("入札金額が負です", "a bid is below 0"), "")
    case .negativePoints: (language("点数が負です", "points are below 0"), "")
    case .pricePointsWithoutCeiling:
      (
        language(
          "価格点を加算する案件に予定価格がありません", "points are added for the price, and there is no ceiling price to work them out"),
        language(
          "ceiling（予定価格）の列を埋めるか、除算方式なら price_points を空にしてください",
          "fill the column ceiling, or leave price_points empty where points are divided by the price")
      )
    case .floorAboveCeiling:
      (
        language("最低制限価格が予定価格を超えています", "the floor price is above the ceiling price"),
        language("どちらかの列を確認してください", "look at both columns")
      )
    case .noticesDisagree where error.difference?.column == "fiscal_year":
      (
        language("同じ案件番号が別の年度にもあります", "one tender's number stands in two fiscal years"),
        language(
          "番号が年度ごとに付け直されているなら、\(keyOfTender(language))", "if numbers restart every year, \(keyOfTender(language))")
      )
    case .noticesDisagree:
      (
        language("同じ案件の行どうしで内容が違います", "rows of one tender say different things about it"),
        language(
          "案件番号が一意か確認してください（年度や課ごとに付け直されているなら、\(keyOfTender(language))）。最初の行を採るなら --disagreeing-notices keep-first",
          "does the tender's key name one tender only (if numbers restart every year or office, \(keyOfTender(language)))? "
            + "--disagreeing-notices keep-first takes its first row")
      )
    case .noWinner:
      (
        language("くじに当選者の記載がありません", "a draw names no winner"),
        language("winner の列で一者を 1 とするか、当選者の名称を書いてください", "put 1 in the winner column of one firm, or the winner's name")
      )
    case .winnerNotTied:
      (
        language("当選者が同額の業者の中にありません", "the winner of a draw is not among its tied firms"),
        language(
          "除外前に同額だった業者を全て、同じ書き方で書いてください。一つの欄に並べるときは | で区切ります（甲社|乙社）",
          "list every firm that tied, before exclusion, spelled alike; firms in one cell are separated by | (A|B)")
      )
    case .drawRowsDisagree:
      (
        language(
          "同じくじの行どうしでグループ・順番・担当者・種別が違います", "rows of one draw disagree about its group, order, officer or category"),
        language("案件番号が一意か確認してください", "does the draw's key name one draw only?")
      )
    case .severalWinners:
      (
        language("一つの案件に落札者が二者あります", "a tender has two recorded winners"),
        language("winner（落札）の列を確認してください", "look at the column winner")
      )
    case .emptyGroup: (language("案件のないグループです", "a group has no tender"), "")
    case .tenderNotInOneGroup: (language("案件がちょうど一つのグループに属していません", "a tender is not in exactly one group"), "")
    }
  }

  /// The line of a mapping that makes year and number the key of tenders.
  private static func keyOfTender(_ language: Language) -> String {
    language(
      "マッピングの bids の columns に tender: [年度, 案件番号] と、ほかの項目の列も書いてください",
      "give a --mapping file both columns as the key, as in bids: {columns: {tender: [年度, 案件番号], firm: ..., bid: ...}}")
  }

  /// What is wrong with a policy.
  package static func text(of error: PolicyError, language: Language) -> String {
    let summary =
      switch error.kind {
      case .capBelowOne: language("上限は 1 以上", "a cap is at least 1: with less nobody could win")
      case .capAboveLimit: language("上限は 255 以下", "a cap is at most 255")
      case .limitOutOfRange: language("重みの上限は 1～1,000,000", "a limit of weights is 1 to 1,000,000")
      case .negativePoints: language("点数は 0 以上", "points are 0 or more")
      case .contradiction: language("他の要素と両立しません", "this contradicts another component")
      case .notRecomputable:
        language("記録だけからはくじを再計算できない要素です", "with this a draw cannot be recomputed from its record")
      }
    return "\(ErrorText.printable(error.policy)), \(error.component): \(summary)"
  }
}
