import Foundation
import TestSupport
import Testing

@Suite("juchu lottery uniformity")
struct UniformityCommandTests {
  @Test("one, two and three uniform numbers at N = 30")
  func thirty() throws {
    let outcome = try BuiltProgram.run(["lottery", "uniformity", "--scheme", "random", "--firms", "30"])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    for figure in ["0.0067", "4.5e-5", "3.7e-7"] { #expect(outcome.output.contains(figure)) }
  }

  @Test("高知県 to 200 firms: the worst is 183 with 0.0455, and more numbers do not help")
  func kochi() throws {
    let outcome = try BuiltProgram.run(
      ["lottery", "uniformity", "--scheme", "milliseconds-cut", "--firms", "175-200"])
    for column in ["1 uniform", "2 uniform", "3 uniform", "all uniform"] {
      #expect(outcome.output.contains("- \(column): N = 183, 0.0455\n"))
    }
  }

  @Test("typed numbers as they were counted")
  func weights() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("number,weight\n007,3\n777,5\n111,2\n777,1\n", to: "typed.csv")
    let outcome = try BuiltProgram.run(
      ["lottery", "uniformity", "--scheme", "typed-only", "--firms", "2", "--typed", file, "--format", "json"])
    let result = try JSONDecoder().decode(UniformityJSON.self, from: Data(outcome.output.utf8))
    let given = try #require(result.studies.first?.findings.first { $0.assumption == "given" })
    // All typed numbers are odd, so the sum of two is even and the first always wins.
    #expect(given.best.chance == 1)
    #expect(given.best.number == 0)
    #expect(abs(given.totalVariation - 0.5) < 1e-15)
  }

  @Test(
    "what is no distribution and no number of firms",
    arguments: [
      (["--firms", "1"], 64), (["--firms", "201"], 64), (["--firms", "9-5"], 64),
      (["--firms", "5", "--typed", "often"], 64),
      (["--firms", "5", "--typed", "nowhere.csv"], 66), (["--firms", "5", "--window", "0"], 64),
    ] as [([String], Int32)])
  func bad(_ arguments: [String], _ code: Int32) throws {
    let outcome = try BuiltProgram.run(["lottery", "uniformity", "--scheme", "random"] + arguments)
    #expect(outcome.code == code, "\(outcome.remarks)")
  }

  @Test("distributions of numbers that a scheme does not have are refused; digit sums are taken with the opening")
  func numbersOfTheScheme() throws {
    func run(_ arguments: [String]) throws -> BuiltProgram.Outcome {
      try BuiltProgram.run(["lottery", "uniformity", "--firms", "8", "--scheme"] + arguments)
    }
    #expect(try run(["wakayama", "--typed", "uniform"]).code == 64)
    #expect(try run(["typed-only", "--system", "uniform"]).code == 64)
    // 8 divides 1,000: the milliseconds of the opening alone make the winner even.
    let digits = try run(["wakayama", "--system", "021", "--format", "csv"])
    #expect(digits.output.contains("wakayama,8,given,0.0,"))
  }

  @Test("rows of weights that cannot be used name the place")
  func badWeights() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("number,weight\n1000,3\n", to: "typed.csv")
    let outcome = try BuiltProgram.run(
      ["lottery", "uniformity", "--scheme", "random", "--firms", "3", "--typed", file])
    #expect(outcome.code == 65)
    #expect(outcome.remarks.contains("line 2, column 1 (number)"))
  }
}

/// As much of the JSON of `lottery uniformity` as the tests look at.
private struct UniformityJSON: Decodable {
  struct Place: Decodable {
    var number: Int
    var chance: Double
  }
  struct Finding: Decodable {
    var assumption: String
    var totalVariation: Double
    var best: Place
  }
  struct Study: Decodable {
    var findings: [Finding]
  }
  var studies: [Study]
}
