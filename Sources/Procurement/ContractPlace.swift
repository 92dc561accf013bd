/// Where a contract stands: a file and the line on which its record begins.
///
/// Statistics that show a few contracts of many keep their places while they read, and get the texts of those few later.
public struct ContractPlace: Hashable, Sendable {
  /// The name of the file.
  public var file: String
  /// The line on which the record begins, from 1.
  public var sourceLine: Int

  /// The place of a line in a file.
  public init(file: String, sourceLine: Int) {
    self.file = file
    self.sourceLine = sourceLine
  }
}
