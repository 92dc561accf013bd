/// What of a workbook was read and what was not.
public struct SheetAccount: Codable, Hashable, Sendable {
  /// The sheets that were read.
  public var read: [String]
  /// Sheets with something in them that were not read.
  public var unread: [String]
  /// Those of them that were read although they are hidden.
  public var hidden: [String] = []
  /// Rows with something in them that the sheet hides: by hand, by a filter or by an outline.
  public var hiddenRows = 0
  /// Whether those rows were left out.
  public var leavesOutHiddenRows = false
  /// Numbers that were read although their format shows nothing.
  public var unseenValues = 0

  /// An account of sheets.
  public init(read: [String], unread: [String]) { (self.read, self.unread) = (read, unread) }
}
