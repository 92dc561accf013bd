import Procurement
import TabularReading

/// Fetches the texts of a few contracts from the files in which a reader left them.
///
///     var reader = ContractReader(files, options: options)  // options.fetchedTexts = [.title]
///     let summary = try reader.read { batch, file in … }
///     try ContractTexts(of: reader).complete(&largest, from: file)
///
/// A ledger's numbers and titles are new in every row: to make a text of each while millions stream by costs more than
/// all the rest, and of all of them a report shows a dozen.
public struct ContractTexts {
  private let reader: ContractReader

  /// The texts of what a reader has read.
  public init(of reader: ContractReader) {
    self.reader = reader
  }

  /// Completes contracts of a file with the texts that were left in it.
  ///
  /// - Parameters:
  ///   - contracts: contracts of one file; those that already have their texts stay as they are.
  ///   - file: the file's name as the user gave it.
  /// - Throws: `DataError` where the file is no longer what it was.
  /// - Complexity: O(contracts), and at most one pass over the file.
  public func complete(_ contracts: inout [Contract], from file: String) throws(DataError) {
    let waiting = contracts.indices.filter { contracts[$0].sourceOffset != nil }
      .sorted { (contracts[$0].sourceOffset ?? 0) < (contracts[$1].sourceOffset ?? 0) }
    guard !waiting.isEmpty,
      let index = reader.inputs.indices.first(where: {
        reader.inputs[$0].path == file && reader.fetchable[$0] != nil
      })
    else { return }
    let table = try reader.open(index)
    let parser = try reader.makeParser(index, table.header, texts: reader.options.fetchedTexts)
    var record = Record()
    if let frame = table.source.records as? FrameSource {
      for position in waiting {
        guard let row = contracts[position].sourceOffset else { continue }
        frame.fill(&record, row: row)
        contracts[position].texts.merge(parser.fetchedTexts(of: record)) { $1 }
        contracts[position].sourceOffset = nil
      }
      return
    }
    guard let source = table.source.records as? CSVSource, let encoding = reader.fetchable[index] else { return }
    for position in waiting {
      guard let offset = contracts[position].sourceOffset else { continue }
      let place = RecordPlace(offset: offset, line: contracts[position].sourceLine)
      guard try source.reader.read(at: place, encoding: encoding, into: &record),
        record.line == place.line, record.count == table.header.names.count
      else { throw DataError(.changed, file: file, line: place.line) }
      contracts[position].texts.merge(parser.fetchedTexts(of: record)) { $1 }
      contracts[position].sourceOffset = nil
    }
  }
}
