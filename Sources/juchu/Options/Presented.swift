import Reporting

/// A result with the options of how it is written.
///
/// Sendable: a result is made of values that nothing changes any more.
package struct Presented: KeptResult, @unchecked Sendable {
  // Sendable: results are values; the protocol merely does not say so.
  private let result: any PresentableResult
  private let options: OutputOptions

  init(_ result: some PresentableResult, _ options: OutputOptions) { (self.result, self.options) = (result, options) }

  /// The result in a form.
  ///
  /// - Parameters:
  ///   - format: text, markdown, csv, json, html, xlsx, fragment (the tables of the page) or svg (its charts).
  ///   - language: ja or en; by default that of the run.
  /// - Returns: nil where there is no such form or language, or the result has no chart.
  /// - Throws: where the result cannot be written so.
  package func bytes(format: String, language: String?) throws -> [UInt8]? {
    var options = options
    if let language {
      guard let chosen = Language(rawValue: language) else { return nil }
      options.lang = chosen
    }
    switch format {
    case "fragment": return Array(try fragment(options.chosenLanguage).utf8)
    case "svg": return charts(options.chosenLanguage).first.map { Array($0.utf8) }
    default:
      guard let format = OutputOptions.Format(rawValue: format) else { return nil }
      options.format = format
      return try options.bytes(of: result)
    }
  }

  private func fragment(_ language: Language) throws -> String {
    try ReportPage(result.document(language), version: ProgramVersion.current, language: language).fragment()
  }

  private func charts(_ language: Language) -> [String] { result.document(language).charts }
}
