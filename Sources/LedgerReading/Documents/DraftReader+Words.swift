import Procurement
import TabularReading

/// Units and years of a draft, and how its words were understood.
extension DraftReader {
  private var notes: [String] {
    let corners = draft.labelNames.filter { TableWords.folded($0).contains("単位") }
    // 令和2年度（単位：百万円）
    let years = Set(draft.columns.joined().filter { TableVocabulary.kind(of: $0) == .year }).sorted()
    return (draft.titles + corners + years).flatMap { TableWords.unitNotes($0) + [TableWords.split($0).note ?? ""] }
  }

  /// What one written amount or count is worth, or nil where nothing says it.
  func unit(of measure: Measure, _ find: (String) -> Int64?) throws(DataError) -> Int64? {
    var found: Set<Int64> = []
    let beside = draft.rows.map { row in
      levels.labels.indices.filter { levels.labels[$0] == .figure && $0 < row.labels.count }.map { row.labels[$0] }
    }
    for path in draft.columns + beside where !path.contains(where: { TableWords.derived($0) != nil }) {
      for part in path {
        let (stem, note) = TableWords.split(part)
        let isAlone = TableVocabulary.kind(of: part) == .unit
        guard isAlone || TableWords.heading(stem, note: note) == .figure(measure) else { continue }
        if !isAlone, let note, let unit = find(note) { found.insert(unit) }
        if isAlone, let unit = find(part.filter { !"()[]（）【】".contains($0) }) { found.insert(unit) }
      }
    }
    if found.count > 1 {
      throw DataError(
        .meaninglessTable(
          reason: "units differ between columns: \(found.sorted().map(String.init).joined(separator: ", "))"),
        file: file.path, line: draft.line)
    }
    return found.first ?? notes.lazy.compactMap(find).first
  }

  /// The one year, or part of a year, that titles name.
  var titleTime: TableTime? {
    // 令和4年度 in the corner above the labels is a title too.
    let times = (draft.titles + draft.labelNames).reduce(into: Set<TableTime>()) { times, title in
      if let time = TableVocabulary.time(title) {
        times.insert(time)
      } else {
        times.formUnion(TableWords.years(inTitle: title).map { TableTime(year: $0, period: .year) })
      }
    }
    return times.count == 1 ? times.first : nil
  }

  /// What titles say of all figures, where no heading does.
  var titleMeasure: Measure? {
    let notes = (draft.titles + draft.labelNames + draft.columns.joined()).flatMap(TableWords.unitNotes)
    let units = (
      counts: notes.contains { TableWords.countUnit($0) != nil }, amounts: notes.contains { TableWords.unit($0) != nil }
    )
    func speaks(_ text: String) -> (counts: Bool, amounts: Bool) {
      (text.contains("件数"), ["金額", "契約額", "発注額", "受注額"].contains(where: text.contains))
    }
    let titles = draft.titles.map(TableWords.folded)
    let text = titles.joined()
    var said = speaks(text)
    // 金額区分別契約件数 is of counts.
    if said == (true, true) {
      said = speaks(titles.map { $0[($0.firstIndex(of: "別") ?? $0.startIndex)...] }.joined())
    }
    // 単位：億円 alone says it where no word does.
    if said.counts == said.amounts { return units.counts == units.amounts ? nil : units.counts ? .count : .amount }
    let base = said.counts ? Measure.count : .amount
    // A title that has a unit of counts or amounts is of these, whatever shares it speaks of.
    let saysBeside = ["括弧内", "カッコ内", "下段", "下欄"].contains(where: text.contains)
    guard !units.counts, !units.amounts, !saysBeside else { return base }
    return ["割合", "構成比", "比率", "シェア", "占有率", "%"].contains(where: text.contains) ? base.share : base
  }

  /// The category that a title or the sheet alone names, as 【工事】 above a table of it.
  var titleCategory: String? {
    TableWords.category(inTitles: [draft.sheet ?? ""] + draft.titles)
  }

  /// How each word was understood.
  func words() -> [ReadWord] {
    var found: [ReadWord] = []
    func note(_ word: String, _ dimension: DraftLevels.Dimension) {
      guard !word.isEmpty else { return }
      let meaning =
        switch TableVocabulary.kind(of: word) {
        case .year: TableVocabulary.time(word)?.period == .year ? "year" : "partial-year"
        case .figure: "figure"
        case .unit: "unit"
        case .derived: "derived"
        case .total: "total"
        case .category, .row, .unknown, .blank:
          switch dimension {
          case .category: "category"
          case .row: "row"
          case .year, .figure, .nothing: "own"
          }
        }
      let entry = ReadWord(word: word, meaning: meaning)
      if !found.contains(entry) { found.append(entry) }
    }
    for path in draft.columns {
      for (level, word) in path.enumerated() { note(word, levels.columns[level]) }
    }
    for row in draft.rows {
      for (level, word) in row.labels.enumerated() { note(word, levels.labels[level]) }
    }
    return found
  }
}
