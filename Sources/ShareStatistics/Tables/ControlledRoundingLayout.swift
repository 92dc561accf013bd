extension ControlledRounding {
  /// How the figures of a table hang together: its lines, and its sums as a network in which every figure is
  /// the flow along one arc.
  ///
  /// Each line has a node for the sum across it: its row total flows in, its parts flow out. Each subtotal and
  /// the total have a node per column for the sum down it: the figures below flow in, the sum flows out. One
  /// outer node closes the circulation. Only one direction may have subtotals: with both, the sums are no
  /// longer a network and a controlled rounding need not exist.
  struct Layout: Sendable {
    let parts: Int
    let columns: Int
    /// The rows of parts under each subtotal, and under the total, which comes last.
    let members: [Set<Int>]
    /// The line of the smallest sum that contains each line of parts, subtotal or total; nil for the total.
    let parents: [Int?]

    init(parts: Int, columns: Int, groups: [[Int]]) {
      let members = groups.map { Set($0) } + [Set(0..<parts)]
      for (index, a) in members.enumerated() {
        for b in members[..<index] {
          precondition(
            a.isDisjoint(with: b) || a.isSubset(of: b) || b.isSubset(of: a),
            "groups of rows of the table, disjoint or one inside the other")
        }
      }
      // By size, then by index: of two groups with the same rows the later one contains the earlier.
      func smallest(_ isAbove: (Int) -> Bool) -> Int? {
        members.indices.filter(isAbove).min { (members[$0].count, $0) < (members[$1].count, $1) }
          .map { parts + $0 }
      }
      let parentsOfParts = (0..<parts).map { part in smallest { members[$0].contains(part) } }
      let parentsOfSums = members.indices.map { inner in
        smallest {
          (members[inner].count, inner) < (members[$0].count, $0) && members[inner].isSubset(of: members[$0])
        }
      }
      self.parts = parts
      self.columns = columns
      self.members = members
      parents = parentsOfParts + parentsOfSums
    }

    /// A table of one column prints no total column beside it.
    private var hasTotalColumn: Bool { columns != 1 }
    private var width: Int { columns + (hasTotalColumn ? 1 : 0) }
    private var lines: Int { parts + members.count }

    /// All figures, line by line: the parts given, and the sums over them.
    func withMargins(_ cells: [[Int128]]) -> [Int128] {
      precondition(cells.allSatisfy { $0.count == columns }, "rows of equal length")
      let sums = members.map { rows in
        (0..<columns).map { column in rows.reduce(0) { $0 + cells[$1][column] } }
      }
      return (cells + sums).flatMap { line in hasTotalColumn ? line + [line.reduce(0, +)] : line }
    }

    func index(of place: Place) -> Int {
      func checked(_ index: Int, below count: Int) -> Int {
        precondition((0..<count).contains(index), "a place in the table")
        return index
      }
      let line =
        switch place.row {
        case .part(let index): checked(index, below: parts)
        case .subtotal(let index): parts + checked(index, below: members.count - 1)
        case .total: lines - 1
        }
      let column =
        switch place.column {
        case .part(let index): checked(index, below: columns)
        case .total: width - 1
        }
      return line * width + column
    }

    func place(_ index: Int) -> Place {
      let (line, column) = index.quotientAndRemainder(dividingBy: width)
      let row: Row = line < parts ? .part(line) : line == lines - 1 ? .total : .subtotal(line - parts)
      return Place(row: row, column: column < columns ? .part(column) : .total)
    }

    /// One outer node, one across each line, and one per column down each sum.
    var nodeCount: Int { 1 + lines + members.count * columns }

    /// The nodes between which a figure flows.
    func ends(_ index: Int) -> (from: Int, to: Int) {
      let (line, column) = index.quotientAndRemainder(dividingBy: width)
      let parent = parents[line]
      if column == columns { return (parent.map(across) ?? 0, across(line)) }
      return (
        line < parts ? across(line) : down(line, column), parent.map { down($0, column) } ?? 0
      )
    }

    private func across(_ line: Int) -> Int { hasTotalColumn ? 1 + line : 0 }
    private func down(_ sum: Int, _ column: Int) -> Int { 1 + lines + (sum - parts) * columns + column }
  }
}
