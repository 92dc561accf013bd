import LedgerReading
import PolicyDesign

/// Puts the pieces of a comparison of rules together, in any order.
public struct DesignMerge {
  private let work: DesignWork
  private var parts: [(part: DesignPart, file: String)] = []
  private var inputs: (records: [PartialInput], file: String)?

  /// The merge of no piece of the work on the bids that are here.
  public init(_ work: DesignWork) { self.work = work }

  /// Adds a piece.
  ///
  /// - Throws: `PartialError` where it overlaps one before it, or is of other bids or rules.
  /// - Complexity: O(numbers of the piece).
  public mutating func add(_ partial: PartialFile, file path: String) throws(PartialError) {
    guard let bounds = partial.piece.units, partial.job.families == work.familyCount else {
      throw PartialError(.otherSimulation, file: path)
    }
    let families = bounds[0]..<bounds[1]
    if let inputs {
      for (own, other) in zip(partial.piece.inputs, inputs.records) where !own.isSameInput(as: other) {
        throw PartialError(.inputDiffers(name: own.name, other: inputs.file), file: path)
      }
    }
    inputs = inputs ?? (partial.piece.inputs, path)
    if let other = parts.first(where: { $0.part.families.overlaps(families) }) {
      throw PartialError(.rulesOverlap(families.clamped(to: other.part.families), other: other.file), file: path)
    }
    guard let part = DesignPart(partial.numbers, families: families, of: work) else {
      throw PartialError(.damaged, file: path)
    }
    parts.append((part, path))
  }

  /// The study of all rules, if no piece is missing.
  ///
  /// - Throws: `PartialError` that names what is missing.
  public func whole() throws(PartialError) -> DesignStudy {
    var end = 0
    for part in parts.map(\.part.families).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if part.lowerBound > end { throw PartialError(.rulesMissing(end..<part.lowerBound), file: nil) }
      end = part.upperBound
    }
    guard end == work.familyCount else { throw PartialError(.rulesMissing(end..<work.familyCount), file: nil) }
    return DesignStudy(work, parts.map(\.part))
  }
}
