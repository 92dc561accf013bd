/// The cookies of a run of the server.
struct Cookies: Sendable {
  /// The name that browsers take from secure places only, for the whole of a host.
  let strict: String
  /// The name where a browser refuses that on loopback; nil beyond loopback.
  let plain: String?

  /// The names of a run, and of a port where it is on loopback.
  init(run: String, loopbackPort: Int?) {
    strict = "__Host-juchu-\(run)"
    plain = loopbackPort.map { "juchu-\($0)-\(run)" }
  }

  /// What signs a user in.
  func setting(_ id: String) -> [String] {
    ["\(strict)=\(id); Secure; Path=/; HttpOnly; SameSite=Strict"]
      + (plain.map { ["\($0)=\(id); Path=/; HttpOnly; SameSite=Strict"] } ?? [])
  }

  /// What takes the cookies away.
  var ending: [String] {
    ["\(strict)=; Max-Age=0; Secure; Path=/; HttpOnly; SameSite=Strict"] + (droppingPlain.map { [$0] } ?? [])
  }

  /// What takes away the cookie that is not needed once the strict one came back.
  var droppingPlain: String? { plain.map { "\($0)=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict" } }

  /// The values of a cookie's name in the headers; one that stands twice counts as none.
  static func value(_ name: String, in headers: [String]) -> String? {
    var found: [String] = []
    for header in headers {
      for piece in header.split(separator: ";") {
        let pair = piece.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if pair.count == 2, pair[0] == name { found.append(String(pair[1])) }
      }
    }
    return found.count == 1 ? found[0] : nil
  }
}
