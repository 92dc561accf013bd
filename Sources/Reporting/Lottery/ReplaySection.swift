import LotteryStatistics
import Procurement

/// What would have become of the recorded awards, and what the opening order decides: sections of an evaluation.
public struct ReplaySection: Sendable {
  /// The replay of one policy; nil where the record does not permit one.
  public struct PolicyReplay: Sendable {
    /// The policy's name.
    public var policy: String
    /// The replay.
    public var replay: Replay?

    /// A policy with its replay.
    public init(policy: String, replay: Replay?) {
      self.policy = policy
      self.replay = replay
    }
  }

  /// How much the opening order moves the chances in one group under one policy.
  public struct GroupOrders: Sendable {
    /// The policy's name.
    public var policy: String
    /// The group's identifier.
    public var group: String
    /// The orders.
    public var orders: OrderSensitivity

    /// A group with its orders.
    public init(policy: String, group: String, orders: OrderSensitivity) {
      self.policy = policy
      self.group = group
      self.orders = orders
    }
  }

  private let register: TenderRegister
  private let independent: Replay?
  private let replays: [PolicyReplay]
  private let orders: [GroupOrders]

  /// The sections of a register.
  ///
  /// - Parameter independent: the replay without a rule; awards that it cannot explain say nothing about a rule.
  public init(_ register: TenderRegister, independent: Replay?, replays: [PolicyReplay], orders: [GroupOrders]) {
    self.register = register
    self.independent = independent
    self.replays = replays
    self.orders = orders
  }

  func blocks(_ language: Language) -> [Document.Block] { replayBlocks(language) + orderBlocks(language) }

  private func replayBlocks(_ language: Language) -> [Document.Block] {
    guard register.tenders.contains(where: { $0.bids.contains { $0.isWinner == true } }) else { return [] }
    let repeated = Replay.repeatedWins(in: register)
    let beyond = repeated.reduce(0) { $0 + $1.wins - 1 }
    var table = TextTable([
      .init(language("制限", "Policy"), .left),
      .init(language("落札者が変わる案件（期待値）", "Awards that would go elsewhere (expected)")),
      .init(language("説明できない記録", "Unexplained awards")),
    ])
    for item in replays {
      let changed = changed(item)
      table.rows.append([
        item.policy, changed.map { DecimalText.text($0, 2) } ?? "–",
        item.replay.map { NumberText.grouped($0.unexplained) } ?? "–",
      ])
    }
    return [
      .heading(language("記録された落札に当てはめると", "Replay of the record"), level: 2),
      .paragraph(
        language(
          "同じグループで二度以上くじに当たった業者：延べ \(repeated.count)、一度を超えるくじ当選 \(beyond) 件。",
          "A firm won more than one draw of a group \(repeated.count) times; \(beyond) wins by lot are beyond the first."
        )),
      .table(table),
    ]
  }

  /// The expected number of recorded awards that the rule, and not the record's own gaps, sends elsewhere.
  private func changed(_ item: PolicyReplay) -> Double? {
    guard let replay = item.replay, let independent else { return nil }
    let kept = Dictionary(independent.tenders.map { ($0.tender, $0.changed ?? 1) }) { first, _ in first }
    return replay.tenders.reduce(0) { sum, tender in
      guard let changed = tender.changed, let without = kept[tender.tender] else { return sum }
      return sum + max(0, changed - without)
    }
  }

  private func orderBlocks(_ language: Language) -> [Document.Block] {
    guard !orders.isEmpty else { return [] }
    var table = TextTable([
      .init(language("制限", "Policy"), .left), .init(language("グループ", "Group"), .left),
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
          .object([
            "policy": .string(item.policy),
            "changed": changed(item).map { .number($0) } ?? .null,
            "unexplained": .integer(item.replay.map { Int64($0.unexplained) }),
          ])
        }),
    ])
  }
}
