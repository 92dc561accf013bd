/// Writes the few elements of SVG that charts need; everything that comes from outside is escaped.
struct SVGWriter {
  /// Unique in the page.
  let identifier: String
  private(set) var body = ""
  private var hatchings: Set<Hatching> = []

  /// A drawing with an identifier that is unique in its page.
  init(identifier: String) { self.identifier = identifier }

  /// An element without content.
  mutating func element(_ name: String, _ attributes: [(String, String)]) {
    body += "<\(name)\(Self.text(attributes))/>"
  }

  /// Marks over a rectangle.
  mutating func hatch(_ hatching: Hatching, _ place: [(String, String)]) {
    hatchings.insert(hatching)
    element("rect", place + [("fill", "url(#\(identifier)-\(hatching))")])
  }

  /// A text at a place.
  mutating func text(_ text: String, x: Double, y: Double, _ attributes: [(String, String)] = []) {
    body +=
      "<text\(Self.text([("x", Self.number(x)), ("y", Self.number(y))] + attributes))>\(HTMLText.escaped(text))</text>"
  }

  /// The whole drawing, with its text alternative.
  func drawing(width: Double, height: Double, title: String, summary: String) -> String {
    let (title, summary) = (HTMLText.escaped(title), HTMLText.escaped(summary))
    return """
      <svg class="chart" viewBox="0 0 \(Self.number(width)) \(Self.number(height))" role="img" \
      aria-labelledby="\(identifier)-t \(identifier)-d"><title id="\(identifier)-t">\(title)</title>\
      <desc id="\(identifier)-d">\(summary)</desc>\(definitions)\(body)</svg>
      """
  }

  /// The patterns that the drawing uses.
  var definitions: String {
    guard !hatchings.isEmpty else { return "" }
    let patterns = hatchings.sorted { $0.rawValue < $1.rawValue }.map {
      "<pattern id=\"\(identifier)-\($0)\" class=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
        + "<path d=\"\($0.path)\"/></pattern>"
    }
    return "<defs>\(patterns.joined())</defs>"
  }

  /// A coordinate with one decimal: more than a screen can show.
  static func number(_ value: Double) -> String {
    let tenths = (value * 10).rounded()
    return tenths.truncatingRemainder(dividingBy: 10) == 0 ? "\(Int(tenths / 10))" : "\(tenths / 10)"
  }

  private static func text(_ attributes: [(String, String)]) -> String {
    attributes.map { " \($0.0)=\"\(HTMLText.escaped($0.1))\"" }.joined()
  }
}
