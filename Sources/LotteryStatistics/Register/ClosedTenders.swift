/// The identifiers of tenders that are over.
///
/// Most bid sets number their tenders in order: as long as identifiers ascend none can come back, and they are only put
/// down. From the first one that does not ascend, a table is asked.
package struct ClosedTenders {
  package init() {}

  private var ascending: [String] = []
  private var table: HashSet?

  /// Adds an identifier; false where it may have been there already.
  ///
  /// - Complexity: amortised O(1).
  package mutating func insert(_ identifier: String) -> Bool {
    if table == nil {
      if ascending.last.map({ $0 < identifier }) ?? true {
        ascending.append(identifier)
        return true
      }
      var set = HashSet()
      for known in ascending { guard set.insert(known.hashValue) else { return false } }
      (table, ascending) = (set, [])
    }
    return table?.insert(identifier.hashValue) ?? false
  }
}

/// A set of hashes, which need no further hashing.
private struct HashSet {
  private var slots = [Int](repeating: 0, count: 1_024)
  private var count = 0

  /// Adds a hash; false where it was there already, or where it is 0, which marks a free slot.
  mutating func insert(_ hash: Int) -> Bool {
    guard hash != 0 else { return false }
    if count * 2 >= slots.count {
      let old = slots
      slots = [Int](repeating: 0, count: 2 * old.count)
      for value in old where value != 0 { _ = place(value) }
    }
    count += 1
    return place(hash)
  }

  private mutating func place(_ hash: Int) -> Bool {
    var slot = hash & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] == hash { return false }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = hash
    return true
  }
}
