import Foundation
import TestSupport
import Testing

@Suite("juchu lottery verifiable")
struct VerifiableCommandTests {
  private static let folder = "fixtures/verifiable-draw"
  private static let texts = [
    "--notice", "\(folder)/notice.txt", "--commitment", "\(folder)/commitment.txt", "--record", "\(folder)/record.txt",
    "--register", "\(folder)/register.txt", "--policy", "one-win",
  ]
  private static let seeds = ["--seed", "\(folder)/seed-1.txt", "--seed", "\(folder)/seed-2.txt"]

  private func run(_ arguments: [String]) throws -> BuiltProgram.Outcome {
    try BuiltProgram.run(["lottery", "verifiable"] + arguments)
  }

  @Test("the test vectors are verified: by the program and by the Python of the method page")
  func vectors() throws {
    let outcome = try run(["verify", "\(Self.folder)/result.txt"] + Self.texts + Self.seeds)
    #expect(outcome.code == 0 && outcome.output.contains("The published result is verified."), "\(outcome.remarks)")
    let python = try BuiltProgram.shell(
      "python3 docs/methods/verify_draw.py \(Self.folder)/notice.txt \(Self.folder)/commitment.txt "
        + "\(Self.folder)/record.txt \(Self.folder)/register.txt \(Self.folder)/result.txt "
        + "\(Self.folder)/seed-1.txt \(Self.folder)/seed-2.txt")
    #expect(python.output.contains("same rankings 2 tenders"), "\(python.remarks)")
  }

  @Test("without the commitment it is recomputed, not verified; another result differs")
  func codes() throws {
    let unbound = Self.texts.enumerated().filter { ![2, 3].contains($0.offset) }.map(\.element)
    let outcome = try run(["verify", "\(Self.folder)/result.txt"] + unbound + Self.seeds)
    #expect(outcome.code == 2 && outcome.output.contains("not verified"), "\(outcome.remarks)")
    let other = try run(["verify", "\(Self.folder)/record.txt"] + Self.texts + Self.seeds)
    #expect(other.code == 1 && other.output.contains("differs"))
    let missing = try run(["draw"] + Self.texts + Self.seeds.prefix(2))
    #expect(missing.code == 65 && missing.output.isEmpty && missing.remarks.contains("by hand"))
  }

  @Test("a record of version 1 under a commitment of version 2 is exit code 1")
  func downgrade() throws {
    let folder = try TemporaryFolder()
    let old = try folder.write("juchu draw 1\ntender 6:R8-301\nfirm 4:A-01 -\n", to: "record.txt")
    var texts = Self.texts
    texts[5] = old
    let outcome = try run(["verify", "\(Self.folder)/result.txt"] + texts + Self.seeds)
    #expect(outcome.code == 1 && outcome.remarks.contains("version 1"))
  }

  @Test("a notice's whole way: seal, commitment, record from bids, draw, verify")
  func wholeWay() throws {
    let folder = try TemporaryFolder()
    let register = try folder.write("00109\n02103\n14291\n", to: "codes.txt")
    let bids = try folder.write(
      "tender,firm,firm_code,bid\n"
        + [("甲土木", "00109"), ("乙組", "02103"), ("丙建設", "14291")].map { "T1,\($0.0),\($0.1),500\n" }.joined(),
      to: "bids.csv")
    let paths = ["notice", "one", "two", "commitment", "record", "result"].map { folder.file($0 + ".txt") }
    let times = ["--closing", "2026-06-01T17:00:00+09:00", "--opening", "2026-06-02T10:00:00+09:00"]
    let notice = try run(
      ["notice", paths[0], "--body", "141305", "--open-by", "2026-06-02T12:00:00+09:00", "--register", register]
        + ["--tender", "T1"] + times)
    #expect(notice.code == 0, "\(notice.remarks)")
    var seals: [String] = []
    for party in 1...2 {
      let seal = try run(
        ["seal", paths[party], "--notice", paths[0], "--party", "\(party)", "--format", "csv"])
      #expect(seal.code == 0, "\(seal.remarks)")
      seals.append(String(seal.output.split(separator: "\n")[1].split(separator: ",")[1]))
      let sum = try BuiltProgram.shell("sha256sum '\(paths[party])'")
      #expect(sum.output.hasPrefix(seals[party - 1]))
    }
    #expect(try run(["commitment", paths[3], "--notice", paths[0], seals[0], seals[0]]).code == 65)
    #expect(try run(["commitment", paths[3], "--notice", paths[0]] + seals).code == 0)
    let base = ["--notice", paths[0], "--commitment", paths[3], "--register", register]
    let record = try run(["record", paths[4], bids] + base)
    #expect(record.code == 0, "\(record.remarks)")
    let text = try String(contentsOfFile: paths[4], encoding: .utf8)
    #expect(text.hasSuffix("tender 1 tied 00109 02103 14291\n"))
    let seeds = ["--record", paths[4], "--seed", paths[1], "--seed", paths[2]]
    #expect(try run(["draw", "--result", paths[5]] + base + seeds).code == 0)
    #expect(try run(["verify", paths[5]] + base + seeds).code == 0)
    // A seed is never replaced, and nothing is written where it is.
    #expect(try run(["seal", paths[1], "--notice", paths[0], "--party", "1", "--force"]).code == 73)
    let there = folder.file("new.txt")
    let both = try run(["seal", there, "--notice", paths[0], "--party", "1", "--output", there, "--force"])
    #expect(both.code == 64 && !FileManager.default.fileExists(atPath: there))
  }

  @Test("a seed of version 1 is never replaced either")
  func versionOneSeed() throws {
    let folder = try TemporaryFolder()
    let seed = folder.file("seed.txt")
    #expect(try BuiltProgram.run(["lottery", "draw", "--commit", seed]).code == 0)
    let before = try String(contentsOfFile: seed, encoding: .utf8)
    #expect(try BuiltProgram.run(["lottery", "draw", "--commit", seed, "--force"]).code == 73)
    #expect(try String(contentsOfFile: seed, encoding: .utf8) == before)
    let other = folder.file("other.txt")
    let outcome = try BuiltProgram.run(["lottery", "draw", "--commit", other, "--output", other, "--force"])
    #expect(outcome.code == 64 && !FileManager.default.fileExists(atPath: other))
  }
}
