/// A table of award rates and competition as somebody published it: a row of figures for each year and group.
public struct PublishedIndicators: Sendable {
  /// What a column is of.
  public enum Column: String, CaseIterable, Sendable {
    /// 入札件数: tenders.
    case tenders
    /// 落札件数: awards.
    case awarded
    /// 不調・不落件数: tenders without an award.
    case failed
    /// 応札者数 of all tenders together.
    case bidders
    /// 1者応札件数.
    case singleBids
    /// 落札金額.
    case amount
    /// 予定価格 of all awards together.
    case ceilings
    /// 不成立の割合, in percent.
    case failedShare
    /// 1者応札の割合, in percent.
    case singleBid
    /// 平均応札者数.
    case biddersMean
    /// 落札率（単純平均）, in percent.
    case rateMean
    /// 落札率（加重平均）, in percent.
    case rateOfSums
    /// 落札率, in percent, of which the table does not say which mean it is.
    case rate
  }

  /// A printed figure.
  public struct Figure: Hashable, Sendable {
    /// The number.
    public var value: FixedPoint
    /// How much one is: 1,000 for thousands of yen.
    public var unit: Int64

    /// A figure.
    public init(_ value: FixedPoint, unit: Int64 = 1) { (self.value, self.unit) = (value, unit) }
  }

  /// The figures of a year and a group.
  public struct Row: Sendable {
    /// As printed; empty where the table has no years.
    public var year: String
    /// As printed; empty where the table has no groups.
    public var group: String
    /// Whether it is the total of the other groups of the year.
    public var isTotal: Bool
    /// Where it stands.
    public var line: Int
    /// What is printed.
    public var figures: [Column: Figure]

    /// A row.
    public init(year: String, group: String, isTotal: Bool, line: Int, figures: [Column: Figure]) {
      (self.year, self.group, self.isTotal, self.line, self.figures) = (year, group, isTotal, line, figures)
    }
  }

  /// The rows in the order of the table.
  public var rows: [Row]

  /// A table.
  public init(_ rows: [Row]) { self.rows = rows }
}
