/// A minimum-cost flow over arcs of capacity one, by successive shortest paths (Ahuja, Magnanti and Orlin,
/// *Network Flows*, 1993, §9.7).
///
/// Own code because the libraries do not fit: LEMON has been unmaintained since 2014 and does not build as
/// C++20, and Boost.Graph would bring C++ into a Swift package for a hundred lines. Costs are exact integers.
///
/// Throughout, no arc that can still be used leads downhill: cost + potential(from) − potential(to) ≥ 0. This
/// makes Dijkstra's search right, proves the flow optimal, and turns "another optimum" into "a cycle of zeros".
struct ControlledRoundingFlow {
  /// A way to move one unit at a cost of at least 0.
  struct Arc {
    var from: Int
    var to: Int
    var cost: Int128
  }

  let arcs: [Arc]
  /// Whether each arc carries its unit.
  private(set) var isUsed: [Bool]
  private var isFrozen: [Bool]
  private var excess: [Int128]
  private var potential: [Int128]
  private let incident: [[Int]]

  /// A network in which nothing has moved yet.
  ///
  /// - Parameters:
  ///   - arcs: between nodes named by their index into `excess`.
  ///   - excess: what each node has to send (above 0) or to receive (below 0).
  init(arcs: [Arc], excess: [Int128]) {
    var incident = [[Int]](repeating: [], count: excess.count)
    for (index, arc) in arcs.enumerated() {
      precondition(arc.cost >= 0 && arc.from != arc.to, "no arc gains by moving, none is a loop")
      incident[arc.from].append(index)
      incident[arc.to].append(index)
    }
    self.arcs = arcs
    self.excess = excess
    self.incident = incident
    isUsed = Array(repeating: false, count: arcs.count)
    isFrozen = isUsed
    potential = Array(repeating: 0, count: excess.count)
  }

  /// Moves every excess to a deficit at the least total cost; false where the arcs cannot carry it.
  ///
  /// - Complexity: O(units moved × nodes²).
  mutating func solve() -> Bool {
    while excess.contains(where: { $0 > 0 }) {
      let sources = excess.indices.filter { excess[$0] > 0 }
      guard let path = shortestPath(from: sources, to: { excess[$0] < 0 }, within: nil) else { return false }
      // Distances beyond the deficit reached are upper bounds, so the potential rises by no more than its own.
      for node in potential.indices {
        potential[node] += min(path.distances[node] ?? path.length, path.length)
      }
      excess[path.start] -= 1
      excess[path.end] += 1
      for arc in path.arcs { isUsed[arc].toggle() }
    }
    return excess.allSatisfy { $0 == 0 }
  }

  /// Among the optimal flows, goes to the one that leaves the given arcs unused, an earlier arc before all
  /// later ones; `solve` must have succeeded.
  ///
  /// - Complexity: O(arcs given × nodes²), searches being needed only for arcs in use.
  mutating func prefer(unused order: [Int]) {
    for index in order {
      if isUsed[index] {
        let arc = arcs[index]
        let isFlat = arc.cost + potential[arc.from] - potential[arc.to] == 0
        // Hidden from the search, or the way round would be the arc itself.
        isFrozen[index] = true
        if isFlat, let path = shortestPath(from: [arc.from], to: { $0 == arc.to }, within: 0) {
          isUsed[index] = false
          for other in path.arcs { isUsed[other].toggle() }
        }
      }
      isFrozen[index] = true
    }
  }

  private struct Path {
    var start: Int
    var end: Int
    var length: Int128
    var arcs: [Int]
    /// By node, nil where the search did not come.
    var distances: [Int128?]
  }

  /// Dijkstra's search from several nodes at once over arcs that can still move, by reduced cost.
  private func shortestPath(
    from sources: [Int], to isEnd: (Int) -> Bool, within limit: Int128?
  ) -> Path? {
    var distances = [Int128?](repeating: nil, count: excess.count)
    var isDone = [Bool](repeating: false, count: excess.count)
    var arrival = [Int?](repeating: nil, count: excess.count)
    for source in sources { distances[source] = 0 }
    while true {
      var nearest: (node: Int, distance: Int128)?
      for node in distances.indices where !isDone[node] {
        guard let distance = distances[node] else { continue }
        if nearest.map({ distance < $0.distance }) ?? true { nearest = (node, distance) }
      }
      guard let (node, distance) = nearest, limit.map({ distance <= $0 }) ?? true else { return nil }
      if isEnd(node) {
        let (start, path) = traced(back: node, by: arrival)
        return Path(start: start, end: node, length: distance, arcs: path, distances: distances)
      }
      isDone[node] = true
      for index in incident[node] {
        guard let step = step(along: index, from: node), !isDone[step.to] else { continue }
        if distances[step.to].map({ distance + step.cost < $0 }) ?? true {
          distances[step.to] = distance + step.cost
          arrival[step.to] = index
        }
      }
    }
  }

  /// Where an arc leads from a node and its reduced cost; an arc in use leads back and refunds its cost.
  private func step(along index: Int, from node: Int) -> (to: Int, cost: Int128)? {
    guard !isFrozen[index] else { return nil }
    let arc = arcs[index]
    let (tail, head) = isUsed[index] ? (arc.to, arc.from) : (arc.from, arc.to)
    guard tail == node else { return nil }
    return (head, (isUsed[index] ? -arc.cost : arc.cost) + potential[tail] - potential[head])
  }

  private func traced(back end: Int, by arrival: [Int?]) -> (start: Int, arcs: [Int]) {
    var node = end
    var path: [Int] = []
    while let index = arrival[node] {
      path.append(index)
      let arc = arcs[index]
      node = node == arc.to ? arc.from : arc.to
    }
    return (node, path)
  }
}
