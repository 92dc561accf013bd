/// What a list of results (入札結果一覧) says of a tender in its one row, beside who won for how much.
public struct ListedResult: Hashable, Sendable {
  /// How many firms submitted a bid (応札者数), nil where the list does not say.
  public var bidders: Int?
  /// How many rounds there were (入札回数), nil where the list does not say.
  public var rounds: Int?

  /// A result of which nothing more is known.
  public init(bidders: Int? = nil, rounds: Int? = nil) { (self.bidders, self.rounds) = (bidders, rounds) }

  /// No tender has more bidders.
  public static let mostBidders = 10_000
}
