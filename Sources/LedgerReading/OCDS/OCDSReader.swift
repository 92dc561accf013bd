#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The contracting processes of an OCDS file, in whatever form it is published.
///
/// Release packages, record packages, compiled releases, arrays of them and JSON Lines are taken. Releases of one
/// process within one package are put together: of an award, a bid or a party that stands in several releases, the
/// latest by date counts, so that a history does not count twice.
final class OCDSReader {
  /// A process as of its latest release.
  struct Process {
    var ocid: String
    var release: OCDS.Release
    var line: Int
  }

  private var values: JSONValues
  private let file: InputFile
  private var waiting: [Process] = []

  /// The processes of a file that was opened.
  init(_ file: InputFile, stream: consuming InputStream) {
    self.file = file
    values = JSONValues(file, stream: stream)
  }

  /// The file that is read.
  var name: String { file.path }
  var digest: String? { values.digest }

  /// Reads the next process, or nil at the end of the file.
  ///
  /// - Throws: `DataError` with the line of what is no JSON or no release.
  func next() throws(DataError) -> Process? {
    while waiting.isEmpty {
      guard let (bytes, line) = try values.next() else { return nil }
      waiting = try processes(bytes, line).reversed()
    }
    return waiting.popLast()
  }

  private func processes(_ bytes: [UInt8], _ line: Int) throws(DataError) -> [Process] {
    let document: OCDS.Document = try decode(bytes, line)
    var releases: [OCDS.Release] = []
    if let records = document.records {
      for record in records {
        if let compiled = record.compiledRelease {
          releases.append(compiled)
        } else {
          // Linked releases are addresses without an ocid; their content is elsewhere.
          releases += (record.releases ?? []).filter { $0.ocid != nil }
        }
      }
    } else if let inner = document.releases, document.compiledRelease == nil {
      releases = inner
    } else if let compiled = document.compiledRelease {
      releases = [compiled]
    } else if document.ocid != nil {
      releases = [try decode(bytes, line)]
    } else {
      throw DataError(.notARelease, file: file.path, line: line)
    }
    return try compile(releases, line)
  }

  private func compile(_ releases: [OCDS.Release], _ line: Int) throws(DataError) -> [Process] {
    var processes: [Process] = []
    var positions: [String: Int] = [:]
    for release in releases.enumerated().sorted(by: {
      ($0.element.date ?? "", $0.offset) < ($1.element.date ?? "", $1.offset)
    }) {
      guard let ocid = release.element.ocid?.text else { throw DataError(.notARelease, file: file.path, line: line) }
      if let position = positions[ocid] {
        processes[position].release.update(with: release.element)
      } else {
        positions[ocid] = processes.count
        processes.append(Process(ocid: ocid, release: release.element, line: line))
      }
    }
    return processes
  }

  private func decode<Value: Decodable>(_ bytes: [UInt8], _ line: Int) throws(DataError) -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw DataError(Self.problem(error), file: file.path, line: line)
    } catch {
      throw DataError(.invalidJSON(reason: "\(error)"), file: file.path, line: line)
    }
  }

  private static func problem(_ error: DecodingError) -> DataError.Problem {
    switch error {
    case .typeMismatch(_, let context) where context.codingPath.isEmpty,
      .valueNotFound(_, let context) where context.codingPath.isEmpty:
      return .notARelease
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      return .wrongShape(key: path(context.codingPath), expected: "\(type)")
    case .keyNotFound(let key, let context):
      return .wrongShape(key: path(context.codingPath), expected: key.stringValue)
    case .dataCorrupted(let context):
      let detail = context.underlyingError.map { "\($0)" } ?? context.debugDescription
      let place = path(context.codingPath)
      return .invalidJSON(reason: place.isEmpty ? detail : "\(place): \(detail)")
    @unknown default: return .invalidJSON(reason: "\(error)")
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
  }
}

extension OCDS.Release {
  /// Takes what a later release of the same process says.
  mutating func update(with later: OCDS.Release) {
    date = later.date ?? date
    buyer = later.buyer ?? buyer
    if var tender {
      tender.title = later.tender?.title ?? tender.title
      tender.mainProcurementCategory = later.tender?.mainProcurementCategory ?? tender.mainProcurementCategory
      tender.procurementMethodDetails = later.tender?.procurementMethodDetails ?? tender.procurementMethodDetails
      tender.procurementMethod = later.tender?.procurementMethod ?? tender.procurementMethod
      tender.tenderPeriod = later.tender?.tenderPeriod ?? tender.tenderPeriod
      tender.bidOpening = later.tender?.bidOpening ?? tender.bidOpening
      self.tender = tender
    } else {
      tender = later.tender
    }
    parties = Self.merged(parties, later.parties, by: \.id)
    awards = Self.merged(awards, later.awards, by: \.id)
    contracts = Self.merged(contracts, later.contracts, by: \.awardID)
    let details = Self.merged(bids?.details, later.bids?.details, by: \.id)
    if let details { bids = OCDS.Bids(details: details) }
  }

  private static func merged<Item>(
    _ earlier: [Item]?, _ later: [Item]?, by key: KeyPath<Item, OCDS.Identifier?>
  ) -> [Item]? {
    guard var result = earlier, let later else { return earlier ?? later }
    var places: [OCDS.Identifier: Int] = [:]
    for (place, item) in result.enumerated() {
      if let id = item[keyPath: key], places[id] == nil { places[id] = place }
    }
    for item in later {
      let id = item[keyPath: key]
      if let id, let known = places[id] {
        result[known] = item
      } else {
        if let id { places[id] = result.count }
        result.append(item)
      }
    }
    return result
  }
}
