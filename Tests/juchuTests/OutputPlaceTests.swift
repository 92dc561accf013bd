import Foundation
import TestSupport
import Testing

@Suite("An output destroys nothing")
struct OutputPlaceTests {
  private let folder = try? TemporaryFolder()

  private func ledger() throws -> String {
    try #require(folder).write(
      String(contentsOfFile: Repository.path("fixtures/ledger.csv"), encoding: .utf8), to: "ledger.csv")
  }

  private func shell(_ command: String) throws -> BuiltProgram.Outcome {
    try BuiltProgram.shell(command, in: #require(folder).path)
  }

  @Test(
    "an output that is an input is refused, whatever it is called",
    arguments: [
      "tables ledger.csv --output ledger.csv --format csv", "tables ledger.csv --output ./../*/ledger.csv --format csv",
      "tables ledger.csv --output soft.csv", "tables soft.csv --output ledger.csv --format csv",
      "tables ledger.csv --output hard.csv", "tables ledger.csv --rejects hard.csv",
      "tables x.csv --roster ledger.csv --output ledger.csv", "tables - --output ledger.csv < ledger.csv",
      "inspect ledger.csv --write-mapping ledger.csv", "synthesize ledger --table ledger.csv --output ledger.csv",
      "tables ledger.csv --format csv >> ledger.csv",
    ])
  func inputs(command: String) throws {
    let before = try String(contentsOfFile: ledger(), encoding: .utf8)
    _ = try shell("ln -s ledger.csv soft.csv; ln ledger.csv hard.csv; cp ledger.csv x.csv")
    let outcome = try shell(
      "juchu \(command.replacingOccurrences(of: "/../*/", with: "/../$(basename $PWD)/")) --force")
    #expect(outcome.code == 64 && outcome.remarks.contains("is the input"), "\(outcome.remarks)")
    #expect(try String(contentsOfFile: ledger(), encoding: .utf8) == before)
  }

  @Test(
    "two outputs on one path are refused before any work",
    arguments: [
      "tables no-such.csv --output a.csv --rejects ./a.csv", "tables no-such.csv --output soft.csv --rejects a.csv",
      "synthesize bids --output a.csv --firms a.csv", "synthesize bids --count a.csv --firms a.csv",
      "lottery draw --commit a.csv --output a.csv",
    ])
  func twoOutputs(command: String) throws {
    _ = try shell("ln -s a.csv soft.csv")
    let outcome = try shell("juchu \(command) --force")
    #expect(outcome.code == 64 && outcome.remarks.contains("are one place"), "\(outcome.remarks)")
    #expect(try #require(folder).names == ["soft.csv"])
  }

  @Test("an output that exists is refused before any work")
  func atOnce() throws {
    _ = try #require(folder).write("precious", to: "a.csv")
    for command in [
      "tables no-such.csv --output a.csv", "tables no-such.csv --rejects a.csv",
      "shard tables no-such.csv --part 1/2 --output a.csv",
      "synthesize bids --set nation --output b.csv --firms a.csv",
    ] {
      let outcome = try shell("juchu \(command)")
      #expect(outcome.code == 73, "\(command): \(outcome.remarks)")
    }
    #expect(try #require(folder).names == ["a.csv"])
  }

  @Test("no output replaces a seed, whatever --force says")
  func seeds() throws {
    _ = try ledger()
    #expect(try shell("juchu lottery draw --commit seed.txt").code == 0)
    let seed = try String(contentsOfFile: #require(folder).file("seed.txt"), encoding: .utf8)
    for command in [
      "lottery draw --commit seed.txt --force", "tables ledger.csv --output seed.txt --force",
      "tables ledger.csv --rejects seed.txt --force", "lottery draw --commit link.txt --force",
    ] {
      _ = try shell("ln -sf seed.txt link.txt")
      #expect(try shell("juchu \(command)").code == 73, "\(command)")
    }
    #expect(try String(contentsOfFile: #require(folder).file("seed.txt"), encoding: .utf8) == seed)
  }

  @Test("links are followed and the mode is kept")
  func links() throws {
    _ = try ledger()
    _ = try shell("mkdir d; touch d/a.csv; chmod 640 d/a.csv; ln -s d/a.csv soft.csv; ln -s d/new.csv dangling.csv")
    #expect(try shell("juchu tables ledger.csv --output soft.csv").code == 73)
    #expect(try shell("juchu tables ledger.csv --output soft.csv --force").code == 0)
    #expect(try shell("juchu tables ledger.csv --output dangling.csv").code == 0)
    #expect(
      try shell("readlink soft.csv; stat -c %a d/a.csv; cmp d/a.csv d/new.csv; ls -A d").output
        == "d/a.csv\n640\na.csv\nnew.csv\n")
  }

  @Test("devices and pipes are written through")
  func streams() throws {
    _ = try ledger()
    let whole = try shell("juchu tables ledger.csv --format csv").output
    let outcome = try shell(
      "mkfifo pipe; cat pipe > got & juchu tables ledger.csv --format csv --output pipe; echo $?; wait; cat got; "
        + "test -p pipe; echo $?")
    #expect(outcome.output == "0\n" + whole + "0\n", "\(outcome.remarks)")
    #expect(try shell("juchu tables ledger.csv --format csv --output /dev/null; test -c /dev/null").code == 0)
    #expect(try shell("juchu tables ledger.csv --format csv --output /dev/stdout").output == whole)
    let full = try shell("juchu tables ledger.csv --format csv --output /dev/full")
    #expect(full.code == 74 && full.remarks.contains("No space left"), "\(full.remarks)")
    #expect(try #require(folder).names == ["got", "ledger.csv", "pipe"])
  }

  @Test("names of 255 bytes, in Japanese, that are no UTF-8, and suffixes in any case")
  func names() throws {
    _ = try ledger()
    let long = String(repeating: "受", count: 83) + ".csv"
    #expect(long.utf8.count == 253)
    #expect(try shell("juchu tables ledger.csv --output \(long)").code == 0)
    #expect(try shell("juchu tables ledger.csv --output A.JSON; head -c 1 A.JSON").output == "{")
    let strange = try shell(
      "cp ledger.csv $'l\\xe9.csv'; juchu tables $'l\\xe9.csv' --output $'\\xff.csv' && cmp $'\\xff.csv' \(long)"
        + " && juchu tables $'l\\xe9.csv' --format json | grep name; juchu tables $'no\\xe9.csv'; ls $'\\xff.csv' | od -An -tx1"
    )
    #expect(strange.output.contains(#""name" : "l\\xE9.csv""#), "\(strange.output)")
    #expect(strange.remarks.contains(#"no\xE9.csv: there is no such file"#), "\(strange.remarks)")
    #expect(strange.output.contains(" ff 2e 63 73 76"))
  }

  @Test("what an earlier run left behind is in nobody's way")
  func stale() throws {
    _ = try ledger()
    // The first process of a container has the number 1 every time.
    _ = try shell("for i in $(seq 1 9); do touch a.csv.$i.part; done; touch a.csv.$$.part")
    #expect(try shell("touch a.csv.$$.part; exec juchu tables ledger.csv --output a.csv").code == 0)
  }

  @Test("an option given twice is an error, unless it takes several values")
  func twice() throws {
    let path = try ledger()
    let refused = try BuiltProgram.run(["tables", path, "--unit", "yen", "--unit=million"])
    #expect(refused.code == 64 && refused.remarks.contains("--unit stands twice"))
    let set = try BuiltProgram.run(["tables", path, "--set", "category=works", "--set", "size=sme"])
    #expect(!set.remarks.contains("stands twice"))
    let policies = ["lottery", "evaluate", "fixtures/bids.csv", "--policy", "one-win", "--policy", "independent"]
    #expect(try BuiltProgram.run(policies).code == 0)
    #expect(
      try BuiltProgram.run(["lottery", "test", "fixtures/draws.csv", "--policy", "one-win", "--policy", "independent"])
        .code == 64)
  }

  @Test("rejected rows of a failed run are gone with its result")
  func together() throws {
    _ = try shell(
      "printf 'contract,fiscal_year,category,size,locality,amount\\na,2021,works,sme,local,x\\nb,2021,works,sme,local,1\\n' > l.csv"
    )
    let outcome = try shell("juchu tables l.csv --rejects r.csv > /dev/full")
    #expect(outcome.code == 74, "\(outcome.remarks)")
    #expect(try shell("juchu tables l.csv --rejects r.csv --output /dev/full --format csv").code == 74)
    #expect(try #require(folder).names == ["l.csv"])
    #expect(try shell("juchu tables l.csv --rejects r.csv --output t.csv").code == 0)
    #expect(try #require(folder).names == ["l.csv", "r.csv", "t.csv"])
  }

  @Test("a signal removes what was begun", arguments: ["INT", "TERM", "HUP"])
  func signals(name: String) throws {
    // Set in an own shell: a background command of a shell without job control ignores SIGINT.
    let outcome = try shell(
      """
      set -m
      env --default-signal=INT,TERM,HUP juchu synthesize bids --set nation --quiet --output big.csv --firms f.csv &
      for i in $(seq 1 3000); do ls -A | grep -q part && break; sleep 0.02; done
      ls -A | grep -c part
      kill -\(name) $!
      wait $!
      echo $?
      ls -A
      """)
    let number = ["INT": 2, "TERM": 15, "HUP": 1][name] ?? 0
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 2 && (Int(lines[0]) ?? 0) >= 1 && lines[1] == "\(128 + number)", "\(outcome.output)")
  }
}
