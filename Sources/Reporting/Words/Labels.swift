import LedgerReading
import Procurement
import ShareStatistics
import TabularReading

/// The words under which people know rows, categories and measures.
struct Labels {
  let language: Language

  /// The label of a row; the printed one where the row is not a known one.
  func row(_ row: TableRow) -> String {
    switch row.identifier {
    case "local-large": language("市内大企業", "Local, large")
    case "local-sme": language("市内中小企業", "Local, SME")
    case "local-other": language("市内その他", "Local, other")
    case "local": language("市内計", "Local, all sizes")
    case "non-local": language("準市内・市外", "Semi- and non-local")
    case "unclassified": language("未分類", "Unclassified")
    case "rest": language("市内中小企業以外", "All but local SMEs")
    case "all": language("全体", "All")
    case "total": language("合計", "Total")
    default: row.label
    }
  }

  /// The label of a category column.
  func category(_ category: TableCategory) -> String {
    switch category.identifier {
    case "goods": language("物品", "Goods")
    case "works": language("工事", "Works")
    case "services": language("委託", "Services")
    case "total": language("合計", "Total")
    default: category.label
    }
  }

  func year(_ year: FiscalYear) -> String { language(year.japaneseLabel, year.englishLabel) }

  /// A fiscal year, or a part of one.
  func time(_ place: FigurePlace) -> String {
    place.period == .year
      ? year(place.year)
      : language("\(year(place.year))\(period(place.period))", "\(year(place.year)) \(period(place.period))")
  }

  /// A part of a year.
  func period(_ period: PeriodOfYear) -> String {
    let (first, last) = period.calendarMonths
    if period == .year { return language("年間", "whole year") }
    if period == .firstHalf { return language("上半期", "first half") }
    if period == .secondHalf { return language("下半期", "second half") }
    if let quarter = period.quarter { return language("第\(quarter)四半期", "quarter \(quarter)") }
    if first == last { return language("\(first)月", "month \(first)") }
    return language("\(first)～\(last)月", "months \(first)–\(last)")
  }

  func measure(_ measure: Measure) -> String {
    switch measure {
    case .count: language("件数", "Contracts")
    case .countShare: language("件数の割合", "Share of contracts")
    case .amount: language("金額", "Amount")
    case .amountShare: language("金額の割合", "Share of amount")
    }
  }

  /// The name of a unit of amounts in a currency, of which a number of minor units is given.
  func unit(_ unit: Int64, currency: String?) -> String {
    guard let currency, currency != CurrencyCode.yen else { return self.unit(unit) }
    let name = currency == CurrencyCode.none ? language("（通貨の記載なし）", "(no currency named)") : currency
    switch unit / CurrencyCode.minorUnits(currency) {
    case 1: return name
    case 1_000: return language("千 \(name)", "thousand \(name)")
    case 1_000_000: return language("百万 \(name)", "million \(name)")
    case let other: return "\(NumberText.grouped(other)) \(name)"
    }
  }

  /// The name of a unit of amounts in yen.
  func unit(_ unit: Int64) -> String {
    switch unit {
    case 1: language("円", "yen")
    case 1_000: language("千円", "thousand yen")
    case 10_000: language("万円", "10,000 yen")
    case 1_000_000: language("百万円", "million yen")
    case 100_000_000: language("億円", "100 million yen")
    default: language("\(NumberText.grouped(unit))円", "\(NumberText.grouped(unit)) yen")
    }
  }

  func rule(_ rule: RoundingRule) -> String {
    switch rule {
    case .halfUp: language("四捨五入", "half-up")
    case .truncate: language("切捨て", "truncation")
    case .up: language("切上げ", "rounding up")
    case .halfEven: language("最近接偶数への丸め", "half-even")
    case .controlled: language("合計に合わせた端数処理（調整丸め）", "controlled (printed parts add up to printed totals)")
    }
  }

  func taxBasis(_ basis: TaxBasis) -> String {
    switch basis {
    case .included: language("税込", "including tax")
    case .excluded: language("税抜", "excluding tax")
    case .unstated: language("資料に記載なし", "unstated by the source")
    }
  }
}
