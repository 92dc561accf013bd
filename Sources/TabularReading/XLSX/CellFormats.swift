/// The number formats of a workbook's cell styles.
struct CellFormats {
  /// Formats that change what is read, and for each style which of them, or none.
  fileprivate(set) var formats: [NumberFormat] = []
  fileprivate var styles: [Int32] = []

  /// The format of a style where it changes what is read.
  @inline(__always)
  subscript(style: Int) -> NumberFormat? {
    guard style >= 0, style < styles.count, styles[style] >= 0 else { return nil }
    return formats[Int(styles[style])]
  }

  /// The styles whose numbers are taken as they stand.
  func isPlain(_ style: Int) -> Bool { !styles.indices.contains(style) || styles[style] < 0 }
}

/// Collects the formats of all cell styles.
final class CellFormatsBuilder: XMLHandler {
  private(set) var formats = CellFormats()
  private let precision: NumberFormat.Precision
  /// Excel has 65,490 cell formats at most.
  private static let limit = 1 << 17
  private var custom: [Int: String] = [:]
  private var known: [Int: Int32] = [:]
  private var isInCellFormats = false

  init(_ precision: NumberFormat.Precision) { self.precision = precision }

  var refusal: DataError.Problem? {
    max(custom.count, formats.styles.count) > Self.limit ? .brokenWorkbook(reason: "too many cell formats") : nil
  }

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "numFmt":
      guard let id = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"] else { return }
      custom[id] = code
    case "cellXfs": isInCellFormats = true
    case "xf" where isInCellFormats: formats.styles.append(place(of: attributes["numFmtId"].flatMap { Int($0) } ?? 0))
    default: break
    }
  }

  func end(_ name: XMLName) {
    if name == "cellXfs" { isInCellFormats = false }
  }

  private func place(of id: Int) -> Int32 {
    if let place = known[id] { return place }
    let format = custom[id].map { NumberFormat($0) } ?? NumberFormat(builtIn: id)
    let isPlain = format.isPlain && !format.changesTexts && (precision == .exact || !format.hidesDecimals)
    if !isPlain { formats.formats.append(format) }
    let place = isPlain ? -1 : Int32(formats.formats.count - 1)
    known[id] = place
    return place
  }
}
