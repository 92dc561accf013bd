/// Writes the few elements of SVG that charts need; everything that comes from outside is escaped.
struct SVGWriter {
  private(set) var body = ""

  /// An element without content.
  mutating func element(_ name: String, _ attributes: [(String, String)]) {
    body += "<\(name)\(Self.text(attributes))/>"
  }

  /// A text at a place.
  mutating func text(_ text: String, x: Double, y: Double, _ attributes: [(String, String)] = []) {
    body +=
      "<text\(Self.text([("x", Self.number(x)), ("y", Self.number(y))] + attributes))>\(HTMLText.escaped(text))</text>"
  }

  /// The whole drawing, with its text alternative.
  func drawing(width: Double, height: Double, title: String, summary: String, identifier: String) -> String {
    let (title, summary) = (HTMLText.escaped(title), HTMLText.escaped(summary))
    return """
      <svg class="chart" viewBox="0 0 \(Self.number(width)) \(Self.number(height))" role="img" \
      aria-labelledby="\(identifier)-t \(identifier)-d"><title id="\(identifier)-t">\(title)</title>\
      <desc id="\(identifier)-d">\(summary)</desc>\(body)</svg>
      """
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
