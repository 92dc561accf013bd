#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds bytes among bytes.
enum ByteSearch {
  /// Where a word stands first.
  ///
  /// - Complexity: O(bytes), at the speed of memory where the word's first byte is rare.
  static func find(_ word: [UInt8], in text: [UInt8], from start: Int = 0) -> Int? {
    text.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return nil }
      var place = start
      while place + word.count <= bytes.count,
        let found = memchr(base + place, Int32(word[0]), bytes.count - word.count + 1 - place)
      {
        if memcmp(found, word, word.count) == 0 { return UnsafeRawPointer(found) - base }
        place = UnsafeRawPointer(found) - base + 1
      }
      return nil
    }
  }
}
