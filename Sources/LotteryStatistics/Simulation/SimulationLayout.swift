/// Where the integers of a simulation stand: firms of a block get seats, numbered block by block.
struct SimulationLayout: Sendable {
  /// One block: its contests, its firms and the seat of each entry.
  struct Block: Sendable {
    var contests: Range<Int>
    /// The firms, positions in the register; a seat of the block is a position here.
    var firms: [Int]
    /// The seats of the block among all seats.
    var seats: Range<Int>
  }

  /// No seat: no award.
  static let nobody = UInt16.max

  /// The most firms of one block that have a seat.
  static let firmLimit = Int(nobody) - 1

  let blocks: [Block]
  let seatCount: Int
  /// The seat of each entry within its block.
  let seatOfEntry: [UInt16]
  /// Of each contest, the entry of each seat of its block, or −1.
  let entryOfSeat: [[Int32]]
  /// The block of each contest.
  let blockOfContest: [Int]
  /// Of each firm of the register, whether it has a valid bid anywhere.
  let hasBid: [Bool]

  init(_ problem: LotteryProblem) {
    var blocks: [Block] = []
    var seatOfEntry = [UInt16](repeating: 0, count: problem.entries.count)
    var entryOfSeat: [[Int32]] = []
    var hasBid = [Bool](repeating: false, count: problem.register.firms.count)
    var seatCount = 0
    for block in problem.blocks {
      var seats: [Int: Int] = [:]
      var firms: [Int] = []
      for contest in block.contests {
        for entry in problem.contests[contest].entries {
          let firm = problem.entries[entry].firm
          hasBid[firm] = true
          if seats[firm] == nil {
            seats[firm] = firms.count
            firms.append(firm)
          }
          seatOfEntry[entry] = UInt16(seats[firm] ?? 0)
        }
      }
      precondition(firms.count <= Self.firmLimit, "see `LotterySimulation.oversizedBlock`")
      for contest in block.contests {
        var entries = [Int32](repeating: -1, count: firms.count)
        for entry in problem.contests[contest].entries { entries[Int(seatOfEntry[entry])] = Int32(entry) }
        entryOfSeat.append(entries)
      }
      blocks.append(
        Block(contests: block.contests, firms: firms, seats: seatCount..<seatCount + firms.count))
      seatCount += firms.count
    }
    self.blocks = blocks
    blockOfContest = problem.blocks.enumerated().flatMap {
      [Int](repeating: $0.offset, count: $0.element.contests.count)
    }
    self.seatCount = seatCount
    self.seatOfEntry = seatOfEntry
    self.entryOfSeat = entryOfSeat
    self.hasBid = hasBid
  }
}
