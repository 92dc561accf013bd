import Foundation
import TestSupport
import Testing

@Suite("juchu lottery draw --commit and --reveal")
struct VerifiableDrawCommandTests {
  private static let bids = "fixtures/electronic-lottery.csv"

  @Test("commit writes a private seed; its SHA-256 is what was published, and it draws")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let seed = folder.file("seed.txt")
    let commit = try BuiltProgram.run(["lottery", "draw", "--commit", seed, "--format", "json"])
    #expect(commit.code == 0, "\(commit.remarks)")
    let published = try JSONDecoder().decode([String: String].self, from: Data(commit.output.utf8))
    let commitment = try #require(published["commitment"])
    let sum = try BuiltProgram.shell("sha256sum '\(seed)'")
    #expect(sum.output.hasPrefix(commitment))
    let permissions = try FileManager.default.attributesOfItem(atPath: seed)[.posixPermissions] as? Int
    #expect(permissions == 0o600)
    // The secret stands in the file and nowhere else.
    let secret = try #require(try String(contentsOfFile: seed, encoding: .utf8).split(separator: "\n").last)
    #expect(!commit.output.contains(secret))
    let reveal = try BuiltProgram.run(["lottery", "draw", Self.bids, "--reveal", seed, "--commitment", commitment])
    #expect(reveal.code == 0, "\(reveal.remarks)")
    let text = try BuiltProgram.run(
      ["lottery", "draw", Self.bids, "--reveal", String(secret), "--commitment", commitment.uppercased()])
    #expect(text.output == reveal.output)
    let again = try BuiltProgram.run(["lottery", "draw", "--commit", seed])
    #expect(again.code == 73)
  }

  @Test("another seed than the one committed to, or no seed, is an error")
  func wrongSeed() throws {
    let other = String(repeating: "0", count: 64)
    let outcome = try BuiltProgram.run(
      ["lottery", "draw", Self.bids, "--reveal", "fixtures/draw-seed.txt", "--commitment", other])
    #expect(outcome.code == 65)
    #expect(outcome.output.isEmpty)
    #expect(outcome.remarks.contains("not the one that was committed to"))
    let none = try BuiltProgram.run(["lottery", "draw", Self.bids, "--reveal", Self.bids])
    #expect(none.code == 65)
    #expect(none.remarks.contains("64 hexadecimal digits"))
    let missing = try BuiltProgram.run(["lottery", "draw", Self.bids, "--reveal", "nowhere.txt"])
    #expect(missing.code == 66)
  }

  @Test("the record can be verified, and the order of its rows does not matter")
  func verify() throws {
    let folder = try TemporaryFolder()
    let rows = ["T,甲,100,1,0", "T,乙,100,2,0", "T,丙,100,3,0"]
    func file(_ rows: [String]) throws -> String {
      try folder.write("tender,firm,bid,entered_number,winner\n" + rows.joined(separator: "\n") + "\n", to: "bids.csv")
    }
    let seed = ["--reveal", "fixtures/draw-seed.txt"]
    let draw = try BuiltProgram.run(["lottery", "draw", try file(rows), "--format", "csv"] + seed)
    let reversed = try BuiltProgram.run(["lottery", "draw", try file(rows.reversed()), "--format", "csv"] + seed)
    #expect(draw.output == reversed.output)
    let winner = try #require(draw.output.split(separator: "\n").dropFirst().first?.split(separator: ",")[3])
    for (firm, code) in [("甲", Int32(1)), ("乙", 1), ("丙", 1)].map({ ($0.0, $0.0 == String(winner) ? 2 : $0.1) }) {
      let recorded = rows.map { $0.contains(firm) ? $0.dropLast() + "1" : Substring($0) }.map(String.init)
      let outcome = try BuiltProgram.run(["lottery", "verify", try file(recorded)] + seed)
      #expect(outcome.code == code, "\(firm): \(outcome.output)")
    }
  }

  @Test(
    "options that do not go together",
    arguments: [
      [bids], [bids, "--commit", "x.txt"], [bids, "--scheme", "random", "--reveal", "x"],
      [bids, "--scheme", "random", "--commitment", "00"], ["--scheme", "random"],
    ])
  func usage(_ arguments: [String]) throws {
    #expect(try BuiltProgram.run(["lottery", "draw"] + arguments).code == 64)
  }
}
