import Procurement

/// Why a row's total share changed: its shares inside the categories, or the weights of the categories.
///
/// With weights w and inside shares s, the change of S = Σ w·s is, without residual,
/// within = Σ ½(w₀ + w₁)(s₁ − s₀) and mix = Σ ½(s₀ + s₁)(w₁ − w₀). The mix is listed by category around the mean
/// share S̄, as (s̄ − S̄)(w₁ − w₀): that leaves the sum unchanged, and a category that grows counts for the row
/// only if the row is strong there. See `docs/methods/decomposition.md`.
public struct CategoryDecomposition: Hashable, Sendable {
  /// A category's part in the change.
  public struct Part: Hashable, Sendable {
    /// The identifier of the category.
    public var category: String
    /// What the change of the share inside the category did.
    public var within: ExactRatio
    /// What the change of the category's weight did, around the mean share.
    public var mix: ExactRatio
  }

  /// The change of the total share.
  public let total: ExactRatio
  /// The parts in the order of the categories.
  public let parts: [Part]
  /// The sum of the changes inside categories, at mean weights.
  public var within: ExactRatio { parts.reduce(.zero) { $0 + $1.within } }
  /// The sum of the changes of weights.
  public var mix: ExactRatio { parts.reduce(.zero) { $0 + $1.mix } }
  /// The same at the weights of the year before.
  public let withinAtBaseWeights: ExactRatio
  /// The same at the weights of the year after.
  public let withinAtEndWeights: ExactRatio

  /// Decomposes the change of a row's share.
  ///
  /// A category that is empty in one year has no inside share there; it takes that of the other year, so that its
  /// appearance is all mix.
  ///
  /// - Parameters:
  ///   - table: with category columns beside the total.
  ///   - measure: of counts or of amounts.
  /// - Returns: nil where the table has no categories, a figure is unknown or a year is empty.
  /// - Complexity: O(categories) operations on rationals.
  public init?(_ table: ShareTable, row: String, measure: Measure, from: FiscalYear, to: FiscalYear) {
    let categories = table.categories.filter(\.isPartOfTotal).map(\.identifier)
    guard !categories.isEmpty, let base = Shares(table, row, measure, from, categories),
      let end = Shares(table, row, measure, to, categories)
    else { return nil }
    total = end.total - base.total
    let meanShare = (base.total + end.total).half
    var parts: [Part] = []
    var (atBase, atEnd) = (ExactRatio.zero, ExactRatio.zero)
    for (index, category) in categories.enumerated() {
      guard let s0 = base.inside[index] ?? end.inside[index], let s1 = end.inside[index] ?? base.inside[index] else {
        // Empty in both years: no part in anything.
        parts.append(Part(category: category, within: .zero, mix: .zero))
        continue
      }
      let (w0, w1) = (base.weights[index], end.weights[index])
      let within = (w0 + w1).half * (s1 - s0)
      let mix = ((s0 + s1).half - meanShare) * (w1 - w0)
      parts.append(Part(category: category, within: within, mix: mix))
      atBase = atBase + w0 * (s1 - s0)
      atEnd = atEnd + w1 * (s1 - s0)
    }
    self.parts = parts
    withinAtBaseWeights = atBase
    withinAtEndWeights = atEnd
  }

  /// The weights of categories and the row's shares inside them, in one year.
  private struct Shares {
    var total: ExactRatio
    var weights: [ExactRatio]
    var inside: [ExactRatio?]

    init?(_ table: ShareTable, _ row: String, _ measure: Measure, _ year: FiscalYear, _ categories: [String]) {
      // The total is the sum of the categories and not the printed total, which may miss it by rounding.
      var (whole, part): (Int64, Int64) = (0, 0)
      var cells: [(part: Int64, whole: Int64)] = []
      for category in categories {
        guard let own = table.cell(year, category, row)[measure], let all = table.total(year, category)[measure]
        else { return nil }
        let (nextWhole, overflowWhole) = whole.addingReportingOverflow(all)
        let (nextPart, overflowPart) = part.addingReportingOverflow(own)
        guard !overflowWhole, !overflowPart else { return nil }
        (whole, part) = (nextWhole, nextPart)
        cells.append((own, all))
      }
      guard let total = ExactRatio(part, over: whole) else { return nil }
      self.total = total
      weights = cells.compactMap { ExactRatio($0.whole, over: whole) }
      inside = cells.map { ExactRatio($0.part, over: $0.whole) }
    }
  }
}
