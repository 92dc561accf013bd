import CExpat

/// What is told of an XML document while it is parsed.
protocol XMLHandler: AnyObject {
  /// Why no more of the document is wanted, nil where it is.
  var refusal: DataError.Problem? { get }
  /// An element begins; names come without their prefix.
  func start(_ name: String, _ attributes: XMLAttributes)
  /// Some text of the current element, perhaps not all of it.
  func text(_ bytes: UnsafeRawBufferPointer)
  /// An element ends.
  func end(_ name: String)
}

extension XMLHandler {
  var refusal: DataError.Problem? { nil }
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

  /// The longest single tag in bytes, and how deep elements may stand within each other: no workbook comes near.
  private static let tagLimit = 1 << 20
  private static let depthLimit = 256

  private final class HandlerBox {
    let handler: any XMLHandler
    let parser: XML_Parser
    var depth = 0
    /// Why parsing was stopped from here.
    var refusal: String?

    init(_ handler: any XMLHandler, _ parser: XML_Parser) {
      self.handler = handler
      self.parser = parser
    }

    func stop(_ reason: String) {
      refusal = refusal ?? reason
      XML_StopParser(parser, XML_Bool(XML_FALSE))
    }
  }

  private var fed = 0

  /// A parser that tells a handler what it finds; nil where memory is short.
  init?(_ handler: any XMLHandler) {
    guard let parser = XML_ParserCreate("UTF-8") else { return nil }
    self.parser = parser
    box = HandlerBox(handler, parser)
    XML_SetUserData(parser, Unmanaged.passUnretained(box).toOpaque())
    XML_SetElementHandler(
      parser,
      { box, name, attributes in
        guard let box = XMLStream.box(box), let name else { return }
        box.depth += 1
        guard box.depth <= XMLStream.depthLimit else { return box.stop("elements nested too deep") }
        box.handler.start(XMLStream.localName(name), XMLAttributes(pointers: attributes))
      },
      { box, name in
        guard let box = XMLStream.box(box), let name else { return }
        box.depth -= 1
        box.handler.end(XMLStream.localName(name))
      })
    XML_SetCharacterDataHandler(parser) { box, characters, count in
      guard let box = XMLStream.box(box), let characters else { return }
      box.handler.text(UnsafeRawBufferPointer(start: characters, count: Int(count)))
    }
    // The format has no document type, and so no entities of its own (ECMA-376 part 2, 8.2.5).
    XML_SetStartDoctypeDeclHandler(parser) { box, _, _, _, _ in
      XMLStream.box(box)?.stop("a document type declaration")
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
    fed += block.count
    if let refusal = box.refusal { return "\(refusal), line \(XML_GetCurrentLineNumber(parser))" }
    guard status != XML_STATUS_OK else {
      // What is not parsed yet is one tag, which is looked at again with every block.
      let isStuck = fed - Int(XML_GetCurrentByteIndex(parser)) > Self.tagLimit
      return isStuck && !block.isEmpty ? "a tag beyond \(Self.tagLimit >> 20) MiB" : nil
    }
    let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "?"
    return "\(reason), line \(XML_GetCurrentLineNumber(parser))"
  }

  fileprivate static func localName(_ name: UnsafePointer<XML_Char>) -> String {
    let whole = String(cString: name)
    guard let colon = whole.utf8.lastIndex(of: UInt8(ascii: ":")) else { return whole }
    return String(whole[whole.index(after: colon)...])
  }

  private static func box(_ box: UnsafeMutableRawPointer?) -> HandlerBox? {
    box.map { Unmanaged<HandlerBox>.fromOpaque($0).takeUnretainedValue() }
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
      if let refusal = handler.refusal { throw DataError(refusal, file: file.path) }
    } while !block.isEmpty
  }
}
