import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Theil decomposition")
struct TheilDecompositionTests {
  @Test("between and within add up to T over all, on random groups")
  func additivity() throws {
    var generator = SplitMix64(seed: 31)
    for _ in 0..<100 {
      let groups = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
        (0..<Int.random(in: 1...8, using: &generator)).map { _ in Int64.random(in: 0...1000, using: &generator) }
      }
      guard let found = TheilDecomposition(groups) else { continue }
      let whole = try #require(Concentration(groups.flatMap(\.self)))
      #expect(abs(found.total - whole.theil) < 1e-12)
      #expect(found.between > -1e-12 && found.within > -1e-12)
      #expect(abs(found.groups.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    }
  }

  @Test("equal vendors within groups leave all inequality between them, and the reverse")
  func extremes() throws {
    let between = try #require(TheilDecomposition([[5, 5, 5], [1, 1]]))
    #expect(abs(between.within) < 1e-15 && between.between > 0.1)
    let within = try #require(TheilDecomposition([[1, 9], [9, 1], [5, 5]]))
    #expect(abs(within.between) < 1e-15 && within.within > 0.1)
    #expect(within.groups[2].theil.magnitude < 1e-15)
  }

  @Test("a group of nothing counts its vendors; nothing at all has no T")
  func empty() throws {
    let found = try #require(TheilDecomposition([[4, 4], [0, 0]]))
    #expect(abs(found.total - 0.6931471805599453) < 1e-15)
    #expect(TheilDecomposition([[0], [0]]) == nil)
    #expect(TheilDecomposition([]) == nil)
  }
}
