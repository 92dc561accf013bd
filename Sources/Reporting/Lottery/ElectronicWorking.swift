import LotteryStatistics
import Procurement

/// The working of one electronic lottery, as a clerk writes it by hand.
struct ElectronicWorking {
  private let draw: ElectronicDraw
  private let language: Language

  init(_ draw: ElectronicDraw, language: Language) {
    self.draw = draw
    self.language = language
  }

  private var scheme: LotteryScheme { draw.scheme }

  var blocks: [Document.Block] { [.table(numbers), .list(lines), .table(ranking)] }

  private var numbers: TextTable {
    var table = TextTable([.init(language("番号", "No.")), .init(language("業者", "Firm"), .left)])
    let showsArrival = scheme.order == .arrival || scheme.systemNumber.followsFromArrival
    if showsArrival { table.columns.append(.init(language("到着日時", "Arrival"), .left)) }
    if scheme.usesTypedNumber { table.columns.append(.init(language("入力番号", "Typed"))) }
    if scheme.systemNumber != .none { table.columns.append(.init(language("システム番号", "System"))) }
    if showsSum { table.columns.append(.init(language("計", "Sum"))) }
    table.columns.append(.init("k"))
    for (place, entry) in draw.entries.enumerated() {
      var row = ["\(place + scheme.firstNumber)", ErrorText.printable(entry.bidder.name)]
      if showsArrival { row.append(entry.bidder.arrival.map(Self.time) ?? "–") }
      if let typed = entry.typed { row.append(Self.digits(typed) + (entry.typedIsDefault ? "*" : "")) }
      if let system = entry.system {
        row.append(
          (scheme.systemNumber == .arrivalDigits ? "\(system)" : Self.digits(system))
            + (entry.systemIsDefault ? "*" : "")
            + (entry.systemOfArrival == nil ? "" : "!"))
      }
      if showsSum { row.append("\((entry.typed ?? 0) + (entry.system ?? 0))") }
      row.append("\(entry.k)")
      table.rows.append(row)
    }
    return table
  }

  private var showsSum: Bool { scheme.usesTypedNumber && scheme.systemNumber != .none && scheme.cutsNumbers }

  /// The sum, the division and whom they name.
  private var lines: [String] {
    var lines = [sumText(draw.steps[0])]
    lines += division(draw.steps[0])
    let first = draw.entries[draw.ranking[0]].bidder
    lines.append(
      language("\(draw.steps[0].number) 番：", "number \(draw.steps[0].number): ") + ErrorText.printable(first.name))
    let winner = draw.entries[draw.winner].bidder
    if winner.name != first.name {
      lines.append(
        language(
          "\(ErrorText.printable(first.name)) は除外されているので、次順位の \(ErrorText.printable(winner.name)) が落札",
          "\(ErrorText.printable(first.name)) is excluded: its place passes on to \(ErrorText.printable(winner.name))"))
    }
    return lines
  }

  private func sumText(_ step: ElectronicDraw.Step) -> String {
    var terms = step.remaining.map { "\(draw.entries[$0].k)" }
    if scheme.succession == .renumber { terms = draw.entries.map { "\($0.k)" } }
    if scheme.addsOpeningMilliseconds {
      terms.append(language("\(draw.openingMilliseconds)（開札）", "\(draw.openingMilliseconds) (opening)"))
    }
    return terms.count == 1 ? "\(step.sum)" : terms.joined(separator: " + ") + " = \(step.sum)"
  }

  private func division(_ step: ElectronicDraw.Step) -> [String] {
    let count = step.remaining.count
    let quotient = (step.dividend - step.remainder) / count
    var lines: [String] = []
    if scheme.cutsSum {
      lines.append(
        language(
          "下\(scheme.cutDigits)桁：\(step.dividend)",
          "last \(scheme.cutDigits == 3 ? "three" : "\(scheme.cutDigits)") digits: \(step.dividend)"))
    }
    lines.append(
      language(
        "\(step.dividend) ÷ \(count) = \(quotient) 余り \(step.remainder)",
        "\(step.dividend) ÷ \(count) = \(quotient), remainder \(step.remainder)"))
    switch scheme.winningNumber {
    case .remainder:
      if step.number != step.remainder {
        lines.append(language("余り 0 は \(step.number) 番", "remainder 0 is number \(step.number)"))
      }
    case .remainderPlusOne: lines.append("\(step.remainder) + 1 = \(step.number)")
    case .countMinusRemainder: lines.append("\(count) − \(step.remainder) = \(count - step.remainder)")
    }
    return lines
  }

  private var ranking: TextTable {
    var table = TextTable([
      .init(language("順位", "Place")), .init(language("業者", "Firm"), .left),
      .init(language("計算", "Working"), .left),
    ])
    for (place, entry) in draw.ranking.enumerated() {
      let bidder = draw.entries[entry].bidder
      let mark = bidder.isExcluded ? language("（除外）", " (excluded)") : ""
      table.rows.append(["\(place + 1)", ErrorText.printable(bidder.name) + mark, reason(place)])
    }
    return table
  }

  private func reason(_ place: Int) -> String {
    if place == 0 { return division(draw.steps[0]).joined(separator: language("、", "; ")) }
    guard draw.steps.indices.contains(place) else { return language("番号順に次", "next in the order") }
    let step = draw.steps[place]
    if step.remaining.count == 1 { return language("残り", "the last one left") }
    let firms = step.remaining.map { ErrorText.printable(draw.entries[$0].bidder.name) }
    let among = firms.enumerated().map { "\($0.offset + scheme.firstNumber) \($0.element)" }
    return ([among.joined(separator: ", "), sumText(step)] + division(step)).joined(separator: language("、", "; "))
  }

  static func digits(_ number: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, 3 - text.count)) + text
  }

  static func time(_ instant: Int64) -> String { JapanTime(instant)?.description ?? "–" }
}

/// The working of one verifiable draw.
struct VerifiableWorking {
  private let draw: VerifiableDraw
  private let language: Language

  init(_ draw: VerifiableDraw, language: Language) {
    self.draw = draw
    self.language = language
  }

  var blocks: [Document.Block] {
    var table = TextTable([
      .init(language("順位", "Place")), .init(language("業者", "Firm"), .left), .init(language("残る者", "Firms left")),
      .init(language("乱数（64ビット）", "Number (64 bits)")), .init(language("余り", "Remainder")),
      .init(language("捨てた数", "Passed over")),
    ])
    for (place, step) in draw.steps.enumerated() {
      table.rows.append([
        "\(place + 1)", ErrorText.printable(step.chosen.name), "\(step.count)", "\(step.number)",
        "\(step.remainder)", "\(step.attempt)",
      ])
    }
    let names = draw.entries.enumerated().map { "\($0.offset) \(ErrorText.printable($0.element.name))" }
    return [
      .paragraph(
        language("業者（名前のバイト順）：", "Firms in the order of their names' bytes: ") + names.joined(separator: ", ")),
      .table(table),
    ]
  }
}
