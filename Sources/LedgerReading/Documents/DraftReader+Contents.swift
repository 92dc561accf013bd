import Procurement

/// What columns of a draft hold, by their headings, and what its lines hold where words for figures stand beside them.
extension DraftReader {
  /// What a column or a line holds.
  struct Content {
    var measure: Measure?
    var time: TableTime?
    /// A part of a year whose year stands elsewhere.
    var period: PeriodOfYear?
    var category: [String] = []
    var row: [String] = []
    /// What it follows from, where its figures are none of the table.
    var derived: DerivedFigure?
    /// The count or amount that stands before a derived figure.
    var base: Measure?
    var isUnread = false

    /// The row of a share that stands on a line below its part: うち市内 of 市内割合.
    var part = ""
    /// The firms of whose share its heading is: 市内 of 市内発注率.
    var shareOf: String?
    /// Whether it is a share of what the line says.
    var isShareOfLine = false
    /// Whether others beside it are a part of it.
    var isWhole = false

    /// Whether its row is a part of that of the figures beside it: うち市内 behind 発注件数.
    var isOfWhich: Bool { row.last.map(PublishedTableBuilder.isOfWhich) ?? false }

    /// Whether it is a share, of whatever.
    fileprivate var isShare: Bool { measure?.isShare ?? isShareOfLine }

    /// Whether it is a share that names no firms and no row.
    fileprivate var isNamelessShare: Bool { isShare && row.isEmpty && shareOf == nil }

    /// Whether its row is a total.
    fileprivate var isOfTotal: Bool { !row.isEmpty && row.allSatisfy(TableWords.isTotal) }

    /// Whether it is a count or an amount of a row that is no total.
    fileprivate var isPart: Bool { !isShare && !row.isEmpty && !isOfTotal }

    /// Whether the share of another is that of its row.
    fileprivate func isOwner(of share: Content) -> Bool {
      guard let name = share.shareOf, var own = row.last.map(TableWords.folded), !isShare else {
        return false
      }
      if own.hasPrefix("うち") { own.removeFirst(2) }
      return !own.isEmpty && (own.hasPrefix(name) || name.hasPrefix(own))
    }

    /// Whether two speak of the same year or part of it, category and row.
    fileprivate func isBeside(_ other: Content) -> Bool {
      time == other.time && period == other.period && category == other.category && row == other.row
    }
  }

  /// A share without its base.
  var hasLoneShares: Bool {
    let paths = draft.columns + draft.rows.map(\.labels)
    return paths.joined().contains(where: TableWords.isShare)
  }

  /// What each column holds.
  func columns() -> [Content] {
    var base = titleMeasure?.base
    let own = draft.columns.map { path in column(path, &base) }
    return settled(withParts(own), draft.columns)
  }

  /// Columns of うち市内 behind those of which they are a part have their measure, and a share behind them is theirs; so is 市内率 of
  /// 市内, wherever it stands, and each 割合 behind one of several parts. What stands before parts without a name is their whole.
  private func withParts(_ contents: [Content]) -> [Content] {
    var contents = contents
    var base: Content?
    for place in contents.indices where !contents[place].isUnread {
      let content = contents[place]
      if content.measure.map({ !$0.isShare }) ?? false, content.row.isEmpty { base = content }
      // 市内中小企業 between 総発注件数 and 割合 is a count.
      if content.measure == nil, content.isPart, let base, base.time == content.time, base.category == content.category,
        content.row.last.map({ TableVocabulary.kind(of: $0) == .row }) ?? false
      {
        contents[place].measure = base.measure
      }
    }
    let read = contents.filter { !$0.isUnread }
    let hasParts = contents.contains(where: \.isOfWhich) || wholesStandUnnamed(read)
    let hasPairs = sharesFollowParts(read) || sharesFollowLonePart(read)
    guard hasParts || hasPairs || contents.contains(where: { $0.shareOf != nil }) else { return contents }
    var whole: Measure?
    var part: Content?
    for place in contents.indices where !contents[place].isUnread {
      let content = contents[place]
      if content.isOfWhich || hasPairs && content.isPart {
        if content.measure == nil { contents[place].measure = whole }
        part = contents[place]
      } else if content.isShare, content.row.isEmpty {
        let owner = contents.first { $0.time == content.time && $0.isOwner(of: content) }
        if let owner = owner ?? part, owner.time == content.time {
          (contents[place].row, contents[place].category) = (owner.row, owner.category)
        } else {
          contents[place].isWhole = hasParts
        }
      } else {
        (whole, part) = (content.measure?.base, nil)
        contents[place].isWhole = hasParts
      }
    }
    return contents
  }

