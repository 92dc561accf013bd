import Testing

@testable import ShareStatistics

@Suite struct ControlledRoundingFlowTests {
  /// From 0 to 3 by 1 (costs 1 + 4), by 2 (costs 3 + 1), and across from 1 to 2 (cost 0).
  static let diamond: [ControlledRoundingFlow.Arc] = [
    .init(from: 0, to: 1, cost: 1), .init(from: 1, to: 3, cost: 4), .init(from: 0, to: 2, cost: 3),
    .init(from: 2, to: 3, cost: 1), .init(from: 1, to: 2, cost: 0),
  ]

  @Test func takesTheCheapestWay() {
    var flow = ControlledRoundingFlow(arcs: Self.diamond, excess: [1, 0, 0, -1])
    let isSolved = flow.solve()
    #expect(isSolved)
    #expect(flow.isUsed == [true, false, false, true, true])
  }

  // The second unit must undo the step across: 5 + 4 in all.
  @Test func undoesAnEarlierStepWhereTheWholeGains() {
    var flow = ControlledRoundingFlow(arcs: Self.diamond, excess: [2, 0, 0, -2])
    let isSolved = flow.solve()
    #expect(isSolved)
    #expect(flow.isUsed == [true, true, true, true, false])
  }

  @Test func saysWhereTheArcsDoNotSuffice() {
    var three = ControlledRoundingFlow(arcs: Self.diamond, excess: [3, 0, 0, -3])
    let isThreeSolved = three.solve()
    #expect(!isThreeSolved)
    var unbalanced = ControlledRoundingFlow(arcs: Self.diamond, excess: [0, 0, 0, -1])
    let isUnbalancedSolved = unbalanced.solve()
    #expect(!isUnbalancedSolved)
  }

  @Test func prefersTheEarlierArcUnusedAmongEquals() {
    let arcs = [
      ControlledRoundingFlow.Arc(from: 0, to: 1, cost: 2), .init(from: 0, to: 1, cost: 2),
      .init(from: 0, to: 1, cost: 3),
    ]
    var flow = ControlledRoundingFlow(arcs: arcs, excess: [1, -1])
    let isSolved = flow.solve()
    #expect(isSolved)
    flow.prefer(unused: [0, 1, 2])
    #expect(flow.isUsed == [false, true, false])
    // Frozen: a second wish cannot undo the first.
    flow.prefer(unused: [1])
    #expect(flow.isUsed == [false, true, false])
  }

  // Arc 0 is cheaper than the spare arc 2, so leaving it would no longer be an optimum.
  @Test func doesNotPayForAPreference() {
    let arcs = [1, 2, 2].map { ControlledRoundingFlow.Arc(from: 0, to: 1, cost: $0) }
    var flow = ControlledRoundingFlow(arcs: arcs, excess: [2, -2])
    let isSolved = flow.solve()
    #expect(isSolved)
    flow.prefer(unused: [0, 1, 2])
    #expect(flow.isUsed == [true, false, true])
  }
}
