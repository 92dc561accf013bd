import Procurement

/// The bids of one block in columns, without details, and what happened between them.
final class BidColumns {
  /// What happened at a row that was not simply read.
  enum Event {
    /// A row was set aside, before the bid at the position.
    case rejected(Record, FieldFault)
    /// Something was noticed about the bid at the position.
    case noted(ReadingNote, line: Int)
  }

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
  var events: [(position: Int, event: Event)] = []
  /// Data rows in the block.
  var read = 0
  /// What the codes of firms and texts are of.
  var lineage = 0

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

  /// Appends a bid for the tender that was announced last.
  func append(_ firm: UInt32, _ amount: Int64?, _ status: BidStatus, line: Int) {
    (firmCodes[count], amounts[count], statuses[count]) = (firm, amount, status)
    noticeCodes[count] = UInt32(truncatingIfNeeded: notices.count &- 1)
    lines[count] = line
    count &+= 1
  }

  /// Makes what stands at a place at or behind the last bid the next one, for the tender that was announced last.
  func move(_ place: Int, line: Int) {
    append(firmCodes[place], amounts[place], statuses[place], line: line)
  }

  /// Rows of the block as a batch.
  func batch(_ rows: Range<Int>, firstLine: Int) -> BidBatch {
    func part<Value>(_ column: UnsafeMutablePointer<Value>) -> UnsafeBufferPointer<Value> {
      UnsafeBufferPointer(start: column + rows.lowerBound, count: rows.count)
    }
    return BidBatch(
      lineage: lineage, notices: notices, noticeTexts: noticeTexts, noticeCodes: Array(part(noticeCodes)),
      firms: TextColumn(codes: Array(part(firmCodes)), values: TextList(firms)), amounts: Array(part(amounts)),
      statuses: Array(part(statuses)), sourceLines: part(lines).map { $0 + firstLine })
  }
}
