import Foundation
import TestSupport
import Testing

/// The page of real contracts that `scripts/chugoku-page` makes; skipped where the data are not beside the project.
@Suite("Chugoku, FY2018 to FY2020", .enabled(if: Repository.hasSharedData, "../shared/data is absent"))
struct ChugokuPageTests {
  static let data = Repository.sharedData("mlit/chugoku_bids.csv").map {
    URL(fileURLWithPath: $0).deletingLastPathComponent().path
  }

  private func compare(_ kind: String, _ roster: String) throws -> [String: Any] {
    let data = try #require(Self.data)
    let folder = try TemporaryFolder()
    let outcome = try BuiltProgram.run([
      "compare", data + "/chugoku_bids.csv", "--mapping", Repository.path("docs/examples/chugoku-\(kind).yaml"),
      "--roster", "\(data)/\(roster)", "--population", "all", "--include-enterprise", "--years", "2018-2020", "--by",
      "office", "--influential", "10", "--rejects", folder.file("r.csv"), "--format", "json",
    ])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  private func deltas(_ result: [String: Any]) throws -> [Int] {
    let comparisons = try #require(result["comparisons"] as? [[String: Any]])
    return comparisons.compactMap { comparison in
      let cells = comparison["cells"] as? [[String: Any]] ?? []
      return cells.first { $0["category"] as? String == "total" && $0["row"] as? String == "total" }?["countDelta"]
        as? Int
    }
  }

  @Test("works by home of the contractor: 861, 767, 717 contracts; ten influential ones a year, each by its definition")
  func works() throws {
    let result = try compare("works", "chugoku_construction_roster_20200401.csv")
    #expect(try deltas(result) == [-94, -50])
    let influence = try #require(result["influence"] as? [[String: Any]])
    #expect(influence.map { $0["year"] as? Int } == [2018, 2019, 2020])
    for year in influence {
      let contracts = try #require(year["contracts"] as? [[String: Any]])
      #expect(contracts.count == 10)
      let sizes: [Double] = contracts.compactMap { ($0["influence"] as? String).flatMap(Double.init)?.magnitude }
      #expect(sizes == sizes.sorted(by: >))
    }
    let classes = try #require(result["byClass"] as? [String: Any])
    let lines = try #require(classes["lines"] as? [[String: Any]])
    for line in lines {
      let parts: [Double] = ["categories", "classes", "within", "total"].compactMap {
        (line[$0] as? String).flatMap(Double.init)
      }
      // Each is rounded to 0.01 by itself.
      #expect(abs(parts[0] + parts[1] + parts[2] - parts[3]) < 0.021)
    }
  }

  @Test("consulting by size: 918, 977, 1,032 contracts, in rows of the roster's classes")
  func consulting() throws {
    let result = try compare("consulting", "chugoku_consulting_roster_20200115.csv")
    #expect(try deltas(result) == [59, 55])
    let series = try #require(result["series"] as? [String: Any])
    let lines = try #require(series["lines"] as? [[String: Any]])
    #expect(Set(lines.compactMap { $0["row"] as? String }) == ["sme", "large", "other", "unclassified"])
  }

  @Test("FY2021 ends in November and is refused unless it is allowed")
  func partial() throws {
    let data = try #require(Self.data)
    let folder = try TemporaryFolder()
    let arguments = [
      "compare", data + "/chugoku_bids.csv", "--mapping", "mlit-bids", "--rejects", folder.file("r.csv"), "--years",
      "2020-2021",
    ]
    let refused = try BuiltProgram.run(arguments)
    #expect(refused.code == 64)
    #expect(refused.remarks.contains("FY2021 is partial"))
  }
}
