/// A row of a share table as a user defines it (区分): which localities and sizes of contractors it holds.
public struct RowDefinition: Hashable, Sendable {
  /// The word used in JSON and on the command line.
  public var identifier: String
  /// The label under which it is printed.
  public var label: String
  /// The localities it holds; nil stands for an unknown one, and an empty set for any.
  public var localities: Set<Locality?>
  /// The sizes it holds; nil stands for an unknown one, and an empty set for any.
  public var sizes: Set<FirmSize?>

  /// A row with an identifier and the classes it holds.
  public init(
    identifier: String, label: String, localities: Set<Locality?> = [], sizes: Set<FirmSize?> = []
  ) {
    self.identifier = identifier
    self.label = label
    self.localities = localities
    self.sizes = sizes
  }

  /// Whether a contract with such a contractor belongs to the row.
  public func holds(locality: Locality?, size: FirmSize?) -> Bool {
    (localities.isEmpty || localities.contains(locality)) && (sizes.isEmpty || sizes.contains(size))
  }

  /// A class of contractors that two of some rows hold; nil where the rows exclude each other.
  public static func overlap(_ rows: [RowDefinition]) -> (first: RowDefinition, second: RowDefinition)? {
    for locality in [nil] + Locality.allCases.map(Optional.some) {
      for size in [nil] + FirmSize.allCases.map(Optional.some) {
        let holding = rows.filter { $0.holds(locality: locality, size: size) }
        if holding.count > 1 { return (holding[0], holding[1]) }
      }
    }
    return nil
  }
}
