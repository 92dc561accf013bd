import LedgerReading
import Procurement
import ShareStatistics

/// The wordings of an audit: places, causes, checks and what the whole amounts to.
struct AuditWords {
  let table: PublishedTable
  let language: Language

  private var labels: Labels { Labels(language: language) }

  func summary(_ audit: TableAudit) -> String {
    let checked = NumberText.grouped(audit.checked)
    let count = audit.findings.count
    if count == 0, audit.undecided.isEmpty {
      return language(
        "\(checked)か所の数値を検算した。表の他の数値と整合しない数値はない。",
        "\(checked) figures checked; all of them can be right together.")
    }
    if count == 0 {
      return language(
        "\(checked)か所の数値を検算した。判定の終わらない年度がある。", "\(checked) figures checked; not every year could be decided.")
    }
    return language(
      "\(checked)か所の数値を検算し、表の他の数値と整合しない数値を\(count)か所見つけた。",
      "\(checked) figures checked; \(count) \(count == 1 ? "finding" : "findings") of figures that cannot be right.")
  }

  /// Year, category, row and measure of a figure.
  func place(_ place: FigurePlace) -> [String] {
    [labels.time(place), category(place.category), row(place.row), labels.measure(place.measure)]
  }

  func expected(_ values: ExpectedValues?) -> String {
    guard let values else { return language("未確定", "open") }
    if let only = values.only { return NumberText.grouped(only) }
    guard let high = values.high else {
      return language("\(NumberText.grouped(values.low)) 以上", "\(NumberText.grouped(values.low)) or more")
    }
    return "\(NumberText.grouped(values.low))–\(NumberText.grouped(high))"
  }

