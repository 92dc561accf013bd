/// The fields of a firm that a roster (有資格者名簿) may give, under their canonical names.
public enum RosterField: String, MappedField {
  case firm, reading, ward, points, grade, size, locality, members, engineers, capital, employees, business
  case number = "vendor_id"
  case legalForm = "legal_form"

  /// The headers that are known to mean this field without a mapping.
  public var knownHeaders: [String] {
    let others: [String] =
      switch self {
      case .firm: ["firm_name", "商号又は名称", "商号", "業者名", "名称"]
      case .reading: ["フリガナ", "業者名カナ"]
      case .ward: ["区", "所在区"]
      case .points: ["主観評価点", "主観点"]
      case .grade: ["ランク", "等級"]
      case .size: ["firm_size", "規模", "企業規模"]
      case .locality: ["所在区分"]
      case .members: ["構成員"]
      case .engineers: ["技術者数"]
      case .capital: ["資本金"]
      case .employees: ["従業員数"]
      case .business: ["主たる事業"]
      case .number: ["firm_id", "法人番号", "業者番号"]
      case .legalForm: ["法人形態"]
      }
    return [rawValue] + others
  }
}
