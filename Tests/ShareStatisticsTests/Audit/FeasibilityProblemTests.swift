import Procurement
import Testing

@testable import ShareStatistics

@Suite("Feasibility of a year's figures")
struct FeasibilityProblemTests {
  @Test("Sums that would have to close contradict without a step of the solver")
  func openSums() throws {
    // 3 × 33.3 in each of two columns; 100.0 in the third.
    let open = ["1 33.3", "1 33.3", "1 33.3", "3 100"]
    let closed = ["1 25.0", "1 25.0", "2 50.0", "4 100"]
    let structure = try TableStructure(SmallTable.counts([open, closed, open]))
    let effort = Effort(1_000_000)
    let problem = FeasibilityProblem(
      structure, year: SmallTable.year, pair: RoundingPair(.controlled), effort: effort)
    #expect(problem.disjointConflicts(atMost: 9, withSums: false) == 0)
    #expect(problem.disjointConflicts(atMost: 9, withSums: true) == 2)
    #expect(problem.disjointConflicts(atMost: 1, withSums: true) == 1)
    guard case .infeasible(let core) = problem.check(Array(problem.readings.indices)) else {
      Issue.record("feasible")
      return
    }
    #expect(core.allSatisfy { problem.readings[$0].place.measure == .countShare } && core.count == 4)
    #expect(effort.left == 1_000_000 && !problem.usedSolver)
    // Without one figure of each open sum, the counts are their own ledger.
    let left = [core[0], core[0] + 16]
    #expect(problem.refute(problem.readings.indices.filter { !left.contains($0) }) == nil)
  }
}