  func letter(_ index: Int) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    return index < letters.count ? String(letters[index]) : "(\(index + 1))"
  }

  /// The causes that fit each figure of a finding.
  func explanations(of finding: AuditFinding) -> [String] {
    var lines: [String] = []
    if finding.figure == nil {
      lines.append(
        language("次のいずれか一つ（または一組）が誤り", "only one of these alternatives is wrong")
          + (finding.omittedAlternatives > 0
            ? language("（ほかに \(finding.omittedAlternatives) 通り）", " (and \(finding.omittedAlternatives) more)") : ""))
    }
    if finding.assumptions.contains(where: { !$0.isEmpty }) {
      lines.append(
        language(
          "端数処理により異なる：\(assumptions(finding))", "it depends on the rounding: \(assumptions(finding))"))
    }
    for figure in finding.alternatives.flatMap(\.self) {
      let name = place(figure.place).joined(separator: " ")
      let causes = figure.causes.map { cause($0, of: figure) + triedText($0) }.joined(separator: language("；", "; "))
      lines.append(
        language(
          "\(name) \(NumberText.grouped(figure.printed))：\(causes)（\(figure.causesTried)通りを試行）",
          "\(name) \(NumberText.grouped(figure.printed)): \(causes) (\(figure.causesTried) explanations tried)"))
    }
    return lines
  }

  private func triedText(_ cause: AuditCause) -> String {
    guard cause.kind != .unknown else { return "" }
    return language("［\(cause.tried)通り中］", " [of \(cause.tried)]")
  }

  /// The simplest pair of rules under which each alternative holds.
  private func assumptions(_ finding: AuditFinding) -> String {
    finding.assumptions.enumerated().compactMap { index, pairs in
      pairs.first.map { "\(letter(index)) \(rules($0))" }
    }.joined(separator: language("、", ", "))
  }

  /// A pair of rules: one name where amounts and shares have one.
  func rules(_ pair: RoundingPair) -> String {
    let share = labels.rule(pair.share.rule)
    guard pair != RoundingPair(pair.amount) else { return share }
    let amount = labels.rule(pair.amount)
    guard pair.share.isOfPrinted else {
      return language("金額は\(amount)・割合は\(share)", "amounts \(amount), shares \(share)")
    }
    return language(
      "金額は\(amount)・割合は公表された金額から\(share)", "amounts \(amount), shares \(share) of the printed amounts")
  }

  /// What the next best rules would accuse, where that is known.
  private func nextBest(_ audit: TableAudit) -> String? {
    let own = audit.alternatives.first { $0.rules == audit.rules }?.accused ?? 0
    let worse = audit.alternatives.filter { $0.accused > own }
    guard let next = worse.min(by: { $0.accused < $1.accused }) else { return nil }
    let count = NumberText.grouped(next.accused)
    return next.isExact
      ? language(
        "次に適合する端数処理（\(rules(next.rules))）では整合しない数値が\(count)か所",
        "the next best rules (\(rules(next.rules))) would accuse \(count)"
      )
      : language(
        "次に適合する端数処理では整合しない数値が\(count)か所以上", "the next best rules would accuse at least \(count)")
  }

  /// How many misprints of one digit would have gone through.
  private func coverage(_ audit: TableAudit) -> String {
    let all = audit.coverage.reduce(0) { $0 + $1.misprints }
    let open = all - audit.coverage.reduce(0) { $0 + $1.contradicted }
    return language(
      "1桁の誤植\(NumberText.grouped(all))通りのうち、\(NumberText.grouped(open))通りは他の数値と矛盾せず見つからない場合がある",
      "of \(NumberText.grouped(all)) misprints of one digit, \(NumberText.grouped(open)) may pass: no interval contradicts them"
    )
  }

  func undecided(_ year: FiscalYear) -> String {
    language(
      "\(labels.year(year))：計算の上限に達したため判定していない",
      "\(labels.year(year)): the search ended at its limit; nothing in it is accused")
  }

  /// What a misprint made of a rise or fall.
  func turned(_ turned: TurnedStatement) -> String {
    let name = place(turned.place).joined(separator: " ")
    let years = [turned.place.year, turned.other.year].sorted().map(labels.year)
    let span = "\(years[0]) → \(years[1])"
    return language(
      "\(name)：\(span)は公表値のままなら\(direction(turned.printed))、正しくは\(direction(turned.right))",
      "\(name), turned around: \(span) is a \(direction(turned.printed)) as printed and a \(direction(turned.right)) with what should stand there"
    )
  }

  private func direction(_ direction: TurnedStatement.Direction) -> String {
    switch direction {
    case .rise: language("増", "rise")
    case .same: language("横ばい", "standstill")
    case .fall: language("減", "fall")
    }
  }

  func cause(_ cause: AuditCause, of figure: AccusedFigure) -> String {
    let printed = figure.printed.description
    let source = cause.source?.description ?? ""
    let there = cause.place.map { elsewhere($0, than: figure.place) } ?? ""
    let quotient =
      cause.quotient.map {
        " (\(NumberText.grouped($0.numerator)) / \(NumberText.grouped($0.denominator)))"
      } ?? ""
    switch cause.kind {
    case .complement: return language("100％から差し引いた値（補数、100 − \(source)）", "complement (100 − \(source))")
    case .wrongRow: return language("他区分の値：\(there)\(quotient)", "the number of another row: \(there)\(quotient)")
    case .wrongColumn:
      return language("他の列の値：\(there)\(quotient)", "the number of another column: \(there)\(quotient)")
    case .wrongYear: return language("他年度の値：\(there)\(quotient)", "the number of another year: \(there)\(quotient)")
    case .printedZero: return language("0 と印刷（値の欠落）", "0 printed for a number that is not 0")
    case .digitLost: return language("数字の脱落（\(source) → \(printed)）", "a digit lost (\(source) → \(printed))")
    case .digitsSwapped:
      return language("数字の入替え（\(source) → \(printed)）", "two digits swapped (\(source) → \(printed))")
    case .decimalShift:
      return language("小数点のずれ・桁の脱落", "decimal point moved or a last digit lost")
        + (source.isEmpty ? "" : language("（\(source)）", " (\(source))"))
    case .wrongUnit:
      return language("単位の誤り", "another unit") + (source.isEmpty ? "" : language("（\(source)）", " (\(source))"))
    case .wrongDenominator: return language("別の分母：\(there)\(quotient)", "another denominator: \(there)\(quotient)")
    case .unknown: return language("符合する誤りの例なし", "no tried explanation fits")
    }
  }

  func check(_ check: PrintedCheck) -> String {
    let name = place(check.place).joined(separator: " ")
    let (printed, computed) = (NumberText.grouped(check.printed), NumberText.grouped(check.computed))
    switch check.kind {
    case .quotient:
      return language(
        "\(name)：公表値\(printed)、計算値\(computed)", "\(name): printed \(printed), the quotient is \(computed)")
    case .sumOfRows:
      return language(
        "\(name)：公表値\(printed)、各区分の合計\(computed)", "\(name): printed \(printed), its rows add up to \(computed)")
    case .sumOfCategories:
      return language(
        "\(name)：公表値\(printed)、各種別の合計\(computed)", "\(name): printed \(printed), the categories add up to \(computed)")
    case .sumOfPeriods:
      return language(
        "\(name)：公表値\(printed)、各期間の合計\(computed)", "\(name): printed \(printed), its periods add up to \(computed)")
    case .sumOfShares:
      return language(
        "\(name)：割合の合計\(computed)（公表値\(printed)）", "\(name): the shares add up to \(computed), printed \(printed)")
    }
  }

  func remarks(_ audit: TableAudit, _ meta: ResultMeta) -> [String] {
    var remarks: [String] = []
    if !audit.consistentWithRounding.isEmpty {
      remarks.append(
        language(
          "端数処理で説明できる差：\(audit.consistentWithRounding.count)件",
          "differences that rounding explains: \(audit.consistentWithRounding.count)"))
    }
    let others = audit.otherExplainingRules.map(labels.rule)
    let rule = rules(audit.rules)
    remarks.append(
      language("端数処理：\(rule)", "rounding rule: \(rule)")
        + (others.isEmpty
          ? ""
          : language(
            "（\(others.joined(separator: "、")) でも説明できる）",
            " (\(others.joined(separator: ", ")) would explain the figures as well)"))
        + (nextBest(audit).map { language("。", "; ") + $0 } ?? ""))
    if table.shareWhole == .table {
      remarks.append(language("割合の分母：全種別の合計", "shares are of the total of all categories"))
    }
    if !audit.openRules.isEmpty {
      let names = audit.openRules.map(rules).joined(separator: language("、", "; "))
      remarks.append(
        language(
          "計算の上限に達し、次の端数処理は判定していない：\(names)", "the search ended at its limit before these rules were settled: \(names)"
        ))
    }
    remarks.append(coverage(audit))
    remarks += audit.undecided.map(undecided)
    remarks += audit.sharedDenominators.map(sharedDenominator)
    remarks += audit.zeroYen.map { zero in
      let name = place(zero).joined(separator: " ")
      return language(
        "\(name)：契約があるのに0円（要確認）", "\(name): contracts that cost nothing, possible and seldom meant")
    }
    remarks.append(
      language(
        "「整合しない」とは、端数処理前の件数・金額をどのように置いても表の他の数値と両立しないこと。符合する誤りの例は原因の証明ではない",
        "a figure is wrong here only if no counts and amounts before rounding give it together with the others; a cause is what a misprint is consistent with, not a proof"
      ))
    remarks.append(contentsOf: meta.files.map { language("ファイル：", "file: ") + $0.name })
    return remarks
  }

  private func sharedDenominator(_ shared: SharedDenominator) -> String {
    let names = shared.places.map { place($0).joined(separator: " ") }.joined(separator: language("、", ", "))
    let number =
      shared.low == shared.high
      ? NumberText.grouped(shared.low) : "\(NumberText.grouped(shared.low))–\(NumberText.grouped(shared.high))"
    let source = shared.source.map { place($0).joined(separator: " ") }.map { language("（\($0)）", " (\($0))") } ?? ""
    return shared.isCause
      ? language(
        "同じ他の分母\(number)\(source)で説明できる：\(names)", "one other denominator, \(number)\(source), explains \(names)")
      : language("分母が\(number)であればいずれも整合する：\(names)", "both fit \(number): \(names)")
  }

  private func category(_ identifier: String) -> String {
    table.categories.first { $0.identifier == identifier }.map(labels.category) ?? identifier
  }

  private func row(_ identifier: String) -> String {
    if let row = table.row(identifier) { return labels.row(row) }
    if identifier == "implied-total" { return language("合計（表にはない）", "Total (not printed)") }
    return labels.row(TableRow(identifier: identifier, label: identifier, role: .part, parent: nil))
  }

  /// A place, naming only what differs from where the figure stands.
  private func elsewhere(_ place: FigurePlace, than home: FigurePlace) -> String {
    var parts: [String] = []
    if (place.year, place.period) != (home.year, home.period) { parts.append(labels.time(place)) }
    if place.category != home.category { parts.append(category(place.category)) }
    if place.row != home.row { parts.append(row(place.row)) }
    if place.measure != home.measure { parts.append(labels.measure(place.measure)) }
    return parts.joined(separator: " ")
  }
}
