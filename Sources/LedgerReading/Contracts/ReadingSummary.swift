/// What became of every row of every file: rows read = used + rejected + filtered.
public struct ReadingSummary: Sendable, Equatable {
  /// The account of one file.
  public struct File: Sendable, Equatable {
    /// The file as the user named it.
    public var name: String
    /// The SHA-256 of its bytes in hexadecimal, where it was asked for.
    public var sha256: String?
    /// Data rows in the file.
    public var read = 0
    /// Rows that count.
    public var used = 0
    /// Rows that cannot be used and were set aside.
    public var rejected = 0
    /// Rows that the mapping's filter or the population left out.
    public var filtered = 0
    /// Amounts whose fraction of the minor unit was rounded half-up.
    public var roundedAmounts = 0

    /// An account of nothing read yet.
    public init(name: String) {
      self.name = name
    }
  }

  /// The files in the order in which they were read.
  public var files: [File] = []
  /// The conditions under which rows count, as the mapping and the population state them.
  public var mapping: LedgerMapping

  /// An account of no files.
  public init(mapping: LedgerMapping) {
    self.mapping = mapping
  }

  /// The sum of a count over the files.
  public func total(_ count: KeyPath<File, Int>) -> Int {
    files.reduce(0) { $0 + $1[keyPath: count] }
  }
}

/// A row that cannot be used: where, why, and all of it, so that nothing is lost.
public struct RejectedRow: Sendable {
  /// The problem with its place.
  public var error: DataError
  /// The value that caused it.
  public var value: String
  /// All fields of the record as they stood in the file.
  public var fields: [String]
}
