/// Why a partial file, or several together, make no result.
public enum PartialFault: Error, Hashable, Sendable {
  // One file.
  /// The bytes are no partial file.
  case noPartial
  /// The format is of another version.
  case otherFormat(Int)
  /// The file is not as long as it says.
  case cut
  /// The bytes were changed, or were never written by juchu.
  case damaged

  // Files together.
  /// There is no partial file.
  case none
  /// The version of the program that made a piece is another one.
  case otherVersion(String, expected: String)
  /// A piece is of something else: what differs, in this piece and in the first one.
  case foreign(setting: String, found: String, expected: String, first: String)
  /// Two pieces hold the same bytes, rows or trials.
  case overlap(of: String, range: Range<Int>, other: String)
  /// A part is in no piece.
  case missing(of: String, range: Range<Int>)
  /// Two pieces hold the same families of rules.
  case rulesOverlap(Range<Int>, other: String)
  /// Families of rules are in no piece.
  case rulesMissing(Range<Int>)
  /// An input is in no piece.
  case missingInput(number: Int, of: Int)
  /// A piece is of a simulation of other bids or policies than the files that are here.
  case otherSimulation
  /// An input has another size or content in another piece.
  case inputDiffers(name: String, other: String)
  /// Pieces of a file are in different encodings.
  case encodingsDiffer(name: String, other: String)
  /// Pieces are in different currencies.
  case currenciesDiffer(String, String, other: String)
  /// Two pieces hold contracts or tenders with the same key, and the files are not there to see which.
  case keyTwice(other: String)
  /// A tender's bids stand apart, in different pieces.
  case tenderApart(other: String)
  /// A file is not the one that the pieces are of.
  case changed(name: String)
}

/// A fault with the partial file in which it was found.
public struct PartialError: Error, Hashable, Sendable {
  /// What is wrong.
  public var fault: PartialFault
  /// The partial file; nil where the fault is not one file's.
  public var file: String?

  /// A fault of a file.
  public init(_ fault: PartialFault, file: String?) {
    (self.fault, self.file) = (fault, file)
  }
}
