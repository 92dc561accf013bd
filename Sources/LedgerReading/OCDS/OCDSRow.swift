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
    case .wrongShape(let key, let expected): ["shape", expected, key].joined(separator: "\u{1}")
    case .notAnAmount(let text): ["amount", text].joined(separator: "\u{1}")
    case .notADate(let text): ["date", text].joined(separator: "\u{1}")
    case .missingValue(let field): ["missing", field].joined(separator: "\u{1}")
    case .otherCurrency(let code, let expected): ["currency", code, expected].joined(separator: "\u{1}")
    default: ""
    }
  }

  /// What keeps a record from being read; nil where nothing does or the record is of another kind of file.
  static func fault(of record: borrowing Record, header: Header) -> FieldFault? {
    guard isHeader(header), record.count == header.names.count, !record.field(record.count - 1).isEmpty else {
      return nil
    }
    let parts = String(decoding: record.field(record.count - 1), as: UTF8.self)
      .split(separator: "\u{1}", omittingEmptySubsequences: false).map(String.init)
    let problem: DataError.Problem =
      switch parts[0] {
      case "shape": .wrongShape(key: parts[2], expected: parts[1])
      case "amount": .notAnAmount(parts[1])
      case "date": .notADate(parts[1])
      case "currency": .otherCurrency(parts[1], expected: parts[2])
      default: .missingValue(field: parts.last ?? "")
      }
    return FieldFault(problem: problem, column: nil, value: parts.count > 1 ? parts[1] : "")
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
