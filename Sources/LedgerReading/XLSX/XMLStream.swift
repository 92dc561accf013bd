import CExpat

/// What is told of an XML document while it is parsed.
protocol XMLHandler: AnyObject {
  /// An element begins; names come without their prefix.
  func start(_ name: String, _ attributes: XMLAttributes)
  /// Some text of the current element, perhaps not all of it.
  func text(_ bytes: UnsafeRawBufferPointer)
  /// An element ends.
  func end(_ name: String)
}

/// The attributes of an element, valid while it begins.
struct XMLAttributes {
  fileprivate let pointers: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?

  /// The value of an attribute, whose name may carry a prefix, or nil.
  subscript(name: String) -> String? {
    var position = 0
    while let key = pointers?[position], let value = pointers?[position + 1] {
      if XMLStream.localName(key) == name { return String(cString: value) }
      position += 2
    }
    return nil
  }
}

/// Parses XML in blocks as they come, by Expat.
final class XMLStream {
  private let parser: XML_Parser
  private let box: HandlerBox

  private final class HandlerBox {
    let handler: any XMLHandler
    init(_ handler: any XMLHandler) { self.handler = handler }
  }

  /// A parser that tells a handler what it finds; nil where memory is short.
  init?(_ handler: any XMLHandler) {
    guard let parser = XML_ParserCreate("UTF-8") else { return nil }
    self.parser = parser
    box = HandlerBox(handler)
    XML_SetUserData(parser, Unmanaged.passUnretained(box).toOpaque())
    XML_SetElementHandler(
      parser,
      { box, name, attributes in
        guard let handler = XMLStream.handler(box), let name else { return }
        handler.start(XMLStream.localName(name), XMLAttributes(pointers: attributes))
      },
      { box, name in
        guard let handler = XMLStream.handler(box), let name else { return }
        handler.end(XMLStream.localName(name))
      })
    XML_SetCharacterDataHandler(parser) { box, characters, count in
      guard let handler = XMLStream.handler(box), let characters else { return }
      handler.text(UnsafeRawBufferPointer(start: characters, count: Int(count)))
    }
  }

  deinit {
    XML_ParserFree(parser)
  }

  /// Parses the next block; an empty one is the end of the document.
  ///
  /// - Returns: what is wrong with the document, or nil.
  func parse(_ block: [UInt8]) -> String? {
    let status = block.withUnsafeBytes { bytes in
      XML_Parse(
        parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), block.isEmpty ? 1 : 0)
    }
    guard status != XML_STATUS_OK else { return nil }
    let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "?"
    return "\(reason), line \(XML_GetCurrentLineNumber(parser))"
  }

  fileprivate static func localName(_ name: UnsafePointer<XML_Char>) -> String {
    let whole = String(cString: name)
    guard let colon = whole.utf8.lastIndex(of: UInt8(ascii: ":")) else { return whole }
    return String(whole[whole.index(after: colon)...])
  }

  private static func handler(_ box: UnsafeMutableRawPointer?) -> (any XMLHandler)? {
    box.map { Unmanaged<HandlerBox>.fromOpaque($0).takeUnretainedValue().handler }
  }
}

extension ZipArchive {
  /// Parses a whole entry.
  ///
  /// - Throws: `DataError` where the entry is missing or no well-formed XML.
  func parse(_ name: String, in file: InputFile, _ handler: any XMLHandler) throws(DataError) {
    let entry = try entry(name)
    guard let stream = XMLStream(handler) else { throw DataError(.brokenWorkbook(reason: name), file: file.path) }
    var block: [UInt8] = []
    repeat {
      try entry.read(into: &block)
      if let reason = stream.parse(block) {
        throw DataError(.brokenWorkbook(reason: "\(name): \(reason)"), file: file.path)
      }
    } while !block.isEmpty
  }
}
