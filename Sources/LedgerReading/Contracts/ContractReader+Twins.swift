import Procurement
import TabularReading

/// What the contracts of a file are in passing: the same for the same years and amounts in the same order.
struct ContentPrint: Hashable {
  private var count = 0
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Adds the contracts of a batch.
  ///
  /// - Complexity: O(contracts).
  mutating func add(_ batch: ContractBatch) {
    count += batch.count
    for row in 0..<batch.count {
      let value = UInt64(bitPattern: batch.amounts[row]) &+ UInt64(batch.years[row].startYear) << 48
      hash = (hash ^ value) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
    }
  }
}

// Files that hold the same contracts, where no numbers tell them apart.
extension ContractReader {
  /// Refuses a file that is given twice, and names one whose contracts are those of another: the same list in another encoding or
  /// format.
  mutating func refuseRepeatedFiles(_ prints: [ContentPrint]) throws(DataError) {
    var first: [ContentPrint: Int] = [:]
    for (index, input) in inputs.enumerated() where input.span == nil {
      let file = summary.files[index]
      guard !file.hasKeys, file.used > 0 else { continue }
      guard let other = first[prints[index]] else {
        first[prints[index]] = index
        continue
      }
      let name = summary.files[other].name
      if let digest = digest(of: index), digest == self.digest(of: other) {
        throw DataError(.sameFile(name), file: file.name)
      }
      summary.files[index].alike = name
    }
  }

  /// The digest of a file, which is read once more where none was asked for; nil where it cannot be.
  private func digest(of index: Int) -> String? {
    if let known = summary.files[index].sha256 { return known }
    guard inputs[index].path != "-",
      let opening = try? FileOpening.open(inputs[index], encoding: nil, hashing: true)
    else { return nil }
    var stream = opening.takeStream()
    var block: [UInt8] = []
    repeat { do { try stream.read(into: &block) } catch { return nil } } while !block.isEmpty
    return stream.digest
  }
}