  /// Whether columns that name no row stand before others that do, of the same figures: 発注件数 before 市内業者発注件数.
  ///
  /// Only among cells, whose headings span columns where they say so; over words of a page a heading may be lost.
  private func wholesStandUnnamed(_ contents: [Content]) -> Bool {
    guard !draft.numbers.isEmpty else { return false }
    let bases = contents.filter { $0.measure.map { !$0.isShare } ?? false }
    let unnamed = bases.indices.filter { bases[$0].row.isEmpty }
    guard !unnamed.isEmpty, !bases.contains(where: \.isOfTotal) else { return false }
    return unnamed.allSatisfy { place in
      bases[(place + 1)...].contains {
        !$0.row.isEmpty && $0.measure == bases[place].measure && $0.time == bases[place].time
      }
    }
  }

  /// Whether shares without a name stand behind the only part of a whole: 発注, 市内業者受注, 受注率.
  private func sharesFollowLonePart(_ contents: [Content]) -> Bool {
    guard let first = contents.firstIndex(where: \.isNamelessShare), let last = contents.lastIndex(where: \.isPart),
      last < first
    else { return false }
    return Set(contents.filter(\.isPart).map(\.row)).count == 1 && contents.contains(where: \.isOfTotal)
  }

  /// Whether shares without a name stand behind each part and nowhere else: 総数, 市内, 割合, 市外, 割合.
  private func sharesFollowParts(_ contents: [Content]) -> Bool {
    let shares = contents.indices.filter { contents[$0].isNamelessShare }
    return !shares.isEmpty && shares.count == contents.count(where: \.isPart)
      && shares.allSatisfy { $0 > 0 && contents[$0 - 1].isPart }
  }

  /// What each line holds, where a column of labels has words for figures; nil elsewhere.
  func lineContents() -> [Content]? {
    let figures = levels.labels.indices.filter { levels.labels[$0] == .figure }
    guard !figures.isEmpty else { return nil }
    var base: Measure?
    var last: [String] = []
    var paths: [[String]] = []
    var part = ""
    let hasParts = draft.rows.contains { row in figures.contains { isPart(row, $0) } }
    let contents = draft.rows.map { row -> Content in
      var content = Content()
      for (level, label) in row.labels.enumerated() where !figures.contains(level) { content.row.append(label) }
      if content.row != last { base = nil }
      last = content.row
      let path = figures.map { $0 < row.labels.count ? row.labels[$0] : "" }
      paths.append(path)
      let names = path.filter { !$0.isEmpty && TableVocabulary.kind(of: $0) != .unit }
      content.base = base
      if let derived = names.lazy.compactMap(TableWords.derived).first {
        (content.derived, content.isUnread) = (derived, true)
      } else if let own = names.last, base != nil, figures.contains(where: { isPart(row, $0) }) {
        (content.measure, part) = (base, own)
      } else if names.contains(where: { TableVocabulary.kind(of: $0) == .unknown }) {
        content.isUnread = true
      } else if !names.isEmpty {
        content.measure = PublishedTableColumns.measure(names.joined(separator: "/"), after: &base)?.measure
      } else if let unit = path.last(where: { !$0.isEmpty }) {
        content.measure = Self.measure(ofUnit: unit) ?? base?.share
      }
      if let measure = content.measure {
        base = measure.base
        if !measure.isShare, !figures.contains(where: { isPart(row, $0) }) { part = "" }
        if measure.isShare { content.part = part }
        content.isWhole = hasParts && part.isEmpty
      }
      return content
    }
    return settled(contents, paths)
  }

