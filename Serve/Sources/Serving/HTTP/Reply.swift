import HTTPTypes
import HummingbirdCore
import NIOCore

/// An answer, before the headers that every answer has.
struct Reply: Sendable {
  enum Body: Sendable {
    case bytes([UInt8])
    case file(UnnamedFile)
  }

  var status = 200
  var mediaType = "text/html; charset=utf-8"
  var body = Body.bytes([])
  var headers: [(name: String, value: String)] = []
  /// Handed out under this name, and shown nowhere.
  var attachment: String?
  /// Whether anybody may have it: the script and the style.
  var isPublic = false
  /// Whether the connection ends with it.
  var closes = false

  /// A page.
  static func page(_ html: HTML, status: Int = 200) -> Reply {
    Reply(status: status, body: .bytes(Array(html.text.utf8)))
  }

  /// A plain text.
  static func plain(_ status: Int, _ text: String) -> Reply {
    Reply(status: status, mediaType: "text/plain; charset=utf-8", body: .bytes(Array((text + "\n").utf8)))
  }

  /// Another page of this server, which no input names.
  static func see(_ path: String) -> Reply { Reply(status: 303, headers: [("Location", path)]) }

  /// A result as a file.
  static func download(_ body: Body, name: String, mediaType: String) -> Reply {
    Reply(mediaType: mediaType, body: body, attachment: name)
  }

  static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    + "base-uri 'none'; frame-ancestors 'none'"

  /// Bytes of the body.
  var length: Int {
    switch body {
    case .bytes(let bytes): bytes.count
    case .file(let file): file.size
    }
  }

  /// The head with the headers of every answer.
  var head: HTTPResponse {
    var fields = HTTPFields()
    func set(_ name: String, _ value: String) {
      guard let field = HTTPField.Name(name) else { return }
      fields.append(HTTPField(name: field, value: value))
    }
    set("Content-Type", mediaType)
    set("Content-Length", String(length))
    set("Content-Security-Policy", attachment == nil ? Self.policy : "sandbox")
    set("X-Content-Type-Options", "nosniff")
    set("X-Frame-Options", "DENY")
    set("Referrer-Policy", "same-origin")
    set("Cross-Origin-Opener-Policy", "same-origin")
    set("Cross-Origin-Resource-Policy", "same-origin")
    set("Cache-Control", isPublic ? "no-cache" : "no-store")
    if let attachment { set("Content-Disposition", "attachment; filename=\"\(attachment)\"") }
    for (name, value) in headers { set(name, value) }
    if closes { set("Connection", "close") }
    return HTTPResponse(status: .init(code: status), headerFields: fields)
  }

  /// The body as Hummingbird writes it, in pieces where it is a file.
  var responseBody: ResponseBody {
    switch body {
    case .bytes(let bytes): return ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
    case .file(let file):
      let size = file.size
      return ResponseBody(contentLength: size) { writer in
        var offset = 0
        while offset < size {
          let piece = file.bytes(from: offset, atMost: min(1 << 16, size - offset))
          guard !piece.isEmpty else { break }
          try await writer.write(ByteBuffer(bytes: piece))
          offset += piece.count
        }
        try await writer.finish(nil)
      }
    }
  }
}
