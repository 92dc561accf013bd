import CByteScan

/// The instruction sets that this machine has.
public let scanPaths: [bytescan_path] = [BYTESCAN_PORTABLE, BYTESCAN_AVX2, BYTESCAN_AVX512].filter {
  $0.rawValue <= bytescan_best_path().rawValue
}
