import LotteryStatistics
import Procurement

/// Recorded winners beside computed ones, ready to be shown in any format.
package struct DrawVerificationResult: PresentableResult, Sendable {
  private let verification: DrawVerification
  private let register: TenderRegister
  private let method: DrawMethod
  private let followed: FollowedHistory?
  private let meta: ResultMeta
  /// How many tenders a text lists at most; JSON and CSV have all.
  private let limit = 15
  /// How many other schemes a text lists at most; JSON has all.
  private let schemeLimit = 5

  /// A verification with the facts about its bids.
  ///
  /// - Parameter followed: the policy that excludes firms and whose wins it follows; nil for none.
  package init(
    _ verification: DrawVerification, of register: TenderRegister, method: DrawMethod, followed: FollowedHistory? = nil,
    meta: ResultMeta
  ) {
    self.verification = verification
    self.register = register
    self.method = method
    self.followed = followed
    self.meta = meta
  }

  private var findings: [DrawVerification.Comparison] {
    verification.comparisons.filter {
      ![.agrees, .notRecorded].contains($0.verdict) || !$0.numbersAside.isEmpty
    }
  }

  /// What agrees, what differs, and what would explain it.
  package func document(_ language: Language) -> Document {
    let count = verification.comparisons.count
    let compared = count - verification.count(.notRecorded)
    let agreeing = verification.count(.agrees)
    var blocks: [Document.Block] = [
      .heading(language("くじの検算", "Recomputed draws"), level: 1),
      .paragraph(
        language(
          "方式 \(method.name)：同額のくじ \(count) 件のうち落札者の記録がある \(compared) 件を検算し、\(agreeing) 件が一致、\(compared - agreeing) 件が不一致。",
          "Scheme \(method.name): of \(count) tied tenders \(compared) have a recorded winner; \(agreeing) agree and "
            + "\(compared - agreeing) do not.")),
    ]
    if !findings.isEmpty { blocks.append(.table(table(language))) }
    if let text = numbers(language) { blocks.append(.paragraph(text)) }
    if !verification.explanations.isEmpty {
      blocks.append(.heading(language("どの方式なら記録と合うか", "Which scheme would explain the record"), level: 2))
      blocks.append(.table(explanations(language)))
    }
    blocks.append(.list(notes(language)))
    return Document(blocks)
  }

  private func table(_ language: Language) -> TextTable {
    var table = TextTable([
      .init(language("案件", "Tender"), .left), .init(language("記録", "Recorded"), .left),
      .init(language("計算", "Computed"), .left), .init(language("判定", "Verdict"), .left),
      .init(language("記録と合う方式", "Explained by"), .left),
    ])
    for comparison in findings.prefix(limit) {
      let named = comparison.explainedBy.filter { LotteryScheme.named($0) != nil }
      table.rows.append([
        ErrorText.printable(register.tenders[comparison.draw.tied.tender].notice.identifier),
        ErrorText.printable(recorded(comparison) ?? "–"), ErrorText.printable(comparison.draw.winner.name),
        verdict(comparison, language), named.isEmpty ? "–" : named.joined(separator: ", "),
      ])
    }
    return table
  }

  private func recorded(_ comparison: DrawVerification.Comparison) -> String? {
    switch comparison.draw.tied.recorded {
    case .none: nil
    case .tied(let place): comparison.draw.tied.bidders[place].name
    case .outside(let firm): register.firms[firm].name
    }
  }

  private func verdict(_ comparison: DrawVerification.Comparison, _ language: Language) -> String {
    let text =
      switch comparison.verdict {
      case .agrees: language("一致", "agrees")
      case .differs: language("不一致", "differs")
      case .notTied: language("記録の落札者は同額の者ではない", "recorded winner is not among the tied")
      case .excluded: language("記録の落札者は除外される者", "recorded winner is excluded by the policy")
      case .notRecorded: language("落札者の記録なし", "no winner recorded")
      }
    guard !comparison.numbersAside.isEmpty else { return text }
    let shown = 2
    var firms = comparison.numbersAside.prefix(shown).map { entry in
      let (system, other) = (entry.system ?? 0, entry.systemOfArrival ?? 0)
      return "\(ErrorText.printable(entry.bidder.name)) \(ElectronicWorking.digits(system)) ≠ "
        + ElectronicWorking.digits(other)
    }
    let more = comparison.numbersAside.count - shown
    if more > 0 { firms.append(language("ほか \(more) 者", "\(more) more")) }
    return text + language("、到着と合わない番号：", "; numbers unlike their arrivals: ") + firms.joined(separator: ", ")
  }

  /// How many recorded system numbers do not follow from their arrivals, and by which rule they would.
  private func numbers(_ language: Language) -> String? {
    guard let best = verification.numberRules.first else { return nil }
    let unlike = NumberText.grouped(verification.comparisons.reduce(0) { $0 + $1.numbersAside.count })
    let (following, recorded) = (NumberText.grouped(best.following), NumberText.grouped(best.recorded))
    let rule = SchemeWords(language: language).system(best.rule) ?? ""
    return language(
      "記録されたシステム番号のうち \(unlike) 個が到着日時から出る番号と違う。「\(rule)」なら \(recorded) 個のうち \(following) 個が合う。",
      "\(unlike) recorded system numbers are not the ones of their arrivals; \(following) of \(recorded) are the \(rule)."
    )
  }

  private func explanations(_ language: Language) -> TextTable {
    var table = TextTable([
      .init(language("方式", "Scheme"), .left), .init(language("合う", "Explains")),
      .init(language("計算できる", "Of")), .init(language("偶然に合う数（平均）", "By chance")),
      .init(language("偶然に全て合う確率", "All by chance")),
    ])
    // The scheme that was asked for stands below the best others, wherever it comes.
    let best = verification.explanations.filter { $0.computed > 0 && $0.scheme != method.name }.prefix(schemeLimit)
    for explanation in best + verification.explanations.filter({ $0.scheme == method.name }) {
      table.rows.append([
        ErrorText.printable(explanation.scheme), "\(explanation.explained)", "\(explanation.computed)",
        DecimalText.text(explanation.byChance, 1), DecimalText.small(explanation.allByChance),
      ])
    }
    table.separators = [best.count]
    return table
  }

  private func notes(_ language: Language) -> [String] {
    var notes = meta.notes(language)
    notes.append(FollowedHistory.text(followed, language))
    if let caveat = method.caveat(language) { notes.append(caveat) }
    let hidden = findings.count - limit
    if hidden > 0 {
      notes.append(language("ほかに \(hidden) 件（--format csv で全件）", "\(hidden) more tenders: --format csv lists all"))
    }
    if !verification.explanations.isEmpty {
      let tried = verification.explanations.count { $0.computed > 0 }
      notes.append(
        language(
          "無関係の方式でも N 者のくじには 1/N の割合で合う。\(tried) 通りを試したので、偶然に全て合う確率がそれに比べて十分小さいものだけが説明になる",
          "a scheme that has nothing to do with a draw among N firms agrees with it in 1 of N cases, and "
            + "\(tried) were tried: only one that explains all of many draws is an explanation"
        ))
      let open = verification.explanations.filter { $0.computed == 0 }.map(\.scheme)
      if !open.isEmpty {
        let names = open.joined(separator: "; ")
        notes.append(language("記録の列だけでは計算できない方式：\(names)", "not computable from the recorded columns: \(names)"))
      }
    }
    return notes
  }

  /// The verification as JSON.
  package func json() -> JSONValue {
    let compared = verification.comparisons.count - verification.count(.notRecorded)
    return .object([
      "meta": meta.json(), "scheme": .string(method.name), "policy": .string(followed?.policy),
      "history": .string(followed?.history.rawValue),
      "tied": .integer(verification.comparisons.count), "compared": .integer(compared),
      "agreeing": .integer(verification.count(.agrees)),
      "differing": .integer(compared - verification.count(.agrees)),
      "tenders": .array(
        verification.comparisons.map { comparison in
          .object([
            "tender": .string(register.tenders[comparison.draw.tied.tender].notice.identifier),
            "recorded": .string(recorded(comparison)), "computed": .string(comparison.draw.winner.name),
            "verdict": .string(comparison.verdict.rawValue),
            "explainedBy": .array(comparison.explainedBy.map { .string($0) }),
            "numbersUnlikeArrivals": .array(comparison.numbersAside.map { .string($0.bidder.name) }),
          ])
        }),
      "numberRules": .array(
        verification.numberRules.map { rule in
          .object([
            "rule": .string(rule.rule.rawValue), "recorded": .integer(rule.recorded),
            "following": .integer(rule.following),
          ])
        }),
      "schemes": .array(
        verification.explanations.map { explanation in
          .object([
            "scheme": .string(explanation.scheme), "explained": .integer(explanation.explained),
            "computed": .integer(explanation.computed), "byChance": .number(explanation.byChance),
            "allByChance": .number(explanation.allByChance),
          ])
        }),
    ])
  }

  /// The comparisons as CSV, one line a tied tender.
  package func csv() -> String {
    let header = ["tender", "recorded", "computed", "verdict", "explainedBy"]
    return CSVText.render(
      [header]
        + verification.comparisons.map { comparison in
          [
            register.tenders[comparison.draw.tied.tender].notice.identifier, recorded(comparison) ?? "",
            comparison.draw.winner.name, comparison.verdict.rawValue, comparison.explainedBy.joined(separator: "|"),
          ]
        })
  }
}
