import Foundation
import TestSupport
import Testing

@testable import TabularReading

@Suite("Strict JSON")
struct JSONCursorTests {
  @Test(
    "what is JSON is taken, and copied without white space",
    arguments: [
      "{}", "[]", "[[],{}]", "{\"a\":[1,-0.5e+10,0,\"x\\u00e9\\n\\\"\",true,false,null]}", "\"\"", "1E5", "-0",
      "{\"a\":{\"a\":{\"a\":1}}}", "{\"日本\":\"語\"}", "\u{FEFF}{\"a\":1}",
    ])
  func sound(_ text: String) throws {
    let spaced = text.replacing(",", with: " ,\n\t").replacing(":", with: " :\r\n ")
    for written in [text, spaced] { #expect(try copied(Data(written.utf8)) == text.drop { $0 == "\u{FEFF}" }) }
  }

  @Test(
    "what is none is refused",
    arguments: [
      "{", "[", "[1", "[1,", "[1,]", "[,1]", "[1,,2]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{a:1}",
      "{'a':1}", "{\"a\":1 \"b\":2}", "01", "1.", ".5", "+1", "1e", "-", "0x10", "NaN", "Infinity", "tru", "nul",
      "\"\\x\"", "\"\\u12g4\"", "\"\t\"", "\"", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}",
      "{\"x\":{\"b\":1,\"b\":1}}",
      "]", "}", "{]", "[}", "\u{1E}{}",
    ])
  func unsound(_ text: String) {
    #expect(throws: DataError.self) { try copied(Data(text.utf8)) }
  }

  @Test("a key that stands twice is found among many")
  func manyKeys() throws {
    let keys = (0..<500).map { "\"k\($0)\":1" }
    #expect(throws: Never.self) { try copied(Data("{\(keys.joined(separator: ","))}".utf8)) }
    for place in [3, 70, 400] {
      let error = #expect(throws: DataError.self) {
        try copied(Data("{\((keys + [keys[place]]).joined(separator: ","))}".utf8))
      }
      guard case .invalidJSON(let reason)? = error?.problem else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(reason.contains("k\(place)\" stands twice"))
    }
  }

  @Test("values that are nested too deep are refused, and one level less is not")
  func depth() throws {
    func nested(_ depth: Int) -> Data {
      Data((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(throws: Never.self) { try copied(nested(JSONCursor.depthLimit)) }
    #expect(throws: DataError.self) { try copied(nested(JSONCursor.depthLimit + 1)) }
    #expect(throws: DataError.self) { try copied(nested(1_000_000)) }
  }

  @Test("bytes that are no UTF-8 are found with their line, also where a block ends within a character")
  func encoding() throws {
    let error = #expect(throws: DataError.self) {
      try copied(Data("{\n\"".utf8) + Data([0xFF]) + Data("\":1}".utf8))
    }
    #expect(error?.line == 2)
    let block = InputStream.blockSize
    for shift in -4...4 {
      let head = "[\"" + String(repeating: "a", count: block - 2 + shift)
      #expect(throws: Never.self) { try copied(Data("\(head)語𠮷\"]".utf8)) }
      let cut = #expect(throws: DataError.self) {
        try copied(Data(head.utf8) + Data([0xE8, 0xAA]) + Data("\"]".utf8))
      }
      if case .invalidUTF8? = cut?.problem {} else { Issue.record("\(shift): \(String(describing: cut))") }
    }
    #expect(throws: DataError.self) { try copied(Data("[\"".utf8) + Data([0xE8, 0xAA])) }
  }

  @Test("only what is wanted is copied")
  func wanted() throws {
    let shape = JSONShape([("a", .all), ("b", JSONShape([("c", .all)]))])
    let text = "{\"x\":[1,{\"a\":2}],\"a\":{\"x\":[1,\"}\"]},\"b\":[{\"c\":1,\"d\":2},{\"d\":3},null],\"z\":\"\"}"
    #expect(try copied(Data(text.utf8), shape) == "{\"a\":{\"x\":[1,\"}\"]},\"b\":[{\"c\":1},{},null]}")
  }

  @Test("random values are what Foundation reads")
  func random() throws {
    var values = RandomJSON(seed: 29)
    for _ in 0..<500 {
      let text = values.value(depth: 0)
      let tree = JSONTree(copied: Array(try copied(Data(text.utf8)).utf8))
      let object = try JSONSerialization.jsonObject(with: Data(text.utf8), options: [.fragmentsAllowed])
      #expect(JSONTree.isSame(tree, object), "\(text)")
    }
  }

  private func copied(_ data: Data, _ shape: JSONShape = .all) throws -> String {
    let folder = try TemporaryFolder()
    let file = InputFile(try folder.write(data, to: "file.json"))
    var cursor = JSONCursor(file, stream: try InputStream(file))
    try cursor.skipByteOrderMark()
    try cursor.value(shape)
    try cursor.skipSpace()
    if try cursor.peek() != nil { throw cursor.fault("more than one value") }
    return String(decoding: cursor.copied, as: UTF8.self)
  }
}

extension JSONTree {
  /// Whether a tree is the object that Foundation made of the same text.
  fileprivate static func isSame(_ tree: JSONTree, _ object: Any) -> Bool {
    switch tree {
    case .null: object is NSNull
    case .bool(let value): (object as? Bool) == value
    case .number(let text): (object as? NSNumber)?.stringValue == text
    case .string(let text): (object as? String) == text
    case .array(let elements):
      (object as? [Any]).map { $0.count == elements.count && zip(elements, $0).allSatisfy(isSame) } ?? false
    case .object(let members):
      (object as? [String: Any]).map { object in
        object.count == members.count
          && members.allSatisfy { member in object[member.key].map { isSame(member.value, $0) } ?? false }
      } ?? false
    }
  }
}
