import Procurement

/// Why a share changed when contracts are divided twice, as by category and by office.
///
/// The share is Σ w·v·s: the weight of a category, the weight of a second class inside it, and the row's share
/// inside both. Each factor's effect is the mean over the six orders in which the three may change, so the three
/// add up to the change exactly.
public struct ThreeFactorDecomposition: Hashable, Sendable {
  /// The row's figure and the whole of one class inside one category, before and after.
  public struct Cell: Hashable, Sendable {
    /// The category.
    public var category: String
    /// The row's count or amount.
    public var part: (from: Int64, to: Int64) { (partFrom, partTo) }
    /// The count or amount of all rows.
    public var whole: (from: Int64, to: Int64) { (wholeFrom, wholeTo) }
    private let partFrom, partTo, wholeFrom, wholeTo: Int64

    /// A cell with the row's figure and the whole.
    public init(category: String, part: (from: Int64, to: Int64), whole: (from: Int64, to: Int64)) {
      self.category = category
      (partFrom, partTo) = part
      (wholeFrom, wholeTo) = whole
    }
  }

  /// The change of the share.
  public let total: ExactRatio
  /// What the weights of the categories did.
  public let categories: ExactRatio
  /// What the weights of the classes inside the categories did.
  public let classes: ExactRatio
  /// What the shares inside the classes did.
  public let within: ExactRatio

  /// Decomposes the change of a share over cells.
  ///
  /// A class or category that is empty in one year takes its missing share or weights from the other year.
  ///
  /// - Returns: nil where a year is empty.
  /// - Complexity: O(cells) operations on rationals, of which only the last few are of long ones.
  public init?(_ cells: [Cell]) {
    guard let base = Factors(cells, part: \.part.from, whole: \.whole.from),
      let end = Factors(cells, part: \.part.to, whole: \.whole.to)
    else { return nil }
    var effects = [[ExactRatio]](repeating: [], count: 3)
    var changes: [ExactRatio] = []
    for index in cells.indices {
      let before = base.factors(index, orElse: end)
      let after = end.factors(index, orElse: base)
      var ofCell = [ExactRatio](repeating: .zero, count: 3)
      for order in Self.orders {
        var state = before
        for factor in order {
          let old = state[0] * state[1] * state[2]
          state[factor] = after[factor]
          ofCell[factor] = ofCell[factor] + (state[0] * state[1] * state[2] - old)
        }
      }
      for factor in 0..<3 { effects[factor].append(ofCell[factor]) }
      changes.append(after[0] * after[1] * after[2] - before[0] * before[1] * before[2])
    }
    total = ExactRatio.sum(changes)
    let sixth = ExactRatio(1, over: 6) ?? .zero
    categories = ExactRatio.sum(effects[0]) * sixth
    classes = ExactRatio.sum(effects[1]) * sixth
    within = ExactRatio.sum(effects[2]) * sixth
  }

  private static let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]

  /// The three factors of every cell in one year; nil where a divisor is 0.
  private struct Factors {
    private var category: [ExactRatio] = []
    private var inCategory: [ExactRatio?] = []
    private var share: [ExactRatio?] = []

    init?(_ cells: [Cell], part: KeyPath<Cell, Int64>, whole: KeyPath<Cell, Int64>) {
      var all = ExactRatio.zero
      var ofCategory: [String: ExactRatio] = [:]
      for cell in cells {
        let figure = ExactRatio(cell[keyPath: whole])
        all = all + figure
        ofCategory[cell.category] = (ofCategory[cell.category] ?? .zero) + figure
      }
      guard all != .zero else { return nil }
      for cell in cells {
        let figure = ExactRatio(cell[keyPath: whole])
        let sum = ofCategory[cell.category] ?? .zero
        guard let weight = sum / all else { return nil }
        category.append(weight)
        inCategory.append(figure / sum)
        share.append(ExactRatio(cell[keyPath: part]) / figure)
      }
    }

    /// The factors of a cell; what is undefined here is taken from the other year, and is 0 if it is nowhere.
    func factors(_ index: Int, orElse other: Factors) -> [ExactRatio] {
      [
        category[index], inCategory[index] ?? other.inCategory[index] ?? .zero,
        share[index] ?? other.share[index] ?? .zero,
      ]
    }
  }
}
