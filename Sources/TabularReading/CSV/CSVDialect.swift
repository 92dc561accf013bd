/// How a CSV file is written: its encoding and delimiter.
struct CSVDialect: Equatable {
  /// The encoding, or nil where the first bytes are ASCII and the first other character decides.
  var encoding: TextEncoding?
  /// The delimiter.
  var delimiter: Delimiter

  /// How many records are looked at.
  private static let sampleSize = 100

  /// Tells a dialect from the first bytes of a file; what is given is taken as it is.
  init(of head: [UInt8], encoding: TextEncoding?, delimiter: Delimiter?) {
    self.encoding = encoding ?? TextEncoding.detect(head)
    self.delimiter = delimiter ?? Self.detectDelimiter(head)
  }

  /// A dialect that is known.
  init(encoding: TextEncoding? = .utf8, delimiter: Delimiter = .comma) {
    self.encoding = encoding
    self.delimiter = delimiter
  }

  /// The delimiter that gives most records one number of columns, of at least two.
  private static func detectDelimiter(_ head: [UInt8]) -> Delimiter {
    var best: (delimiter: Delimiter, share: Double, columns: Int)?
    for delimiter in Delimiter.allCases {
      var machine = CSVStateMachine(delimiter: delimiter.byte)
      var counts: [Int: Int] = [:]
      var (fields, records) = (0, 0)
      scan: for byte in head {
        switch machine.take(byte) {
        case .endOfField: fields += 1
        case .endOfRecord:
          counts[fields + 1, default: 0] += 1
          (fields, records) = (0, records + 1)
          if records == sampleSize { break scan }
        case .textAfterQuote: break scan
        case .content, .skipped: break
        }
      }
      if records == 0 { counts[fields + 1, default: 0] += 1 }
      guard let (columns, count) = counts.filter({ $0.key > 1 }).max(by: { ($0.value, $0.key) < ($1.value, $1.key) })
      else { continue }
      let share = Double(count) / Double(max(records, 1))
      if share > best?.share ?? 0 || share == best?.share && columns > best?.columns ?? 0 {
        best = (delimiter, share, columns)
      }
    }
    return best?.delimiter ?? .comma
  }
}
