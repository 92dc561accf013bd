import Procurement

/// The fields of a contract that a ledger may give, under their canonical names.
public enum LedgerField: String, CaseIterable, Sendable, Hashable {
  case contract, date, category, size, locality, amount, vendor, title, population, account, method, office
  case fiscalYear = "fiscal_year"
  case vendorID = "vendor_id"
  case initialAmount = "initial_amount"

  /// The headers that are known to mean this field without a mapping.
  var knownHeaders: [String] {
    let japanese: [String] =
      switch self {
      case .contract: ["契約番号", "案件番号"]
      case .date: ["契約日", "契約年月日", "契約締結日"]
      case .category: ["種別"]
      case .size: ["規模", "企業規模"]
      case .locality: ["所在区分", "所在"]
      case .amount: ["契約金額", "契約金額（円）"]
      case .vendor: ["契約相手方", "契約の相手方", "契約業者"]
      case .title: ["件名", "契約件名", "工事名", "案件名"]
      case .population: ["発注者区分"]
      case .account: ["会計", "会計区分"]
      case .method: ["契約方法", "契約方式", "入札方式"]
      case .office: ["担当課", "契約担当課", "所管課", "部局名"]
      case .fiscalYear: ["年度", "契約年度"]
      case .vendorID: ["法人番号", "業者番号"]
      case .initialAmount: ["当初契約金額"]
      }
    return [rawValue] + japanese
  }

  /// The text field of a contract that this field fills, if it is one.
  var text: ContractText? { ContractText(rawValue: rawValue) }
}
