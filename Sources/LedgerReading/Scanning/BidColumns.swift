import Procurement

/// The bids of one block in columns, without details, and what happened between them.
final class BidColumns {
  private(set) var noticeCodes: UnsafeMutablePointer<UInt32>
  private(set) var firmCodes: UnsafeMutablePointer<UInt32>
  private(set) var amounts: UnsafeMutablePointer<Int64?>
  private(set) var statuses: UnsafeMutablePointer<BidStatus>
  /// The line of each row, counted from the block's first line.
  private(set) var lines: UnsafeMutablePointer<Int>
  private(set) var capacity = 0
  /// The notices of the block, each time one begins.
  var notices: [CodedNotice] = []
  /// Their texts.
  var noticeTexts: [String] = []
  /// The bidders of the block.
  var firms: [String] = []
  /// The number of bids.
  var count = 0
  /// Events with the number of bids before them.
  var events: [(position: Int, event: ContractColumns.Event)] = []
  /// Data rows in the block.
  var read = 0
  /// Tells blocks of one scanner apart.
  var stamp = 0

  init() {
    noticeCodes = .allocate(capacity: 0)
    firmCodes = .allocate(capacity: 0)
    amounts = .allocate(capacity: 0)
    statuses = .allocate(capacity: 0)
    lines = .allocate(capacity: 0)
  }

  deinit { release() }

  private func release() {
    noticeCodes.deallocate()
    firmCodes.deallocate()
    amounts.deallocate()
    statuses.deallocate()
    lines.deallocate()
  }

  /// Forgets everything and makes room for so many rows.
  func prepare(rows: Int) {
    (count, read) = (0, 0)
    events.removeAll(keepingCapacity: true)
    (notices, noticeTexts, firms) = ([], [], [])
    guard rows > capacity else { return }
    release()
    capacity = rows * 5 / 4 + 64
    noticeCodes = .allocate(capacity: capacity)
    firmCodes = .allocate(capacity: capacity)
    amounts = .allocate(capacity: capacity)
    statuses = .allocate(capacity: capacity)
    lines = .allocate(capacity: capacity)
  }

  /// Rows of the block as a batch.
  func batch(_ rows: Range<Int>, firstLine: Int) -> BidBatch {
    func part<Value>(_ column: UnsafeMutablePointer<Value>) -> UnsafeBufferPointer<Value> {
      UnsafeBufferPointer(start: column + rows.lowerBound, count: rows.count)
    }
    return BidBatch(
      notices: notices, noticeTexts: noticeTexts, noticeCodes: Array(part(noticeCodes)),
      firms: TextColumn(codes: Array(part(firmCodes)), values: firms), amounts: Array(part(amounts)),
      statuses: Array(part(statuses)), sourceLines: part(lines).map { $0 + firstLine })
  }
}
