import Procurement
import TabularReading

/// Reads rosters of firms, in any format that ledgers may have.
public enum FirmRosterReader {
  /// Reads a roster in which firms are found by number and by name.
  ///
  /// - Parameters:
  ///   - file: the roster, with a header such as `firm,ward,points,grade,size,locality,members,engineers`.
  ///   - mapping: how its columns become fields.
  /// - Throws: `DataError` for structural faults and for the first row that cannot be used.
  /// - Complexity: O(bytes) time, O(firms) memory.
  public static func read(_ file: InputFile, mapping: RosterMapping = RosterMapping()) throws(DataError) -> FirmRoster {
    FirmRoster(try entries(file, mapping: mapping))
  }

  /// Reads the firms of a roster, of which none needs to be found.
  ///
  /// - Parameters: as for `read(_:mapping:)`.
  /// - Throws: `DataError`, as there.
  /// - Complexity: O(bytes) time, O(firms) memory.
  public static func entries(
    _ file: InputFile, mapping: RosterMapping = RosterMapping()
  ) throws(DataError) -> [FirmRoster.Entry] {
    var table = try RecordTable(file, wanted: mapping.fields.wanted, layout: mapping.layout)
    let columns = try FieldColumns(mapping.fields, in: table.header)
    if columns.sources[.firm] == nil, columns.sources[.number] == nil {
      _ = try table.header.require(RosterField.firm.knownHeaders)
    }
    var entries: [FirmRoster.Entry] = []
    var record = Record()
    while try table.next(&record) {
      guard columns.keeps(record) else { continue }
      do throws(FieldFault) {
        entries.append(try entry(record, columns))
      } catch {
        throw DataError(
          error.problem, file: file.path, line: record.line, column: error.column.map { table.header.column($0) })
      }
    }
    return entries
  }

  private static func entry(
    _ record: borrowing Record, _ columns: FieldColumns<RosterField>
  ) throws(FieldFault) -> FirmRoster.Entry {
    guard let name = columns.value(.firm, in: record) ?? columns.value(.number, in: record) else {
      throw columns.fault(.missingValue(field: RosterField.firm.rawValue), .firm, "")
    }
    let facts = SizeFacts(
      form: try columns.word(.legalForm, KnownWords.legalForms, in: record),
      business: try columns.word(.business, KnownWords.businesses, in: record),
      capital: try columns.amount(.capital, unit: 1, rounds: true, in: record)?.value,
      employees: try columns.count(.employees, in: record))
    let firm = Firm(
      name: name, reading: columns.value(.reading, in: record), ward: columns.value(.ward, in: record),
      points: try columns.count(.points, in: record),
      grade: columns.value(.grade, in: record),
      size: try columns.word(.size, KnownWords.sizes, in: record) ?? facts.size,
      locality: try columns.word(.locality, KnownWords.localities, in: record),
      members: columns.value(.members, in: record)?.split(separator: "|").map(String.init) ?? [],
      engineers: try columns.count(.engineers, in: record))
    return FirmRoster.Entry(firm: firm, number: columns.value(.number, in: record).map(LedgerTexts.number))
  }
}

/// What a row tells of a firm's size without naming its class.
struct SizeFacts {
  var form: LegalForm?
  var business: LineOfBusiness?
  var capital: Int64?
  var employees: Int?

  /// The size class by law, or nil where the facts do not decide; a firm of unknown form is a company.
  var size: FirmSize? {
    FirmSize(form: form ?? .company, business: business, capital: capital, employees: employees)
  }
}
