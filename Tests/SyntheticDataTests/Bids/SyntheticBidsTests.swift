import LotteryStatistics
import Procurement
import TestSupport
import Testing

@testable import SyntheticData

@Suite("Synthetic bid sets")
struct SyntheticBidsTests {
  /// The register of a bid set, read from its text by this test and put together by the lottery room.
  private static func register(_ bids: SyntheticBids) throws -> TenderRegister {
    var assembly = try TenderAssembly(firms: bids.roster.firms)
    for row in bids.rows() {
      func yen(_ name: String) -> Yen? { row[name].flatMap { Int64($0) }.map(Yen.init) }
      func date(_ name: String) -> CivilDate? {
        let parts = row[name]?.split(separator: "-").compactMap { Int($0) } ?? []
        return parts.count == 3 ? CivilDate(year: parts[0], month: parts[1], day: parts[2]) : nil
      }
      let notice = TenderNotice(
        identifier: row["tender"] ?? "", noticeDate: date("notice_date"), openingDate: date("opening_date"),
        requirement: row["requirement"], order: row["order"].flatMap { Int($0) }, group: row["group"],
        trade: row["trade"], grade: row["grade"], siteWard: row["site_ward"],
        areaCondition: AreaCondition(rawValue: row["area_condition"] ?? "") ?? .none,
        minimumPoints: row["minimum_points"].flatMap { Int($0) }, ceiling: yen("ceiling"), floor: yen("floor"))
      try assembly.add(
        Bid(
          notice: notice, firm: row["firm"] ?? "", amount: yen("bid"),
          status: try #require(BidStatus(rawValue: row["status"] ?? ""))))
    }
    return try assembly.register()
  }

  @Test("the generator's count is the count of whoever reads the file", arguments: PlaceProfile.all)
  func ownCount(place: PlaceProfile) throws {
    let bids = Samples.bids(600, place)
    var count = IncidenceCount(trades: 8)
    for page in bids.whole().accounts { count.merge(page) }
    let register = try Self.register(bids)
    var (tied, atFloor): ([Int: Int], Int) = ([:], 0)
    for tender in register.tenders {
      let ranking = BidRanking(tender)
      guard ranking.isTied, let best = ranking.tiers.first else { continue }
      tied[best.count, default: 0] += 1
      if tender.bids[best[0]].amount == tender.notice.floor { atFloor += 1 }
    }
    #expect(register.tenders.count == 600)
    #expect(count.tenders == 600)
    #expect(count.bids == register.tenders.reduce(0) { $0 + $1.bids.count })
    #expect(count.tied == tied)
    #expect(count.atFloor == atFloor)
    #expect(count.elsewhere == tied.values.reduce(0, +) - atFloor)
  }

  @Test("tenders of one group have one notice, and only firms that may bid do")
  func rules() throws {
    let bids = Samples.bids(700)
    let register = try Self.register(bids)
    for group in register.groups {
      let notices = group.tenders.map { register.tenders[$0].notice }
      #expect(
        Set(notices.map { [$0.noticeDate?.description, $0.openingDate?.description, $0.requirement] }).count == 1)
      #expect(notices.map(\.order) == (1...notices.count).map { $0 })
    }
    #expect(register.groups.contains { $0.tenders.count > 1 })
    let halves = SyntheticCity.halfOfWard
    for tender in register.tenders {
      let notice = tender.notice
      #expect(try #require(notice.noticeDate) < #require(notice.openingDate))
      #expect(try #require(notice.floor) <= #require(notice.ceiling))
      #expect(tender.bids.count <= BidVocabulary.greatestBidders)
      for bid in tender.bids {
        let firm = register.firms[bid.firm]
        #expect(firm.grade == notice.grade)
        #expect(firm.points ?? 0 >= notice.minimumPoints ?? 0)
        switch notice.areaCondition {
        case .none: break
        case .ward: #expect(firm.ward == notice.siteWard)
        case .half: #expect(halves[firm.ward ?? ""] == halves[notice.siteWard ?? "-"])
        }
      }
    }
  }

  @Test("bids are opened on working days, and the bidders of a group's works overlap")
  func openings() throws {
    let register = try Self.register(Samples.bids(2_000))
    for tender in register.tenders {
      for day in [tender.notice.noticeDate, tender.notice.openingDate] {
        // 1 January 1970 was a Thursday: Saturday and Sunday leave 5 and 6.
        #expect((try #require(day).daysSince1970 + 3) % 7 < 5)
      }
    }
    // Means over groups of two works or more, withdrawn bids included: the definitions of the calibration page.
    var (repeats, jaccards): ([Double], [Double]) = ([], [])
    for group in register.groups where group.tenders.count > 1 {
      let sets = group.tenders.map { Set(register.tenders[$0].bids.map(\.firm)) }
      let all = sets.reduce(Set()) { $0.union($1) }
      repeats.append(Double(all.count { firm in sets.count { $0.contains(firm) } > 1 }) / Double(all.count))
      let pairs = sets.indices.flatMap { a in sets.indices.filter { $0 > a }.map { (sets[a], sets[$0]) } }
      jaccards.append(
        pairs.reduce(0) { $0 + Double($1.0.intersection($1.1).count) / Double($1.0.union($1.1).count) }
          / Double(pairs.count))
    }
    let (repeated, jaccard) = (
      repeats.reduce(0, +) / Double(repeats.count), jaccards.reduce(0, +) / Double(jaccards.count)
    )
    #expect((0.30...0.65).contains(repeated) && (0.18...0.45).contains(jaccard), "\(repeated), \(jaccard)")
  }

  @Test("near firms bid more often than their number")
  func distance() throws {
    let rows = Samples.bids(1_000).rows().filter { $0["area_condition"] == "none" }
    let near = rows.count { $0["firm_ward"] == $0["site_ward"] }
    // One ward in seven would be 14 %; weights 12 : 9 : 6 make it about a fifth. 9,000 bids: ± 1.3 %.
    #expect(Double(near) / Double(rows.count) > 0.175)
  }

  @Test("the same seed gives the same bytes on any number of threads, another seed others")
  func seeds() {
    let bids = Samples.bids(1_100) { $0.scheme = .milliseconds }
    let bytes = bids.whole().bytes
    #expect(bids.whole(threads: 2).bytes == bytes)
    #expect(Samples.bids(1_100) { ($0.scheme, $0.seed) = (.milliseconds, 2) }.whole().bytes != bytes)
  }

  @Test("a larger set begins with the smaller one, but for its last page")
  func prefix() {
    let (small, large) = (Samples.bids(512), Samples.bids(900))
    #expect(large.page(0).bytes == small.page(0).bytes)
    #expect(large.page(1).bytes == small.page(1).bytes)
  }

  @Test("numbers and winners are added to the same bids")
  func scheme() {
    let (plain, drawn) = (Samples.bids(300).rows(), Samples.bids(300) { $0.scheme = .random }.rows())
    let added: Set = ["entered_number", "system_number", "arrival", "winner"]
    #expect(drawn.map { $0.filter { !added.contains($0.key) } } == plain)
    #expect(drawn.allSatisfy { added.isSubset(of: $0.keys) })
  }

  @Test("firms spread over a group or drop out of it as told")
  func strategies() {
    func bidsPerGroup(_ strategy: BidRecipe.Strategy) -> (greatest: Int, mean: Double) {
      let rows = Samples.bids(800) { $0.strategy = strategy }.rows()
      let counts = Dictionary(grouping: rows) { ($0["group"] ?? "") + ($0["firm"] ?? "") }.values.map(\.count)
      return (counts.max() ?? 0, Double(rows.count) / Double(counts.count))
    }
    let (none, drop, spread) = (bidsPerGroup(.none), bidsPerGroup(.dropOut), bidsPerGroup(.spread))
    #expect(spread.greatest == 1)
    #expect(drop.greatest > 1)
    #expect(none.mean > drop.mean)
  }

  @Test("random floors scatter the bids, so that fewer tenders tie", arguments: RandomCoefficient.all)
  func randomFloors(grid: RandomCoefficient) {
    func ties(_ variant: FloorPriceVariant) -> Int {
      Samples.bids(600) { $0.variant = variant }.whole().accounts.reduce(0) { $0 + $1.decidedByLot }
    }
    let published = ties(.published)
    #expect(published > 150)
    #expect(ties(.random(grid)) < published * 2 / 3)
    #expect(ties(.variable(bandTenths: 10)) < published / 3)
  }

  @Test("firms outside the city bid where no area is asked for, and only there; those of the city are the same")
  func outsiders() throws {
    var recipe = Samples.bids(800).recipe
    let plain = BidderRoster(recipe)
    recipe.outsidePerMille = 300
    let bids = SyntheticBids(recipe)
    let firms = bids.roster.firms
    let outside = Set(firms.filter { $0.locality != .local }.map(\.name))
    #expect((0.25...0.35).contains(Double(outside.count) / Double(firms.count)))
    #expect(Set(firms.map(\.locality)) == [.local, .semiLocal, .nonLocal])
    for (own, other) in zip(firms, plain.firms) where own.locality == .local { #expect(own == other) }
    var places: Set<String> = []
    for row in bids.rows() where outside.contains(row["firm"] ?? "") {
      places.insert(row["area_condition"] ?? "")
      #expect(row["requirement"]?.contains("制限なし") == true && row["firm_ward"] == "")
    }
    #expect(places == [AreaCondition.none.rawValue])
    #expect(bids.rows().allSatisfy { $0["category"] == "works" })
  }
}
