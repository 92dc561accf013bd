/// What a request must satisfy before anything is looked at, as pure functions of its head.
struct RequestRules: Sendable {
  /// The one value that Host may have, as in `127.0.0.1:8080`.
  var host: String
  /// The one origin from which anything is changed, as in `http://127.0.0.1:8080`.
  var origin: String

  /// A head as it came in.
  struct Head {
    var method: String
    var target: String
    var version: String
    /// The values of every field of that name, in order.
    var values: (String) -> [String]
  }

  /// A request that is refused.
  struct Refusal: Error, Equatable {
    var status: Int
    var reason: String
  }

  /// What is asked of every request.
  ///
  /// A name that merely leads to this machine is refused (DNS rebinding), and so is a target that names another host.
  func checkConnection(_ head: Head) throws(Refusal) {
    guard head.version == "1.1" else { throw Refusal(status: 505, reason: "HTTP/1.1 only") }
    let hosts = head.values("host")
    guard hosts.count == 1 else { throw Refusal(status: 400, reason: "one Host is needed") }
    guard hosts[0] == host else { throw Refusal(status: 421, reason: "this server is not that host") }
    guard head.target.hasPrefix("/"), head.target.utf8.count <= 4096 else {
      throw Refusal(status: 400, reason: "a path is needed")
    }
    guard head.method == "GET" || head.method == "POST" else { throw Refusal(status: 405, reason: "GET or POST only") }
    guard head.values("transfer-encoding").isEmpty else { throw Refusal(status: 411, reason: "a length is needed") }
    let lengths = head.values("content-length")
    guard lengths.count <= 1, lengths.allSatisfy({ Int($0) != nil }) else {
      throw Refusal(status: 400, reason: "one length is needed")
    }
    if head.method == "POST" {
      guard lengths.count == 1 else { throw Refusal(status: 411, reason: "a length is needed") }
    } else {
      guard lengths.allSatisfy({ $0 == "0" }) else { throw Refusal(status: 400, reason: "a GET has no body") }
    }
  }

  /// What is asked of a request that changes something: it comes from a page of this server.
  func checkChange(_ head: Head) throws(Refusal) {
    guard head.values("origin") == [origin] else {
      throw Refusal(status: 403, reason: "not from a page of this server")
    }
    let site = head.values("sec-fetch-site")
    guard site.isEmpty || site == ["same-origin"] else {
      throw Refusal(status: 403, reason: "not from a page of this server")
    }
  }

  /// What is asked of a request that is answered with data: no other site asks for it.
  func checkReading(_ head: Head) throws(Refusal) {
    let site = head.values("sec-fetch-site")
    guard site.isEmpty || site == ["same-origin"] || site == ["none"] else {
      throw Refusal(status: 403, reason: "asked for by another site")
    }
  }
}
