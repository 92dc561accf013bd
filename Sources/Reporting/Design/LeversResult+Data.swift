import LotteryStatistics
import PolicyDesign

// The forms for machines.
extension LeversResult {
  /// The levers in JSON: every setting, by trade and grade.
  package func json() -> JSONValue {
    .object([
      "meta": meta.json(), "tenders": .integer(study.register.tenders.count),
      "firms": .integer(study.register.firms.count),
      "known": .object([
        "points": .integer(study.knownPoints), "wards": .integer(study.knownWards),
        "engineers": .integer(study.knownEngineers),
      ]),
      "curve": json(study.curve), "curveWithItem": study.curveWithItem.map(json) ?? .null,
      "settings": .array(study.settings.map(json)), "workload": .array(study.loads.map(json)),
    ])
  }

  private func json(_ curve: ThresholdCurve) -> JSONValue {
    .object([
      "unknown": .integer(curve.unknown),
      "points": .array(
        curve.points.map { point in
          .object([
            "threshold": .integer(point.threshold), "firms": .integer(point.total), "rows": rows(point.qualified),
          ])
        }),
    ])
  }

  private func rows(_ counts: [ExpectedShares.Row: Int]) -> JSONValue {
    .object(Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, .integer($0.value)) }))
  }

  private func name(_ condition: LeverStudy.Setting.Condition) -> (kind: String, value: String) {
    switch condition {
    case .points(let points): ("points", "\(points)")
    case .pointsWithItem(let points): ("points-with-item", "\(points)")
    case .area(let area): ("area", area.rawValue)
    }
  }

  private func json(_ setting: LeverStudy.Setting) -> JSONValue {
    let (kind, value) = name(setting.condition)
    return .object([
      "condition": .string(kind), "value": .string(value), "inRecord": .boolean(setting.isInRecord),
      "qualified": setting.qualified.map(rows) ?? .null, "all": json(setting.all),
      "amountBy": .object(
        Dictionary(uniqueKeysWithValues: setting.shares.map { ($0.key.rawValue, .number($0.value)) })),
      "lots": .array(
        setting.lots.sorted { $0.key < $1.key }.map { lot, summary in
          .object(["trade": .string(lot.trade), "grade": .string(lot.grade), "effect": json(summary)])
        }),
    ])
  }

  private func json(_ summary: FilterSummary) -> JSONValue {
    .object([
      "tenders": .integer(summary.tenders), "before": json(summary.before), "after": json(summary.after),
      "leftWithoutBidder": .integer(summary.leftWithoutBidder), "dearer": .integer(summary.dearer),
      "dearerBy": .integer(summary.dearerBy),
    ])
  }

  private func json(_ standing: FilterSummary.Standing) -> JSONValue {
    .object([
      "bids": .integer(standing.bids), "ties": .integer(standing.ties), "sole": .integer(standing.sole),
      "awards": .integer(standing.awards), "amount": .integer(standing.amount),
    ])
  }

  private func json(_ load: LeverStudy.Load) -> JSONValue {
    .object([
      "policy": .string(load.policy.name),
      "severalAtOnce": load.refusal == nil ? .number(load.severalAtOnce) : .null,
      "expectedExcess": load.expectedExcess.map { .number($0) } ?? .null,
      "firmsWithEngineers": .integer(load.firmsWithEngineers),
      "reason": load.refusal.map { .string(RefusalText.text(of: $0, language: .english)) } ?? .null,
      "worst": .array(
        load.worst.map { workload in
          .object([
            "firm": .string(study.register.firms[workload.firm].name), "group": .string(workload.block),
            "engineers": .integer(workload.engineers ?? 0),
            "beyondEngineers": workload.beyondEngineers.map { .number($0) } ?? .null,
            "distribution": .array(workload.distribution.map { .number($0) }),
          ])
        }),
    ])
  }

  /// The levers as CSV: one line a setting, trade and grade (none for all), then the workload by policy.
  package func csv() -> String {
    let header = [
      "section", "condition", "value", "inRecord", "trade", "grade", "firms", "tenders", "bidsBefore", "bidsAfter",
      "tiesBefore",
      "tiesAfter", "soleAfter", "leftWithoutBidder", "amountBefore", "amountAfter", "dearer", "dearerBy", "measure",
      "number",
    ]
    let settings = study.settings.flatMap { setting -> [[String]] in
      let (kind, value) = name(setting.condition)
      let firms = setting.qualified.map { "\($0.values.reduce(0, +))" } ?? ""
      func row(_ trade: String, _ grade: String, _ summary: FilterSummary, firms: String) -> [String] {
        [
          "setting", kind, value, "\(setting.isInRecord)", trade, grade, firms, "\(summary.tenders)",
          "\(summary.before.bids)",
          "\(summary.after.bids)", "\(summary.before.ties)", "\(summary.after.ties)", "\(summary.after.sole)",
          "\(summary.leftWithoutBidder)", "\(summary.before.amount)", "\(summary.after.amount)", "\(summary.dearer)",
          "\(summary.dearerBy)", "", "",
        ]
      }
      return [row("", "", setting.all, firms: firms)]
        + setting.lots.sorted { $0.key < $1.key }.map {
          row($0.key.trade ?? "", $0.key.grade ?? "", $0.value, firms: "")
        }
    }
    func line(_ section: String, _ condition: String, _ value: String, _ measure: String, _ number: String) -> [String]
    {
      [section, condition, value] + [String](repeating: "", count: header.count - 5) + [measure, number]
    }
    let curve = study.curve.points.flatMap { point in
      point.qualified.sorted { $0.key.rawValue < $1.key.rawValue }
        .map { line("curve", "points", "\(point.threshold)", $0.key.rawValue, "\($0.value)") }
    }
    let loads = study.loads.flatMap { load in
      [
        line(
          "workload", "policy", load.policy.name, "severalAtOnce", load.refusal == nil ? "\(load.severalAtOnce)" : ""),
        line("workload", "policy", load.policy.name, "expectedExcess", load.expectedExcess.map { "\($0)" } ?? ""),
      ]
    }
    return CSVText.render([header] + settings + curve + loads)
  }
}
