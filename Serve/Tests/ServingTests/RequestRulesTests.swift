import Testing

@testable import Serving

@Suite struct RequestRulesTests {
  static let rules = RequestRules(host: "127.0.0.1:8080", origin: "http://127.0.0.1:8080")

  static func head(
    _ method: String, _ target: String, version: String = "1.1", _ fields: [(String, String)]
  ) -> RequestRules.Head {
    RequestRules.Head(method: method, target: target, version: version) { name in
      fields.filter { $0.0 == name }.map(\.1)
    }
  }

  static func head(_ fields: [(String, String)]) -> RequestRules.Head { head("GET", "/", fields) }

  static func status(_ head: RequestRules.Head) -> Int {
    do {
      try rules.checkConnection(head)
      return 200
    } catch { return error.status }
  }

  @Test(arguments: [
    ("127.0.0.1:8080", 200), ("127.0.0.1", 421), ("localhost:8080", 421), ("evil.example:8080", 421),
    ("[::1]:8080", 421),
    ("127.0.0.1:8080.", 421), ("127.0.0.1.:8080", 421), ("127.0.0.1:08080", 421), ("", 421), ("127.1:8080", 421),
    ("2130706433:8080", 421), ("user@127.0.0.1:8080", 421), ("127.0.0.1:8080, evil.example", 421),
  ])
  func hostIsTheOneConfigured(_ host: String, _ status: Int) {
    #expect(Self.status(Self.head([("host", host)])) == status)
  }

  @Test func hostStandsOnce() {
    #expect(Self.status(Self.head([])) == 400)
    #expect(Self.status(Self.head([("host", "127.0.0.1:8080"), ("host", "127.0.0.1:8080")])) == 400)
  }

  @Test func targetsArePaths() {
    let host = [("host", "127.0.0.1:8080")]
    #expect(Self.status(Self.head("GET", "http://evil.example/", host)) == 400)
    #expect(Self.status(Self.head("CONNECT", "127.0.0.1:22", host)) == 400)
    #expect(Self.status(Self.head("GET", "*", host)) == 400)
    #expect(Self.status(Self.head("OPTIONS", "/", host)) == 405)
    #expect(Self.status(Self.head("GET", "/", version: "1.0", host)) == 505)
    #expect(Self.status(Self.head("GET", "/" + String(repeating: "a", count: 5000), host)) == 400)
  }

  @Test func bodiesHaveOneLength() {
    let host = ("host", "127.0.0.1:8080")
    #expect(Self.status(Self.head("POST", "/", [host])) == 411)
    #expect(Self.status(Self.head("POST", "/", [host, ("transfer-encoding", "chunked")])) == 411)
    #expect(Self.status(Self.head("POST", "/", [host, ("content-length", "1"), ("content-length", "1")])) == 400)
    #expect(Self.status(Self.head("GET", "/", [host, ("content-length", "5")])) == 400)
    #expect(Self.status(Self.head("POST", "/", [host, ("content-length", "5")])) == 200)
  }

  @Test(
    arguments: [
      (["http://127.0.0.1:8080"], [], true), (["http://127.0.0.1:8080"], ["same-origin"], true), ([], [], false),
      (["null"], [], false), (["http://127.0.0.1:8081"], [], false), (["https://127.0.0.1:8080"], [], false),
      (["http://127.0.0.1:8080", "http://127.0.0.1:8080"], [], false),
      (["http://127.0.0.1:8080"], ["same-site"], false),
      (["http://127.0.0.1:8080"], ["cross-site"], false), (["http://127.0.0.1:8080"], ["none"], false),
    ] as [([String], [String], Bool)])
  func changesComeFromThisServersPages(_ origins: [String], _ sites: [String], _ isAllowed: Bool) {
    let head = Self.head("POST", "/session", origins.map { ("origin", $0) } + sites.map { ("sec-fetch-site", $0) })
    if isAllowed {
      #expect(throws: Never.self) { try Self.rules.checkChange(head) }
    } else {
      #expect(throws: RequestRules.Refusal.self) { try Self.rules.checkChange(head) }
    }
  }

  @Test(
    arguments: [(nil, true), ("none", true), ("same-origin", true), ("cross-site", false), ("same-site", false)]
      as [(String?, Bool)])
  func noOtherSiteReads(_ site: String?, _ isAllowed: Bool) {
    let head = Self.head("GET", "/", site.map { [("sec-fetch-site", $0)] } ?? [])
    #expect(((try? Self.rules.checkReading(head)) != nil) == isAllowed)
  }
}
