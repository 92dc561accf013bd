import Procurement

/// Puts a published table together, line by line.
struct PublishedTableBuilder {
  private let columns: PublishedTableColumns
  private let header: Header
  let file: InputFile
  private(set) var table: PublishedTable
  private(set) var lines = 0
  private var knownYears: Set<FiscalYear> = []
  private var knownCategories: Set<TableCategory> = []
  private var knownRows: Set<String> = []

  /// More is no table that was printed: what is computed of tables grows with the square of their rows.
  private static let (rowLimit, categoryLimit) = (1_000, 200)

  init(columns: PublishedTableColumns, header: Header, file: InputFile) {
    self.columns = columns
    self.header = header
    self.file = file
    table = PublishedTable(rows: [], categories: [], years: [], unit: columns.unit, figures: [:])
  }

  /// Takes one line of the file.
  mutating func add(_ record: borrowing Record) throws(DataError) {
    lines += 1
    let year = try year(record)
    let category = category(record)
    let row = try row(record)
    if knownYears.insert(year).inserted { table.years.append(year) }
    if knownCategories.insert(category).inserted { table.categories.append(category) }
    if knownRows.insert(row.identifier).inserted { table.rows.append(row) }
    guard table.rows.count <= Self.rowLimit else { throw excess(.tableRows, limit: Self.rowLimit, record) }
    guard table.categories.count <= Self.categoryLimit else {
      throw excess(.tableColumns, limit: Self.categoryLimit, record)
    }
    for measure in Measure.allCases {
      guard let column = columns.measures[measure], let value = try figure(record, column, measure) else { continue }
      let place = FigurePlace(
        year: year, category: category.identifier, row: row.identifier, measure: measure)
      if let first = table.figures[place] {
        throw fault(.repeatedFigure(firstLine: first.sourceLine), record, column)
      }
      table.figures[place] = PublishedFigure(value, sourceLine: record.line)
    }
  }

  /// The table, its rows tied to the subtotals and the total that it has.
  func finished() -> PublishedTable {
    var result = table
    let total = table.rows.first { $0.role == .total }?.identifier
    for index in table.rows.indices where table.rows[index].role != .total {
      let row = table.rows[index]
      let subtotal = Self.subtotal(of: row.identifier)
      let parent = subtotal.flatMap { table.row($0)?.identifier } ?? total
      result.rows[index].parent = parent
    }
    return result
  }

  private func year(_ record: borrowing Record) throws(DataError) -> FiscalYear {
    let column = columns.year ?? 0
    let text = record.text(column)
    guard let year = DateText.fiscalYear(text) else { throw fault(.notAFiscalYear(text), record, column) }
    return year
  }

  private func category(_ record: borrowing Record) -> TableCategory {
    guard let column = columns.category else { return .total }
    let label = record.text(column)
    if Self.totals.contains(label) { return TableCategory(identifier: TableCategory.total.identifier, label: label) }
    let identifier = (try? KnownWords.meaning(of: label, in: KnownWords.categories))?.identifier
    return TableCategory(identifier: identifier ?? label, label: label)
  }

  private func row(_ record: borrowing Record) throws(DataError) -> TableRow {
    let locality = columns.locality.map { record.text($0) } ?? ""
    let size = columns.row.map { record.text($0) } ?? ""
    let label = [locality, size].filter { !$0.isEmpty }.joined(separator: " ")
    guard !label.isEmpty else {
      throw fault(.missingValue(field: "row"), record, columns.row ?? columns.locality ?? 0)
    }
    let identifier = Self.identifiers[TextFolding.halfWidth(label)] ?? label
    return TableRow(identifier: identifier, label: label, role: try role(record, label), parent: nil)
  }

  private func role(_ record: borrowing Record, _ label: String) throws(DataError) -> TableRow.Role {
    if let column = columns.role, case let text = record.text(column), !text.isEmpty {
      do throws(WordProblem) {
        return try KnownWords.meaning(of: text, in: Self.roles)
      } catch {
        throw fault(error.problem, record, column)
      }
    }
    if Self.totals.contains(label) { return .total }
    return label.hasPrefix("うち") || label.hasPrefix("of which") ? .ofWhich : .part
  }

  private func figure(
    _ record: borrowing Record, _ column: Int, _ measure: Measure
  ) throws(DataError) -> FixedPoint? {
    let text = record.text(column)
    let plain = TextFolding.halfWidth(text).filter { !" ,%件".contains($0) }
    guard !plain.isEmpty, plain != "-" else { return nil }
    guard let value = FixedPoint(plain), value.units >= 0, measure != .count || value.decimals == 0 else {
      throw fault(.notAFigure(text), record, column)
    }
    return value
  }

  private func excess(_ excess: DataError.Excess, limit: Int, _ record: borrowing Record) -> DataError {
    DataError(.tooMany(excess, limit: limit), file: file.path, line: record.line)
  }

  private func fault(_ problem: DataError.Problem, _ record: borrowing Record, _ column: Int) -> DataError {
    DataError(problem, file: file.path, line: record.line, column: header.column(column))
  }

  private static let totals: Set<String> = ["合計", "計", "総計", "全体", "total", "all"]

  private static let roles: [String: TableRow.Role] = [
    "part": .part, "内訳": .part, "of-which": .ofWhich, "うち": .ofWhich, "total": .total, "合計": .total,
    "subtotal": .part, "小計": .part,
  ]

  /// Labels of known rows. The same words serve Table 1 (所在 and 規模) and Table 2 (区分).
  private static let identifiers: [String: String] = [
    "市内 大企業": "local-large", "市内 中小企業": "local-sme", "市内 その他": "local-other",
    "市内計": "local", "市内 計": "local", "市内 小計": "local", "準市内・市外": "non-local",
    "未分類": "unclassified", "合計": "total", "計": "total", "総計": "total",
    "全体": "all", "うち市内中小企業": "local-sme", "その他(残り)": "rest",
  ]

  /// The subtotal to which a row belongs where the table has it.
  private static func subtotal(of row: String) -> String? {
    ["local-large", "local-sme", "local-other"].contains(row) ? "local" : nil
  }
}
