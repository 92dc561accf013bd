import LedgerReading
import Procurement
import TabularReading

/// What is wrong with one value.
extension ErrorWords {
  /// What can be done with a row that is wrong.
  var setAside: String {
    setsAside
      ? language("行を直すか、--rejects FILE で別ファイルに分けてください", "correct the row, or set such rows aside with --rejects FILE")
      : language("行を直してください", "correct the row")
  }

  func valueProblem(_ problem: DataError.Problem) -> Explanation? {
    let orSetAside = setsAside ? ", or set it aside with --rejects FILE" : ""
    return switch problem {
    case .missingValue(let field):
      (language("値が空です", "a value is missing"), language("空", "nothing"), field, setAside)
    case .unnamedRow:
      (
        language("契約の名前が全て空です（合計行でしょうか）", "nothing names this contract: is it a total?"), language("空", "nothing"),
        language("契約番号、件名、契約相手方のいずれか", "a number, a title or a contractor"),
        language(
          setsAside
            ? "合計行なら、その行を消すか、マッピングの exclude で除くか、--rejects FILE で別ファイルに分けてください"
            : "合計行なら、その行を消すか、マッピングの exclude で除いてください",
          "if it is a total, take the row out, or exclude it in a --mapping file\(orSetAside)")
      )
    case .notAnAmount(let text):
      (
        language("金額として読めません", "this is not an amount"), quoted(text),
        language("1234567、1,234,567円 のような整数", "a whole number such as 1234567 or 1,234,567円"), setAside
      )
    case .closingDash(let text): closingDash(text, setAside)
    case .foreignAmount(let text):
      (
        language("円以外の通貨の記号が付いた金額です", "the amount has the sign of another currency"), quoted(text),
        language("表の通貨の金額", "an amount in the currency of the table"),
        language(
          "表全体がその通貨なら --currency USD のように通貨コードを指定してください。一部の行だけなら、"
            + (setsAside ? "行を直すか、--rejects FILE で別ファイルに分けてください" : "行を直してください"),
          "if the whole table is in that currency, name it, as with --currency USD; else correct the row\(orSetAside)")
      )
    case .winnerWithoutBid(let name, let tender):
      (
        language(
          "落札者として書かれた業者自身の入札の行に、その名前がありません", "no row of that firm's own bid names it as the winner"),
        quoted(name) + language("（案件 \(quoted(tender))）", " (tender \(quoted(tender)))"),
        language(
          "案件の全ての行、または落札者の行に、入札と同じ書き方の落札者名。または ○・1・0 などの印",
          "the winner's name in all rows of its tender or in its own, spelled as in its bid; or a mark such as ○, 1 or 0"
        ),
        language(
          "業者名の書き方を揃え、案件の全ての行に落札者名を入れてください。列が落札者でないなら、見出しを変えるかマッピングの columns で列を指定してください",
          "spell firms alike and name the winner in all rows; if the column is not the winner's, rename it or name the columns in a --mapping file"
        )
      )
    case .notWholeUnits(let text):
      (
        language("通貨の最小単位より細かい端数があります（円なら円未満）", "the amount has a fraction of the smallest unit of its currency"),
        quoted(text),
        language("円単位の整数。ほかの通貨は 12.34 のように補助単位まで", "whole yen; in other currencies their decimals, as in 12.34"),
        language("マッピングに fractions: half-up と書くと四捨五入します", "fractions: half-up in a mapping rounds such amounts")
      )
    case .negativeAmount(let text):
      (language("金額が負です", "the amount is negative"), quoted(text), language("0 以上", "0 or more"), setAside)
    case .amountTooLarge(let text):
      (
        language("金額が大きすぎます", "the amount is too large"), quoted(text),
        language("9,223,372,036,854,775,807 以下", "at most 9,223,372,036,854,775,807"), setAside
      )
    case .mixedArrivals(let text, let first, let line):
      (
        language(
          "到着の列に時刻と順位が混ざっています", "some arrivals are times and others places in the order of arrival"),
        quoted(text) + language("（\(line) 行目は \(quoted(first))）", " beside \(quoted(first)) on line \(line)"),
        language("すべて時刻、またはすべて順位", "times alone, or places alone"), nil
      )
    case .notADate(let text):
      (
        language("日付として読めません", "this is not a date"), quoted(text),
        language(
          "2021-04-01、令和3年4月1日 など（1901～2199年、元号はその期間内）",
          "a date such as 2021-04-01 or 令和3年4月1日, in 1901 to 2199 and within its era"), setAside
      )
    case .notAFiscalYear(let text):
      (
        language("年度として読めません", "this is not a fiscal year"), quoted(text),
        language("2021、令和3年度、R3 など", "a year such as 2021, 令和3年度 or R3"), setAside
      )
    case .notAPeriod(let text):
      (
        language("年度またはその一部として読めません", "this is no fiscal year, nor a part of one"), quoted(text),
        language(
          "2021、令和3年度、令和3年度第1四半期、上半期、4～12月 など", "such as 2021, 令和3年度, 令和3年度第1四半期, 上半期 or 4-12月"),
        language("表のその欄を直してください", "correct that cell of the table")
      )
    case .notALotteryNumber(let text, let digits):
      (
        language("くじ番号として読めません", "this is not a number of an electronic lottery"), quoted(text),
        digits == 3
          ? language("000 から 999 までの3桁の数字", "three digits, 000 to 999")
          : language("\(digits)桁以内の数字", "up to \(digits) digits"), setAside
      )
    case .unknownWord(let word, let known, let nearest):
      (
        language("登録されていない値です", "this word is not known here"), quoted(word), known.joined(separator: ", "),
        nearest.map { language("\(quoted($0)) のことでしょうか", "did you mean \(quoted($0))?") }
          ?? language("マッピングの values で対応を書けます", "values in a --mapping file say what a word stands for")
      )
    case .unknownName(let name, let known, let nearest):
      (
        language("使用できない値です", "there is none of this name"), quoted(name),
        known.joined(separator: language("、", ", ")),
        nearest.map { language("\(quoted($0)) のことでしょうか", "did you mean \(quoted($0))?") }
          ?? language("使用できる値のいずれかを指定してください", "name one of these")
      )
    case .yearDisagrees(let year, let date, let yearOfDate):
      (
        language("年度と日付が合いません", "fiscal year and date disagree"), "\(quoted(year)), \(quoted(date))",
        language("日付の年度は \(yearOfDate)", "the date is in fiscal year \(yearOfDate)"), setAside
      )
    case .repeatedContract(let key, let firstFile, let firstLine):
      (
        language("契約番号が重複しています", "a contract stands twice"), quoted(key),
        firstFile.map { file in
          let line = firstLine ?? 0
          return language(
            "契約番号は一度だけ（最初は \(ErrorText.printable(file)) \(line) 行目）",
            "each contract once (the first is in \(ErrorText.printable(file)), line \(line))")
        } ?? language("契約番号は一度だけ", "each contract once"),
        language(
          "年度ごとに番号が付け直される台帳なら、マッピングに contract: [年度の列, 番号の列] と書いてください。"
            + "意図したものなら --duplicates keep、一方だけ使うなら --duplicates first か last",
          "where numbers restart every year, give a --mapping file the year and the number as the key (contract: [year, number]); "
            + "if it is meant, --duplicates keep; to count the first or last only, --duplicates first or last")
      )
    case .sumTooLarge:
      (
        language("合計が大きすぎて正確に計算できません", "the sum is too large to be exact"), nil,
        language("年度の合計 9,223,372,036,854,775,807 以下", "at most 9,223,372,036,854,775,807 in one year"),
        language("金額の単位を確認してください", "check the unit of the amounts")
      )
    case .otherCurrency(let code, let expected):
      (
        language("通貨が違います", "the row is in another currency"), currency(code), currency(expected),
        language(
          setsAside ? "集計する通貨を --currency で選ぶか、--rejects ファイル名 で別ファイルに分けてください" : "集計する通貨を --currency で選んでください",
          "choose one with --currency\(setsAside ? ", or set such rows aside with --rejects FILE" : "")")
      )
    case .taxBasesDiffer(let first, let second):
      (
        language("税込と税抜の金額は合計できません", "amounts with and without tax are never added"),
        [first, second].map(taxBasis).joined(separator: language("、", ", ")), nil,
        language(
          "マッピングの tax を揃えるか、columns で税込どうし・税抜どうしの列を選ぶか、別々に集計してください",
          "give the mappings one tax basis, choose columns of one basis in them, or tabulate the files apart")
      )
    case .notAFigure(let text):
      (
        language("表の数字として読めません", "this is not a figure of a table"), quoted(text),
        language("1,234 や 45.67 のような数", "a number such as 1,234 or 45.67"), nil
      )
    case .repeatedFigure(let firstLine):
      (
        language("年度・種別・区分の同じ行が重複しています", "a figure of this place stands twice"), nil,
        language(
          "年度・種別・区分ごとに一度（最初は \(firstLine) 行目）", "once for each year, category and row (first on line \(firstLine))"),
        language("どちらかの行を消してください", "delete one of the two rows")
      )
    case .unknownFigures(let heading):
      (
        language("数値の列の見出しが何を表すか分かりません", "figures stand under a heading that is not understood"), quoted(heading),
        language("契約件数、割合、契約金額（百万円） など", "such as 契約件数, 割合 or 契約金額（百万円）"),
        language(
          "見出しを件数・金額・割合のどれかが分かる語に直すか、表のものでない列を除いてください",
          "give the column a heading that says count, amount or share, or take it out if it is not of the table")
      )
    case .meaninglessTable(let reason):
      (
        language("表の行や列のつながりが分かりません", "the rows or columns of the table make no sense together"),
        ErrorText.printable(reason), nil, language("役割の列（role）を確認してください", "check the column of roles (role)")
      )
    case .noFigures:
      (
        language("表の数字の列がありません", "there is no column of figures"), nil,
        language(
          "契約件数、件数割合、契約金額、金額割合 のいずれか", "any of count, countShare, amount, amountShare (or their Japanese names)"), nil
      )
    default: nil
    }
  }

  /// That a dash at the end of an amount may be its minus or close it.
  private func closingDash(_ text: String, _ setAside: String) -> Explanation {
    let hasDash = text.last.map { !$0.isNumber } ?? false
    return (
      hasDash
        ? language(
          "数字の後ろの横線は、負号とも金額を閉じる印とも読めます", "the dash behind the number could be a minus, or close the amount")
        : language(
          "この列の金額は横線で閉じているのに、この金額には横線がありません",
          "the amounts of this column are closed by a dash, and this one is not: are the others negative?"),
      quoted(text),
      language(
        "￥1,234- か 1,234円（閉じる印）、-1,234 か △1,234（負）、または列のすべての金額に同じ横線",
        "￥1,234- or 1,234円 where it closes the amount, -1,234 or △1,234 where it is negative, or the same dash behind every amount of the column"
      ),
      setAside
    )
  }

  private func taxBasis(_ basis: TaxBasis) -> String {
    switch basis {
    case .included: language("税込", "included")
    case .excluded: language("税抜", "excluded")
    case .unstated: language("記載なし", "unstated")
    }
  }
}
