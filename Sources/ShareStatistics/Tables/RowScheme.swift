import Procurement

/// The rows of a share table, and to which of them a contract belongs.
///
/// A leaf is a row that contracts are counted in; subtotals and the total are sums of leaves.
public struct RowScheme: Hashable, Sendable {
  /// A row that contracts are counted in.
  public struct Leaf: Hashable, Sendable {
    /// The word used in JSON.
    public var identifier: String
    /// The identifier of the subtotal that the leaf is part of, nil for a direct part of the total.
    public var subtotal: String?
    /// Whether the row is left out of the table while no contract is in it.
    public var isHiddenWhenEmpty = false
    /// The label under which it is printed; nil where the identifier is a known one.
    public var label: String?
  }

  /// The leaves in printed order.
  public let leaves: [Leaf]
  /// The identifier of the total.
  public let total: String
  /// Whether the total is printed above its parts.
  public let isTotalFirst: Bool
  /// The leaf for every locality and size, absent ones included.
  let leafOfClass: [UInt8]

  private init(
    leaves: [Leaf], total: String, isTotalFirst: Bool, leafOf: (Locality?, FirmSize?) -> String
  ) {
    self.leaves = leaves
    self.total = total
    self.isTotalFirst = isTotalFirst
    var table = [UInt8](repeating: 0, count: 16)
    for locality in [nil] + Locality.allCases.map(Optional.some) {
      for size in [nil] + FirmSize.allCases.map(Optional.some) {
        let leaf = leafOf(locality, size)
        table[Self.slot(locality, size)] = UInt8(leaves.firstIndex { $0.identifier == leaf } ?? 0)
      }
    }
    leafOfClass = table
  }

  /// The position in `leaves` of a contract's row.
  ///
  /// - Complexity: O(1).
  public func leaf(locality: Locality?, size: FirmSize?) -> Int {
    Int(leafOfClass[Self.slot(locality, size)])
  }

  /// The leaves that a row sums, nil where there is no such row.
  func leaves(of row: String) -> Set<Int>? {
    let indices = leaves.indices.filter { index in
      row == total || row == leaves[index].identifier || row == leaves[index].subtotal
    }
    return indices.isEmpty ? nil : Set(indices)
  }

  /// The position in `leafOfClass` of a locality and a size.
  @inline(__always)
  static func slot(_ locality: Locality?, _ size: FirmSize?) -> Int {
    (locality.map { Int($0.rawValue) + 1 } ?? 0) * 4 + (size.map { Int($0.rawValue) + 1 } ?? 0)
  }
}

extension RowScheme {
  /// The rows of Table 1 (規模等・種別契約実績割合).
  ///
  /// Semi-local and non-local contractors are one row whatever their size; without a locality, or local and
  /// without a size, a contract is unclassified.
  public static let table1 = RowScheme(
    leaves: [
      Leaf(identifier: "local-large", subtotal: "local"),
      Leaf(identifier: "local-sme", subtotal: "local"),
      Leaf(identifier: "local-other", subtotal: "local"),
      Leaf(identifier: "non-local"),
      Leaf(identifier: "unclassified", isHiddenWhenEmpty: true),
    ],
    total: "total", isTotalFirst: false
  ) { locality, size in
    switch (locality, size) {
    case (.semiLocal, _), (.nonLocal, _): "non-local"
    case (.local, .large): "local-large"
    case (.local, .sme): "local-sme"
    case (.local, .other): "local-other"
    case (.local, nil), (nil, _): "unclassified"
    }
  }

  /// The rows of Table 2 (規模別契約実績割合): local SMEs and the rest of all.
  public static let table2 = RowScheme(
    leaves: [
      Leaf(identifier: "local-sme"),
      Leaf(identifier: "rest"),
      Leaf(identifier: "unclassified", isHiddenWhenEmpty: true),
    ],
    total: "all", isTotalFirst: true
  ) { locality, size in
    switch (locality, size) {
    case (.local, .sme): "local-sme"
    case (.local, nil), (nil, _): "unclassified"
    default: "rest"
    }
  }

  /// The rows that a user defines; what none of them holds is unclassified.
  ///
  /// - Parameter rows: rows that exclude each other.
  public init(_ rows: [RowDefinition]) {
    precondition(RowDefinition.overlap(rows) == nil, "rows that exclude each other")
    self.init(
      leaves: rows.map { Leaf(identifier: $0.identifier, label: $0.label) }
        + [Leaf(identifier: "unclassified", isHiddenWhenEmpty: true)],
      total: "total", isTotalFirst: false
    ) { locality, size in
      rows.first { $0.holds(locality: locality, size: size) }?.identifier ?? "unclassified"
    }
  }
}
