import LotteryStatistics
import Procurement

// The forms for machines.
extension ElectronicDrawResult {
  /// The draws in the JSON form of the contract; the members of a single draw stand at the top as well.
  package func json() -> JSONValue {
    var members: [String: JSONValue] = ["meta": meta.json(), "draws": .array(draws.map { .object(json($0)) })]
    if draws.count == 1, let draw = draws.first { members.merge(json(draw)) { $1 } }
    return .object(members)
  }

  func json(_ draw: TenderDraw) -> [String: JSONValue] {
    var members: [String: JSONValue] = [
      "scheme": .string(method.name), "tender": .string(register.tenders[draw.tied.tender].notice.identifier),
      "winner": .string(draw.winner.name), "ranking": .array(draw.ranking.map { .string($0.name) }),
      "excluded": .array(draw.tied.bidders.filter(\.isExcluded).map { .string($0.name) }),
    ]
    switch draw.working {
    case .sole: break
    case .electronic(let electronic): members.merge(json(electronic)) { $1 }
    case .hashed(let hashed): members.merge(json(hashed)) { $1 }
    case .verifiable(let verifiable): members.merge(json(verifiable)) { $1 }
    }
    return members
  }

  private func json(_ draw: ElectronicDraw) -> [String: JSONValue] {
    [
      "numbers": .array(
        draw.entries.enumerated().map { place, entry in
          .object([
            "number": .integer(place + draw.scheme.firstNumber), "firm": .string(entry.bidder.name),
            "arrival": .string(entry.bidder.arrival.map(ElectronicWorking.time)),
            "typed": .integer(entry.typed.map(Int64.init)), "system": .integer(entry.system.map(Int64.init)),
            "systemOfArrival": .integer(entry.systemOfArrival.map(Int64.init)), "default": .boolean(entry.usesDefault),
            "k": .integer(entry.k),
          ])
        }),
      "openingMilliseconds": .integer(draw.scheme.addsOpeningMilliseconds ? Int64(draw.openingMilliseconds) : nil),
      "sum": .integer(draw.sum), "dividend": .integer(draw.steps[0].dividend),
      "remainder": .integer(draw.remainder), "winningNumber": .integer(draw.steps[0].number),
      "steps": .array(
        draw.steps.map { step in
          .object([
            "firms": .array(step.remaining.map { .string(draw.entries[$0].bidder.name) }), "sum": .integer(step.sum),
            "remainder": .integer(step.remainder), "chosen": .string(draw.entries[step.chosen].bidder.name),
          ])
        }),
    ]
  }

  private func json(_ draw: HashedDraw) -> [String: JSONValue] {
    [
      "sum": .integer(draw.sum),
      "numbers": .array(
        draw.entries.map { entry in
          .object([
            "firm": .string(entry.bidder.name), "text": .string(entry.text), "hash": .string(entry.digest),
          ])
        }),
    ]
  }

  private func json(_ draw: VerifiableDraw) -> [String: JSONValue] {
    [
      "commitment": .string(draw.commitment),
      "numbers": .array(
        draw.entries.map { entry in
          .object(["firm": .string(entry.name), "typed": .integer(entry.typed.map(Int64.init))])
        }),
      "steps": .array(
        draw.steps.map { step in
          .object([
            "firms": .integer(step.count), "attempt": .integer(step.attempt), "number": .string("\(step.number)"),
            "remainder": .integer(step.remainder), "chosen": .string(step.chosen.name),
          ])
        }),
    ]
  }

  /// Whether hashes decide.
  private var hashes: Bool { if case .scheme(let scheme) = method { scheme.hash != nil } else { false } }

  /// The rankings as CSV, one line a firm.
  package func csv() -> String {
    var records = [["tender", "scheme", "place", "firm", "arrival", "typed", "system", "k", "winner"]]
    if hashes { records[0].append("hash") }
    for draw in draws {
      let tender = register.tenders[draw.tied.tender].notice.identifier
      for (place, bidder) in draw.ranking.enumerated() {
        var entry: ElectronicDraw.Entry?
        if case .electronic(let electronic) = draw.working {
          entry = electronic.entries.first { $0.bidder.name == bidder.name }
        }
        records.append([
          tender, method.name, "\(place + 1)", bidder.name, bidder.arrival.map(ElectronicWorking.time) ?? "",
          (entry.map(\.typed) ?? bidder.typed).map(String.init) ?? "", entry?.system.map(String.init) ?? "",
          entry.map { "\($0.k)" } ?? "", bidder.name == draw.winner.name ? "1" : "0",
        ])
        guard hashes else { continue }
        var digest: String?
        if case .hashed(let hashed) = draw.working { digest = hashed.entries[place].digest }
        records[records.count - 1].append(digest ?? "")
      }
    }
    return CSVText.render(records)
  }
}

extension DrawMethod {
  /// What is to be said of any result by the method, nil where there is nothing.
  func caveat(_ language: Language) -> String? {
    if case .scheme(let scheme) = self { return scheme.hash.map(SchemeWords(language: language).warning) }
    return language(
      "第1版：再計算であり検証ではない。コミットメントは案件を名指さず、当選者は業者名の書き方による",
      "version 1: recomputed, not verified; its commitment names no tender, and the winner depends on how names are "
        + "spelled")
  }

  /// The name of a scheme, or `verifiable`.
  var name: String {
    switch self {
    case .scheme(let scheme): scheme.name
    case .seed: "verifiable"
    }
  }
}
