import Dispatch
import Synchronization

/// A file in pages, each of which can be made by itself from its number.
public protocol PagedFile: Sendable {
  /// What a page says of its content beside its bytes.
  associatedtype Account: Sendable
  /// The line of column names with its line end.
  var header: [UInt8] { get }
  /// The number of pages.
  var pageCount: Int { get }
  /// Makes a page; the same number gives the same page, on any thread.
  func page(_ number: Int) -> (bytes: [UInt8], account: Account)
}

extension PagedFile {
  /// Hands the header and then all pages to a sink, in order.
  ///
  /// - Parameters:
  ///   - threads: how many threads make pages; the bytes do not depend on it.
  ///   - sink: takes the bytes of a page and its account, nil for the header, one after the other.
  /// - Throws: what the sink throws; nothing more is made then.
  /// - Complexity: memory for two pages a thread, whatever the number of pages.
  public func write(threads: Int, to sink: ([UInt8], Account?) throws -> Void) rethrows {
    try sink(header, nil)
    // One page at a time needs no threads; more are made in waves that keep the order.
    let wave = threads <= 1 ? 1 : 2 * threads
    var first = 0
    while first < pageCount {
      let numbers = first..<min(first + wave, pageCount)
      for page in pages(numbers, threads: threads) { try sink(page.bytes, page.account) }
      first = numbers.upperBound
    }
  }

  private func pages(_ numbers: Range<Int>, threads: Int) -> [(bytes: [UInt8], account: Account)] {
    if numbers.count == 1 || threads <= 1 { return numbers.map { page($0) } }
    let made = Mutex([Int: (bytes: [UInt8], account: Account)]())
    let next = Atomic(numbers.lowerBound)
    DispatchQueue.concurrentPerform(iterations: min(threads, numbers.count)) { _ in
      while true {
        let number = next.add(1, ordering: .relaxed).oldValue
        if number >= numbers.upperBound { return }
        let page = page(number)
        made.withLock { $0[number] = page }
      }
    }
    let pages = made.withLock(\.self)
    return numbers.compactMap { pages[$0] }
  }
}
