import TabularReading

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
  /// Whether it names no process; `ocid` then says where it stands.
  var isNameless = false
}

/// Takes the releases of files, and what is noticed about them.
protocol OCDSReleaseSink: AnyObject {
  func take(_ release: OCDSRelease) throws(DataError)
  func notice(_ found: OCDSFinding, input: Int)
  /// A process is the second stage of a framework.
  func callOff(from framework: String)
}
