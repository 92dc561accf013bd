import CByteScan

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How files are read in passing; the results do not depend on it.
public struct ScanOptions: Sendable {
  /// How many threads read.
  public var threads = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  /// Whether rows are read in passing at all; otherwise the readable reader reads everything.
  package var isEnabled = true
  /// Files with fewer bytes left are read by the readable reader alone.
  package var leastBytes = 1 << 16
  /// The bytes of a block, a multiple of 64.
  package var blockSize = 1 << 18
  /// The instructions that are used.
  var path = Self.chosenPath

  /// The options for this machine.
  public init() {}

  /// The best path of this machine, or a lesser one that the environment variable JUCHU_SIMD names: portable, avx2.
  package static let chosenPath: bytescan_path = {
    let best = bytescan_best_path()
    guard let value = getenv("JUCHU_SIMD") else { return best }
    let named = ["portable": BYTESCAN_PORTABLE, "avx2": BYTESCAN_AVX2, "avx512": BYTESCAN_AVX512]
    guard let path = named[String(cString: value)], path.rawValue < best.rawValue else { return best }
    return path
  }()
}
