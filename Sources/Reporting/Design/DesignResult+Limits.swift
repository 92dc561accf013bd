import LotteryStatistics
import PolicyDesign

// What a memo must say beside its recommendation.
extension DesignResult {
  func uncertainty(_ language: Language) -> [Document.Block] {
    var items: [String] = []
    if let choice = study.choice, let stability = study.rules[choice].stability {
      items.append(
        language(
          "開札日を単位に引き直した \(study.options.samples) 標本のうち、推奨案が劣らない案に残る割合は \(DecimalText.text(100 * stability, 0))％。",
          "In \(study.options.samples) samples of opening days the recommended rule stays undominated in \(DecimalText.text(100 * stability, 0)) %."
        ))
    }
    if let choice = study.choice, let years = study.rules[choice].years {
      let names = years.map { language($0.japaneseLabel, $0.englishLabel) }.joined(separator: language("・", ", "))
      items.append(
        language(
          "年度ごとに見て劣らない案に残る年度：\(names.isEmpty ? "なし" : names)。",
          "Years in which it stays undominated: \(names.isEmpty ? "none" : names)."))
    }
    if let choice = study.choice {
      let same = study.rules.indices.filter {
        $0 != choice && (study.rules[$0].sameAs ?? $0) == (study.rules[choice].sameAs ?? choice)
      }
      if !same.isEmpty {
        items.append(
          language(
            "この記録では推奨案と全ての結果が同じ案が \(NumberText.grouped(same.count)) ある。記録だけではどれがよいか決まらない。",
            "\(NumberText.english(same.count, "rule")) give the same result in every group of this record, which cannot tell them apart."
          ))
      }
    }
    let simulated = study.rules.count { $0.refusal != nil }
    if simulated > 0 {
      items.append(
        language(
          "厳密に計算できない \(NumberText.grouped(simulated)) 案は \(NumberText.grouped(study.options.trials)) 回のシミュレーションによる（±は標準誤差）。",
          "\(NumberText.english(simulated, "rule")) beyond exact solution are simulated in \(NumberText.grouped(study.options.trials)) trials (± is "
            + "the standard error)."))
    }
    return items.isEmpty ? [] : [.heading(language("確かでないこと", "What is uncertain"), level: 2), .list(items)]
  }

  func beyondRecord(_ language: Language) -> [Document.Block] {
    var items = [
      language(
        "入札は記録のまま。定め方が変われば応札の仕方も変わり得る。", "Bids are as recorded; under another rule firms may bid otherwise."),
      language(
        "落札者なしの案件は後日の再入札などで費用を生じ得るが、落札総額には入らない。",
        "A tender without award costs nothing here, though it comes back later."),
    ]
    if !study.relaxed.isEmpty {
      let bound = study.relaxed.compactMap(\.rule.possibleNewBids).max()
      items.append(
        language(
          "記録より緩い条件の \(NumberText.grouped(study.relaxed.count)) 案は「記録にない」ものとして比較から除いた（CSV・JSON には参考値）。"
            + (bound.map { "その条件で新たに参加できた入札は多くて延べ \(NumberText.grouped($0)) 者。" } ?? ""),
          "\(NumberText.english(study.relaxed.count, "rule")) with a condition wider than the record's are not in the record and not compared (their "
            + "figures in CSV and JSON are those of the bids that were made)."
            + (bound.map { " At most \(NumberText.grouped($0)) further bids would have been possible." } ?? "")))
    }
    return [.heading(language("記録から言えないこと", "What the record cannot say"), level: 2), .list(items)]
  }
}
