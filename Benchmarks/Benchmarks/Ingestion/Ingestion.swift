import Benchmark
import BenchmarkData
import LedgerReading
import LotteryStatistics
import Procurement
import ShareStatistics
import SyntheticData
import TabularReading

/// Tables from ledgers and incidence from bids, from a file to the answer.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .peakMemoryResident], maxDuration: .seconds(4))

  for encoding in SyntheticEncoding.allCases {
    Benchmark("Table 1 from 420,000 contracts, \(encoding.rawValue)") { benchmark, setup in
      for _ in benchmark.scaledIterations { blackHole(try setup.tally()) }
    } setup: {
      try LedgerSetup(encoding, scale: 3)
    }
  }

  Benchmark("Lottery incidence from 20,000 tenders") { benchmark, setup in
    for _ in benchmark.scaledIterations { blackHole(try setup.incidence()) }
  } setup: {
    try BidSetup(tenders: 20_000)
  }
}

/// A ledger that adds up to a known table.
struct LedgerSetup {
  let file: GeneratedFile
  let recipe: LedgerRecipe

  init(_ encoding: SyntheticEncoding, scale: Int) throws {
    recipe = LedgerRecipe(
      target: try .kawasaki(), scale: scale, words: encoding == .cp932 ? .japanese : .canonical, encoding: encoding)
    file = try GeneratedFile(SyntheticLedger(recipe))
    _ = try tally()
  }

  func tally() throws -> ContractTally {
    var tally = ContractTally(scheme: .table1)
    var reader = ContractReader([InputFile(file.path)], options: .init())
    _ = try reader.read { batch, _ in try tally.add(batch) }
    for cell in recipe.target.cells {
      let (locality, size): (Locality, FirmSize) =
        switch cell.row {
        case .localLarge: (.local, .large)
        case .localSME: (.local, .sme)
        case .localOther: (.local, .other)
        case .nonLocal: (.nonLocal, .other)
        }
      let found = tally.cell(cell.year, cell.category, leaf: RowScheme.table1.leaf(locality: locality, size: size))
      expect(
        found.count == cell.count * Int64(recipe.scale) && found.amount == cell.amount * Int64(recipe.scale),
        "\(cell)")
    }
    return tally
  }
}

/// Bids whose lotteries the generator has counted.
struct BidSetup {
  let file: GeneratedFile
  let count: IncidenceCount

  init(tenders: Int) throws {
    let place = PlaceProfile.prefectures
    let bids = SyntheticBids(BidRecipe(tenders: tenders, place: place, formula: FloorPriceFormula.all[0]))
    var count = IncidenceCount(trades: place.trades.count)
    file = try GeneratedFile(bids) { count.merge($0) }
    self.count = count
    _ = try incidence()
  }

  func incidence() throws -> LotteryIncidence {
    var options = BidReader.Options()
    options.wantsDetails = false
    var tally = IncidenceTally()
    _ = try BidReader([InputFile(file.path)], options: options).read { batch, _ in try tally.add(batch) }
    let incidence = try tally.incidence()
    expect(incidence.all.tied == count.tied, "numbers of tied firms")
    expect(incidence.all.atFloor == count.atFloor && incidence.all.tenders == count.awarded, "ties at the floor")
    return incidence
  }
}
