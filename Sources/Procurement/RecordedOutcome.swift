/// What became of a tender, where a record says so (入札結果); bodies use the words differently, so a mapping decides.
public enum RecordedOutcome: String, CaseIterable, Sendable, Hashable {
  /// 落札, 決定.
  case awarded
  /// 不調: nobody bid, or all withdrew.
  case noBid = "no-bid"
  /// 不落: bids, none within the ceiling.
  case aboveCeiling = "above-ceiling"
  /// 中止, 取止め: called off by the body.
  case cancelled
  /// 不成立, 打切り: no award, for a reason that is not said.
  case notAwarded = "not-awarded"
  /// 不落随契, 不調随契: contracted with somebody after the tender had failed.
  case negotiated = "after-failure"
}
