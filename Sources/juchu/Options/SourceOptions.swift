import ArgumentParser
import LedgerReading

/// Where the columns of files are and how the files are written: for contracts and for bids alike.
struct SourceOptions: ParsableArguments {
  @Option(
    help: "How columns become fields: a shipped mapping or a YAML file; once for all files, or once for each in order.")
  var mapping: [String] = []

  @Option(help: "A value for every row, as in --set category=works; may be given several times.")
  var set: [String] = []

  @Option(
    help: "The encoding of CSV files: utf-8, cp932, utf-16le, utf-16be, euc-jp or iso-2022-jp; detected by default.")
  var encoding: TextEncoding?

  @Option(help: "The delimiter of CSV files, comma, tab, semicolon or pipe; detected by default.")
  var delimiter: Delimiter?

  @Option(
    help: ArgumentHelp(
      "The sheet of a workbook by name or number, or all for every sheet with the same header; by default the visible one whose header fits best."
    ))
  var sheet: String?

  @Flag(help: "Leave out the rows that a sheet hides.")
  var visibleOnly = false

  @Option(help: "How many rows the header has, 0 for none; found by default.")
  var headerRows: Int?

  @Option(help: "Keep amounts in this currency only, as in JPY.")
  var currency: String?

  @Option(
    help:
      "The zone whose days count for times that name theirs, as in -05:00, Z or Asia/Tokyo; by default Japan's, +09:00."
  )
  var timeZone: String?

  @OptionGroup var parallel: ThreadOptions

  func validate() throws {
    if let headerRows, !(0...20).contains(headerRows) { throw ValidationError("--header-rows is 0 to 20.") }
    if let timeZone, DayZone(timeZone) == nil {
      throw ValidationError(
        "--time-zone '\(timeZone)' is neither an offset such as -05:00 nor a zone such as Asia/Tokyo.")
    }
    for setting in set {
      let field = setting.prefix { $0 != "=" }
      guard setting.contains("=") else {
        throw ValidationError("'\(setting)' is not FIELD=VALUE, such as category=works.")
      }
      guard LedgerField(rawValue: String(field)) != nil || BidField(rawValue: String(field)) != nil else {
        let known = LedgerField.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("'\(field)' is no field: use \(known).")
      }
    }
  }

  /// What the options say about the files' layout.
  var layout: FileLayout {
    var layout = FileLayout()
    layout.encoding = encoding
    layout.delimiter = delimiter
    layout.sheet = sheet
    layout.visibleOnly = visibleOnly
    layout.headerRows = headerRows
    layout.currency = currency?.uppercased()
    layout.zone = timeZone.flatMap(DayZone.init)
    layout.ocds.timeZone = timeZone.flatMap(DayZone.init)
    return layout
  }

  /// The mapping of each file, with the values that were set.
  func mappings(for files: [String]) throws -> [LedgerMapping] {
    guard mapping.count <= 1 || mapping.count == files.count else {
      throw ValidationError("Give --mapping once, or once for each of the \(files.count) files.")
    }
    return try files.indices.map { index in
      let name = mapping.count > 1 ? mapping[index] : mapping.first ?? "canonical"
      var chosen = try LedgerMapping.named(name)
      for setting in set {
        let field = String(setting.prefix { $0 != "=" })
        let value = String(setting.dropFirst(field.count + 1))
        if let contract = LedgerField(rawValue: field) { chosen.contracts.constants[contract] = value }
        if let bid = BidField(rawValue: field) { chosen.bids.constants[bid] = value }
      }
      return chosen
    }
  }
}

extension TextEncoding: ExpressibleByArgument {}
extension Delimiter: ExpressibleByArgument {}