  private func isPart(_ row: TableDraft.Row, _ level: Int) -> Bool {
    guard level < row.labels.count else { return false }
    // 市内業者 below 発注件数 is うち市内業者.
    return PublishedTableBuilder.isOfWhich(row.labels[level]) || TableVocabulary.kind(of: row.labels[level]) == .row
  }

  /// Two shares behind a count and an amount belong to them in their order.
  private func settled(_ contents: [Content], _ paths: [[String]]) -> [Content] {
    var contents = contents
    var start = 0
    while start < contents.count {
      var end = start + 1
      while end < contents.count, contents[end].isBeside(contents[start]),
        !(contents[end].measure.map { !$0.isShare && contents[start..<end].compactMap(\.measure).contains($0) } ?? false)
      { end += 1 }
      settleShares(&contents, start..<end, paths)
      start = end
    }
    return contents
  }

  private func settleShares(_ contents: inout [Content], _ group: Range<Int>, _ paths: [[String]]) {
    let shares = group.filter { contents[$0].measure?.isShare == true && !namesBase(paths[$0]) }
    let bases = group.filter { contents[$0].measure.map { !$0.isShare } ?? false }
    guard let last = bases.last, bases.count == 2, shares.allSatisfy({ $0 > last }) else { return }
    let order = bases.compactMap { contents[$0].measure?.share }
    if shares.count == 2 {
      for (share, measure) in zip(shares, order) { contents[share].measure = measure }
    } else if shares.count == 1 {
      contents[shares[0]].measure = sharesAreOfCounts ? .countShare : .amountShare
    }
  }

  private func namesBase(_ path: [String]) -> Bool {
    path.contains { part in
      if case .figure = TableWords.heading(TableWords.split(part).stem) { true } else { false }
    }
  }

  private func column(_ path: [String], _ base: inout Measure?) -> Content {
    var column = Content()
    var names: [String] = []
    var lastKind = TableVocabulary.Kind.blank
    column.base = base
    for (level, part) in path.enumerated() where !part.isEmpty {
      let kind = TableVocabulary.kind(of: part)
      switch kind {
      case .year:
        if let time = TableVocabulary.time(part) { column.time = time } else { column.period = TableWords.period(part) }
      case .figure:
        names.append(part)
        column.shareOf = column.shareOf ?? TableWords.partOfShare(TableWords.split(part).stem)
      case .derived: (column.derived, column.isUnread) = (TableWords.derived(part), true)
      case .unit: if names.isEmpty { column.measure = Self.measure(ofUnit: part) ?? base?.share }
      case .category, .row, .total, .unknown, .blank:
        switch levels.columns[level] {
        case .category: column.category.append(part)
        case .row: column.row.append(kind == .unknown && TableWords.isWhole(part) ? "合計" : part)
        case .year, .figure, .nothing:
          // 落札率 below 契約金額 is no amount.
          if kind == .unknown { column.isUnread = true }
          if kind == .category { column.category.append(part) }
          if kind == .row { column.row.append(part) }
        }
      }
      if kind != .unit { lastKind = kind }
    }
    if column.derived != nil {
      // 前年度比 over 契約件数 says of which figure it is.
      var own: Measure?
      if let named = PublishedTableColumns.measure(names.joined(separator: "/"), after: &own) {
        column.base = named.measure
      }
      column.measure = nil
      return column
    }
    if !names.isEmpty {
      column.measure = PublishedTableColumns.measure(names.joined(separator: "/"), after: &base)?.measure
    }
    if let measure = column.measure { base = measure.base }
    column.isShareOfLine = column.measure == nil && names.contains(where: TableWords.isShare)
    if lastKind == .unknown, levels.columns.last == .figure, column.measure == nil { column.isUnread = true }
    return column
  }

  private static func measure(ofUnit part: String) -> Measure? {
    let inner = TableWords.folded(part).filter { !"()[]【】〔〕".contains($0) }
    if inner == "%" || TableWords.isFormula(part) { return nil }
    return inner.hasSuffix("件") ? .count : .amount
  }
}
