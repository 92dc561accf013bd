/// The script, the style and the icon: the same for everybody.
enum Assets {
  static let script = Array(PackageResources.app_js)
  static let style = Array(PackageResources.style_css)
  static let icon = Array(PackageResources.icon_svg)

  /// The asset of a path.
  static func reply(_ path: String) -> Reply? {
    let (type, bytes): (String, [UInt8])
    switch path {
    case "/app.js": (type, bytes) = ("text/javascript; charset=utf-8", script)
    case "/style.css": (type, bytes) = ("text/css; charset=utf-8", style)
    case "/icon.svg": (type, bytes) = ("image/svg+xml", icon)
    default: return nil
    }
    return Reply(mediaType: type, body: .bytes(bytes), isPublic: true)
  }
}
