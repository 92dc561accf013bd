import CArrow
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
}
