import Procurement

// What the tally of a single pass counts in, and what the codes of batches mean to it.
extension IncidenceTally {
  /// The counts by tied firms that a value of a dimension has, in a form that adds fast.
  struct FlatCounts {
    var tenders = 0
    var atFloor = 0
    var elsewhere = 0
    var floorUnknown = 0
    /// Lotteries by the number of tied firms.
    var tied: [Int] = []

    mutating func add(tied count: Int, isAtFloor: Bool?) {
      tenders += 1
      guard count > 1 else { return }
      while tied.count <= count { tied.append(0) }
      tied[count] += 1
      switch isAtFloor {
      case true?: atFloor += 1
      case false?: elsewhere += 1
      case nil: floorUnknown += 1
      }
    }

    var counts: LotteryIncidence.Counts {
      var counts = LotteryIncidence.Counts()
      counts.tenders = tenders
      (counts.atFloor, counts.elsewhere, counts.floorUnknown) = (atFloor, elsewhere, floorUnknown)
      for (size, tenders) in tied.enumerated() where tenders > 0 {
        counts.tied[size] = tenders
        counts.decidedByLot += tenders
      }
      return counts
    }
  }

  /// The counts of a dimension by value.
  struct DimensionCounts {
    private var values = NameList()
    private var counts: [FlatCounts] = []

    /// Where a value is counted.
    mutating func position(of value: String) -> Int {
      let position = values.number(of: value)
      if position == counts.count { counts.append(FlatCounts()) }
      return position
    }

    mutating func add(at position: Int, tied: Int, isAtFloor: Bool?) {
      counts[position].add(tied: tied, isAtFloor: isAtFloor)
    }

    var byValue: [String: LotteryIncidence.Counts] {
      Dictionary(uniqueKeysWithValues: zip(values.names, counts.map(\.counts)))
    }
  }

  /// What the codes of batches mean here, looked up once a lineage.
  struct BatchCodes {
    /// The number of each bidder that tied.
    var firms: [Int] = []
    /// The number of the tender that each bidder bid for last.
    var lastTender: [Int] = []
    private var positions = [[Int]](repeating: [], count: LotteryIncidence.Dimension.allCases.count)
    private var absent = [Int](repeating: -1, count: LotteryIncidence.Dimension.allCases.count)
    private var years: [(year: FiscalYear, position: Int)] = []
    private var categories = [Int](repeating: -1, count: Procurement.Category.allCases.count)

    /// Makes room for so many bidders and texts.
    mutating func extend(firms count: Int, texts: Int) {
      firms += repeatElement(-1, count: max(count - firms.count, 0))
      lastTender += repeatElement(-1, count: max(count - lastTender.count, 0))
      for place in positions.indices {
        positions[place] += repeatElement(-1, count: max(texts - positions[place].count, 0))
      }
    }

    /// The position of a notice's value in the counts of a dimension.
    mutating func value(
      _ notice: CodedNotice, _ dimension: LotteryIncidence.Dimension, _ texts: TextList, _ counts: inout DimensionCounts
    ) -> Int {
      switch dimension {
      case .trade: return position(notice.trade, 0, texts, &counts)
      case .grade: return position(notice.grade, 1, texts, &counts)
      case .ward: return position(notice.siteWard, 2, texts, &counts)
      case .year:
        guard let year = notice.openingDate.map(FiscalYear.init(containing:)) else { return absent(3, &counts) }
        if let known = years.last(where: { $0.year == year }) { return known.position }
        years.append((year, counts.position(of: year.description)))
        return years[years.count - 1].position
      case .category:
        guard let category = notice.category else { return absent(4, &counts) }
        let place = Int(category.rawValue)
        if categories[place] < 0 { categories[place] = counts.position(of: category.identifier) }
        return categories[place]
      }
    }

    private mutating func position(
      _ code: UInt32, _ dimension: Int, _ texts: TextList, _ counts: inout DimensionCounts
    ) -> Int {
      guard code != CodedNotice.absent else { return absent(dimension, &counts) }
      if positions[dimension][Int(code)] < 0 {
        positions[dimension][Int(code)] = counts.position(of: texts[Int(code)])
      }
      return positions[dimension][Int(code)]
    }

    private mutating func absent(_ dimension: Int, _ counts: inout DimensionCounts) -> Int {
      if absent[dimension] < 0 { absent[dimension] = counts.position(of: "") }
      return absent[dimension]
    }
  }
}
