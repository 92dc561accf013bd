import Procurement

/// How a synthetic ledger shall look; the sums come from its target.
public struct LedgerRecipe: Sendable {
  /// The header and the words of the values.
  public enum Words: String, CaseIterable, Sendable {
    /// The canonical columns: `contract,fiscal_year,date,...`.
    case canonical
    /// Japanese headers and values: 契約番号, 年度, 契約日 ...
    case japanese

    /// The names of the columns in the order of the file.
    public var columnNames: [String] { LedgerVocabulary.names(self) }
  }

  /// What the ledger adds up to at scale 1.
  public var target: LedgerTarget
  /// How many times the target, from 1.
  public var scale: Int
  /// The seed of all random numbers.
  public var seed: UInt64
  /// The words of header and values.
  public var words: Words
  /// The encoding of the file.
  public var encoding: SyntheticEncoding
  /// How unequally contracts fall to vendors, 1 to 8: the chance that a contract goes to the first share x of a
  /// roster is x^(1 / concentration), so 1 is uniform.
  public var concentration: Int
  /// How many rows in a million are spoiled, 0 to 1,000,000.
  public var dirtPerMillion: Int
  /// The standard deviation of the logarithm of amounts in hundredths, by category.
  public var spread: [Category: Int] = [.goods: 160, .works: 120, .services: 180]

  /// A recipe for a target; everything else as given.
  public init(
    target: LedgerTarget, scale: Int = 1, seed: UInt64 = 1, words: Words = .canonical,
    encoding: SyntheticEncoding = .utf8, concentration: Int = 2, dirtPerMillion: Int = 0
  ) {
    precondition(scale >= 1, "a ledger is at least once its target")
    precondition((1...8).contains(concentration), "a concentration between 1 and 8")
    precondition((0...1_000_000).contains(dirtPerMillion), "a rate between 0 and all")
    self.target = target
    self.scale = scale
    self.seed = seed
    self.words = words
    self.encoding = encoding
    self.concentration = concentration
    self.dirtPerMillion = dirtPerMillion
  }
}
