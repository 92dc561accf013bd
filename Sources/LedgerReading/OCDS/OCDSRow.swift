import TabularReading

/// A row that comes of a process: the fields of a contract or a bid, or why there are none.
struct OCDSRow {
  /// The columns behind all others: where the row comes from, and what keeps it from being read.
  static let placeColumns = ["ocid", "path", "fault"]

  var record: Record

  /// A row.
  ///
  /// - Parameters:
  ///   - path: where the award or bid, or the fault, stands in the compiled release.
  ///   - fault: why there are no fields.
  init(fields: [String], ocid: String, path: String, fault: DataError.Problem?, line: Int) {
    record = Record(fields + [ocid, path, fault.map(Self.text) ?? ""], line: line)
  }

  /// A row that was kept elsewhere.
  init(record: Record) { self.record = record }

  private static func text(_ problem: DataError.Problem) -> String {
    switch problem {
    case .otherJSONKind(let found, let expected): ["kind", expected.rawValue, found.rawValue].joined(separator: "\t")
    case .notAnAmount(let text): "amount\t\(text)"
    case .notADate(let text): "date\t\(text)"
    case .missingValue(let field): "missing\t\(field)"
    case .otherCurrency(let code, let expected): ["currency", expected, code].joined(separator: "\t")
    default: ""
    }
  }

  /// What keeps a record from being read; nil where nothing does or the record is of another kind of file.
  static func fault(of record: borrowing Record, header: Header) -> FieldFault? {
    guard isHeader(header), record.count == header.names.count, !record.field(record.count - 1).isEmpty else {
      return nil
    }
    // The last part is as a person wrote it.
    let text = String(decoding: record.field(record.count - 1), as: UTF8.self)
    let parts = text.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    let rest = text.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false).last.map(String.init) ?? ""
    typealias Kind = DataError.JSONKind
    let problem: DataError.Problem =
      switch parts[0] {
      case "kind":
        .otherJSONKind(parts.last.flatMap(Kind.init) ?? .null, expected: Kind(rawValue: parts[1]) ?? .object)
      case "amount": .notAnAmount(rest)
      case "date": .notADate(rest)
      case "currency": .otherCurrency(parts.last ?? "", expected: parts[1])
      default: .missingValue(field: rest)
      }
    let value = parts.count == 3 ? parts[2] : parts[0] == "missing" ? "" : rest
    return FieldFault(problem: problem, column: nil, value: value)
  }

  /// Where a fault of a record stands: the process and the path in its release; nil for other kinds of files.
  static func place(of record: borrowing Record, column: Int?, header: Header) -> String? {
    guard isHeader(header), record.count == header.names.count else { return nil }
    let (ocid, path) = (record.text(record.count - 3), record.text(record.count - 2))
    guard let column else { return "\(ocid) \(path)" }
    let member: String? =
      switch header.names[column] {
      case "contract": "\(path)/id"
      case "date": "\(path)/date"
      case "amount", "bid": "\(path)/value/amount"
      case "currency": "\(path)/value/currency"
      case "category": "tender/mainProcurementCategory"
      case "status": "\(path)/status"
      case "firm": "\(path)/tenderers"
      case "opening_date": "tender"
      default: path
      }
    return "\(ocid) \(member ?? path)"
  }

  private static func isHeader(_ header: Header) -> Bool {
    header.names.last == placeColumns.last
      && (header.names == OCDSContractRows.columns || header.names == OCDSBidRows.columns)
  }
}
