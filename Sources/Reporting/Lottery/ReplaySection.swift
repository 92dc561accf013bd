import LotteryStatistics
import Procurement

/// What would have become of the recorded awards, and what the opening order decides: sections of an evaluation.
package struct ReplaySection: Sendable {
  /// The replay of one policy.
  package struct PolicyReplay: Sendable {
    /// The policy's name.
    package var policy: String
    /// The replay, or why there is none.
    package var result: Result<Replay, Replay.ReplayError>

    /// A policy with its replay.
    package init(policy: String, result: Result<Replay, Replay.ReplayError>) {
      self.policy = policy
      self.result = result
    }
  }

  /// How much the opening order moves the chances in one group under one policy.
  package struct GroupOrders: Sendable {
    /// The policy's name.
    package var policy: String
    /// The group's identifier.
    package var group: String
    /// The orders.
    package var orders: OrderSensitivity

    /// A group with its orders.
    package init(policy: String, group: String, orders: OrderSensitivity) {
      self.policy = policy
      self.group = group
      self.orders = orders
    }
  }

  private let register: TenderRegister
  /// How many repeated winners a text names; JSON has all.
  private let limit = 5
  private let replays: [PolicyReplay]
  private let orders: [GroupOrders]

  /// The sections of a register.
  package init(_ register: TenderRegister, replays: [PolicyReplay], orders: [GroupOrders]) {
    self.register = register
    self.replays = replays
    self.orders = orders
  }

  func blocks(_ language: Language) -> [Document.Block] { replayBlocks(language) + orderBlocks(language) }

  private func replayBlocks(_ language: Language) -> [Document.Block] {
    guard register.tenders.contains(where: { $0.bids.contains { $0.isWinner == true } }) else { return [] }
    let repeated = Replay.repeatedWins(in: register)
    let beyond = repeated.reduce(0) { $0 + $1.wins - 1 }
    var table = TextTable([
      .init(language("制限", "Policy"), .left), .init(language("記録された落札", "Recorded awards")),
      .init(language("変わらない（期待値）", "Stand (expected)")),
      .init(language("変わる（期待値）", "Go elsewhere (expected)")),
      .init(language("うち説明できない記録", "Unexplained, as recorded")),
    ])
    var reasons: [String] = []
    for item in replays {
      switch item.result {
      case .success(let replay):
        table.rows.append([
          item.policy, NumberText.grouped(replay.recorded),
          DecimalText.text(Double(replay.recorded) - replay.changed, 2), DecimalText.text(replay.changed, 2),
          NumberText.grouped(replay.unexplained),
        ])
      case .failure(let error):
        reasons.append(
          "\(item.policy)\(language("：", ": "))" + RefusalText.text(of: error, language: language))
      }
    }
    let names = repeated.prefix(limit).map { win in
      "\(ErrorText.printable(register.firms[win.firm].name)) \(win.wins) (\(ErrorText.printable(win.group)))"
    }
    let more = repeated.count > limit ? language(" ほか", " and others") : ""
    var blocks: [Document.Block] = [
      .heading(language("記録された落札に当てはめると", "Replay of the record"), level: 2),
      .paragraph(
        language(
          "記録では、同じグループで二度以上くじに当たった業者は延べ \(repeated.count)、一度を超えるくじ当選は \(beyond) 件"
            + (names.isEmpty ? "。" : "：" + names.joined(separator: "、") + more + "。"),
          "In the record a firm won more than one draw of a group \(repeated.count) times; "
            + "\(beyond) wins by lot are beyond the first"
            + (names.isEmpty ? "." : ": " + names.joined(separator: ", ") + more + "."))),
    ]
    if !table.rows.isEmpty { blocks.append(.table(table)) }
    if replays.contains(where: { (try? $0.result.get())?.unexplained ?? 0 > 0 }) {
      reasons.append(
        language(
          "説明できない記録は、落札者が最低の有効な入札をした者ではない案件。記録のまま残す",
          "unexplained: the recorded winner is not among the lowest valid bids; the award is left as recorded"))
    }
    if !reasons.isEmpty { blocks.append(.list(reasons)) }
    return blocks
  }

  private func orderBlocks(_ language: Language) -> [Document.Block] {
    guard !orders.isEmpty else { return [] }
    var table = TextTable([
      .init(language("制限", "Policy"), .left), .init(language("対象グループ", "Group"), .left),
      .init(language("試した順序", "Orders tried")), .init(language("最も動く業者", "Firm that moves most"), .left),
      .init(language("最少", "lowest")), .init(language("最多", "highest")),
    ])
    for item in orders {
      guard let widest = item.orders.firms.max(by: { $0.highest - $0.lowest < $1.highest - $1.lowest }) else {
        continue
      }
      let count = NumberText.grouped(item.orders.count)
      table.rows.append([
        item.policy, ErrorText.printable(item.group),
        item.orders.isExhaustive ? language("全 \(count)", "all \(count)") : count,
        ErrorText.printable(register.firms[widest.firm].name), DecimalText.text(widest.lowest, 4),
        DecimalText.text(widest.highest, 4),
      ])
    }
    return [
      .heading(language("開札順による違い（落札の期待値）", "What the opening order decides (expected wins)"), level: 2),
      .table(table),
    ]
  }

  /// The lines of a CSV, in the columns of an evaluation.
  func rows() -> [[String]] {
    func row(
      _ policy: String, _ section: String, group: String = "", firm: String = "", _ measure: String, _ value: String
    ) -> [String] { [policy, "", group, firm, "", "", "", "", section, "", measure, value] }
    var rows = Replay.repeatedWins(in: register).map {
      row("", "record", group: $0.group, firm: register.firms[$0.firm].name, "lotteryWins", "\($0.wins)")
    }
    for item in replays {
      switch item.result {
      case .success(let replay):
        rows.append(row(item.policy, "replay", "recorded", "\(replay.recorded)"))
        rows.append(row(item.policy, "replay", "changed", "\(replay.changed)"))
        rows.append(row(item.policy, "replay", "unexplained", "\(replay.unexplained)"))
      case .failure(let error):
        rows.append(row(item.policy, "replay", "reason", RefusalText.text(of: error, language: .english)))
      }
    }
    for item in orders {
      for firm in item.orders.firms {
        let name = register.firms[firm.firm].name
        for (measure, value) in [("lowest", firm.lowest), ("mean", firm.mean), ("highest", firm.highest)] {
          rows.append(row(item.policy, "orders", group: item.group, firm: name, measure, "\(value)"))
        }
      }
    }
    return rows
  }

  func json() -> JSONValue {
    .object([
      "repeatedWins": .array(
        Replay.repeatedWins(in: register).map { win in
          .object([
            "group": .string(win.group), "firm": .string(register.firms[win.firm].name), "wins": .integer(win.wins),
          ])
        }),
      "policies": .array(
        replays.map { item in
          let replay = try? item.result.get()
          var reason = JSONValue.null
          if case .failure(let error) = item.result {
            reason = .string(RefusalText.text(of: error, language: .english))
          }
          return .object([
            "policy": .string(item.policy), "recorded": .integer(replay.map { Int64($0.recorded) }),
            "stand": replay.map { .number(Double($0.recorded) - $0.changed) } ?? .null,
            "changed": replay.map { .number($0.changed) } ?? .null,
            "unexplained": .integer(replay.map { Int64($0.unexplained) }), "reason": reason,
          ])
        }),
      "orders": .array(orders.map(json)),
    ])
  }

  private func json(_ item: GroupOrders) -> JSONValue {
    .object([
      "policy": .string(item.policy), "group": .string(item.group), "tried": .integer(item.orders.count),
      "exhaustive": .boolean(item.orders.isExhaustive),
      "firms": .array(
        item.orders.firms.map { firm in
          .object([
            "firm": .string(register.firms[firm.firm].name), "lowest": .number(firm.lowest),
            "mean": .number(firm.mean), "highest": .number(firm.highest),
          ])
        }),
      "mostEven": json(item.orders.mostEven), "leastEven": json(item.orders.leastEven),
      "cheapest": json(item.orders.cheapest), "dearest": json(item.orders.dearest),
    ])
  }

  private func json(_ order: OrderSensitivity.Order) -> JSONValue {
    .object([
      "tenders": .array(order.tenders.map { .string(register.tenders[$0].notice.identifier) }),
      "gini": order.gini.map { .number($0) } ?? .null, "expectedAmount": .number(order.amount),
    ])
  }
}
