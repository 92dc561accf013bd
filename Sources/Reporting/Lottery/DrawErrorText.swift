import LotteryStatistics

/// The words for draws that cannot be computed and for schemes that cannot be used.
package enum DrawErrorText {
  /// Why a draw is open, and where.
  package static func text(of error: DrawError, file: String, language: Language) -> String {
    var place = ErrorText.printable(file)
    if error.line > 0 { place += language(" \(error.line) 行目", ", line \(error.line)") }
    let tender = error.tender.map {
      language("案件 \"\(ErrorText.printable($0))\"", "tender \"\(ErrorText.printable($0))\"")
    }
    let firm = error.firm.map { language("業者 \"\(ErrorText.printable($0))\"", "firm \"\(ErrorText.printable($0))\"") }
    let (summary, hint) = words(error.kind, ErrorText.printable(error.scheme), language)
    var lines = ["\(place): \(summary)"]
    let subject = [tender, firm].compactMap(\.self).joined(separator: ", ")
    if !subject.isEmpty { lines.append(language("  入力値： ", "  found:    ") + subject) }
    if !hint.isEmpty { lines.append(language("  対処方法： ", "  hint:     ") + hint) }
    return lines.joined(separator: "\n")
  }

  private static func words(
    _ kind: DrawError.Kind, _ scheme: String, _ language: Language
  ) -> (summary: String, hint: String) {
    switch kind {
    case .noBidder: (language("くじを引く者がいません", "nobody is there to draw"), "")
    case .numberOutOfRange(let number, let digits):
      (
        language(
          "番号 \(number) は\(digits)桁以内ではありません（方式 \(scheme)）",
          "the number \(number) has more than the \(digits) digits of the scheme \(scheme)"),
        language("入力番号とシステム番号を確認してください", "look at the typed and the system number")
      )
    case .missingTyped:
      (
        language(
          "入力番号がなく、方式 \(scheme) には代わりの番号がありません", "no number was typed, and the scheme \(scheme) has none instead"),
        language("YAML の方式に missing-typed: 001 などと書けます", "a scheme in YAML can say so, as in missing-typed: 001")
      )
    case .missingSystem:
      (
        language("システム番号がありません（方式 \(scheme)）", "there is no system number, which the scheme \(scheme) needs"),
        language(
          "system_number（または arrival）の列か、YAML の missing-system が必要です",
          "give it in the column system_number (or arrival), or missing-system in a scheme in YAML")
      )
    case .missingArrival:
      (
        language("到着日時がなく、順番が決まりません", "there is no time of arrival, so the order is open"),
        language(
          "arrival の列を埋めるか、YAML の方式に missing-arrival: last または order: record と書いてください",
          "fill the column arrival, or say missing-arrival: last or order: record in a scheme in YAML")
      )
    case .missingOpening:
      (
        language(
          "開札時刻がありません（方式 \(scheme) はそのミリ秒を使います）",
          "the time of opening is not recorded; the scheme \(scheme) adds its milliseconds"),
        language(
          "opening_time の列に 2021-04-20T10:00:00.123 の形で書いてください",
          "give it in the column opening_time, as in 2021-04-20T10:00:00.123")
      )
    case .equalArrivals(let other):
      (
        language(
          "到着日時が \(ErrorText.printable(other)) と同じで、順番が決まりません",
          "it arrived at the same time as \(ErrorText.printable(other)), so the order is open"),
        language(
          "YAML の方式に equal-arrivals: record（または firm-code）と書けます",
          "a scheme in YAML can say equal-arrivals: record, or firm-code")
      )
    case .equalKeys(let other):
      (
        language(
          "\(ErrorText.printable(other)) と並び順が同じで、順番が決まりません",
          "it has the same code or reading as \(ErrorText.printable(other)), so the order is open"),
        language("業者コードか読みを確認してください", "look at the codes or readings of the two")
      )
    case .sumTooLarge: (language("入札金額の合計が大きすぎます", "the sum of the bids is too large"), "")
    case .missingCode:
      (
        language(
          "業者コードがなく、業者名もコードではないので、くじを計算できません（方式 \(scheme)）",
          "there is no code of the firm and its name is none, so that the scheme \(scheme) leaves the order open"),
        language("firm_code（業者コード）の列にコードを書いてください", "give the code in the column firm_code (業者コード, 企業ID)")
      )
    case .missingReading:
      (
        language("業者名の読みが分からず、五十音順に並べられません", "the name cannot be put into the order of kana without its reading"),
        language("firm_reading（業者名カナ）の列に読みを書いてください", "give the reading in the column firm_reading, in kana")
      )
    }
  }

  /// What is wrong with a scheme.
  package static func text(of error: SchemeError, language: Language) -> String {
    let summary =
      switch error.kind {
      case .firstNumber: language("番号は 0 か 1 から", "firms are numbered from 0 or from 1")
      case .numberOutOfRange(let digits):
        digits == 3
          ? language("番号は 000～999", "a number has three digits, 000 to 999")
          : language("番号は\(digits)桁以内", "a number has \(digits) digits at most")
      case .digitsOutOfRange(let range):
        language("桁数は \(range.lowerBound)～\(range.upperBound)", "takes \(range.lowerBound) to \(range.upperBound)")
      case .hashWithoutFirm:
        language("{firm} がないと、どの業者も同じハッシュ値になります", "without {firm} all firms have one hash")
      case .noNumber:
        language(
          "入力番号もシステム番号も開札時刻も使わない方式では引けません", "without typed, system or opening numbers there is nothing to draw with")
      }
    return "\(ErrorText.printable(error.scheme)), \(error.component): \(summary)"
  }
}
