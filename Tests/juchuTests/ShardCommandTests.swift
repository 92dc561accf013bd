import Foundation
import TestSupport
import Testing

@Suite("juchu shard and juchu merge")
struct ShardCommandTests {
  private let folder = try? TemporaryFolder()
  private static let ledger = Repository.path("fixtures/ledger.csv")
  private static let bids = Repository.path("fixtures/bids.csv")

  /// A folder of its own with partial files, and what juchu says on the way.
  @discardableResult
  private func shard(
    _ arguments: [String], pieces: Int, into name: String = "partials", only: Set<Int>? = nil
  ) throws -> (folder: String, remarks: String) {
    let path = try #require(folder).file(name)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    var remarks = ""
    for piece in 1...pieces where only?.contains(piece) ?? true {
      remarks += try BuiltProgram.run(
        ["shard"] + arguments + ["--part", "\(piece)/\(pieces)", "--output", "\(path)/\(piece).partial"]
      ).remarks
    }
    return (path, remarks)
  }

  private func expectSame(
    _ folder: String, _ whole: [String], _ formats: [[String]] = [["--format", "json"], [], ["--format", "csv"]]
  ) throws {
    for format in formats {
      let (one, merged) = (try BuiltProgram.run(whole + format), try BuiltProgram.run(["merge", folder] + format))
      #expect(one.code == 0 && merged.code == 0, "\(merged.remarks)")
      #expect(one.output == merged.output, "\(format)")
    }
  }

