import TabularReading

/// Keys put down in passing and compared once at the end.
///
/// Most ledgers number their contracts in order. Keys that ascend are put down as runs, by their first and last key: where
/// runs do not overlap, no key stands in two of them. Other keys are put down as fingerprints. Between a run and a
/// fingerprint nothing can be told: then there is a suspicion, and the files are read again with fingerprints alone.
final class KeyList {
  private let fingerprints = FingerprintList()
  private var runs: [KeyRun] = []
  /// How many of the fingerprints are of keys that stand in runs, too.
  private var doubled = 0
  /// How many keys were put down.
  private(set) var count = 0
  /// Whether runs may be put down; otherwise fingerprints only.
  let takesRuns: Bool

  init(takesRuns: Bool) {
    self.takesRuns = takesRuns
  }

  /// Puts a run down.
  func append(_ run: KeyRun) {
    count += run.count
    put(run)
  }

  /// Puts fingerprints down.
  func append(_ fingerprints: UnsafeBufferPointer<UInt64>) {
    self.fingerprints.append(fingerprints)
    count += fingerprints.count
  }

  /// Puts a key down that the readable reader met: as a fingerprint, and in a run as long as such keys ascend.
  func append(_ key: String) {
    fingerprints.append(KeyFingerprint.of(key))
    count += 1
    if takesRuns, doubled + 1 == fingerprints.count, let ordered = OrderedKey(key),
      runs.last.map({ $0.last < ordered }) ?? true
    {
      put(KeyRun(first: ordered, last: ordered, count: 1))
      doubled += 1
    }
  }

  private func put(_ run: KeyRun) {
    if runs.last != nil, runs[runs.count - 1].extend(by: run) { return }
    runs.append(run)
  }

  /// The fingerprints, ascending.
  var sortedFingerprints: [UInt64] { fingerprints.sorted() }

  /// Whether a key may have been put down twice.
  ///
  /// - Complexity: O(runs log runs + fingerprints), the fingerprints in threads.
  func isSuspicious(threads: Int) -> Bool {
    if fingerprints.count == count { return fingerprints.hasRepetition(threads: threads) }
    guard fingerprints.count == doubled else { return true }
    let sorted = runs.sorted { $0.first < $1.first }
    return zip(sorted, sorted.dropFirst()).contains { !($0.last < $1.first) }
  }
}
