#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The path of logit equilibria, followed by arc length in the logarithms of the probabilities and λ.
struct LogitPath {
  private let payoffs: MixedPayoffs
  private let cost: Double
  /// Where the logarithms of each firm begin, and where λ stands.
  private let begin: [Int]
  /// The logarithms firm by firm, then λ in the unit of the payoffs' range.
  private var point: [Double]

  init(_ payoffs: MixedPayoffs, cost: Double) {
    (self.payoffs, self.cost) = (payoffs, cost)
    var begin = [0]
    for own in payoffs.choices { begin.append(begin[begin.count - 1] + own.count) }
    self.begin = begin
    point = payoffs.choices.flatMap { own in own.map { _ in -log(Double(own.count)) } } + [0]
  }

  /// The probabilities at the point that was reached.
  var strategies: [[Double]] {
    probabilities(point).map { own in
      let sum = own.reduce(0, +)
      return own.map { $0 / sum }
    }
  }

  private func probabilities(_ point: [Double]) -> [[Double]] {
    payoffs.choices.indices.map { firm in point[begin[firm]..<begin[firm + 1]].map { exp($0) } }
  }

  /// The most that any firm gains by another of the choices that are left.
  private var regret: Double {
    let strategies = strategies
    let values = payoffs.expectations(strategies).values
    return zip(values, strategies).map { values, own in
      (values.max() ?? 0) - zip(values, own).reduce(0.0) { $0 + $1.0 * $1.1 }
    }.max() ?? 0
  }

  /// Follows the path until hardly anything can be gained, or it cannot be followed any further.
  mutating func follow() {
    var tangent = [Double](repeating: 0, count: point.count)
    tangent[point.count - 1] = 1
    var step = 0.05
    for _ in 0..<2_000 {
      guard step > 1e-9, let direction = self.tangent(like: tangent) else { return }
      let start = point
      let predicted = zip(point, direction).map { $0 + step * $1 }
      guard let (corrected, rounds) = corrected(predicted, direction) else {
        step /= 2
        continue
      }
      // A step that leads back was too long.
      let way = zip(corrected, start).map { $0 - $1 }
      guard zip(way, direction).reduce(0, { $0 + $1.0 * $1.1 }) > 0 else {
        step /= 2
        continue
      }
      (point, tangent) = (corrected, direction)
      // Far out the path is nearly straight.
      if rounds <= 3 { step = min(step * 1.5, 5 + abs(point[point.count - 1]) / 2) }
      if regret < 1e-4 * cost { return }
    }
  }

  private func tangent(like last: [Double]) -> [Double]? {
    var rows = equations(point).slopes
    rows.append(last)
    guard let solution = Linear.solution(rows, [Double](repeating: 0, count: point.count - 1) + [1]) else { return nil }
    let length = solution.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length.isFinite && length > 0 ? solution.map { $0 / length } : nil
  }

  private func corrected(_ predicted: [Double], _ direction: [Double]) -> (point: [Double], rounds: Int)? {
    var point = predicted
    for round in 1...8 {
      let (values, slopes) = equations(point)
      let off = zip(zip(point, predicted).map { $0 - $1 }, direction).reduce(0) { $0 + $1.0 * $1.1 }
      let target = values.map { -$0 } + [-off]
      if (target.map { abs($0) }.max() ?? 0) < 1e-11 * (10 + abs(point[point.count - 1])) { return (point, round) }
      guard let change = Linear.solution(slopes + [direction], target), change.allSatisfy(\.isFinite),
        change.allSatisfy({ abs($0) < 50 })
      else { return nil }
      for place in point.indices { point[place] += change[place] }
    }
    return nil
  }

  /// The equations of logit equilibrium at a point: probabilities of a firm add up to 1, and the logarithms of two choices differ by λ times
  /// the difference of their payoffs.
  private func equations(_ point: [Double]) -> (values: [Double], slopes: [[Double]]) {
    let firms = payoffs.firms
    let probabilities = probabilities(point)
    let (expected, derived) = payoffs.expectations(probabilities)
    let strength = point[begin[firms]] / payoffs.scale
    var values: [Double] = []
    var slopes: [[Double]] = []
    for firm in 0..<firms {
      let first = begin[firm]
      var sum = [Double](repeating: 0, count: point.count)
      for choice in probabilities[firm].indices { sum[first + choice] = probabilities[firm][choice] }
      values.append(probabilities[firm].reduce(-1, +))
      slopes.append(sum)
      for choice in probabilities[firm].indices.dropFirst() {
        let lead = expected[firm][choice] - expected[firm][0]
        values.append(point[first + choice] - point[first] - strength * lead)
        var row = [Double](repeating: 0, count: point.count)
        row[first + choice] += 1
        row[first] -= 1
        row[begin[firms]] = -lead / payoffs.scale
        for other in 0..<firms where other != firm {
          for its in probabilities[other].indices {
            let slope = derived[firm][choice][other][its] - derived[firm][0][other][its]
            row[begin[other] + its] -= strength * slope * probabilities[other][its]
          }
        }
        slopes.append(row)
      }
    }
    return (values, slopes)
  }
}

