import LedgerReading
import Reporting

/// Writes the charts of a result as pictures, for those who print or publish them.
struct ChartFiles {
  private let folder: String
  private let output: OutputOptions

  init(folder: String, _ output: OutputOptions) { (self.folder, self.output) = (folder, output) }

  /// Writes `chart-1.png` and so on into the folder, which must be there.
  ///
  /// - Throws: what writing files throws.
  func write(_ result: BidIndicatorResult) throws {
    let language = output.chosenLanguage
    let document = output.printed(result.document(language))
    for (place, chart) in document.drawings.enumerated() {
      let path = "\(folder)/chart-\(place + 1).png"
      var file = try WholeFile(path, overwrites: output.force)
      guard let bytes = try? ChartPicture(chart, source: [result.source(language)]).png() else {
        throw WholeFile.Failure.refused(path: path, reason: "librsvg")
      }
      try file.write(bytes)
      try file.stage()
    }
  }
}
