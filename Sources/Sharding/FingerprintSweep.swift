import LedgerReading
import TabularReading

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Looks for fingerprints that stand in two partial files, or twice in one, without holding them all.
///
/// Each file has its fingerprints in order, so all files are read side by side, a window of values after the other. Windows
/// are chosen so that what falls into one fits into `windowLimit`; fingerprints are spread evenly, as hashes are.
/// Files are opened again for each window: thousands cannot be open at once.
struct FingerprintSweep {
  /// The fingerprints of one file, or some that are at hand.
  struct Source {
    var path: String
    /// Where they stand in the file.
    var bytes = 0..<0
    /// Those that are at hand.
    var values: [UInt64] = []

    var count: Int { values.count + bytes.count / 8 }
  }

  /// A fingerprint that stands twice, and the two sources.
  struct Finding: Hashable {
    var fingerprint: UInt64
    var first: Int
    var second: Int
  }

  /// How many fingerprints are held at once: 16 bytes each.
  static let windowLimit = 1 << 22
  /// After so many findings it is known well enough that keys stand twice.
  static let findingLimit = 1_000

  /// The fingerprints that stand twice, ascending.
  ///
  /// - Throws: `PartialError` where a file can no longer be read.
  /// - Complexity: O(n log n) for n fingerprints, in memory for `windowLimit` of them.
  static func repetitions(in sources: [Source], windowLimit: Int = windowLimit) throws(PartialError) -> [Finding] {
    let total = sources.reduce(0) { $0 + $1.count }
    let windows = UInt64(max(1, (total + windowLimit - 1) / windowLimit))
    var positions = sources.map { $0.values.isEmpty ? $0.bytes.lowerBound : 0 }
    var findings: [Finding] = []
    var entries: [(fingerprint: UInt64, source: UInt32)] = []
    for window in 0..<windows {
      let last = window == windows - 1 ? UInt64.max : (window + 1) * (UInt64.max / windows)
      entries.removeAll(keepingCapacity: true)
      for index in sources.indices {
        let values = sources[index].values
        while positions[index] < values.count, values[positions[index]] <= last {
          entries.append((values[positions[index]], UInt32(index)))
          positions[index] += 1
        }
        guard values.isEmpty, positions[index] < sources[index].bytes.upperBound else { continue }
        try read(sources[index], index, from: &positions[index], upTo: last, expected: windows, into: &entries)
      }
      entries.sort { ($0.fingerprint, $0.source) < ($1.fingerprint, $1.source) }
      for place in entries.indices.dropFirst() where entries[place].fingerprint == entries[place - 1].fingerprint {
        findings.append(
          Finding(
            fingerprint: entries[place].fingerprint, first: Int(entries[place - 1].source),
            second: Int(entries[place].source)))
        if findings.count == findingLimit { return findings }
      }
    }
    return findings
  }

  /// Reads a source up to a value.
  private static func read(
    _ source: Source, _ index: Int, from position: inout Int, upTo last: UInt64, expected windows: UInt64,
    into entries: inout [(fingerprint: UInt64, source: UInt32)]
  ) throws(PartialError) {
    let descriptor = SystemPath.with(source.path) { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw PartialError(.cut, file: source.path) }
    defer { close(descriptor) }
    // A little more than what is expected in a window, so that one call mostly suffices.
    let share = source.bytes.count / 8 / Int(windows)
    var buffer = [UInt64](repeating: 0, count: share + share / 16 + 64)
    while position < source.bytes.upperBound {
      let wanted = min(buffer.count * 8, source.bytes.upperBound - position)
      let count = buffer.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, wanted, off_t(position)) }
      if count < 0, errno == EINTR { continue }
      guard count >= 8 else { throw PartialError(.cut, file: source.path) }
      for word in buffer.prefix(count / 8) {
        let fingerprint = UInt64(littleEndian: word)
        if fingerprint > last { return }
        entries.append((fingerprint, UInt32(index)))
        position += 8
      }
    }
  }
}