/// The probabilities at which firms are indifferent among the choices that are left near some strategies.
struct SupportSolution {
  /// nil where there are none.
  private(set) var strategies: [[Double]]?

  init(_ payoffs: MixedPayoffs, near start: [[Double]]) {
    var least = Double.infinity
    for border in [1e-2, 1e-3, 1e-4, 1e-6] {
      let supports = start.map { own in own.indices.filter { own[$0] > border } }
      guard supports.allSatisfy({ !$0.isEmpty }), let found = Self.solved(payoffs, supports, start) else { continue }
      // Of several the one from which least can be gained.
      let values = payoffs.expectations(found).values
      let gain =
        zip(values, found).map { values, own in
          (values.max() ?? 0) - zip(values, own).reduce(0.0) { $0 + $1.0 * $1.1 }
        }.max() ?? 0
      if gain < least { (strategies, least) = (found, gain) }
    }
  }

  private static func solved(_ payoffs: MixedPayoffs, _ supports: [[Int]], _ start: [[Double]]) -> [[Double]]? {
    let places = supports.enumerated().flatMap { firm, own in own.map { (firm: firm, choice: $0) } }
    var strategies = start.indices.map { firm in
      let kept = supports[firm].reduce(0) { $0 + start[firm][$1] }
      return start[firm].indices.map { supports[firm].contains($0) ? start[firm][$0] / kept : 0 }
    }
    for _ in 0..<50 {
      let (values, slopes) = payoffs.expectations(strategies)
      var rows: [[Double]] = []
      var target: [Double] = []
      for (firm, own) in supports.enumerated() {
        rows.append(places.map { $0.firm == firm ? 1 : 0 })
        target.append(1 - own.reduce(0) { $0 + strategies[firm][$1] })
        for choice in own.dropFirst() {
          rows.append(
            places.map { place in
              place.firm == firm
                ? 0 : slopes[firm][choice][place.firm][place.choice] - slopes[firm][own[0]][place.firm][place.choice]
            })
          target.append(values[firm][own[0]] - values[firm][choice])
        }
      }
      if (target.map { abs($0) }.max() ?? 0) < 1e-13 * payoffs.scale { break }
      guard let change = Linear.solution(rows, target), change.allSatisfy(\.isFinite) else { return nil }
      for (place, value) in zip(places, change) { strategies[place.firm][place.choice] += value }
    }
    guard strategies.allSatisfy({ own in own.allSatisfy { $0 >= -1e-12 && $0 <= 1 + 1e-9 } }) else { return nil }
    return strategies.map { own in
      let bounded = own.map { max(0, $0) }
      let sum = bounded.reduce(0, +)
      return bounded.map { $0 / sum }
    }
  }
}

/// Small systems of linear equations.
private enum Linear {
  /// The solution, by elimination with the largest pivot of each column; nil where there is none.
  static func solution(_ rows: [[Double]], _ target: [Double]) -> [Double]? {
    var rows = zip(rows, target).map { $0 + [$1] }
    let count = target.count
    guard rows.allSatisfy({ $0.count == count + 1 }) else { return nil }
    for column in 0..<count {
      guard let pivot = (column..<count).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
        abs(rows[pivot][column]) > 1e-14
      else { return nil }
      rows.swapAt(column, pivot)
      for row in column + 1..<count where rows[row][column] != 0 {
        let factor = rows[row][column] / rows[column][column]
        for place in column...count { rows[row][place] -= factor * rows[column][place] }
      }
    }
    var solution = [Double](repeating: 0, count: count)
    for row in (0..<count).reversed() {
      let rest = (row + 1..<count).reduce(rows[row][count]) { $0 - rows[row][$1] * solution[$1] }
      solution[row] = rest / rows[row][row]
    }
    return solution
  }
}
