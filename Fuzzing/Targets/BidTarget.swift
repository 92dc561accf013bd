import LotteryStatistics
import Procurement

@testable import LedgerReading
@testable import TabularReading

/// Bids: read in every way, and their lotteries counted in one pass and from the register.
enum BidTarget {
  static func check(_ bytes: [UInt8]) throws {
    try ScratchFile.with(bytes) { path in
      let bids = try ReadingOutcome.bids(path, setsAside: true)
      try ReadingOutcome.bids(path, setsAside: false)
      let detailed = try ReadingOutcome.bids(path, setsAside: true, details: true)
      try require(bids.rows.count == detailed.rows.count, "details change how many bids there are")
      try ignoringDataErrors { _ = try DrawReader.kind(of: InputFile(path), mapping: .canonical) }
      try count(bids.rows, detailed.rows)
    }
  }

  private static func count(_ bids: [Bid], _ detailed: [Bid]) throws {
    var assembly = TenderAssembly()
    var tally = IncidenceTally()
    let incidence = Result {
      try tally.add(BidBatch(bids))
      return try tally.incidence()
    }
    do {
      try assembly.add(BidBatch(detailed))
      let register = try assembly.register()
      if case .success(let incidence) = incidence {
        try require(incidence == LotteryIncidence(register), "one pass counts other lotteries than the register")
      }
      let tied = try TiedTender.all(in: register)
      for scheme in LotteryScheme.named {
        for tender in tied { _ = try? DrawMethod.scheme(scheme).draw(tender, of: register) }
      }
      for policy in LotteryPolicy.named { _ = try? Replay(LotteryProblem(register, under: policy)) }
    } catch let error as RegisterError {
      if case .success = incidence { throw Disagreement("one pass counts what makes no register: \(error)") }
    }
  }
}
