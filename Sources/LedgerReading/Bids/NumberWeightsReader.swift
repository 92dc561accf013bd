import TabularReading

/// Reads how often numbers of an electronic lottery were typed: `number,weight`.
public enum NumberWeightsReader {
  /// The columns.
  private enum Field: String, MappedField {
    case number, weight

    var knownHeaders: [String] {
      switch self {
      case .number: [rawValue, "くじ入力番号", "番号"]
      case .weight: [rawValue, "回数", "件数"]
      }
    }
  }

  /// The weight of each number from 000 to 999; numbers that do not stand in the file have none.
  ///
  /// - Throws: `DataError` for structural faults, a number that is not of three digits, or a weight that is no whole
  ///   number from 0.
  public static func read(_ file: InputFile) throws(DataError) -> [Int64] {
    let map = FieldMap<Field>()
    var table = try RecordTable(file, wanted: map.wanted)
    let columns = try FieldColumns(map, in: table.header)
    for field in Field.allCases where columns.sources[field] == nil {
      _ = try table.header.require(field.knownHeaders)
    }
    var weights = [Int64](repeating: 0, count: 1_000)
    var record = Record()
    while try table.next(&record) {
      do throws(FieldFault) {
        let text = columns.value(.number, in: record) ?? ""
        guard (1...3).contains(text.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text)
        else {
          throw columns.fault(.notALotteryNumber(text, digits: 3), .number, text)
        }
        let (sum, overflow) = weights[number].addingReportingOverflow(
          Int64(try columns.count(.weight, in: record) ?? 0))
        guard !overflow else { throw columns.fault(.amountTooLarge(text), .weight, text) }
        weights[number] = sum
      } catch {
        throw DataError(
          error.problem, file: file.path, line: record.line, column: error.column.map { table.header.column($0) })
      }
    }
    return weights
  }
}
