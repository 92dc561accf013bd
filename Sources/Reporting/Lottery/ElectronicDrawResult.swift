import LotteryStatistics
import Procurement

/// Lotteries worked out line by line, ready to be shown in any format.
package struct ElectronicDrawResult: PresentableResult, Sendable {
  let draws: [TenderDraw]
  let register: TenderRegister
  let method: DrawMethod
  let meta: ResultMeta
  private let followed: FollowedHistory?
  private let untied: Int

  /// The draws of tied tenders of a register.
  ///
  /// - Parameters:
  ///   - followed: the policy that excludes firms and whose wins it follows; nil for none.
  ///   - untied: how many tenders were left out because nothing ties in them.
  package init(
    _ draws: [TenderDraw], of register: TenderRegister, method: DrawMethod, followed: FollowedHistory? = nil,
    untied: Int = 0,
    meta: ResultMeta
  ) {
    self.draws = draws
    self.register = register
    self.method = method
    self.followed = followed
    self.untied = untied
    self.meta = meta
  }

  /// The working of every draw.
  package func document(_ language: Language) -> Document {
    var blocks: [Document.Block] = []
    switch method {
    case .scheme(let scheme):
      blocks.append(.heading(language("電子くじの計算", "Electronic lottery"), level: 1))
      blocks.append(.paragraph(language("方式 \(scheme.name)：", "Scheme \(scheme.name):")))
      blocks.append(.list(SchemeWords(language: language).description(scheme)))
    case .seed(let seed):
      blocks.append(.heading(language("検証できるくじ", "Verifiable draw"), level: 1))
      blocks.append(
        .paragraph(
          language(
            "公表済みのはずのコミットメント：\(seed.commitment)", "Commitment that must have been published before: \(seed.commitment)")
        ))
    }
    for draw in draws {
      blocks.append(.heading(ErrorText.printable(register.tenders[draw.tied.tender].notice.identifier), level: 2))
      blocks += working(draw, language)
    }
    blocks.append(.list(notes(language)))
    return Document(blocks)
  }

  private func working(_ draw: TenderDraw, _ language: Language) -> [Document.Block] {
    var blocks: [Document.Block] = []
    let left = draw.tied.bidders.filter { bidder in !draw.ranking.contains { $0.name == bidder.name } }
    if !left.isEmpty {
      let names = left.map { ErrorText.printable($0.name) }.joined(separator: language("、", ", "))
      blocks.append(
        .paragraph(language("同じグループで落札済みのため除く：\(names)", "Left out, having won in the group before: \(names)")))
    }
    switch draw.working {
    case .sole:
      let name = ErrorText.printable(draw.winner.name)
      blocks.append(.paragraph(language("残るのは \(name) だけで、くじは引かない。", "\(name) alone is left: nothing is drawn.")))
    case .electronic(let electronic): blocks += ElectronicWorking(electronic, language: language).blocks
    case .hashed(let hashed): blocks += HashedWorking(draw: hashed, language: language).blocks
    case .verifiable(let verifiable): blocks += VerifiableWorking(verifiable, language: language).blocks
    }
    return blocks
  }

  private func notes(_ language: Language) -> [String] {
    var notes = meta.notes(language)
    notes.append(FollowedHistory.text(followed, language))
    if let caveat = method.caveat(language) { notes.append(caveat) }
    if untied > 0 {
      notes.append(language("同額でない案件 \(untied) 件は除いた", "tenders without a tie, left out: \(untied)"))
    }
    let defaults = draws.contains { draw in
      if case .electronic(let electronic) = draw.working {
        electronic.entries.contains { $0.usesDefault }
      } else {
        false
      }
    }
    if defaults {
      notes.append(
        language("*：記録にない番号の代わりに方式が定める番号", "*: stands for a number that the record does not have, as the scheme says"))
    }
    let aside = draws.contains { draw in
      if case .electronic(let electronic) = draw.working {
        electronic.entries.contains { $0.systemOfArrival != nil }
      } else {
        false
      }
    }
    if aside {
      notes.append(
        language(
          "!：記録されたシステム番号が到着日時から出る番号と違う。計算は記録の番号による",
          "!: the recorded system number is not the one of the arrival; the recorded one is used"))
    }
    return notes
  }
}