  @Test("tables in pieces of two files are those of one machine", arguments: [1, 2, 5])
  func tables(pieces: Int) throws {
    let second = try #require(folder).write(
      "contract,date,category,size,locality,amount,title\r\nx1,2021-05-01,works,sme,local,5,\"a\nb\"\r\n"
        + "x2,2021-05-02,goods,,,7,\"\"\"\"\nx3,2022-05-03,goods,large,local,1000,\n", to: "second.csv")
    let files = [Self.ledger, second]
    let made = try shard(["tables"] + files, pieces: pieces)
    #expect(made.remarks == "")
    try expectSame(made.folder, ["tables"] + files)
    try expectSame(
      made.folder, ["tables"] + files, [["--local-subtotal", "--unit", "yen"], ["--rounding", "controlled"]])
    try expectSame(
      try shard(["tables", "--table", "2"] + files, pieces: pieces, into: "two").folder,
      ["tables", "--table", "2"] + files)
  }

  @Test("lotteries in pieces, with tenders across their borders, are those of one machine", arguments: [1, 3, 11])
  func incidence(pieces: Int) throws {
    let files = [Self.bids, Repository.path("fixtures/electronic-lottery.csv")]
    try expectSame(try shard(["incidence"] + files, pieces: pieces).folder, ["lottery", "incidence"] + files)
    let options = ["--group-by", "opening_date", "--repeated-bids", "keep-first"]
    try expectSame(
      try shard(["incidence"] + files + options, pieces: pieces, into: "grouped").folder,
      ["lottery", "incidence"] + files + options)
  }

  @Test("indicators in pieces, with tenders across their borders, are those of one machine", arguments: [1, 3, 11])
  func indicators(pieces: Int) throws {
    try expectSame(
      try shard(["indicators", Self.bids, "--by", "trade"], pieces: pieces).folder,
      ["indicators", Self.bids, "--by", "trade"])
    // Winners, a list of tenders, a firm that stands twice and rows that disagree.
    let folder = try #require(folder)
    let rows = (0..<60).map { row in
      let tender = row / 3
      let firm = tender % 5 == 0 && row % 3 == 2 ? "f0" : "f\(row % 3 + tender % 4)"
      let trade = tender % 7 == 3 && row % 3 == 1 ? "舗装" : "土木"
      return
        "t\(tender),\(2020 + tender % 3)-05-0\(1 + tender % 9),\(trade),\(900 + tender),700,\(firm),\(690 + row * 7 % 230),"
        + "\(row % 3 == tender % 3 ? "yes" : "no")\n"
    }
    let bids = try folder.write(
      "tender,opening_date,trade,ceiling,floor,firm,bid,winner\n" + rows.joined(), to: "winners.csv")
    let list = try folder.write(
      "tender,opening_date,outcome\nt3,2020-05-04,\nt99,2021-06-01,不調\nt98,2021-06-01,中止\n", to: "list.csv")
    let options = [
      "--by", "trade", "--tenders", list, "--since", "2021-01-01", "--repeated-bids", "keep-first",
      "--disagreeing-notices", "keep-first", "--changes", "--minimum-group", "3",
    ]
    try expectSame(
      try shard(["indicators", bids] + options, pieces: pieces, into: "winners").folder,
      ["indicators", bids] + options)
    let made = try shard(["indicators", bids] + options, pieces: pieces, into: "changed")
    _ = try folder.write("tender,outcome\nt99,中止\n", to: "list.csv")
    let changed = try BuiltProgram.run(["merge", made.folder])
    #expect(changed.code == 65 && changed.remarks.contains("list.csv"), "\(changed.remarks)")
  }

  @Test("trials in pieces are those of one machine")
  func evaluate() throws {
    let options = [Self.bids, "--policy", "one-win", "--trials", "50000", "--seed", "5"]
    let made = try shard(["evaluate"] + options, pieces: 3)
    #expect(made.remarks == "")
    try expectSame(made.folder, ["lottery", "evaluate"] + options)
    let last = try BuiltProgram.run(
      [
        "shard", "evaluate", Self.bids, "--policy", "one-win", "--seed", "5", "--trials", "49152-50000", "--of",
        "50000",
      ])
    #expect(last.code == 0)
    try FileManager.default.removeItem(atPath: made.folder + "/2.partial")
    let missing = try BuiltProgram.run(["merge", made.folder])
    #expect(missing.code == 65 && missing.remarks.contains("trials 17408 to 34815 are in no piece"))
  }

  @Test("rules in pieces, exact and simulated, are those of one machine", arguments: [1, 3])
  func design(pieces: Int) throws {
    let folder = try #require(folder)
    let lattice = try folder.write(
      "like: one-win\ncap: [1, 2]\ncounted: [lottery, any]\norder: [case-number, ceiling-descending, random]\nscope: [group, opening-day]\n",
      to: "lattice.yaml")
    let options = [
      Self.bids, "--group-by", "opening_date", "--lattice", lattice, "--samples", "6", "--trials", "2048", "--aim",
      "awards", "--aim", "firms-with-win", "--aim", "order-sensitivity",
    ]
    let made = try shard(["design"] + options, pieces: pieces)
    #expect(made.remarks == "")
    try expectSame(made.folder, ["lottery", "design"] + options)
    guard pieces > 1 else { return }
    try FileManager.default.removeItem(atPath: made.folder + "/2.partial")
    let missing = try BuiltProgram.run(["merge", made.folder])
    #expect(missing.code == 65 && missing.remarks.contains("families of rules"), "\(missing.remarks)")
    _ = try folder.write("like: one-win\ncap: [1, 2, 3]\n", to: "lattice.yaml")
    #expect(try BuiltProgram.run(["merge", made.folder]).remarks.contains("lattice.yaml"))
    #expect(
      try BuiltProgram.run(["shard", "design", Self.bids, "--group-by", "opening_date", "--part", "1/999999"]).code
        == 64)
  }

  @Test("a plan and standard input come to the same pieces")
  func planAndStandardInput() throws {
    let folder = try #require(folder)
    let plan = folder.file("a.plan")
    #expect(try BuiltProgram.run(["shard", "plan", Self.ledger, "--output", plan]).code == 0)
    try expectSame(try shard(["tables", "--plan", plan], pieces: 4).folder, ["tables", Self.ledger])
    let text = try String(contentsOfFile: Self.ledger, encoding: .utf8)
    let piece = try BuiltProgram.run(
      ["shard", "tables", "-", "--name", Self.ledger, "--part", "1/1", "--output", folder.file("in.partial")],
      input: text)
    #expect(piece.code == 0, "\(piece.remarks)")
    #expect(
      try BuiltProgram.run(["merge", folder.file("in.partial")]).output
        == BuiltProgram.run(["tables", Self.ledger]).output)
  }

  @Test("a contract that stands in two pieces is the error of one machine")
  func repeatedContract() throws {
    let folder = try #require(folder)
    let text = try String(contentsOfFile: Self.ledger, encoding: .utf8)
    let first = text.split(separator: "\n")[1]
    let path = try folder.write(text + first + "\n", to: "twice.csv")
    let made = try shard(["tables", path], pieces: 3)
    let (one, merged) = (try BuiltProgram.run(["tables", path]), try BuiltProgram.run(["merge", made.folder]))
    #expect(one.code == 65 && merged.code == 65 && merged.remarks == one.remarks && merged.output == "")
    try expectSame(
      try shard(["tables", path, "--duplicates", "keep"], pieces: 3, into: "kept").folder,
      ["tables", path, "--duplicates", "keep"])
    try FileManager.default.removeItem(atPath: path)
    #expect(try BuiltProgram.run(["merge", made.folder]).remarks.contains("a contract of the same key is in"))
  }

  @Test("rows set aside in pieces are those of one machine")
  func rejects() throws {
    let folder = try #require(folder)
    let text = try String(contentsOfFile: Self.ledger, encoding: .utf8)
    let path = try folder.write(text + "bad,2021,works,sme,local,??,,,city,general\n", to: "bad.csv")
    let partials = folder.file("aside")
    try FileManager.default.createDirectory(atPath: partials, withIntermediateDirectories: true)
    for piece in 1...2 {
      let run = try BuiltProgram.run(
        [
          "shard", "tables", path, "--part", "\(piece)/2", "--rejects", folder.file("r\(piece).csv"), "--output",
          "\(partials)/\(piece).partial",
        ])
      #expect(run.code == 0, "\(run.remarks)")
    }
    let one = try BuiltProgram.run(["tables", path, "--rejects", folder.file("r.csv"), "--quiet"])
    let merged = try BuiltProgram.run(["merge", partials])
    #expect(one.code == 0 && one.output == merged.output)
    let rows = try ["r.csv", "r1.csv", "r2.csv"].map {
      try String(contentsOfFile: folder.file($0), encoding: .utf8).split(separator: "\n")
    }
    #expect(rows[0] == rows[1] + rows[2].dropFirst())
  }

  @Test("what cannot be cut is refused with the reason")
  func refusals() throws {
    let folder = try #require(folder)
    func refusal(_ arguments: [String], code: Int32 = 64, input: String = "") throws -> String {
      let outcome = try BuiltProgram.run(["shard"] + arguments, input: input)
      #expect(outcome.code == code && outcome.output == "", "\(outcome.remarks)")
      return outcome.remarks
    }
    #expect(try refusal(["tables", Self.ledger]).contains("--part I/N or --bytes A-B"))
    #expect(try refusal(["tables", Self.ledger, "--part", "3/2"]).contains("3/2"))
    #expect(try refusal(["tables", Self.ledger, "--bytes", "0-99999999"]).contains("the inputs have"))
    #expect(try refusal(["tables", "-", "--part", "1/2"]).contains("--name"))
    #expect(
      try refusal(["tables", Self.ledger, "--part", "1/2", "--duplicates", "first"]).contains("all keys at once"))
    let amended = try folder.write("amendments: net\n", to: "net.yaml")
    #expect(try refusal(["tables", Self.ledger, "--part", "1/2", "--mapping", amended]).contains("amendments"))
    let json = try folder.write("{\"releases\": [], \"x\": \"yyyyyyyyyyyyyyyyyyyyy\"}", to: "a.json")
    #expect(try refusal(["tables", json, "--bytes", "10-20"]).contains("workbooks and JSON"))
    let stray = try folder.write(
      "contract,fiscal_year,category,amount\n1,2021,wo\"rks,5\n2,2021,works,5\n", to: "s.csv")
    #expect(try refusal(["tables", stray, "--part", "2/2"], code: 65).contains("RFC 4180"))
    #expect(try refusal(["evaluate", Self.bids, "--trials", "5-7", "--of", "9"]).contains("multiples of 1024"))
    let apart = try folder.write(
      "tender,notice_date,opening_date,requirement,order,ceiling,floor,firm,bid\n"
        + ["a", "b", "c", "b", "d"].enumerated().map { "\($1),2021-05-01,2021-05-02,x,1,100,50,f\($0),60\n" }.joined(),
      to: "apart.csv")
    #expect(try refusal(["incidence", apart, "--part", "1/1"]).contains("stand apart"))
    #expect(try refusal(["indicators", apart, "--part", "1/1"]).contains("stand apart"))
    let indicators = try shard(["indicators", apart], pieces: 5, into: "indicators")
    #expect(try BuiltProgram.run(["merge", indicators.folder]).remarks.contains("stand apart"))
    #expect(try refusal(["indicators", Self.ledger, "--part", "1/2"]).contains("ledgers"))
    let made = try shard(["incidence", apart], pieces: 5)
    #expect(try BuiltProgram.run(["merge", made.folder]).remarks.contains("stand apart"))
  }

  @Test("foreign files and empty folders are errors that name them")
  func foreign() throws {
    let folder = try #require(folder)
    let made = try shard(["tables", Self.ledger], pieces: 2)
    _ = try BuiltProgram.run(
      [
        "shard", "tables", Self.ledger, "--table", "2", "--part", "2/2", "--force", "--output",
        made.folder + "/2.partial",
      ])
    let mixed = try BuiltProgram.run(["merge", made.folder])
    #expect(
      mixed.code == 65 && mixed.remarks.contains("2.partial: this is a piece of another result: table '2', and '1' in"))
    let none = try BuiltProgram.run(["merge", Self.ledger])
    #expect(none.code == 65 && none.remarks.contains("this is no partial result"))
    try FileManager.default.createDirectory(atPath: folder.file("empty"), withIntermediateDirectories: true)
    #expect(try BuiltProgram.run(["merge", folder.file("empty")]).remarks.contains("there is no partial result"))
    #expect(try BuiltProgram.run(["merge", folder.file("missing")]).code == 66)
    let list = try folder.write("\(made.folder)/1.partial\n", to: "list")
    #expect(try BuiltProgram.run(["merge", "@" + list]).remarks.contains("are in no piece"))
    #expect(try BuiltProgram.run(["merge", made.folder + "/1.partial", "--orders"]).code == 64)
  }
}
