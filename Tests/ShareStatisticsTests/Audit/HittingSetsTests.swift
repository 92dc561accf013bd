import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Smallest hitting sets")
struct HittingSetsTests {
  @Test("All smallest sets are those that trying every subset gives", arguments: 0..<60 as Range<UInt64>)
  func enumeration(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let conflicts = (0..<Int.random(in: 1...6, using: &random)).map { _ in
      Array((0..<8).shuffled(using: &random).prefix(Int.random(in: 1...4, using: &random))).sorted()
    }
    let hitting = (0..<256).map { mask in (0..<8).filter { mask >> $0 & 1 == 1 } }
      .filter { set in conflicts.allSatisfy { !Set($0).isDisjoint(with: set) } }
    let size = hitting.map(\.count).min()
    let groups = try #require(HittingSets(conflicts, maximumSets: 1_000, maximumSteps: 100_000)).groups
    let product = groups.reduce([[]]) { sets, group in sets.flatMap { set in group.sets.map { set + $0 } } }
    #expect(product.count == Set(product).count)
    #expect(Set(product.map { $0.sorted() }) == Set(hitting.filter { $0.count == size }))
  }

  @Test("Limits: too many sets are cut and said to be, too many steps end the search")
  func limits() throws {
    let cut = try #require(HittingSets([[0, 1, 2, 3]], maximumSets: 2, maximumSteps: 100))
    #expect(cut.groups[0].sets == [[0], [1]] && !cut.groups[0].isComplete)
    #expect(HittingSets([[0, 1], [1, 2], [2, 0]], maximumSets: 9, maximumSteps: 3) == nil)
  }

  @Test("Alternatives factor into independent choices, and stay whole where they do not")
  func factors() {
    #expect(
      Factorisation.factors(of: [[0, 2, 4], [0, 3, 4], [1, 2, 4], [1, 3, 4]]) == [
        [[0], [1]], [[2], [3]], [[4]],
      ])
    #expect(Factorisation.factors(of: [[0, 2], [1, 3]]) == [[[0, 2], [1, 3]]])
    #expect(Factorisation.factors(of: [[0, 1]]) == [[[0]], [[1]]])
    // Pairwise independent, yet not a product: an even number of the three.
    let even = [[0, 1, 5], [0, 2, 4], [1, 2, 3], [3, 4, 5]]
    #expect(Factorisation.factors(of: even) == [even])
  }
}
