import BidStatistics
import Procurement
import ShareStatistics

/// How figures stand in tables: amounts in millions of the currency, everything with its thousands separated.
struct IndicatorCells {
  let meta: ResultMeta
  let language: Language

  /// The word for a unit in a table.
  func unit(_ unit: BidIndicator.Unit) -> String {
    guard unit == .yen else { return IndicatorWords(language: language).unit(unit) }
    return Labels(language: language).unit(meta.million, currency: meta.reading?.currency)
  }

  /// A figure's value.
  func value(_ figure: IndicatorFigure?, _ unit: BidIndicator.Unit) -> String {
    guard let value = figure?.value else { return "–" }
    guard unit == .yen else { return NumberText.grouped(value) }
    return NumberText.grouped(RoundingRule.halfUp.rounded(Int128(value.units), over: Int128(meta.million)))
  }

  /// What a figure is of.
  func base(_ figure: IndicatorFigure?) -> String { figure?.base.map { NumberText.grouped($0) } ?? "" }
}
