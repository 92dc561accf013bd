/// The tied firms of every tender, published after the opening and before any seed is opened.
public struct DrawTies: Sendable, Hashable {
  /// One tender whose lowest bids tie.
  public struct Tie: Sendable, Hashable {
    /// The tender's number in the notice, from 1.
    public var tender: Int
    /// The codes of the tied firms, ascending.
    public var codes: [String]

    /// A tie.
    public init(tender: Int, codes: [String]) {
      self.tender = tender
      self.codes = codes
    }
  }

  /// The digest of the commitment.
  public let commitment: String
  /// The ties by their tenders.
  public let ties: [Tie]

  /// The ties of a notice; codes in any order.
  ///
  /// - Throws: `DrawProtocolError` where a tender or code is not of the notice, or stands twice.
  public init(
    _ ties: [Tie], commitment: DrawCommitment, notice: DrawNotice, register: [String]
  ) throws(DrawProtocolError) {
    self.commitment = commitment.digest
    self.ties = ties.sorted { $0.tender < $1.tender }.map {
      Tie(tender: $0.tender, codes: DrawProtocol.sortedCodes($0.codes))
    }
    try check(notice, register)
  }

  /// Reads a record.
  ///
  /// - Parameter commitment: nil where none was published: then only the form is checked.
  /// - Throws: `DrawProtocolError` where it is none, byte for byte, or of another commitment, register or notice.
  public init(
    _ text: String, commitment: DrawCommitment?, notice: DrawNotice, register: [String]
  ) throws(DrawProtocolError) {
    if text.hasPrefix("juchu draw 1\n") || text.hasPrefix("juchu record 1\n") {
      throw DrawProtocolError(.versionOne, in: .record)
    }
    var lines = ProtocolLines(text, .record)
    _ = try lines.next("juchu record 2", fields: 0...0)
    self.commitment = try lines.value("commitment") { DrawProtocol.isHex($0) }
    var ties: [Tie] = []
    while lines.peek("tender") != nil {
      let words = try lines.next("tender", fields: 4...Int.max)
      guard let tender = DrawProtocol.number(words[0]), words[1] == "tied" else {
        throw DrawProtocolError(.line(ties.count + 3, expected: "tender J tied CODE CODE …"), in: .record)
      }
      ties.append(Tie(tender: tender, codes: Array(words.dropFirst(2))))
    }
    self.ties = ties
    guard Array(self.text.utf8) == Array(text.utf8) else { throw DrawProtocolError(.bytes, in: .record) }
    if let commitment, commitment.digest != self.commitment {
      throw DrawProtocolError(.otherText(found: commitment.digest, expected: self.commitment), in: .commitment)
    }
    try check(notice, register)
  }

  private func check(_ notice: DrawNotice, _ register: [String]) throws(DrawProtocolError) {
    let found = try DrawProtocol.digest(ofRegister: register)
    guard found == notice.register else {
      throw DrawProtocolError(.otherText(found: found, expected: notice.register), in: .register)
    }
    let known = Set(register)
    for (place, tie) in ties.enumerated() {
      let isNext = place == 0 || ties[place - 1].tender < tie.tender
      guard (1...notice.tenders.count).contains(tie.tender), isNext, tie.codes.count > 1 else {
        throw DrawProtocolError(.line(place + 3, expected: "tender J tied CODE CODE …"), in: .record)
      }
      for code in tie.codes {
        guard DrawProtocol.isCode(code) else { throw DrawProtocolError(.code(code), in: .record) }
        guard known.contains(code) else { throw DrawProtocolError(.notInRegister(code), in: .record) }
      }
      for (a, b) in zip(tie.codes, tie.codes.dropFirst()) where !a.utf8.lexicographicallyPrecedes(b.utf8) {
        throw a == b ? DrawProtocolError(.repeated(a), in: .record) : DrawProtocolError(.bytes, in: .record)
      }
    }
  }

  /// The text that is published.
  public var text: String {
    "juchu record 2\ncommitment \(commitment)\n"
      + ties.map { "tender \($0.tender) tied \($0.codes.joined(separator: " "))\n" }.joined()
  }

  /// r, the digest of the text.
  public var digest: String { DrawProtocol.digest(text) }
}
