import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Bid reader")
struct BidReaderTests {
  private static let header = "tender,notice_date,opening_date,requirement,order,ceiling,floor,firm,bid"

  @Test("all columns of the canonical form")
  func canonical() throws {
    let text =
      Self.header
      + ",group,trade,grade,office,officer,category,site_ward,area_condition,minimum_points,survey_threshold,scored,"
      + "technical_points,firm_ward,points,members,status,entered_number,system_number,arrival,winner\n"
      + "T,2021-04-01,令和3年5月1日,土木A,2,1000,800,甲,900,G,土木,A,課,係,works,中原区,ward,60,700,1,12.50,高津区,75,"
      + "乙|丙,valid,042,999,2021-04-20T09:00:00.250,1\n"
    let bid = try #require(try read(text).bids.first)
    #expect(
      bid
        == Bid(
          notice: TenderNotice(
            identifier: "T", noticeDate: CivilDate(year: 2021, month: 4, day: 1),
            openingDate: CivilDate(year: 2021, month: 5, day: 1), requirement: "土木A", order: 2, group: "G", trade: "土木",
            grade: "A", office: "課", officer: "係", category: .works, siteWard: "中原区", areaCondition: .ward,
            minimumPoints: 60, ceiling: Yen(1_000), floor: Yen(800), surveyThreshold: Yen(700), isScored: true),
          firm: "甲", amount: Yen(900), technicalPoints: FixedPoint(units: 1_250, decimals: 2), firmWard: "高津区",
          points: 75, members: ["乙", "丙"], isWinner: true, enteredNumber: 42, systemNumber: 999,
          // 09:00:00.250 in Japan is 00:00:00.250 in Greenwich on day 18,737.
          arrival: 18_737 * 86_400_000 + 250, sourceLine: 2))
  }

  @Test(
    "what stands in the place of a bid",
    arguments: [
      ("900", 900, .valid), ("９００円", 900, .valid), ("辞退", nil, .withdrawn), ("無効", nil, .invalid),
      ("不参加", nil, .absent), ("", nil, .absent), ("899.9999999999", 900, .valid),
    ] as [(String, Int64?, BidStatus)])
  func offers(_ text: String, _ amount: Int64?, _ status: BidStatus) throws {
    let bid = try #require(try read("\(Self.header)\nT,,,,,,,甲,\(text)\n").bids.first)
    #expect(bid.amount?.value == amount)
    #expect(bid.status == status)
  }

  @Test("unusable rows name line and column")
  func faults() {
    let cases: [(String, DataError.Problem, Int)] = [
      ("T,,,,,,,甲,12x", .notAnAmount("12x"), 9), ("T,//,,,,,,甲,1", .notADate("//"), 2),
      (",,,,,,,甲,1", .missingValue(field: "tender"), 1), ("T,,,,,,,,1", .missingValue(field: "firm"), 8),
      ("T,,,,x,,,甲,1", .notAnAmount("x"), 5), ("T,,,,,1.5,,甲,1", .notWholeUnits("1.5"), 6),
    ]
    for (row, problem, column) in cases {
      let error = #expect(throws: DataError.self) { try read("\(Self.header)\n\(row)\n") }
      #expect(error?.problem == problem)
      #expect(error?.line == 2)
      #expect(error?.column?.number == column)
    }
  }

  @Test("numbers of an electronic lottery have three digits at most, and may be missing")
  func lotteryNumbers() throws {
    let header = "tender,firm,bid,entered_number,system_number,opening_time,firm_reading\n"
    let text = header + "T,甲,1,007,０４２,1970-01-01T09:00:00.345,コウ\n"
    let bid = try #require(try read(text).bids.first)
    #expect(bid.enteredNumber == 7)
    #expect(bid.systemNumber == 42)
    #expect(bid.notice.openingTime == 345)
    #expect(bid.firmReading == "コウ")
    #expect(try read(header + "T,甲,1,-,,,\n").bids.first?.enteredNumber == nil)
    for number in ["1234", "-5", "0x1", "1.5", "一"] {
      let error = #expect(throws: DataError.self) {
        try read(header + "T,甲,1,\(number),,,\n", lotteryDigits: 3)
      }
      #expect(error?.problem == .notALotteryNumber(number, digits: 3))
      #expect(error?.column?.name == "entered_number")
    }
  }

  @Test("numbers of registered mail have eleven digits, those of a system nine")
  func longNumbers() throws {
    let header = "tender,firm,bid,entered_number,system_number\n"
    let bid = try #require(try read(header + "T,甲,1,99999999999,999999999\n").bids.first)
    #expect(bid.enteredNumber == 99_999_999_999 && bid.systemNumber == 999_999_999)
    for (row, number, digits) in [("100000000000,1", "100000000000", 11), ("1,1000000000", "1000000000", 9)] {
      let error = #expect(throws: DataError.self) { try read(header + "T,甲,1,\(row)\n") }
      #expect(error?.problem == .notALotteryNumber(number, digits: digits))
    }
  }

  @Test("a header without bids says which column is missing")
  func header() {
    let error = #expect(throws: DataError.self) { try read("tender,firm,bids\nT,甲,1\n") }
    guard case .missingColumn(_, let nearest, _) = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(nearest == "bids")
  }

  @Test(
    "arrival times",
    arguments: [
      ("1970-01-01T09:00:00", 0), ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:01.5Z", 1_500),
      ("1970-01-02 00:00:00+00:00", 86_400_000), ("1970-01-01T05:30:00+05:30", 0), ("1969-12-31T23:59Z", -60_000),
      ("2005-03-01T07:30:10+09:00", 1_109_629_810_000),
    ] as [(String, Int64)])
  func arrivals(_ text: String, _ milliseconds: Int64) {
    #expect(InstantText.milliseconds(text) == milliseconds)
  }

  @Test(
    "what is no time",
    arguments: ["", "2021-04-01", "2021-04-01T25:00", "2021-04-01T10:60", "T10:00", "2021-04-01T10:00:61"])
  func notArrivals(_ text: String) {
    #expect(InstantText.milliseconds(text) == nil)
  }

  private func read(_ text: String, lotteryDigits: Int = 11) throws -> ReadBids {
    let folder = try TemporaryFolder()
    return try ReadBids([try folder.write(text, to: "bids.csv")], lotteryDigits: lotteryDigits)
  }
}
