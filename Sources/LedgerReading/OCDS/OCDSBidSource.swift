/// The bids of an OCDS file (`bids.details`) as records of the canonical bid columns.
final class OCDSBidSource: RecordSource {
  static let columns = [
    "tender", "opening_date", "category", "office", "firm", "bid", "status", "members", "winner", "currency",
  ]

  private let reader: OCDSReader
  private var waiting = [Record(columns)]

  /// The bids of a file that was opened.
  init(_ reader: OCDSReader) {
    self.reader = reader
  }

  var hasRaggedRows: Bool { false }
  var digest: String? { reader.digest }

  func next(_ record: inout Record) throws(DataError) -> Bool {
    while waiting.isEmpty {
      guard let process = try reader.next() else { return false }
      let bids = process.release.bids?.details ?? []
      waiting = bids.enumerated().map { Self.record($1, number: $0 + 1, in: process) }.reversed()
    }
    guard let next = waiting.popLast() else { return false }
    record = next
    return true
  }

  private static func record(_ bid: OCDS.Bid, number: Int, in process: OCDSReader.Process) -> Record {
    let release = process.release
    var names = (bid.tenderers ?? []).map { $0.id?.text ?? $0.name ?? "" }
    // A bid whose tenderer is not disclosed is still a bid, by a firm of its own.
    if names.isEmpty { names = [bid.id?.text ?? "bid \(number)"] }
    let active = (release.awards ?? []).filter { $0.status == "active" }
    let winners = Set(active.flatMap { $0.suppliers ?? [] }.compactMap { $0.id?.text ?? $0.name })
    let wins = winners.isEmpty ? "" : names.contains(where: winners.contains) && bid.status == "valid" ? "1" : "0"
    return Record(
      [
        process.ocid, release.tender?.bidOpening?.date ?? release.tender?.tenderPeriod?.endDate ?? "",
        release.tender?.mainProcurementCategory ?? "", release.buyer?.name ?? "", names.joined(separator: "|"),
        bid.value?.amount.map { "\($0)" } ?? "", bid.status ?? "", names.count > 1 ? names.joined(separator: "|") : "",
        wins, bid.value?.currency ?? "",
      ], line: process.line)
  }
}
