import Procurement
import TabularReading

extension LedgerMapping {
  /// The mappings that come with juchu, by name.
  private static var shipped: [String: [UInt8]] {
    [
      "bid-results": PackageResources.bid_results_yaml,
      "chotatsu-portal": PackageResources.chotatsu_portal_yaml,
      "gif-award": PackageResources.gif_award_yaml,
      "mlit-bids": PackageResources.mlit_bids_yaml,
      "mlit-first-round": PackageResources.mlit_first_round_yaml,
      "mlit-consulting-workbook": PackageResources.mlit_consulting_workbook_yaml,
      "mlit-ties": PackageResources.mlit_ties_yaml,
      "mlit-works-workbook": PackageResources.mlit_works_workbook_yaml,
      "table1-printed": PackageResources.table1_printed_yaml,
    ]
  }

  /// The names of the mappings that come with juchu.
  public static var shippedNames: [String] { (["canonical"] + shipped.keys).sorted() }

  /// The mapping that a user names: one that comes with juchu, or else a file.
  ///
  /// - Throws: `DataError` where there is neither, or the file is not a mapping.
  public static func named(_ name: String) throws(DataError) -> LedgerMapping { try named(name, extended: 0) }

  static func named(_ name: String, extended: Int) throws(DataError) -> LedgerMapping {
    if name == "canonical" { return .canonical }
    if let yaml = shipped[name] {
      return try LedgerMapping(yaml: String(decoding: yaml, as: UTF8.self), file: name, extended: extended)
    }
    let looksLikeName = !name.contains("/") && !name.contains(".")
    do throws(DataError) {
      var mapping = try LedgerMapping(yaml: try InputFile(name).text(), file: name, extended: extended)
      // A roster is named from where the mapping is, so that both can be moved together.
      if let roster = mapping.roster.file, !roster.hasPrefix("/"), let slash = name.lastIndex(of: "/") {
        mapping.roster.file = name[...slash] + roster
      }
      return mapping
    } catch {
      if case .invalidUTF8 = error.problem { throw DataError(.yamlWriting(.cp932), file: name) }
      guard case .missingFile = error.problem, looksLikeName else { throw error }
      throw DataError(
        .unknownMapping(name, nearest: NearestWord.of(name, in: shippedNames), known: shippedNames), file: name)
    }
  }
}

extension InputFile {
  /// The whole of a small text file.
  ///
  /// - Throws: `DataError` where it cannot be read, is not UTF-8 or is beyond 16 MiB.
  public func text() throws(DataError) -> String {
    var stream = try InputStream(self)
    var bytes: [UInt8] = []
    var block: [UInt8] = []
    repeat {
      try stream.read(into: &block)
      bytes += block
      guard bytes.count <= CSVReader.recordLimit else {
        throw DataError(.recordTooLong(limit: CSVReader.recordLimit), file: path)
      }
    } while !block.isEmpty
    if let (offset, byte) = UTF8Validity.firstFault(in: bytes) {
      throw DataError(.invalidUTF8(byte: byte, offset: offset), file: path)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
