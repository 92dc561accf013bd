import LotteryStatistics
import PolicyDesign
import Procurement

/// What conditions of participation leave of a record, ready to be shown in any format.
package struct LeversResult: PresentableResult, Sendable {
  let study: LeverStudy
  let meta: ResultMeta

  /// A study with the facts about its bids.
  package init(_ study: LeverStudy, meta: ResultMeta) {
    self.study = study
    self.meta = meta
  }

  /// The thresholds that a text shows: where the number of firms changes, and the first and last.
  private var shownPoints: [LeverStudy.Setting] {
    var last: (Int, Int)?
    let points = pointSettings
    return points.enumerated().filter { place, setting in
      let now = (total(setting) ?? 0, setting.all.after.bids)
      let isShown = place == 0 || place == points.count - 1 || last.map { $0 != now } ?? true
      if isShown { last = now }
      return isShown
    }.map(\.element)
  }

  private var pointSettings: [LeverStudy.Setting] {
    study.settings.filter { if case .points = $0.condition { true } else { false } }
  }

  private func total(_ setting: LeverStudy.Setting) -> Int? { setting.qualified?.values.reduce(0, +) }

  /// The levers: points, an item of points, the area, and the work in hand.
  package func document(_ language: Language) -> Document {
    var blocks: [Document.Block] = [
      .heading(language("参加条件の効果", "What conditions of participation leave"), level: 1),
      .paragraph(population(language)),
    ]
    blocks += points(language) + item(language) + area(language) + lots(language) + loads(language)
    blocks.append(.list(meta.notes(language) + notes(language)))
    return Document(blocks)
  }

  private func population(_ language: Language) -> String {
    let register = study.register
    func grouped(_ count: Int) -> String { NumberText.grouped(count) }
    return language(
      "案件 \(grouped(register.tenders.count)) 件、業者 \(grouped(register.firms.count)) 者（評価点の分かる者 \(grouped(study.knownPoints))、"
        + "区の分かる者 \(grouped(study.knownWards))、技術者数の分かる者 \(grouped(study.knownEngineers))）。",
      NumberText.english(register.tenders.count, "tender") + ", " + NumberText.english(register.firms.count, "firm")
        + " (points known of \(grouped(study.knownPoints)), ward of \(grouped(study.knownWards)), engineers of "
        + "\(grouped(study.knownEngineers))).")
  }

  private func columns(_ first: String, _ language: Language, firms: Bool) -> TextTable {
    var table = TextTable([.init(first, .left)])
    if firms {
      table.columns += [.init(language("条件を満たす業者", "Firms")), .init(language("うち市内中小企業", "of which local SMEs"))]
    }
    table.columns += [
      .init(language("残る入札", "Bids left")), .init(language("くじになる案件", "Ties left")),
      .init(language("1者入札", "One bidder")), .init(language("入札者がいなくなる案件", "Nobody left")),
      .init(language("落札総額（百万円）", "Amount, million yen")), .init(language("高くなる案件", "Dearer")),
    ]
    return table
  }

  private func cells(_ setting: LeverStudy.Setting, firms: Bool) -> [String] {
    let after = setting.all.after
    let counts =
      firms
      ? [total(setting).map { NumberText.grouped($0) } ?? "–", NumberText.grouped(setting.qualified?[.localSME] ?? 0)]
      : []
    return counts + [
      NumberText.grouped(after.bids), NumberText.grouped(after.ties), NumberText.grouped(after.sole),
      NumberText.grouped(setting.all.leftWithoutBidder), DecimalText.text(Double(after.amount) / 1e6, 3),
      NumberText.grouped(setting.all.dearer),
    ]
  }

  private func mark(_ setting: LeverStudy.Setting) -> String { setting.isInRecord ? "" : " *" }

  private func points(_ language: Language) -> [Document.Block] {
    let title = Document.Block.heading(language("主観評価点の下限", "Minimum of subjective points"), level: 2)
    guard study.knownPoints > 0 else {
      return [
        title,
        .paragraph(
          language(
            "評価点の分かる業者がいない。--firms で points の列のある業者一覧を指定すると計算できる。",
            "No firm's points are known: give --firms a list with a column points.")),
      ]
    }
    var table = columns(language("点以上", "Points"), language, firms: true)
    for setting in shownPoints {
      guard case .points(let points) = setting.condition else { continue }
      table.rows.append(["\(points)" + mark(setting)] + cells(setting, firms: true))
    }
    var blocks = [title, .table(table)]
    if let chart = pointsChart(language) { blocks.append(.chart(chart)) }
    return blocks
  }

  private func pointsChart(_ language: Language) -> Chart? {
    let settings = pointSettings.filter {
      if case .points(let points) = $0.condition { points % 5 == 0 } else { false }
    }
    guard settings.count > 1, let first = settings.first, let last = settings.last, first.all.before.bids > 0 else {
      return nil
    }
    let groups = settings.compactMap { setting -> Chart.Bars.Group? in
      guard case .points(let points) = setting.condition else { return nil }
      return Chart.Bars.Group(
        "\(points)", [.init(to: Double(setting.all.after.bids), text: NumberText.grouped(setting.all.after.bids))])
    }
    return Chart(
      language("評価点の下限と残る入札", "Bids left by the minimum of points"),
      summary: language(
        "残る入札は \(NumberText.grouped(first.all.after.bids)) から \(NumberText.grouped(last.all.after.bids)) になる",
        "bids left go from \(NumberText.grouped(first.all.after.bids)) to \(NumberText.grouped(last.all.after.bids))"),
      .bars(Chart.Bars(groups: groups)))
  }

  private func item(_ language: Language) -> [Document.Block] {
    guard let item = study.options.item else { return [] }
    let names = item.firms.count
    var table = TextTable([
      .init(language("点以上", "Points"), .left), .init(language("条件を満たす業者", "Firms")),
      .init(language("加点後", "with the item")), .init(language("残る入札", "Bids left")),
      .init(language("加点後", "with the item")), .init(language("くじになる案件", "Ties left")),
      .init(language("加点後", "with the item")),
    ])
    for setting in shownPoints {
      guard case .points(let points) = setting.condition,
        let other = study.settings.first(where: { $0.condition == .pointsWithItem(points) })
      else { continue }
      table.rows.append([
        "\(points)" + mark(setting), NumberText.grouped(total(setting) ?? 0), NumberText.grouped(total(other) ?? 0),
        NumberText.grouped(setting.all.after.bids), NumberText.grouped(other.all.after.bids),
        NumberText.grouped(setting.all.after.ties), NumberText.grouped(other.all.after.ties),
      ])
    }
    return [
      .heading(
        language(
          "\(names)者に\(item.points)点を加点した場合", "\(item.points) points more for \(NumberText.english(names, "firm"))"),
        level: 2),
      .table(table),
    ]
  }

  private func area(_ language: Language) -> [Document.Block] {
    let title = Document.Block.heading(language("本店の所在地の条件", "Head office near the site"), level: 2)
    let areas = study.settings.filter { if case .area = $0.condition { true } else { false } }
    guard !areas.isEmpty else {
      return [
        title,
        .paragraph(
          language(
            "区の分かる業者がいない。--firms で ward の列のある業者一覧を指定すると計算できる。",
            "No firm's ward is known: give --firms a list with a column ward.")),
      ]
    }
    var table = columns(language("条件", "Condition"), language, firms: false)
    for setting in areas {
      guard case .area(let area) = setting.condition else { continue }
      let name =
        area == .ward ? language("施工場所と同じ区", "in the site's ward") : language("同じ市域（南部・北部）", "in its half of the city")
      table.rows.append([name + mark(setting)] + cells(setting, firms: false))
    }
    return [title, .table(table)]
  }

  /// What the first and last threshold leave, by trade and grade.
  private func lots(_ language: Language) -> [Document.Block] {
    guard let first = pointSettings.first, let last = pointSettings.last, last.lots.count > 1,
      case .points(let low) = first.condition, case .points(let high) = last.condition
    else { return [] }
    var table = TextTable([
      .init(language("業種", "Trade"), .left), .init(language("等級", "Grade"), .left), .init(language("案件", "Tenders")),
      .init(language("\(low)点", "\(low)"), group: language("残る入札", "bids left")),
      .init(language("\(high)点", "\(high)"), group: language("残る入札", "bids left")),
      .init(language("\(low)点", "\(low)"), group: language("くじになる案件", "ties left")),
      .init(language("\(high)点", "\(high)"), group: language("くじになる案件", "ties left")),
      .init(language("\(high)点で入札者なし", "Nobody left at \(high)")),
    ])
    for (lot, summary) in last.lots.sorted(by: { $0.key < $1.key }) {
      let before = first.lots[lot] ?? FilterSummary()
      table.rows.append([
        lot.trade ?? "–", lot.grade ?? "–", NumberText.grouped(summary.tenders), NumberText.grouped(before.after.bids),
        NumberText.grouped(summary.after.bids), NumberText.grouped(before.after.ties),
        NumberText.grouped(summary.after.ties),
        NumberText.grouped(summary.leftWithoutBidder),
      ])
    }
    return [.heading(language("業種・等級別", "By trade and grade"), level: 2), .table(table)]
  }

  private func loads(_ language: Language) -> [Document.Block] {
    var table = TextTable([
      .init(language("制限", "Policy"), .left),
      .init(language("同じグループで2件以上（者・グループ）", "Two works or more at once")),
      .init(language("技術者の足りない工事（件）", "Works without an engineer")),
    ])
    for load in study.loads {
      table.rows.append([
        RuleText(load.policy, language).label, load.refusal == nil ? DecimalText.text(load.severalAtOnce, 3) : "–",
        load.expectedExcess.map { DecimalText.text($0, 3) } ?? "–",
      ])
    }
    var blocks: [Document.Block] = [
      .heading(language("手持ち工事と技術者", "Works in hand and engineers"), level: 2), .table(table),
    ]
    if let worst = study.loads.first(where: { !$0.worst.isEmpty }) {
      blocks.append(.table(self.worst(worst, language)))
    }
    return blocks
  }

  private func worst(_ load: LeverStudy.Load, _ language: Language) -> TextTable {
    var table = TextTable([
      .init(language("業者（\(RuleText(load.policy, language).label)）", "Firm (\(load.policy.name))"), .left),
      .init(language("グループ", "Group"), .left),
      .init(language("技術者", "Engineers")), .init(language("技術者が足りない確率（％）", "Too few engineers, %")),
    ])
    for workload in load.worst {
      table.rows.append([
        ErrorText.printable(study.register.firms[workload.firm].name), workload.block, "\(workload.engineers ?? 0)",
        workload.beyondEngineers.map { DecimalText.text(100 * $0, 2) } ?? "–",
      ])
    }
    return table
  }

  private func notes(_ language: Language) -> [String] {
    var notes = [
      language(
        "記録された入札に条件を当てはめたもの。条件が変われば応札する者も変わり得る",
        "conditions are applied to the recorded bids; firms may bid otherwise under other conditions"),
      language(
        "手持ち工事：同じグループの工事は同時期に施工するものとみなす。違うグループの工事は重ならないものとみなす",
        "works in hand: works of one group are taken to be concurrent, works of different groups not"),
    ]
    if study.settings.contains(where: { !$0.isInRecord }) {
      notes.append(
        language(
          "＊ 記録では条件がより厳しい案件があり、参加できなかった者の入札は記録にない：残る入札・くじは下限、価格は上限",
          "* some recorded tenders asked for more, and bids of firms that were not admitted are not in the record: bids and ties are lower "
            + "bounds, prices upper ones"))
    }
    if study.knownWards > 0, study.options.halves.halfOfWard.isEmpty {
      notes.append(
        language("市域（南部・北部）の条件は --halves に区の一覧を指定すると計算できる", "--halves FILE names the wards of each half of the city"))
    }
    return notes
  }
}
