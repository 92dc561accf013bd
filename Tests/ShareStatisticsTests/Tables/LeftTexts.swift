import Procurement

/// Contracts whose texts were left in a file, and the file.
enum LeftTexts {
  /// The contracts without their texts; the offset of a record is 1000 × its line.
  static func batch(_ contracts: some Collection<Contract>) -> ContractBatch {
    let rows = contracts.map { contract in
      var contract = contract
      contract.texts = [:]
      return contract
    }
    return ContractBatch(ContractBatch(rows), texts: [:], sourceOffsets: rows.map { $0.sourceLine * 1000 })
  }

  /// Gives contracts the texts that those of the same place have.
  static func fetch(_ waiting: inout [Contract], from contracts: [Contract]) {
    for index in waiting.indices {
      let contract = contracts.first { $0.sourceLine * 1000 == waiting[index].sourceOffset }
      waiting[index].texts = contract?.texts ?? [:]
      waiting[index].sourceOffset = nil
    }
  }
}
