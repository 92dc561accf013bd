/// A release as it was read: what is needed of it, and where it stands.
struct OCDSRelease {
  var ocid: String
  /// The input in which it stands, and the line on which it begins.
  var input: Int
  var line: Int
  /// The members that are needed, as JSON.
  var bytes: [UInt8]
  /// Whether it is compiled already: it stands for all releases up to its date.
  var isCompiled: Bool
}

/// Takes the releases of files, and what is noticed about them.
protocol OCDSReleaseSink: AnyObject {
  func take(_ release: OCDSRelease) throws(DataError)
  func notice(_ found: OCDSFinding, input: Int)
}

/// What a file holds that is neither a contract nor a bid; the account says how often.
enum OCDSFinding: String, CaseIterable, Sendable {
  case releases
  case processes
  case repeatedReleases = "releases that stand twice"
  case coveredReleases = "releases covered by a compiled one"
  case linkedReleases = "linked releases that are elsewhere"
  case linkedRecords = "records of linked releases only"
  case versionedRecords = "records of a versioned release only"
  case processesWithoutAward = "processes without award"
  case processesWithoutBid = "processes without bids"
  case contractsWithoutAward = "contracts without award"
  case nullElements = "nulls in lists"
  case wrappedValues = "lists written as one value"
  case textAmounts = "amounts written as text"
  case oddShapes = "members of another shape"
  case emptyIdentifiers = "empty identifiers"
  case repeatedIdentifiers = "identifiers that stand twice in one list"
  case awardsWithoutIdentifier = "awards without identifier"
  case capitalScales = "scales in other letters"
  case lots = "lots"
  case bundles = "bids for several lots at once"
  case undisclosedBidders = "bids of undisclosed firms"
}
