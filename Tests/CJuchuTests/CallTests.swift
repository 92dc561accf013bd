import CArrow
import Foundation
import LedgerReading
import TestSupport
import Testing

@testable import CJuchu

@Suite("Calls of the library")
struct CallTests {
  private func stream(_ csv: String) throws -> UnsafeMutablePointer<ArrowArrayStream> {
    let stream = UnsafeMutablePointer<ArrowArrayStream>.allocate(capacity: 1)
    stream.initialize(to: ArrowArrayStream())
    ArrowExport.write(try #require(ResultTable(csv: Array(csv.utf8))), to: stream)
    return stream
  }

  private static let ledger = """
    contract,fiscal_year,category,size,locality,amount
    A1,2020,goods,sme,local,1000000
    A2,2020,works,large,non-local,3000000
    A3,2021,goods,sme,local,500000

    """

  @Test("a frame is counted, and its rows are in the account")
  func frame() throws {
    let call = Call()
    let stream = try stream(Self.ledger)
    defer { stream.deallocate() }
    #expect(call.add(stream, name: "<f>") == 0)
    #expect(stream.pointee.release == nil)
    let result = call.run("tables", options: #"{"inputs": ["<f>"], "unit": "yen"}"#)
    #expect(result.status == 0)
    let csv = String(decoding: try #require(result.rows().bytes), as: UTF8.self)
    #expect(csv.contains("2020,total,total,total,2,100.00,4000000,"))
    let json = String(decoding: try #require(result.bytes("json", language: nil).bytes), as: UTF8.self)
    #expect(json.contains(#""used" : 3"#))
    #expect(result.bytes("svg", language: nil).status == 64 || result.bytes("svg", language: nil).bytes != nil)
  }

  @Test("a fault names the row and the column, in both languages")
  func fault() throws {
    let call = Call()
    let stream = try stream(Self.ledger.replacing("A3,2021,goods", with: "A3,2021,dreams"))
    defer { stream.deallocate() }
    _ = call.add(stream, name: "<f>")
    let result = call.run("tables", options: #"{"inputs": "<f>"}"#)
    #expect(result.status == 65)
    let report = String(cString: try #require(result.report))
    for part in [#""row" : 3"#, #""name" : "category""#, "<f>, row 3", "<f> 3 番目の行"] { #expect(report.contains(part)) }
  }

  @Test("what does not run says why")
  func refusals() throws {
    let cancelled = Call()
    cancelled.cancel()
    #expect(cancelled.run("tables", options: #"{"inputs": "x.csv"}"#).status == 75)
    #expect(cancelled.run("tables", options: "{}").status == 70)
    #expect(Call().run("tables", options: #"{"inputs": "-"}"#).status == 64)
    #expect(Call().run("tables", options: #"{"inputs": "/nowhere.csv"}"#).status == 66)
    #expect(Call().run("dance", options: "{}").status == 64)
    let version = Call().run("tables", options: #"{"version": true}"#)
    #expect(version.status == 0)
    #expect(version.bytes("raw", language: nil).bytes?.starts(with: Array("0.2.0".utf8)) == true)
  }

  @Test("help and errors are in the language of their call, and errors in both")
  func languages() throws {
    for (language, word, other) in [("ja", "使い方", "USAGE"), ("en", "USAGE", "使い方"), ("ja", "概要", "OVERVIEW")] {
      let help = Call().run("tables", options: "{\"help\": true, \"lang\": \"\(language)\"}")
      let text = String(decoding: try #require(help.bytes("raw", language: nil).bytes), as: UTF8.self)
      #expect(text.contains(word))
      #expect(!text.contains(other))
      let error = Call().run("tables", options: "{\"inputs\": \"x\", \"table\": 7, \"lang\": \"\(language)\"}")
      let report = String(cString: try #require(error.report))
      #expect(report.contains("There are tables 1 and 2, not 7."))
      #expect(report.contains("--table は 1 か 2 です（指定された値：7）。"))
    }
  }

  @Test("a simulation that is stopped ends, and gives no result", arguments: [1, 2])
  func stopped(threads: Int) {
    let call = Call()
    let bids = Repository.path("fixtures/bids.csv")
    // A thread of its own: the tests' own threads may all be waiting for such calls.
    Thread.detachNewThread {
      while (call.progress ?? 0) <= 0 { usleep(2000) }
      call.cancel()
    }
    let begun = ContinuousClock.now
    let result = call.run(
      "lottery evaluate",
      options: """
        {"inputs": "\(bids)", "policy": "one-win", "simulate": true, "trials": 2000000000, "threads": \(threads)}
        """)
    #expect(result.status == 75)
    #expect(result.bytes("json", language: nil).bytes == nil)
    // It would take an hour and more.
    #expect(ContinuousClock.now - begun < .seconds(120))
  }

  @Test("frames in pieces, merged, give the bytes of the frames together")
  func pieces() throws {
    let ledgers = [Self.ledger, "contract,fiscal_year,category,size,locality,amount\nB1,2021,works,sme,local,7\n"]
    let names = ["<frame>", "<frame 2>"]
    let folder = try TemporaryFolder()
    var files: [String] = []
    let together = Call()
    for (number, ledger) in ledgers.enumerated() {
      let (own, other) = (try stream(ledger), try stream(ledger))
      defer {
        own.deallocate()
        other.deallocate()
      }
      #expect(together.add(other, name: names[number]) == 0)
      let call = Call()
      #expect(call.add(own, name: names[number]) == 0)
      let piece = call.run(
        "shard tables", options: "{\"inputs\": \"\(names[number])\", \"part\": \"\(number + 1)/2\"}")
      #expect(piece.status == 0)
      let bytes = try #require(piece.bytes("raw", language: nil).bytes)
      files.append(try folder.write(Data(bytes), to: "\(number).partial"))
    }
    let merged = Call().run("merge", options: "{\"inputs\": [\"\(files[1])\", \"\(files[0])\"], \"format\": \"json\"}")
    let wanted = together.run("tables", options: #"{"inputs": ["<frame>", "<frame 2>"], "format": "json"}"#)
    #expect(wanted.status == 0)
    for form in ["json", "csv", "text"] {
      #expect(merged.bytes(form, language: nil).bytes == wanted.bytes(form, language: nil).bytes)
    }
    let alone = Call().run("merge", options: "{\"inputs\": \"\(files[1])\"}")
    #expect(alone.status == 65)
    let withoutPart = Call()
    let last = try stream(Self.ledger)
    defer { last.deallocate() }
    _ = withoutPart.add(last, name: "<f>")
    #expect(withoutPart.run("shard tables", options: #"{"inputs": "<f>", "bytes": "0-5"}"#).status == 64)
  }
}
