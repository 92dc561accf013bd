import Foundation
import TestSupport
import Testing

@Suite("What a result says of its origin is true")
struct ProvenanceTests {
  private let folder = try? TemporaryFolder()

  /// A ledger larger than the 256 KiB that each piece looks at.
  private func ledger(_ name: String) throws -> String {
    let rows = (0..<12_000).map { "K\($0),2021,works,sme,local,\(1_000_000 + $0)" }
    return try #require(folder).write(
      (["contract,fiscal_year,category,size,locality,amount"] + rows).joined(separator: "\n") + "\n", to: name)
  }

  private func shard(_ path: String, piece: String, to name: String, _ options: [String] = []) throws -> String {
    let output = try #require(folder).file(name)
    let run = try BuiltProgram.run(
      ["shard", "tables"] + (options.isEmpty ? [path] : options) + ["--part", piece, "--output", output])
    #expect(run.code == 0, "\(run.remarks)")
    return output
  }

  /// Changes one digit of the last amount; the file keeps its size.
  private func change(_ path: String) throws {
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    bytes[bytes.count - 2] = bytes[bytes.count - 2] == 0x39 ? 0x38 : 0x39
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  @Test("a file that changed since it was read in pieces is named, in every format", arguments: ["text", "json"])
  func changedByte(format: String) throws {
    let path = try ledger("a.csv")
    let pieces = try (1...2).map { try shard(path, piece: "\($0)/2", to: "\($0).partial") }
    #expect(try BuiltProgram.run(["merge"] + pieces + ["--format", format]).code == 0)
    try change(path)
    let merged = try BuiltProgram.run(["merge"] + pieces + ["--format", format])
    #expect(merged.code == 65 && merged.output == "")
    #expect(merged.remarks.contains("2.partial") && merged.remarks.contains("not the file that this piece is of"))
  }

  @Test("pieces of two versions of a file make no result, with a plan and without", arguments: [false, true])
  func twoVersions(planned: Bool) throws {
    let path = try ledger("a.csv")
    let plan = try #require(folder).file("a.plan")
    #expect(try BuiltProgram.run(["shard", "plan", path, "--output", plan]).code == 0)
    let options = planned ? ["--plan", plan] : []
    let first = try shard(path, piece: "1/2", to: "1.partial", options)
    try change(path)
    let second = try shard(path, piece: "2/2", to: "2.partial", options)
    let merged = try BuiltProgram.run(["merge", first, second, "--format", "json"])
    // Without a plan the file that is here is the second version, and the first piece's records are in both: then the result
    // is that of this very file.
    if planned {
      #expect(merged.code == 65 && merged.output == "", "\(merged.remarks)")
    } else {
      #expect(merged.output == (try BuiltProgram.run(["tables", path, "--format", "json"]).output))
    }
    let third = try shard(path, piece: "2/2", to: "3.partial")
    try change(path)
    let back = try BuiltProgram.run(["merge", try shard(path, piece: "1/2", to: "4.partial"), third])
    #expect(back.code == 65 && back.remarks.contains("3.partial"), "\(back.remarks)")
  }

  @Test("where the file is not at hand no digest is named, and that is said", arguments: [false, true])
  func notAtHand(planned: Bool) throws {
    let path = try ledger("a.csv")
    let plan = try #require(folder).file("a.plan")
    #expect(try BuiltProgram.run(["shard", "plan", path, "--output", plan]).code == 0)
    let options = planned ? ["--plan", plan] : []
    let pieces = try (1...2).map { try shard(path, piece: "\($0)/2", to: "\($0).partial", options) }
    try FileManager.default.removeItem(atPath: path)
    let merged = try BuiltProgram.run(["merge"] + pieces + ["--format", "json"])
    #expect(merged.code == 0 && merged.output.contains("\"sha256\" : null"))
    #expect(merged.remarks.contains("no SHA-256 is named"))
    #expect(try BuiltProgram.run(["merge"] + pieces).remarks == "")
  }

  @Test("bids that changed since their trials were simulated are named in text too")
  func changedBids() throws {
    let path = try #require(folder).write(
      String(contentsOfFile: Repository.path("fixtures/bids.csv"), encoding: .utf8), to: "bids.csv")
    let piece = try #require(folder).file("1.partial")
    #expect(
      try BuiltProgram.run(
        ["shard", "evaluate", path, "--policy", "one-win", "--trials", "16384", "--part", "1/1", "--output", piece]
      ).code == 0)
    #expect(try BuiltProgram.run(["merge", piece]).code == 0)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try #require(folder).write(text.replacingOccurrences(of: "2022", with: "2023"), to: "bids.csv")
    let merged = try BuiltProgram.run(["merge", piece])
    #expect(merged.code == 65 && merged.remarks.contains("bids.csv"), "\(merged.remarks)")
  }

  @Test("a file that grows, shrinks or is replaced while it is read is an error")
  func changedWhileRead() throws {
    let folder = try #require(folder)
    let path = try ledger("a.csv")
    // The roster comes through a pipe, after the ledger was opened: meanwhile the ledger changes.
    for change in ["echo K,2021,works,sme,local,1 >> a.csv", "cp a.csv b.csv; mv b.csv a.csv", "sleep 0"] {
      let run = try BuiltProgram.shell(
        "rm -f pipe; mkfifo pipe; "
          + "{ exec 3> pipe; sleep 0.2; \(change); printf 'firm,size,locality\\n' >&3; exec 3>&-; } & "
          + "juchu tables a.csv --roster pipe --format csv > out.csv; echo $?; wait", in: folder.path)
      let isChanged = change != "sleep 0"
      #expect(run.remarks.contains("changed while it was read") == isChanged, "\(change): \(run.remarks)")
      if isChanged { #expect(run.output == "65\n") }
      _ = path
    }
  }

  @Test("every build says what it was built from, in --version, results and partial files")
  func identity() throws {
    let version = try BuiltProgram.run(["--version"]).output
    let pattern = /^(\d+\.\d+\.\d+) \((commit [0-9a-f]{12}( modified)?, )?sources ([0-9a-f]{16})\)\n$/
    let match = try #require(try pattern.wholeMatch(in: version), "\(version)")
    let sources = String(match.4)
    let json = try BuiltProgram.run(["tables", "fixtures/ledger.csv", "--format", "json"]).output
    #expect(json.contains("\"sources\" : \"\(sources)\""))
    #expect(json.contains("\"version\" : \"\(match.1)\""))
    let html = try BuiltProgram.run(["tables", "fixtures/ledger.csv", "--format", "html"]).output
    #expect(html.contains("sources \(sources)"))
    // Outputs that people compare byte by byte name the number alone.
    #expect(!(try BuiltProgram.run(["tables", "fixtures/ledger.csv"]).output.contains(sources)))
    let piece = try BuiltProgram.run(["shard", "tables", "fixtures/ledger.csv", "--part", "1/1"]).output
    #expect(piece.contains(sources))
  }

  @Test("the stamp of a build follows its sources, with git, without, and in an archive")
  func stamp() throws {
    let folder = try #require(folder)
    let script = Repository.path("scripts/stamp")
    func run(_ command: String) throws -> String {
      let outcome = try BuiltProgram.shell(
        "set -e; g() { git -c user.name=a -c user.email=a@b -c init.defaultBranch=main \"$@\"; }; \(command)",
        in: folder.path)
      #expect(outcome.code == 0, "\(outcome.remarks)")
      return outcome.output
    }
    func stamp(_ root: String) throws -> String {
      try run("sh \(root)/scripts/stamp \(root) \(folder.path)/Stamp.swift; cat Stamp.swift")
    }
    _ = try run(
      "mkdir -p r/Sources/a r/scripts; echo x > r/Sources/a/x.swift; echo p > r/Package.swift; cp \(script) r/scripts/stamp; "
        + "echo 'scripts/stamp export-subst' > r/.gitattributes")
    let bare = try stamp("r")
    #expect(bare.contains("commit: String? = nil") && bare.contains("isModified: Bool? = nil"))
    _ = try run("cd r; g init -q .; g add -A; g commit -qm one")
    let head = try run("git -C r rev-parse HEAD").trimmingCharacters(in: .whitespacesAndNewlines)
    let clean = try stamp("r")
    #expect(clean.contains("commit: String? = \"\(head)\"") && clean.contains("isModified: Bool? = false"))
    // The digest is of the sources, with git or without.
    #expect(
      clean.split(separator: "\n").last { $0.contains("sources") }
        == bare.split(separator: "\n").last { $0.contains("sources") })
    _ = try run("mkdir archive; git -C r archive HEAD | tar -x -C archive")
    #expect(try stamp("archive").contains("commit: String? = \"\(head)\""))
    _ = try run("echo y >> r/Sources/a/y.swift")
    let changed = try stamp("r")
    #expect(changed.contains("isModified: Bool? = true") && changed != clean)
  }
}
