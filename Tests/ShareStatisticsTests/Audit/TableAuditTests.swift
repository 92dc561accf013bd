import Procurement
import Testing

@testable import ShareStatistics

@Suite("Audit of a published table")
struct TableAuditTests {
  static let nonLocal = FigurePlace(
    year: FiscalYear(startingIn: 2020), category: "total", row: "non-local", measure: .countShare)

  @Test("Kawasaki Table 1 has 160 figures and two misprints, complements of the right shares")
  func kawasakiTable1() throws {
    let audit = try TableAudit(KawasakiTables.table1())
    #expect(audit.checked == 160)
    #expect(audit.roundingRule == .halfUp)
    #expect(audit.undecided.isEmpty && audit.usedSolver)
    let figures = audit.findings.compactMap(\.figure)
    #expect(audit.findings.count == 2 && figures.count == 2)
    #expect(figures.map(\.place.measure) == [.countShare, .amountShare])
    #expect(figures.allSatisfy { $0.place.year.startYear == 2020 && $0.place.row == "non-local" })
    #expect(figures.allSatisfy { $0.place.category == "total" })
    #expect(figures.map(\.printed.description) == ["90.33", "44.57"])
    #expect(figures.map { $0.expected?.only?.description } == ["9.67", "55.43"])
    for figure in figures {
      #expect(figure.causes.map(\.kind) == [.complement, .wrongRow])
      #expect(figure.causes.last?.place?.row == "local")
      #expect(figure.causesTried > 20)
    }
    #expect(figures[0].causes[1].quotient?.numerator.units == 63_274)
    #expect(figures[0].causes[1].quotient?.denominator.units == 70_047)
  }

  @Test("Failed sums of shares are evidence or rounding, never findings")
  func kawasakiEvidence() throws {
    let audit = try TableAudit(KawasakiTables.table1())
    #expect(
      audit.evidence.map { "\($0.kind.rawValue) \($0.printed) \($0.computed)" } == [
        "quotient 90.33 9.67", "quotient 44.57 55.43", "sum-of-shares 100 180.66", "sum-of-shares 100 89.15",
      ])
    let sums = audit.consistentWithRounding.map { "\($0.place.year) \($0.place.category) \($0.computed)" }
    #expect(sums == ["2021 total 99.99"])
  }

  @Test("Kawasaki Table 2 has 16 figures and is its own witness")
  func kawasakiTable2() throws {
    let audit = try TableAudit(KawasakiTables.table2())
    #expect(audit.checked == 16)
    #expect(audit.findings.isEmpty && audit.evidence.isEmpty && audit.consistentWithRounding.isEmpty)
    #expect(!audit.usedSolver)
  }
}
