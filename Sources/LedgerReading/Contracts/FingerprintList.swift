import Dispatch
import Synchronization

/// Fingerprints of keys, put down in passing and compared once at the end.
///
/// A set would be asked at a random place of a hundred megabytes for every key. Here each key only extends one of 1,024
/// lists by its first bits, and later each list is compared within the processor's cache: 8 bytes a key.
final class FingerprintList {
  private static let lists = 1_024
  /// Entries of a chunk; its size in bytes is also its alignment, which tells when it is full.
  private static let chunk = 512
  private static let chunkBytes = chunk * MemoryLayout<UInt64>.stride

  /// Chunks are cut from slabs: aligned one by one they would take twice the memory.
  private static let chunksPerSlab = 256

  private let cursors: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>?>
  private var chunks = [[UnsafeMutablePointer<UInt64>]](repeating: [], count: lists)
  private var slabs: [UnsafeMutableRawPointer] = []
  private var freeChunks = 0
  /// How many fingerprints were put down.
  private(set) var count = 0

  init() {
    cursors = .allocate(capacity: Self.lists)
    cursors.initialize(repeating: nil, count: Self.lists)
  }

  deinit {
    for slab in slabs { slab.deallocate() }
    cursors.deallocate()
  }

  /// Puts fingerprints down.
  ///
  /// - Complexity: O(1) each.
  func append(_ fingerprints: UnsafeBufferPointer<UInt64>) {
    for fingerprint in fingerprints {
      let list = Int(truncatingIfNeeded: fingerprint >> 54)
      let cursor = cursors[list] ?? extend(list)
      cursor.pointee = fingerprint
      let next = cursor + 1
      cursors[list] = UInt(bitPattern: next) & UInt(Self.chunkBytes - 1) == 0 ? nil : next
    }
    count += fingerprints.count
  }

  /// Puts a fingerprint down.
  func append(_ fingerprint: UInt64) {
    withUnsafePointer(to: fingerprint) { append(UnsafeBufferPointer(start: $0, count: 1)) }
  }

  private func extend(_ list: Int) -> UnsafeMutablePointer<UInt64> {
    if freeChunks == 0 {
      let size = Self.chunksPerSlab * Self.chunkBytes
      slabs.append(.allocate(byteCount: size, alignment: Self.chunkBytes))
      freeChunks = Self.chunksPerSlab
    }
    freeChunks -= 1
    let chunk = (slabs[slabs.count - 1] + freeChunks * Self.chunkBytes).bindMemory(
      to: UInt64.self, capacity: Self.chunk)
    chunks[list].append(chunk)
    return chunk
  }

  /// All fingerprints, ascending.
  ///
  /// - Complexity: O(count log count).
  func sorted() -> [UInt64] {
    var result: [UInt64] = []
    result.reserveCapacity(count)
    for list in 0..<Self.lists {
      // The lists are in order already: each holds one value of the first bits.
      let first = result.count
      for (index, chunk) in chunks[list].enumerated() {
        let isLast = index == chunks[list].count - 1
        let filled = isLast ? cursors[list].map { $0 - chunk } ?? Self.chunk : Self.chunk
        result.append(contentsOf: UnsafeBufferPointer(start: chunk, count: filled))
      }
      result[first...].sort()
    }
    return result
  }

  /// Whether a fingerprint was put down twice.
  ///
  /// - Complexity: O(count), in threads; memory for two of the lists a thread.
  func hasRepetition(threads: Int) -> Bool {
    let spans = (0..<Self.lists).map { Span(chunks: chunks[$0], end: cursors[$0]) }
    guard threads > 1, count > 100_000 else { return spans.contains { $0.hasRepetition } }
    let found = Atomic(false)
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while !found.load(ordering: .relaxed) {
        let list = next.add(1, ordering: .relaxed).oldValue
        if list >= spans.count { return }
        if spans[list].hasRepetition { found.store(true, ordering: .relaxed) }
      }
    }
    return found.load(ordering: .relaxed)
  }

  /// One list: whole chunks, the last one perhaps only up to `end`.
  private struct Span: @unchecked Sendable {
    // Sendable: nobody writes while lists are compared.
    let chunks: [UnsafeMutablePointer<UInt64>]
    let end: UnsafeMutablePointer<UInt64>?

    var hasRepetition: Bool {
      guard let last = chunks.last else { return false }
      let count = (chunks.count - 1) * FingerprintList.chunk + (end.map { $0 - last } ?? FingerprintList.chunk)
      var bits = 4
      while 1 << bits < count + count / 2 { bits += 1 }
      let slots = UnsafeMutablePointer<UInt64>.allocate(capacity: 1 << bits)
      slots.initialize(repeating: 0, count: 1 << bits)
      defer { slots.deallocate() }
      let mask = 1 << bits - 1
      var left = count
      for chunk in chunks {
        for entry in 0..<min(left, FingerprintList.chunk) {
          // 0 marks a free slot; giving 0 and 1 the same fingerprint only adds a false alarm.
          let value = max(chunk[entry], 1)
          var slot = Int(truncatingIfNeeded: value) & mask
          while slots[slot] != 0 {
            if slots[slot] == value { return true }
            slot = (slot &+ 1) & mask
          }
          slots[slot] = value
        }
        left -= FingerprintList.chunk
      }
      return false
    }
  }
}
