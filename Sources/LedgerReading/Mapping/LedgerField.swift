import Procurement

/// The fields of a contract that a ledger may give, under their canonical names.
public enum LedgerField: String, MappedField {
  case contract, date, category, size, locality, amount, vendor, title, population, account, method, office, currency
  case fiscalYear = "fiscal_year"
  case vendorID = "vendor_id"
  case initialAmount = "initial_amount"
  case municipality = "lg_code"
  // From here on: facts from which the size class follows (官公需法 第2条).
  case capital, employees, business
  case legalForm = "legal_form"
  // What indicators are made of, and no table of shares.
  case ground, bidders, ceiling

  /// The fields that are read for indicators alone: elsewhere their columns are unread.
  static let ofIndicators: [LedgerField] = [.ground, .bidders, .ceiling]

  /// The headers that are known to mean this field without a mapping.
  public var knownHeaders: [String] {
    let others: [String] =
      switch self {
      case .contract: ["契約番号", "案件番号"]
      case .date: ["契約日", "契約年月日", "契約締結日", "契約を締結した日", "落札決定日"]
      case .category: ["種別"]
      case .size: ["規模", "企業規模"]
      case .locality: ["所在区分", "所在"]
      case .amount: ["契約金額", "契約金額（円）", "契約額", "落札価格", "落札金額"]
      case .vendor: ["契約相手方", "契約の相手方", "契約業者", "契約の相手方の商号又は名称", "落札者", "商号又は名称"]
      case .title: ["件名", "契約件名", "工事名", "案件名", "業務名"]
      case .population: ["発注者区分"]
      case .account: ["会計", "会計区分"]
      case .method: ["契約方法", "契約方式", "入札方式", "入札契約方式"]
      case .office: ["担当課", "契約担当課", "所管課", "部局名"]
      case .currency: ["通貨"]
      case .fiscalYear: ["年度", "契約年度", "会計年度"]
      case .vendorID: ["法人番号", "業者番号"]
      case .initialAmount: ["当初契約金額"]
      case .municipality: ["団体コード", "全国地方公共団体コード"]
      case .capital: ["資本金"]
      case .employees: ["従業員数", "常時使用する従業員の数"]
      case .business: ["主たる事業"]
      case .legalForm: ["法人形態"]
      case .ground: ["随意契約の根拠", "随意契約理由", "適用条項", "根拠条項", "根拠法令"]
      case .bidders: ["応札者数", "入札者数", "入札参加者数", "応札業者数"]
      case .ceiling: ["予定価格"]
      }
    return [rawValue] + others
  }

  /// Whether figures follow from the field.
  public var decides: Bool {
    switch self {
    case .contract, .date, .category, .size, .locality, .amount, .population, .account, .currency, .fiscalYear,
      .initialAmount, .capital, .employees, .business, .legalForm:
      true
    case .vendor, .title, .method, .office, .vendorID, .municipality, .ground, .bidders, .ceiling: false
    }
  }

  /// The text field of a contract that this field fills, if it is one.
  var text: ContractText? { ContractText(rawValue: rawValue) }
}
