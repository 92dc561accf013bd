import CExpat

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What is told of an XML document while it is parsed.
package protocol XMLHandler: AnyObject {
  /// Why no more of the document is wanted, nil where it is.
  var refusal: DataError.Problem? { get }
  /// An element begins; names come without their prefix.
  func start(_ name: XMLName, _ attributes: XMLAttributes)
  /// Some text of the current element, perhaps not all of it.
  func text(_ bytes: UnsafeRawBufferPointer)
  /// An element ends.
  func end(_ name: XMLName)
}

extension XMLHandler {
  var refusal: DataError.Problem? { nil }
  func text(_ bytes: UnsafeRawBufferPointer) {}
  func end(_ name: XMLName) {}
}

/// The name of an element or attribute without its prefix, valid while it is told: a sheet has millions, which must not
/// become strings.
package struct XMLName {
  fileprivate let start: UnsafePointer<CChar>

  @inline(__always)
  fileprivate init(_ whole: UnsafePointer<CChar>) {
    var (start, position) = (whole, whole)
    while position.pointee != 0 {
      if position.pointee == 0x3A { start = position + 1 }
      position += 1
    }
    self.start = start
  }

  /// Whether this is a name; `switch` uses it.
  @inline(__always)
  package static func ~= (name: StaticString, value: XMLName) -> Bool { value == name }

  @inline(__always)
  package static func == (value: XMLName, name: StaticString) -> Bool {
    let count = name.utf8CodeUnitCount
    let wanted = UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    return strncmp(wanted, value.start, count) == 0 && value.start[count] == 0
  }
}

/// The attributes of an element, valid while it begins.
package struct XMLAttributes {
  fileprivate let pointers: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?

  /// The value of an attribute, whose name may carry a prefix, or nil.
  package subscript(name: StaticString) -> String? { bytes(of: name).map { String(cString: $0) } }

  /// Calls a function with each attribute.
  @inline(__always)
  func forEach(_ body: (XMLName, UnsafePointer<CChar>) -> Void) {
    var position = 0
    while let key = pointers?[position], let value = pointers?[position + 1] {
      body(XMLName(key), value)
      position += 2
    }
  }

  /// The value of an attribute as bytes with a zero behind them, or nil.
  @inline(__always)
  func bytes(of name: StaticString) -> UnsafePointer<CChar>? {
    var position = 0
    while let key = pointers?[position], let value = pointers?[position + 1] {
      if XMLName(key) == name { return value }
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
        guard let box, let name else { return }
        XMLStream.withBox(box) { box in
          box.depth += 1
          guard box.depth <= XMLStream.depthLimit else { return box.stop("elements nested too deep") }
          box.handler.start(XMLName(name), XMLAttributes(pointers: attributes))
        }
      },
      { box, name in
        guard let box, let name else { return }
        XMLStream.withBox(box) { box in
          box.depth -= 1
          box.handler.end(XMLName(name))
        }
      })
    XML_SetCharacterDataHandler(parser) { box, characters, count in
      guard let box, let characters else { return }
      XMLStream.withBox(box) { $0.handler.text(UnsafeRawBufferPointer(start: characters, count: Int(count))) }
    }
    // The format has no document type, and so no entities of its own (ECMA-376 part 2, 8.2.5).
    XML_SetStartDoctypeDeclHandler(parser) { box, _, _, _, _ in
      guard let box else { return }
      XMLStream.withBox(box) { $0.stop("a document type declaration") }
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

  @inline(__always)
  private static func withBox(_ box: UnsafeMutableRawPointer, _ body: (HandlerBox) -> Void) {
    Unmanaged<HandlerBox>.fromOpaque(box)._withUnsafeGuaranteedRef(body)
  }
}

extension ZipArchive {
  /// Parses a whole entry.
  ///
  /// - Throws: `DataError` where the entry is missing or no well-formed XML.
  package func parse(_ name: String, in file: InputFile, _ handler: any XMLHandler) throws(DataError) {
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
