import LedgerReading
import Procurement

/// The comments of a suggested mapping.
package struct MappingWords: Sendable {
  private let language: Language

  /// The comments in a language.
  package init(_ language: Language) { self.language = language }

  /// A remark as one line without its `#`.
  package func text(_ remark: MappingRemark) -> String {
    switch remark {
    case .head(let file):
      language(
        "\(file) のマッピングの案（juchu inspect --write-mapping による推定）。内容を確認してください。",
        "A mapping for \(file), guessed by `juchu inspect --write-mapping`. Look it over:")
    case .marked:
      language(
        "\(YAMLText.mark) の箇所はすべて書き換えてください。それ以外の行も誤っていることがあります。",
        "replace every \(YAMLText.mark) where it stands; the other lines may be wrong.")
    case .knownHeaders(let command):
      language(
        "見出しは \(command) でそのまま読めるようです。読めない場合は docs/mapping.md をご覧ください。",
        "Its headers seem to be those that \(command) knows; otherwise see docs/mapping.md.")
    case .key: language("集計する行のうち、次の列がすべて一致するものはありません。", "No two rows that count agree in all of these.")
    case .noKey:
      language(
        "契約を区別できる列が見つかりません。指定しないと、重複があっても分かりません。",
        "No columns were found that tell contracts apart; without a key repetitions are not noticed.")
    case .columnOr(let constant):
      language(
        "列の名前。列がなければ、この行を消して下に \(constant) と書きます",
        "a column; or no line here and, below, \(constant)")
    case .column: language("列の名前", "a column")
    case .rounds: language("数回にわたる入札：最後の金額を使います。", "Bids of several rounds: the last number counts.")
    case .contractRows: language("契約として数えるのは次の行だけです。", "Only these rows are contracts.")
    case .units: language("円、千円、百万円（yen、thousand、million）のいずれか", "yen, thousand or million")
    case .taxes: language("included（税込）、excluded（税抜）、unstated（記載なし）のいずれか", "included, excluded or unstated")
    case .noColumn(let field):
      language(
        "\(field == .size ? "規模" : "所在区分")の列がありません。--roster で名簿を指定するか、constants: {\(field.rawValue): …} と書きます（\(meanings(field))）",
        "No column says the \(field.rawValue): use --roster, or constants: {\(field.rawValue): \(meanings(field))}")
    case .meanings(let field): meanings(field)
    case .more(let count): language("ほか \(count) 語", "and \(count) more")
    }
  }

  /// What a word of a field can mean.
  private func meanings(_ field: LedgerField) -> String {
    switch field {
    case .category: language("物品・工事・委託のいずれか", "goods, works or services")
    case .size: language("大企業・中小企業・その他のいずれか", "large, sme or other")
    case .locality: language("市内・準市内・市外のいずれか", "local, semi-local or non-local")
    case .population: language("市・補助金交付先のいずれか", "city or subsidy-recipient")
    case .account: language("一般会計・特別会計・企業会計のいずれか", "general, special or enterprise")
    default: language("語", "a word")
    }
  }
}
