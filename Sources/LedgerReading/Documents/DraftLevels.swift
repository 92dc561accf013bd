import Procurement

/// What each level of headings and each column of labels of a draft speaks of.
struct DraftLevels {
  /// What a level tells apart.
  enum Dimension: Hashable { case year, category, row, figure, nothing }

  var columns: [Dimension]
  var labels: [Dimension]
  /// Levels whose words are not known: their meaning follows from what is missing, or stays open.
  var openColumns: [Int] = []
  var openLabels: [Int] = []
  /// Whether some level of headings has wholes and what is part of them: 総額, 中小企業.
  private let hasWholes: Bool

  /// Looks at the words of a draft.
  init(_ draft: TableDraft) {
    let depth = draft.columns.map(\.count).max() ?? 0
    let columns = (0..<depth).map { level in
      Self.dimension(draft.columns.map { level < $0.count ? $0[level] : "" }, name: nil)
    }
    let beside = draft.rows.map(\.labels.count).max() ?? 0
    labels = (0..<beside).map { level in
      var name = level < draft.labelNames.count ? draft.labelNames[level] : nil
      // 区分 beside rows that stand in the headings are categories, where no word says otherwise.
      let isOfRows = ["所在", "規模", "地域", "企業", "業者"].contains { name?.contains($0) ?? false }
      if let own = name, TableWords.folded(own).hasSuffix("区分"), !isOfRows, columns.contains(.row) { name = nil }
      return Self.dimension(draft.rows.map { level < $0.labels.count ? $0.labels[level] : "" }, name: name)
    }
    self.columns = columns
    hasWholes = columns.indices.contains { level in
      columns[level] == .row
        && draft.columns.contains { path in
          level < path.count && TableWords.isTotal(path[level])
            || (level < path.count ? path[level].isEmpty : true)
              && path.contains { TableVocabulary.kind(of: $0) == .figure && !TableWords.isShare($0) }
        }
    }
    openColumns = columns.indices.filter { level in
      columns[level] == .nothing && draft.columns.contains { level < $0.count && !$0[level].isEmpty }
    }
    openLabels = labels.indices.filter { level in
      labels[level] == .nothing && draft.rows.contains { level < $0.labels.count && !$0.labels[level].isEmpty }
    }
  }

  /// Whether the words of some level are those of categories or of rows, and what is open follows from them.
  var isNamed: Bool {
    let all = columns + labels
    return (all.contains(.category) || all.contains(.row)) && alternativesByWords().count == 1
  }

  /// The readings of open levels, those of the words first.
  ///
  /// Labels beside a table that has its categories and its rows in columns may be categories too: ministries beside 物件 and 工事, each
  /// with 総額 and 中小企業.
  func alternatives() -> [DraftLevels] {
    let known = alternativesByWords()
    guard hasWholes, !labels.contains(.category) else { return known }
    var crossed = known[0]
    crossed.labels = crossed.labels.map { $0 == .row ? .category : $0 }
    return crossed.labels == known[0].labels ? known : known + [crossed]
  }

  /// The readings of open levels: one where the known levels leave one, two where both would do.
  private func alternativesByWords() -> [DraftLevels] {
    guard !openColumns.isEmpty || !openLabels.isEmpty else { return [self] }
    let hasCategory = (columns + labels).contains(.category)
    let hasRow = (columns + labels).contains(.row)
    func settled(columns column: Dimension, labels label: Dimension) -> DraftLevels {
      var result = self
      for level in openColumns { result.columns[level] = column }
      for level in openLabels { result.labels[level] = label }
      return result
    }
    // A level below a known one on its axis refines it.
    let inColumns: Dimension? = columns.contains(.category) ? .category : columns.contains(.row) ? .row : nil
    let inLabels: Dimension? = labels.contains(.row) ? .row : labels.contains(.category) ? .category : nil
    switch (hasCategory, hasRow) {
    case (true, true): return [settled(columns: inColumns ?? .category, labels: inLabels ?? .row)]
    case (true, false): return [settled(columns: .row, labels: .row)]
    case (false, true): return [settled(columns: .category, labels: labels.contains(.row) ? .row : .category)]
    case (false, false):
      guard !openColumns.isEmpty, !openLabels.isEmpty else { return [settled(columns: .row, labels: .row)] }
      return [settled(columns: .category, labels: .row), settled(columns: .row, labels: .category)]
    }
  }

  /// The same with categories and rows in each other's place.
  var swapped: DraftLevels {
    var result = self
    let swap: (Dimension) -> Dimension = { $0 == .category ? .row : $0 == .row ? .category : $0 }
    result.columns = columns.map(swap)
    result.labels = labels.map(swap)
    return result
  }

  private static func dimension(_ words: [String], name: String?) -> Dimension {
    var counts: [TableVocabulary.Kind: Int] = [:]
    for word in Set(words) { counts[TableVocabulary.kind(of: word), default: 0] += 1 }
    let (years, figures) = (counts[.year] ?? 0, counts[.figure] ?? 0)
    let (categories, rows) = (counts[.category] ?? 0, counts[.row] ?? 0)
    let derived = counts[.derived] ?? 0
    if years > 0, categories + rows + figures == 0 { return .year }
    // 全体, 市内企業 and 市内企業割合 side by side are rows, the last with what is said of them; so are 発注, 市内業者受注 and 受注率.
    let shares = Set(words).count(where: TableWords.isShare)
    if rows > 0, figures == shares, counts[.total] != nil || words.contains(where: TableWords.isWhole) { return .row }
    // 割合 below labels of which none is known is a row of its own.
    let isLastRow = figures == shares && counts[.unknown, default: 0] > figures
    if figures > 0, figures + derived >= categories + rows, !isLastRow { return .figure }
    if derived > 0, counts[.unknown] == nil, categories + rows == 0 { return .figure }
    if categories > 0 || rows > 0 { return rows > categories ? .row : .category }
    // Units alone, as (件) and (百万円) below headings or beside them.
    if counts[.unit] != nil, counts[.unknown] == nil, counts[.total] == nil { return .figure }
    guard let name = name.map(TableWords.folded) else { return .nothing }
    if name == "年度" { return .year }
    let total = counts[.total] ?? 0
    if counts[.unknown] == nil, total > 0 { return name.contains("種別") && !name.contains("規模") ? .category : .row }
    if name.contains("種別") || name == "category" { return .category }
    if ["所在", "規模", "区分", "row", "size", "locality"].contains(where: name.contains) { return .row }
    return .nothing
  }
}
