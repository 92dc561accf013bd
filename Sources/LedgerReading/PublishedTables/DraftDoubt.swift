/// What of a table was told by position or order alone, and not by words or lines.
public enum DraftDoubt: String, Sendable, Hashable, Codable, CaseIterable {
  /// Headings were given to columns in their order: nothing stands below or above anything.
  case headingsByOrder
  /// Columns from a page that has no labels were put beside those of the page before.
  case pagesJoined
  /// Numbers were put together from two lines that are numbers by themselves too.
  case numbersJoined
  /// Labels that span rows were given to rows by their height or order.
  case labelsByPosition
  /// On its page stand figures that were not understood.
  case partsUnread
  /// Two readings close equally well.
  case tie
  /// Another way to read the file puts figures elsewhere.
  case otherReading
  /// Nothing in the table adds up: no sum and no share says that its labels are right.
  case nothingCloses
}
