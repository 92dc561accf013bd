import Testing

@testable import Serving

@Suite struct MultipartTests {
  static let boundary = "----juchu4711"

  /// What a body holds, its parts' bytes joined.
  static func read(_ body: [UInt8], pieces: [Range<Int>], type: String = "multipart/form-data; boundary=\(boundary)")
    throws -> [String]
  {
    var parser = try MultipartParser(contentType: type)
    var parts: [String] = []
    var value: [UInt8] = []
    for piece in pieces {
      try body[piece].withUnsafeBytes { bytes in
        try parser.feed(bytes) { event in
          switch event {
          case .part(let name, let file): parts.append("\(name)|\(file ?? "-")")
          case .bytes(let bytes): value += bytes
          case .partEnd:
            parts[parts.count - 1] += "|" + String(decoding: value, as: UTF8.self)
            value = []
          case .end: parts.append("end")
          }
        }
      }
    }
    try parser.finish()
    return parts
  }

  static let body = Array(
    ("------juchu4711\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nabc\r\n"
      + "------juchu4711\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n"
      + "------juchu4711\r\nContent-Disposition: form-data; name=\"file\"; filename=\"台帳;=%22.csv\"\r\n"
      + "Content-Type: text/csv\r\n\r\na,b\r\n--\r\n------juchu471\r\n------juchu4711x? no\r\n\r\n"
      + "------juchu4711--\r\n").utf8)

  @Test func aBodyIsOneHoweverItIsCut() throws {
    // A delimiter inside a part is none unless it is followed by a line break or two dashes: such a body is refused.
    let good = Array(
      String(decoding: Self.body, as: UTF8.self).split(separator: "------juchu4711x? no").joined(separator: "no").utf8)
    let expected = [
      "token||abc".split(separator: "||").joined(separator: "|-|"), "empty|-|",
      "file|台帳;=%22.csv|a,b\r\n--\r\n------juchu471\r\nno\r\n", "end",
    ]
    #expect(try Self.read(good, pieces: [0..<good.count]) == expected)
    for cut in 0...good.count {
      #expect(try Self.read(good, pieces: [0..<cut, cut..<good.count]) == expected, "cut at \(cut)")
    }
    #expect(try Self.read(good, pieces: good.indices.map { $0..<($0 + 1) }) == expected)
    for first in stride(from: 0, to: good.count, by: 7) {
      for second in stride(from: first, to: good.count, by: 11) {
        #expect(
          try Self.read(good, pieces: [0..<first, first..<second, second..<good.count]) == expected,
          "cut at \(first) and \(second)")
      }
    }
  }

  @Test func everyBodyThatIsCutShortIsRefused() throws {
    let good = Array("------juchu4711\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n------juchu4711--".utf8)
    #expect(try Self.read(good, pieces: [0..<good.count]) == ["a|-|b", "end"])
    for end in 0..<good.count {
      #expect(throws: MultipartParser.Failure.unfinished, "ends at \(end)") {
        try Self.read(good, pieces: [0..<end])
      }
    }
  }

  @Test(arguments: [
    ("X", MultipartParser.Failure.preamble), ("\r\n\r\n------juchu4711\r\n", .preamble),
    ("------juchu4711\r\n\r\nb", .header),
    ("------juchu4711\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n", .header),
    ("------juchu4711\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\n", .header),
    ("------juchu4711\r\nContent-Disposition: form-data; filename=\"a\"\r\n\r\n", .header),
    ("------juchu4711\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''x\r\n\r\n", .header),
    ("------juchu4711\r\nContent-Disposition: form-data; name=\"a\"\r\nX-Other: 1\r\n\r\n", .header),
    ("------juchu4711\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n------juchu4711--\r\nmore", .trailing),
    ("------juchu4711--!", .trailing), ("------juchu4711 \r\n", .header),
  ])
  func whatIsNoFormIsRefused(_ text: String, _ failure: MultipartParser.Failure) {
    let body = Array(text.utf8)
    #expect(throws: failure) { try Self.read(body, pieces: body.indices.map { $0..<($0 + 1) }) }
    #expect(throws: failure) { try Self.read(body, pieces: [0..<body.count]) }
  }

  @Test func headersAndPartsAreBounded() {
    let long = Array(
      ("------juchu4711\r\nContent-Disposition: form-data; name=\"" + String(repeating: "a", count: 9000)).utf8)
    #expect(throws: MultipartParser.Failure.headerTooLong) { try Self.read(long, pieces: [0..<long.count]) }
    let part = "------juchu4711\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n"
    let many = Array((String(repeating: part, count: 41) + "------juchu4711--").utf8)
    #expect(throws: MultipartParser.Failure.tooManyParts) { try Self.read(many, pieces: [0..<many.count]) }
    let most = Array((String(repeating: part, count: 40) + "------juchu4711--").utf8)
    #expect(throws: Never.self) { try Self.read(most, pieces: [0..<most.count]) }
  }

  @Test(arguments: [
    "multipart/form-data", "text/plain; boundary=a", "multipart/form-data; boundary=",
    "multipart/form-data; boundary=a b\u{7}",
    "multipart/form-data; boundary=a; boundary=b", "multipart/mixed; boundary=a",
    "multipart/form-data; boundary=" + String(repeating: "a", count: 71),
  ])
  func boundariesAreChecked(_ type: String) {
    #expect(throws: MultipartParser.Failure.boundary) { try MultipartParser(contentType: type) }
  }

  /// Bodies of a fixed generator, cut anyhow: the parser ends, refuses or accepts, and never depends on the cuts.
  @Test func randomBodiesAreOneHoweverTheyAreCut() {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let words = [
      "------juchu4711", "--", "\r\n", "\r", "\n", "-", "Content-Disposition: form-data; name=\"a\"",
      "; filename=\"b\"",
      "\r\n\r\n", "x", "------juchu4711--", "\r\n------juchu4711\r\n", "Content-Type: text/csv",
    ]
    for _ in 0..<3000 {
      var text = next(4) > 0 ? "------juchu4711\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" : ""
      for _ in 0..<next(12) { text += words[next(words.count)] }
      let body = Array(text.utf8)
      let whole = Result { try Self.read(body, pieces: [0..<body.count]) }
      let single = Result { try Self.read(body, pieces: body.indices.map { $0..<($0 + 1) }) }
      switch (whole, single) {
      case (.success(let left), .success(let right)): #expect(left == right, "\(text)")
      case (.failure, .failure): break
      default: Issue.record("differs by its cuts: \(text.debugDescription)")
      }
    }
  }
}
