import Digests
import FoundationEssentials

/// A partial result as it stands in a file: what it is of, which piece of that it is, and its numbers.
///
/// One line says how long the three parts are: `juchu-partial FORMAT JOB PIECE NUMBERS` in bytes. Then come the job and the
/// piece, each a line of JSON, the numbers, eight bytes each with the lowest first, and the SHA-256 of all before it.
/// `docs/partials.md` describes the format.
public struct PartialFile: Sendable, Equatable {
  /// The version of the format.
  public static let format = 1
  /// The longest file that is read: a piece beyond it should have been several.
  public static let sizeLimit = 1 << 30
  /// The suffix by which partial files are found in a folder.
  public static let suffix = ".partial"

  /// What all pieces of one result have in common.
  public var job: PartialJob
  /// Which piece it is, and what was found in it.
  public var piece: PartialPiece
  /// Fingerprints of contract keys or tenders, ascending, or the integers of a simulation.
  public var numbers: [UInt64]

  /// A partial result of parts.
  public init(job: PartialJob, piece: PartialPiece, numbers: [UInt64]) {
    (self.job, self.piece, self.numbers) = (job, piece, numbers)
  }
}

extension PartialFile {
  private static let magic = Array("juchu-partial ".utf8)
  static let digestSize = 32
  private static let headLimit = 100

  /// The bytes of the file; equal partial results have equal ones.
  public func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Self.bytes(job: Array(try encoder.encode(job)), piece: Array(try encoder.encode(piece)), numbers: numbers)
  }

  /// The bytes of a file with these lines and numbers.
  static func bytes(job: [UInt8], piece: [UInt8], numbers: [UInt64]) -> [UInt8] {
    let head = "\(format) \(job.count) \(piece.count) \(numbers.count * 8)\n"
    var bytes = magic + Array(head.utf8)
    bytes += job + [0x0A]
    bytes += piece + [0x0A]
    bytes.reserveCapacity(bytes.count + numbers.count * 8 + digestSize)
    for number in numbers { withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) } }
    return bytes + SHA256.digest(of: bytes)
  }

  /// Where the parts of a file stand.
  struct Layout: Equatable {
    var job: Range<Int>
    var piece: Range<Int>
    var numbers: Range<Int>
    /// The bytes of the whole file.
    var size: Int

    /// Reads the first line of a file.
    ///
    /// - Throws: `PartialFault` where it is none of ours, or of another format.
    init(_ head: ArraySlice<UInt8>) throws(PartialFault) {
      guard head.starts(with: PartialFile.magic), let end = head.prefix(PartialFile.headLimit).firstIndex(of: 0x0A)
      else {
        throw .noPartial
      }
      let words = head[(head.startIndex + PartialFile.magic.count)..<end].split(separator: 0x20).map {
        Int(String(decoding: $0, as: UTF8.self)) ?? -1
      }
      guard let format = words.first, format >= 0 else { throw .noPartial }
      guard format == PartialFile.format else { throw .otherFormat(format) }
      guard words.count == 4, words.allSatisfy({ (0...PartialFile.sizeLimit).contains($0) }), words[3] % 8 == 0 else {
        throw .damaged
      }
      let start = end + 1 - head.startIndex
      job = start..<start + words[1]
      piece = job.upperBound + 1..<job.upperBound + 1 + words[2]
      numbers = piece.upperBound + 1..<piece.upperBound + 1 + words[3]
      size = numbers.upperBound + PartialFile.digestSize
    }
  }

  /// Reads a partial file from its bytes, whatever they are.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - known: a job with its line as it stands in files; a file with the same line need not be decoded again.
  /// - Throws: `PartialFault` where the bytes are no partial file, were changed, or contradict themselves.
  public init(bytes: [UInt8], known: (line: ArraySlice<UInt8>, job: PartialJob)? = nil) throws(PartialFault) {
    let layout = try Layout(bytes[...])
    guard layout.size == bytes.count else { throw .cut }
    let end = layout.numbers.upperBound
    let isWhole = bytes.withUnsafeBytes { bytes in
      var hash = SHA256()
      hash.update(UnsafeRawBufferPointer(rebasing: bytes[..<end]))
      return hash.finalize().elementsEqual(bytes[end...])
    }
    guard isWhole else { throw .damaged }
    let line = bytes[layout.job]
    if let known, known.line == line {
      job = known.job
    } else {
      job = try Self.decode(PartialJob.self, line)
      // Another version may write another piece: what it is of comes first.
      try job.check()
    }
    piece = try Self.decode(PartialPiece.self, bytes[layout.piece])
    numbers = bytes.withUnsafeBytes { bytes in
      stride(from: layout.numbers.lowerBound, to: layout.numbers.upperBound, by: 8).map {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self))
      }
    }
    try piece.check(job, numbers: numbers)
  }

  /// The line of the job in the bytes of a file that was read.
  public static func jobLine(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    (try? Layout(bytes[...])).map { bytes[$0.job] } ?? []
  }

  private static func decode<Value: Decodable>(_ type: Value.Type, _ json: ArraySlice<UInt8>) throws(PartialFault)
    -> Value
  {
    do { return try JSONDecoder().decode(type, from: Data(json)) } catch { throw .damaged }
  }
}
