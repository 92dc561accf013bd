/// How a file is laid out, as far as a user says so; what is nil is detected.
public struct FileLayout: Sendable, Equatable {
  /// The encoding of a CSV file.
  public var encoding: TextEncoding?
  /// The delimiter of a CSV file.
  public var delimiter: Delimiter?
  /// How many rows with content stand above the header.
  public var skippedRows: Int?
  /// How many rows the header has; 0 where columns have letters and numbers only.
  public var headerRows: Int?
  /// The sheet of a workbook: its name, its number from 1, or `all` for all that are laid out alike.
  public var sheet: String?
  /// Whether rows that a sheet hides are left out.
  public var visibleOnly = false
  /// The currency to keep where a file has several, as in JPY.
  public var currency: String?
  /// The zone whose calendar says on which day an instant is; nil for Japan's.
  public var zone: DayZone?

  /// A layout to be detected.
  public init() {}

  /// This layout, with whatever another one says in its place.
  public func overridden(by other: FileLayout) -> FileLayout {
    var result = self
    if let encoding = other.encoding { result.encoding = encoding }
    if let delimiter = other.delimiter { result.delimiter = delimiter }
    if let skippedRows = other.skippedRows { result.skippedRows = skippedRows }
    if let headerRows = other.headerRows { result.headerRows = headerRows }
    if let sheet = other.sheet { result.sheet = sheet }
    if let currency = other.currency { result.currency = currency }
    if let zone = other.zone { result.zone = zone }
    if other.visibleOnly { result.visibleOnly = true }
    return result
  }
}
