import Testing

@testable import SyntheticData

@Suite("Pages in order")
struct PageStreamTests {
  private struct Numbers: PagedFile {
    var header: [UInt8] { [0xFF] }
    var pageCount: Int
    func page(_ number: Int) -> (bytes: [UInt8], account: Int) { ([UInt8(number % 251)], number) }
  }

  @Test("every number of threads gives the header and all pages, in order", arguments: [1, 2, 3, 8])
  func order(threads: Int) {
    for count in [0, 1, 2, 3, 16, 17, 100] {
      let (bytes, accounts) = Numbers(pageCount: count).whole(threads: threads)
      #expect(bytes == [0xFF] + (0..<count).map { UInt8($0 % 251) })
      #expect(accounts == Array(0..<count))
    }
  }

  private struct Full: Error {}

  @Test("an error of the sink ends the work")
  func failure() {
    var taken = 0
    #expect(throws: Full.self) {
      try Numbers(pageCount: 1_000).write(threads: 2) { _, _ in
        taken += 1
        if taken == 3 { throw Full() }
      }
    }
    #expect(taken == 3)
  }
}
