import LotteryStatistics

/// A verifiable draw with what it was made from.
package struct SealedDrawStudy: Sendable {
  /// The draw.
  package var draw: SealedDraw
  /// The record.
  package var ties: DrawTies
  /// The notice.
  package var notice: DrawNotice
  /// Whether the seeds were held against a published commitment.
  package var isBound: Bool

  /// A draw with its texts.
  package init(draw: SealedDraw, ties: DrawTies, notice: DrawNotice, isBound: Bool) {
    self.draw = draw
    self.ties = ties
    self.notice = notice
    self.isBound = isBound
  }

  /// Whether nothing but sealed seeds entered: the signature of a stored beacon number is not checked.
  package var isAuthentic: Bool { isBound && notice.beacon == .none }
}

/// A verifiable draw, or its verification, ready to be shown in any format.
package struct SealedDrawResult: PresentableResult, Sendable {
  private let study: SealedDrawStudy
  private let compared: Bool?

  /// A draw.
  ///
  /// - Parameter compared: whether a published result is the same; nil where none was compared.
  package init(_ study: SealedDrawStudy, compared: Bool?) {
    self.study = study
    self.compared = compared
  }

  /// The ranking of every tender.
  package func document(_ language: Language) -> Document {
    var table = TextTable([
      .init(language("案件", "Tender"), .left), .init(language("落札", "Winner"), .left),
      .init(language("順位", "Ranking"), .left),
    ])
    for place in study.draw.places {
      table.rows.append([
        study.notice.tenders[place.tender - 1], place.winner ?? language("なし", "none"),
        place.ranking.joined(separator: " "),
      ])
    }
    return Document([
      .heading(language("検証できるくじ（第2版）", "Verifiable draw, version 2"), level: 1),
      .paragraph(verdict(language)), .table(table), .list(notes(language)),
    ])
  }

  private func verdict(_ language: Language) -> String {
    if compared == false {
      return language("公表された結果は、この計算の結果と違います。", "The published result differs from the recomputed one.")
    }
    var text: String
    switch (compared, study.isAuthentic) {
    case (nil, _): text = language("計算した結果。", "Computed.")
    case (_, true): return language("公表された結果を検証しました。", "The published result is verified.")
    case (_, false):
      text = language("再計算の結果は一致しますが、検証済みではありません。", "Recomputed with the same result, not verified.")
    }
    if !study.isBound {
      text += language(
        "公表されたコミットメントがないので、種が締切前に決まっていたとは言えません。",
        " Without the published commitment nothing shows that the seeds were fixed before bidding closed.")
    }
    switch study.notice.beacon {
    case .none: break
    case .drand(let chain, let round):
      text += language(
        "公開乱数は保存された数であり、署名は確かめていません：drand の鎖 \(chain) の第 \(round) 回と比べてください。",
        " Number as stored, not authenticated: compare round \(round) of chain \(chain).")
    case .other(let source, let field, let time):
      text += language(
        "公開乱数は保存された数で、確かめていません：\(source) の \(field)（\(time)）と比べてください。",
        " Number as stored, not authenticated: compare \(field) of \(source) at \(time).")
    }
    return text
  }

  private func notes(_ language: Language) -> [String] {
    var notes = [
      language("公告 n \(study.notice.digest)", "notice n \(study.notice.digest)"),
      language("記録 r \(study.ties.digest)", "record r \(study.ties.digest)"),
      language("鍵 \(study.draw.key)", "key \(study.draw.key)"),
      language(
        "後に無効とされた者があれば順位の次の者。引き直さない",
        "where a bid is declared void later the next in the ranking gets the award: never a second draw"),
    ]
    if !study.draw.missing.isEmpty {
      let list = study.draw.missing.map(String.init).joined(separator: ", ")
      notes.append(language("種のない当事者：\(list)", "parties without their sealed seed: \(list)"))
    }
    if !study.notice.knowsBeaconTime, study.notice.beacon != .none {
      notes.append(
        language(
          "公開乱数の出る時刻は分からない：種の公開期限より後であることを確かめてください",
          "when the beacon's number came out is not known: see that it was after open-by"))
    }
    return notes
  }

  /// The draw as JSON.
  package func json() -> JSONValue {
    .object([
      "version": .integer(2), "notice": .string(study.notice.digest), "commitment": .string(study.ties.commitment),
      "record": .string(study.ties.digest), "key": .string(study.draw.key), "keyText": .string(study.draw.keyText),
      "beacon": .string(study.notice.beacon.text), "bound": .boolean(study.isBound),
      "verified": compared.map { .boolean($0 && study.isAuthentic) } ?? .null,
      "agrees": compared.map { .boolean($0) } ?? .null,
      "missing": .array(study.draw.missing.map { .integer($0) }),
      "tenders": .array(
        study.draw.places.map { place in
          .object([
            "tender": .string(study.notice.tenders[place.tender - 1]), "number": .integer(place.tender),
            "winner": .string(place.winner), "ranking": .array(place.ranking.map { .string($0) }),
          ])
        }),
    ])
  }

  /// The places as CSV, one line a tied firm.
  package func csv() -> String {
    let lines = study.draw.places.flatMap { place in
      place.ranking.enumerated().map { rank, code in
        [study.notice.tenders[place.tender - 1], "\(rank + 1)", code, code == place.winner ? "1" : "0"]
      }
    }
    return CSVText.render([["tender", "place", "firm_code", "winner"]] + lines)
  }
}

/// A text that was written to be published, with its digest.
package struct PublishedTextResult: PresentableResult, Sendable {
  private let part: DrawProtocolError.Part
  private let digest: String
  private let file: String

  /// A text in a file.
  package init(_ part: DrawProtocolError.Part, digest: String, file: String) {
    self.part = part
    self.digest = digest
    self.file = file
  }

  /// What to publish and what to keep.
  package func document(_ language: Language) -> Document {
    let name = ErrorText.printable(file)
    let advice =
      part == .seal
      ? language(
        "この値を公告とともに公表し、\(name) は開札後の公開まで秘密にする",
        "publish this value with the notice, and keep \(name) secret until it is opened")
      : language("\(name) を公表する", "publish \(name)")
    return Document([
      .heading(DrawProtocolText.part(part, language), level: 1), .paragraph(digest),
      .list([advice, language("sha256sum \(name) がこの値になる", "sha256sum \(name) gives this value")]),
    ])
  }

  /// The digest as JSON.
  package func json() -> JSONValue {
    .object(["part": .string(part.rawValue), "digest": .string(digest), "file": .string(file)])
  }

  /// The digest as CSV.
  package func csv() -> String { CSVText.render([["part", "digest", "file"], [part.rawValue, digest, file]]) }
}
