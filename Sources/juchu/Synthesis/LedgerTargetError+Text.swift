import Procurement
import Reporting
import SyntheticData

extension LedgerTargetError {
  /// What is wrong with a table, with the cell that it is about.
  func text(file: String, language lang: Language) -> String {
    func language(_ japanese: String, _ english: String) -> String { lang == .japanese ? japanese : english }
    let cell = place.map { [$0.year.description, $0.category, $0.row].joined(separator: ",") }
    let head = file + (cell.map { language("、セル \($0)", ", cell \($0)") } ?? "")
    let measure = place?.measure.rawValue ?? "count"
    let body =
      switch problem {
      case .missing: language("\(measure) がありません", "\(measure) is missing")
      case .negative: language("負の数です", "a figure is negative")
      case .amountWithoutContracts(let amount):
        language("契約 0 件なのに金額が \(amount) 円です", "there is no contract, but an amount of \(amount) yen")
      case .lessThanAYenEach(let amount, let count):
        language(
          "金額 \(amount) 円は契約 \(count) 件に 1 円ずつにもなりません",
          "\(amount) yen are less than one yen for each of \(count) contracts")
      case .sumDiffers(let printed, let sum):
        language(
          "\(measure) は \(printed) と印刷されていますが、内訳の和は \(sum) です",
          "\(measure) is printed as \(printed), but its parts add up to \(sum)")
      case .notWhole: language("\(measure) が整数になりません", "\(measure) is no whole number that can be held")
      case .unknown(let label):
        language("「\(label)」は表1の行・列ではありません", "'\(label)' is no row or column of Table 1")
      case .tooLarge: language("合計が大きすぎます", "the sums are too large to be exact")
      case .nothing: language("契約がありません", "the table has no contracts")
      }
    return "\(head): \(body)"
  }
}

extension LedgerTarget.Misprint {
  /// A remark that the ledger does not repeat a misprint.
  var text: String {
    "\(place.year),\(place.category),\(place.row): \(place.measure.rawValue) is printed as \(printed); "
      + "the ledger has \(correct)"
  }
}
