#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The parts of OCDS 1.1 that contracts and bids need; everything else is skipped.
///
/// Source: Open Contracting Data Standard 1.1, release and record schemas, with the *bids* and *organization scale*
/// extensions. Null is absence, never zero.
enum OCDS {
  /// A release package, a record package, a record or a release: whichever members it has.
  struct Document: Decodable {
    var releases: [Release]?
    var records: [Record]?
    var compiledRelease: Release?
    var ocid: Identifier?
  }

  struct Record: Decodable {
    var ocid: Identifier?
    var compiledRelease: Release?
    var releases: [Release]?
  }

  struct Release: Decodable {
    var ocid: Identifier?
    var date: String?
    var parties: [Organization]?
    var buyer: Organization?
    var tender: Tender?
    var bids: Bids?
    var awards: [Award]?
    var contracts: [Contract]?
  }

  struct Tender: Decodable {
    var title: String?
    var mainProcurementCategory: String?
    var procurementMethodDetails: String?
    var procurementMethod: String?
    var tenderPeriod: Period?
    var bidOpening: Opening?
  }

  struct Opening: Decodable { var date: String? }
  struct Period: Decodable {
    var startDate: String?
    var endDate: String?
  }

  struct Bids: Decodable { var details: [Bid]? }

  struct Bid: Decodable {
    var id: Identifier?
    var status: String?
    var tenderers: [Organization]?
    var value: Value?
  }

  struct Award: Decodable {
    var id: Identifier?
    var title: String?
    var status: String?
    var date: String?
    var value: Value?
    var suppliers: [Organization]?
  }

  struct Contract: Decodable {
    var awardID: Identifier?
    var dateSigned: String?
  }

  struct Value: Decodable {
    var amount: Decimal?
    var currency: String?
  }

  struct Organization: Decodable {
    var id: Identifier?
    var name: String?
    var details: Details?
    var address: Address?
    var identifier: RegisteredIdentifier?
  }

  struct RegisteredIdentifier: Decodable {
    var scheme: String?
    var id: Identifier?
  }
  struct Details: Decodable { var scale: String? }
  struct Address: Decodable {
    var locality: String?
    var region: String?
  }

  /// An identifier: a string, or a number where a publisher wrote one.
  struct Identifier: Decodable, Hashable {
    var text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self.text = text
      } else {
        text = "\(try container.decode(Decimal.self))"
      }
    }
  }
}
