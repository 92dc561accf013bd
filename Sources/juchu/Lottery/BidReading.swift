import ArgumentParser
import LedgerReading
import Procurement
import Reporting
import TabularReading

extension SourceOptions {
  /// How bids of files are read.
  func bidReaderOptions(_ files: [String], _ output: some ReadingManner) throws -> BidReader.Options {
    var options = BidReader.Options()
    guard mapping.count <= 1 else {
      throw ValidationError(
        "入札データの --mapping は、全ファイルを通じて1つだけ指定してください。",
        "Bids take one --mapping for all files.")
    }
    options.mapping = try mappings(for: files).first ?? .canonical
    options.layout = layout
    options.hashesFiles = output.namesDigests
    options.scan.threads = parallel.count
    return options
  }
}

extension BidReader {
  /// Reads bids; where a file for rejected rows is named, rows that cannot be used go there.
  static func read(
    _ files: [InputFile], _ options: Options, rejects: String?, _ output: some ReadingManner,
    _ body: (BidBatch, InputFile) throws -> Void
  ) throws -> ReadingSummary {
    guard let rejects else { return try BidReader(files, options: options).read(body) }
    let file = try RejectsFile(rejects, overwrites: output.force, language: output.chosenLanguage)
    let summary = try BidReader(files, options: options) { try file.add($0) }.read(body)
    try file.commit()
    return summary
  }
}
