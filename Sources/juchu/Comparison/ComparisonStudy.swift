import ArgumentParser
import LedgerReading
import Procurement
import Reporting
import ShareStatistics
import TabularReading

/// Everything that one pass over ledgers collects for a comparison.
struct ComparisonStudy {
  /// The contracts by year, category and row.
  private(set) var tally: ContractTally
  private let details: ComparisonDetails
  private let threads: Int
  /// The row whose share is looked at contract by contract.
  private let row: String
  private var influences: InfluenceStudy?
  private var classes: ClassTally?
  private var sizes: SizeStudy?
  private var sample: ContractSample?

  /// Nothing read yet.
  ///
  /// - Throws: `ValidationError` where the rows have none of the wanted name.
  init(_ details: ComparisonDetails, scheme: RowScheme, threads: Int) throws {
    (self.details, self.threads) = (details, threads)
    tally = ContractTally(scheme: scheme)
    let row =
      details.row.map { RowWords.row($0) ?? $0 }
      ?? (scheme.leaves.contains { $0.identifier == "local-sme" } ? "local-sme" : scheme.leaves[0].identifier)
    self.row = row
    _ = try CellArgument("2000,total,\(row)", scheme: scheme)
    if details.influential > 0 {
      influences = InfluenceStudy(row: row, scheme: scheme, limit: details.influential)
    }
    classes = details.by.map { ClassTally(scheme: scheme, by: $0.text) }
    if details.studiesSizes {
      sizes = try SizeStudy(
        scheme: scheme, limits: details.bandLimits, windows: details.windows, splitLimits: details.splitLimits)
    }
    if details.simulates || details.influentialVendors > 0 { sample = ContractSample(scheme: scheme) }
  }

  /// The texts that the reader must hand over.
  var texts: Set<ContractText> {
    var texts: Set<ContractText> = []
    if let by = details.by { texts.insert(by.text) }
    if sample != nil { texts.formUnion([.vendor, .vendorID]) }
    if sizes?.splits != nil { texts.formUnion([.office, .vendor, .vendorID]) }
    return texts
  }

  /// The texts of the few contracts that are listed, which may stay in the files until then.
  var fetchedTexts: Set<ContractText> { details.influential > 0 ? [.contract, .vendor, .title] : [] }

  /// Completes the contracts that are listed.
  ///
  /// - Throws: `DataError` where a file is no longer what it was.
  mutating func complete(_ texts: ContractTexts) throws {
    try influences?.complete { try texts.complete(&$0, from: $1) }
  }

  /// Takes the contracts of a batch; a sum beyond Int64 becomes an error that names the line.
  mutating func add(_ batch: ContractBatch, from file: InputFile) throws {
    do throws(ContractTally.Overflow) {
      try tally.add(batch)
      try classes?.add(batch)
      try sizes?.add(batch, file: file.path)
      try sample?.add(batch)
      try influences?.add(batch, file: file.path)
    } catch {
      throw DataError(.sumTooLarge, file: file.path, line: error.row.map { batch.sourceLines[$0] })
    }
  }

  /// The table of all contracts.
  func table(localSubtotal: Bool) -> ShareTable {
    tally.scheme == .table1 ? .table1(tally, subtotals: localSubtotal) : .custom(tally)
  }

  /// What was asked for beside the table, in the order of reading.
  ///
  /// - Throws: `ValidationError` where the ledger lacks a column that a section needs, unless that skips the section.
  func sections(_ table: ShareTable, skipsImpossible: Bool = false) throws -> [any ResultSection] {
    var sections: [any ResultSection] = []
    if let influences { sections.append(InfluenceSection(influences.influences, scheme: tally.scheme)) }
    if let classes {
      guard classes.classes.contains(where: { !$0.isEmpty }) else {
        throw ValidationError(
          "\(classes.field.rawValue) の列に値のある契約がありません。--by にはその列が必要です。",
          "No contract names its \(classes.field.rawValue): --by needs that column.")
      }
      sections.append(ClassesSection(classes, table: table))
    }
    if let sizes { sections.append(SizesSection(sizes, table: table)) }
    guard let sample else { return sections }
    if details.influentialVendors > 0 {
      if sample.vendorCount > 0 {
        sections.append(
          VendorInfluenceSection(
            table.years.compactMap {
              VendorInfluence(sample, year: $0, row: row, limit: details.influentialVendors)
            }, scheme: tally.scheme))
      } else if !skipsImpossible {
        throw ValidationError(
          "契約相手方の書かれた契約がありません。--influential-vendors には 契約相手方 または 法人番号 の列が必要です。",
          "No contract names its vendor: --influential-vendors needs the column vendor or vendor_id.")
      }
    }
    let columns: [Procurement.Category?] = table.categories.map { column in
      Category.allCases.first { $0.identifier == column.identifier }
    }
    if details.concentration {
      let concentration = ConcentrationTable(sample, categories: columns, seed: details.seed, threads: threads)
      if !concentration.lines.isEmpty {
        sections.append(ConcentrationSection(concentration))
      } else if !skipsImpossible {
        throw ValidationError(
          "契約相手方の書かれた契約がありません。--concentration には 契約相手方 または 法人番号 の列が必要です。",
          "No contract names its vendor: --concentration needs the column vendor or vendor_id.")
      }
    }
    if let unit = details.uncertainty {
      if unit == .vendors, sample.vendorCount == 0 {
        throw ValidationError(
          "契約相手方の書かれた契約がありません。--uncertainty contracts を指定してください。",
          "No contract names its vendor: use --uncertainty contracts.")
      }
      let options = ShareBootstrap.Options(
        replicates: details.replicates, seed: details.seed, threads: threads, confidence: details.confidence / 100)
      let uncertainty = UncertaintyTable(
        sample, categories: columns, rows: table.rows.filter { $0.role != .total }.map(\.identifier),
        unit: unit.unit, options: options)
      sections.append(UncertaintySection(uncertainty, shares: table, scheme: tally.scheme))
    }
    return sections
  }

  /// The seed, where something was simulated.
  var seed: UInt64? { details.simulates ? details.seed : nil }
}
