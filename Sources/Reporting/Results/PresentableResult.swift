/// A result that can be shown in every format.
package protocol PresentableResult {
  /// The result in words and tables.
  func document(_ language: Language) -> Document
  /// The result in the JSON form of the contract.
  func json() -> JSONValue
  /// The result as CSV.
  func csv() -> String
  /// The result as a workbook.
  func workbook(_ language: Language) -> Workbook
}

extension PresentableResult {
  /// The tables of the document, each on a sheet of its own.
  package func workbook(_ language: Language) -> Workbook { Workbook(document(language), language: language) }
}

extension ShareTableResult: PresentableResult {}
extension ComparisonResult: PresentableResult {}
extension CellContractsResult: PresentableResult {}
extension AuditResult: PresentableResult {}
