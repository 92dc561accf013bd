/// Firms that are linked by draws: two firms are in one component where a chain of draws leads from one to the other.
///
/// Union-find with path halving and union by size (Tarjan, *Efficiency of a good but not linear set union
/// algorithm*, 1975). In each component observed minus expected wins add up to 0, so the rank of their covariance
/// is firms − components; no eigenvalue has to be told from 0.
struct FirmComponents: Sendable {
  private var parents: [Int32]
  private var sizes: [Int32]

  /// So many firms without a link.
  init(firms: Int) {
    parents = (0..<firms).map(Int32.init)
    sizes = [Int32](repeating: 1, count: firms)
  }

  /// Links two firms.
  ///
  /// - Complexity: amortised, practically O(1).
  mutating func link(_ a: Int, _ b: Int) {
    var (root, other) = (self.root(of: a), self.root(of: b))
    if root == other { return }
    if sizes[root] < sizes[other] { swap(&root, &other) }
    parents[other] = Int32(root)
    sizes[root] += sizes[other]
  }

  /// The firm that stands for the component of a firm.
  mutating func root(of firm: Int) -> Int {
    var firm = firm
    while Int(parents[firm]) != firm {
      parents[firm] = parents[Int(parents[firm])]
      firm = Int(parents[firm])
    }
    return firm
  }

  /// The number of components.
  var count: Int { parents.indices.count { Int(parents[$0]) == $0 } }
}
