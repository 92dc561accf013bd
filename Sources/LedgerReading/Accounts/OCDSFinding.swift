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
