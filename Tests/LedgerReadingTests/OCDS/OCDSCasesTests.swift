import Foundation
import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

/// Small files, each of one kind of situation, with what must come of them.
@Suite("OCDS, situation by situation")
struct OCDSCasesTests {
  /// A line of `outcomes.tsv`: a file, whether it holds contracts or bids, and its outcome.
  struct Case: CustomTestStringConvertible {
    var file: String
    var purpose: String
    var outcome: String
    var testDescription: String { file }

    static let all: [Case] = {
      let text = (try? String(contentsOfFile: Repository.path("fixtures/ocds/outcomes.tsv"), encoding: .utf8)) ?? ""
      return text.split(separator: "\n").map { line in
        let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        return Case(file: parts[0], purpose: parts[1], outcome: parts[2])
      }
    }()
  }

  @Test("every file has its outcome", arguments: Case.all)
  func outcome(_ one: Case) {
    let path = Repository.path("fixtures/ocds/\(one.file)")
    #expect(Self.outcome(path, one.purpose) == one.outcome)
  }

  @Test("no file is without an outcome")
  func complete() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Repository.path("fixtures/ocds"))
    #expect(Set(files.filter { $0.contains(".json") }) == Set(Case.all.map(\.file)))
    #expect(Case.all.count > 150)
  }

  @Test("in parts that stand in files nothing changes but which of several faults comes first", arguments: Case.all)
  func spilled(_ one: Case) {
    let path = Repository.path("fixtures/ocds/\(one.file)")
    let outcome = Self.outcome(path, one.purpose, memoryLimit: 0)
    guard one.outcome.hasPrefix("error") else {
      #expect(outcome == one.outcome)
      return
    }
    #expect(outcome.hasPrefix("error"))
  }

  /// What comes of a file in one line.
  private static func outcome(_ path: String, _ purpose: String, memoryLimit: Int = .max) -> String {
    do {
      var (result, summary): (String, ReadingSummary)
      if purpose == "contracts" {
        let read = try ReadLedgers([path]) { $0.ocds.memoryLimit = memoryLimit }
        guard read.reconciles else { return "the account does not add up" }
        let years = Dictionary(grouping: read.contracts, by: \.year).sorted { $0.key < $1.key }
        result = years.map { year, contracts in
          "\(year.startYear): \(contracts.count) / \(contracts.reduce(0) { $0 + $1.amount.value })"
        }.joined(separator: " + ")
        summary = read.summary
      } else {
        var mapping = LedgerMapping.canonical
        mapping.ocds.memoryLimit = memoryLimit
        let read = try ReadBids([path], mapping: mapping)
        let tenders = Dictionary(grouping: read.bids, by: \.notice.identifier).sorted { $0.key < $1.key }
        result = tenders.map { tender, bids in
          let texts = bids.map { bid in
            "\(bid.firm) \(bid.amount.map { String($0.value) } ?? "-") \(bid.status.rawValue)"
              + (bid.isWinner.map { $0 ? " won" : " lost" } ?? "")
          }
          return "\(tender): \(texts.joined(separator: ", "))"
        }.joined(separator: "; ")
        summary = read.summary
      }
      let account = summary.files[0]
      let notes: [ReadingNote] = [.inferredAmount, .inferredDate, .framework, .repaired]
      let counts =
        account.filteredBy.sorted { $0.key < $1.key }.map { "\($0) \($1)" }
        + account.found.filter { !["releases", "processes"].contains($0.key) }.sorted { $0.key < $1.key }
        .map { "\($0) \($1)" }
        + notes.compactMap { note in account.notes[note].map { "\(note.rawValue) \($0.count)" } }
      if !counts.isEmpty { result += " | " + counts.joined(separator: ", ") }
      return result
    } catch let error as DataError {
      let kind = String("\(error.problem)".prefix { $0 != "(" })
      let column = error.column.map { " \($0.name)" } ?? ""
      return "error on line \(error.line ?? 0)\(column): \(kind)" + (error.place.map { " at \($0)" } ?? "")
    } catch {
      return "\(error)"
    }
  }
}
