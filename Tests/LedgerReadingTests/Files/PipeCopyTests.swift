import Foundation
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Pipes that are kept as they are read")
struct PipeCopyTests {
  /// A named pipe through which bytes come from another thread.
  private func pipe(_ data: Data, in folder: borrowing TemporaryFolder) throws -> String {
    let path = folder.file("pipe")
    try #require(mkfifo(path, 0o600) == 0)
    Thread.detachNewThread { try? FileHandle(forWritingAtPath: path)?.write(contentsOf: data) }
    return path
  }

  @Test("a pipe is read like the file, hashed, and looked into again")
  func sameAsFile() throws {
    var text = "contract,fiscal_year,category,size,locality,amount\n"
    for row in 0..<20_000 { text += "K\(row),2021,works,sme,local,\(row * 1_000)\n" }
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "ledger.csv")
    let pipe = try pipe(Data(text.utf8), in: folder)
    let fromFile = try ReadLedgers([file]) { $0.hashesFiles = true }
    let fromPipe = try ReadLedgers([pipe]) { $0.hashesFiles = true }
    #expect(fromPipe.contracts == fromFile.contracts)
    #expect(fromPipe.summary.files[0].sha256 == fromFile.summary.files[0].sha256)
    #expect(fromPipe.summary.files[0].sha256 != nil)
    // The pipe is spent; its copy is not.
    #expect(try ReadLedgers([pipe]).contracts == fromFile.contracts)
  }

  @Test(
    "a workbook in a pipe is refused, small or large: its directory stands at its end", arguments: [100, 1_000_000])
  func workbook(_ size: Int) throws {
    let folder = try TemporaryFolder()
    let pipe = try pipe(Data([0x50, 0x4B, 0x03, 0x04]) + Data(count: size), in: folder)
    let error = #expect(throws: DataError.self) { try ReadLedgers([pipe]) }
    #expect(error?.problem == .needsFile)
    let again = #expect(throws: DataError.self) { try ReadLedgers([pipe]) }
    #expect(again?.problem == .needsFile)
  }

  @Test("a contract that stands twice in a pipe is found with its first place")
  func repeated() throws {
    var text = "contract,fiscal_year,category,size,locality,amount\n"
    for row in 0..<20_000 { text += "K\(row == 15_000 ? 7 : row),2021,works,sme,local,\(row * 1_000)\n" }
    let folder = try TemporaryFolder()
    let pipe = try pipe(Data(text.utf8), in: folder)
    let error = #expect(throws: DataError.self) { try ReadLedgers([pipe]) }
    #expect(error?.line == 15_002)
    #expect(error?.problem == .repeatedContract("K7", firstFile: pipe, firstLine: 9))
  }

  @Test("an endless pipe with a wrong header ends at once")
  func endless() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("pipe")
    try #require(mkfifo(path, 0o600) == 0)
    let writes = Thread { [path] in
      signal(SIGPIPE, SIG_IGN)
      guard let handle = FileHandle(forWritingAtPath: path) else { return }
      for _ in 0..<1_000 where (try? handle.write(contentsOf: Data(repeating: 0x79, count: 1 << 10) + [0x0A])) != nil {}
    }
    writes.start()
    #expect(throws: DataError.self) { try ReadLedgers([path]) }
  }

  @Test("two readers of one pipe get all of it")
  func twoReaders() throws {
    let folder = try TemporaryFolder()
    let bytes = [UInt8]((0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) })
    let pipe = try pipe(Data(bytes), in: folder)
    var first = try InputStream(InputFile(pipe))
    var block: [UInt8] = []
    try first.read(into: &block)
    var second = try InputStream(InputFile(pipe))
    var all: [UInt8] = []
    var next: [UInt8] = []
    try second.keepRest()
    repeat {
      try second.read(into: &next)
      all += next
    } while !next.isEmpty
    #expect(all == bytes)
    repeat {
      try first.read(into: &next)
      block += next
    } while !next.isEmpty
    #expect(block == bytes)
  }
}
