import Procurement
import Testing

@Suite("ContractBatch")
struct ContractBatchTests {
  private func contract(_ number: Int) -> Contract {
    Contract(
      year: FiscalYear(startingIn: 2021), category: .works, size: .sme, locality: .local, amount: Yen(Int64(number)),
      texts: [.vendor: "vendor \(number)", .title: "title \(number)", .contract: "C\(number)"], sourceLine: number + 2)
  }

  /// How often the memory of a text column moved while so many rows were appended.
  private func moves(rows: Int) -> Int {
    var batch = ContractBatch(texts: [.vendor, .title, .contract])
    var (moves, last) = (0, UnsafePointer<UInt32>?.none)
    for number in 0..<rows {
      batch.append(contract(number))
      let place = batch.texts[.vendor]?.codes.withUnsafeBufferPointer(\.baseAddress)
      if place != last { moves += 1 }
      last = place
    }
    return moves
  }

  @Test("A row is appended in place: twice the rows move a text column once more, not twice as often")
  func appendsInPlace() {
    let (once, twice) = (moves(rows: 4_096), moves(rows: 8_192))
    #expect(once <= 16)
    #expect(twice <= once + 2)
  }

  @Test("An emptied batch keeps its text columns and takes rows again")
  func emptied() {
    var batch = ContractBatch(texts: [.vendor, .office])
    batch.append(contract(1))
    batch.removeAll()
    #expect(batch.count == 0)
    #expect(Set(batch.texts.keys) == [.vendor, .office])
    batch.append(contract(2))
    #expect(batch[0].texts == [.vendor: "vendor 2"])
  }
}
