import BidStatistics
import Procurement

// A citation ready to be printed, and what the figures say and do not say.
extension BidIndicatorResult {
  /// The source of every figure in one line: files with their SHA-256, years, methods, program.
  package func source(_ language: Language) -> String {
    let words = IndicatorWords(language: language)
    let files = meta.files.map { file in
      ErrorText.printable(file.name) + (file.sha256.map { language("（SHA-256 \($0)）", " (SHA-256 \($0))") } ?? "")
    }
    let years = table.columns.filter { $0 != .all }.map(words.column)
    let span = years.count > 1 ? "\(years[0])～\(years[years.count - 1])" : years.first ?? ""
    let methods = ContractMethod.allCases.filter(table.sums.plan.methods.contains).map(words.method)
    return language(
      "出典：\(files.joined(separator: "、"))、\(span)、\(methods.joined(separator: "・"))。juchu \(meta.version.number) で集計",
      "Source: \(files.joined(separator: ", ")); \(span); \(methods.joined(separator: ", ")). Computed with juchu \(meta.version.number)"
    )
  }

  /// The citation, and of each headline figure what it says and what not.
  func citation(_ language: Language) -> [Document.Block] {
    guard let (column, figures) = lead else { return [] }
    let words = IndicatorWords(language: language)
    let year = words.column(column)
    func value(_ indicator: BidIndicator) -> String { figures[indicator].value.map { NumberText.grouped($0) } ?? "–" }
    func base(_ indicator: BidIndicator) -> String { figures[indicator].base.map { NumberText.grouped($0) } ?? "–" }
    var lines = [
      language(
        "落札率 \(value(.rateMean))％（\(year)）は、予定価格と落札価格の両方が分かる落札 \(base(.rateMean)) 件の、落札価格÷予定価格の単純平均。金額の大きい案件も小さい案件も同じ重み。合計額の比は \(value(.rateOfSums))％。高いことは談合の証拠ではなく（予定価格は公表された単価から積算できる）、低いことは競争の証拠ではない",
        "Award rate \(value(.rateMean)) % (\(year)): the mean of award over ceiling of the \(base(.rateMean)) awards with both prices, large and small alike; of the sums it is \(value(.rateOfSums)) %. High is no proof of collusion, as ceilings follow published unit prices; low is none of competition"
      ),
      language(
        "1者応札 \(value(.singleBid))％は、応札者のあった \(base(.singleBid)) 件のうち札を入れた者が1者だったものの割合。失格・無効も応札に数える。辞退した者がいたか、関心のある者が何者いたかは分からない",
        "Single bids \(value(.singleBid)) %: of \(base(.singleBid)) tenders with a bidder, those with one; disqualified and invalid bids are bids. How many firms were interested, or withdrew, it does not say"
      ),
    ]
    if figures[.noBid].value != nil {
      lines.append(
        language(
          "不成立 \(value(.failedShare))％は、入札 \(base(.failedShare)) 件のうち落札者のなかったもの。再度公告して成立したかどうかは分からない",
          "Without an award \(value(.failedShare)) % of \(base(.failedShare)) tenders; whether a later tender succeeded it does not say"
        ))
    } else {
      lines.append(
        language(
          "応札者のない案件（不調）は記録になく、不成立の割合には含まれない",
          "tenders for which nobody bid are not in the record, so that no share of failed tenders counts them"))
    }
    if figures[.byLot].base ?? 0 > 0 {
      lines.append(
        language(
          "くじ \(value(.byLot))％は、最低の有効な入札が同額だった割合で、記録された金額からの推定",
          "By lot \(value(.byLot)) %: tenders whose lowest valid bids tie, inferred from recorded prices"))
    }
    return [
      .heading(language("引用するときは", "To cite"), level: 2), .paragraph(source(language)),
      .heading(language("数値の意味と限界", "What the figures say and do not say"), level: 3), .list(lines),
    ]
  }
}
