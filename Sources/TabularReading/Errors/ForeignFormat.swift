/// How a file was made smaller.
public enum Compression: String, Sendable, CaseIterable {
  case gzip, zstd, zip
}

/// What a file is that cannot be read.
public enum ForeignFormat: String, Sendable, CaseIterable {
  case pdf, html, image, database, parquet
  /// Excel 2003's workbook in XML, and the binary one of Excel 2007 (.xlsb).
  case workbookXML, binaryWorkbook
  /// A workbook that a password protects.
  case encryptedWorkbook
  /// A text document or slides.
  case document
  case richText
  case bzip2, xz, sevenZip, rar, lha
}
