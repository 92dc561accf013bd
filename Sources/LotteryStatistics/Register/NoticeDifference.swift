import Procurement

/// What two rows say differently of one tender.
package enum NoticeDifference {
  /// The first field, in the order of the formats, in which two notices differ; nil where they are equal.
  package static func first(
    _ a: TenderNotice, _ b: TenderNotice, firstLine: Int
  ) -> RegisterError.Difference? {
    zip(fields(a), fields(b)).first { $0.value != $1.value }.map { first, second in
      RegisterError.Difference(column: first.column, first: first.value, firstLine: firstLine, second: second.value)
    }
  }

  /// Every field as text, empty where nothing is said.
  private static func fields(_ notice: TenderNotice) -> [(column: String, value: String)] {
    [
      ("fiscal_year", text(notice.fiscalYear)), ("notice_date", text(notice.noticeDate)),
      ("opening_date", text(notice.openingDate)),
      ("opening_time", text(notice.openingTime.map { JapanTime($0)?.description ?? "\($0)" })),
      ("requirement", text(notice.requirement)), ("order", text(notice.order)), ("group", text(notice.group)),
      ("trade", text(notice.trade)), ("grade", text(notice.grade)), ("office", text(notice.office)),
      ("officer", text(notice.officer)), ("method", text(notice.method)), ("outcome", text(notice.outcome?.rawValue)),
      ("category", text(notice.category?.identifier)),
      ("site_ward", text(notice.siteWard)), ("area_condition", notice.areaCondition.rawValue),
      ("minimum_points", text(notice.minimumPoints)), ("ceiling", text(notice.ceiling?.value)),
      ("floor", text(notice.floor?.value)), ("survey_threshold", text(notice.surveyThreshold?.value)),
      ("scored", notice.isScored ? "1" : "0"),
      ("price_points", text(notice.pricePoints)),
      ("readvertised", text(notice.isReadvertised.map { $0 ? 1 : 0 })), ("identifier", notice.identifier),
    ]
  }

  private static func text(_ value: (some CustomStringConvertible)?) -> String { value.map(\.description) ?? "" }
}
