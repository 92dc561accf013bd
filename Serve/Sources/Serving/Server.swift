import CChild
import Dispatch
import Foundation
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOPosix
import NIOSSL

/// The server as it is started from a terminal.
public struct Server: Sendable {
  /// Where it listens.
  public enum Place: Sendable {
    /// On this computer alone, 127.0.0.1; port 0 is any that is free.
    case loopback(port: Int)
    /// On a socket in the file system, behind a proxy that does TLS and signs users in, at this origin.
    case socket(path: String, origin: String)
    /// On an address of this machine, with TLS and a password of its own.
    case network(Network)
  }

  /// An address beyond this computer.
  public struct Network: Sendable {
    var address: String
    var port: Int
    var origin: String
    var certificate: String
    var key: String
    var password: PasswordFile

    /// - Parameters:
    ///   - address: where it listens, as an address or a name of this machine.
    ///   - port: by default that of the origin.
    ///   - origin: what browsers see, as in `https://juchu.city.example`.
    ///   - certificate: the file of the certificate, with those that lead to its authority behind it (PEM).
    ///   - key: the file of its private key (PEM).
    ///   - password: what users sign in with.
    public init(
      address: String, port: Int?, origin: String, certificate: String, key: String, password: PasswordFile
    ) throws {
      let host = try Server.host(of: origin)
      (self.address, self.origin, self.certificate, self.key) = (address, origin, certificate, key)
      self.port = port ?? host.split(separator: ":").dropFirst().first.flatMap { Int($0) } ?? 443
      self.password = password
    }

    /// TLS 1.2 and 1.3 with the certificate, and HTTP/1.1 alone.
    func security() throws -> TLSConfiguration {
      var status = stat()
      guard stat(key, &status) == 0, status.st_mode & 0o007 == 0 else {
        throw Refusal(description: "\(key): the private key is not there, or everybody may read it")
      }
      do {
        let chain = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
        guard !chain.isEmpty else { throw Refusal(description: "\(certificate) holds no certificate") }
        var security = TLSConfiguration.makeServerConfiguration(
          certificateChain: chain, privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
        security.minimumTLSVersion = .tlsv12
        security.applicationProtocols = ["http/1.1"]
        // What does not fit together is said now and not to the first user.
        _ = try NIOSSLContext(configuration: security)
        return security
      } catch let refusal as Refusal {
        throw refusal
      } catch {
        throw Refusal(description: "\(certificate) and \(key) are no certificate with its key in PEM: \(error)")
      }
    }
  }

  /// What it may use and how long it waits, each an option.
  public struct Limits: Sendable {
    /// Bytes that a file may have.
    public var fileBytes = 256 << 20
    /// Bytes that the files of a session may have together.
    public var sessionBytes = 1 << 30
    /// Files that a session may have.
    public var sessionFiles = 20
    /// Bytes of the files of all sessions; never more than half of what is free.
    public var allBytes = 4 << 30
    /// Sessions at once.
    public var sessions = 64
    /// Connections at once.
    public var connections = 256
    /// Children at once.
    public var children = max(1, ProcessInfo.processInfo.activeProcessorCount)
    /// Bytes of address space of a child.
    public var childMemory = 4 << 30
    /// Seconds of a child, by the clock and of CPU.
    public var childSeconds = 600

    /// The defaults.
    public init() {}
  }

  /// Why it does not start.
  public struct Refusal: Error, CustomStringConvertible {
    /// What is wrong, and what can be done.
    public var description: String
  }

  private let place: Place
  private let program: String
  private let temporary: String
  private let limits: Limits
  private let library: Library?

  /// A server for a program, which keeps what is uploaded in files without a name in a folder.
  ///
  /// - Throws: `Refusal` where the program or the folder cannot be used, or the origin is none.
  public init(place: Place, program: String, temporary: String, limits: Limits, library: Library? = nil) throws {
    guard access(program, X_OK) == 0 else {
      throw Refusal(
        description:
          "\(program) is not there, or cannot be run: juchu stands beside juchu-serve, or is named by --juchu")
    }
    guard access(temporary, W_OK | X_OK) == 0 else {
      throw Refusal(description: "\(temporary): nothing can be kept there; name another folder by --temporary")
    }
    switch place {
    case .loopback: break
    case .socket(_, let origin): _ = try Self.host(of: origin)
    case .network(let network): _ = try network.security()
    }
    self.place = place
    self.program = program
    self.temporary = temporary
    self.limits = limits
    self.library = library
  }

  /// The Host of an origin `https://NAME[:PORT]`.
  static func host(of origin: String) throws -> String {
    let host = String(origin.dropFirst("https://".count))
    let isName = host.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x3A).contains(byte) || byte == 0x2D || byte == 0x2E
    }
    guard origin.hasPrefix("https://"), !host.isEmpty, isName, !host.hasSuffix(":443"), !host.hasSuffix(".") else {
      throw Refusal(
        description: "--origin is https://NAME or https://NAME:PORT in small letters, as browsers write it: \(origin)")
    }
    return host
  }

  /// Runs until SIGINT or SIGTERM; then children are ended and folders removed, and the process ends.
  ///
  /// - Throws: what keeps it from listening.
  public func run() async throws {
    signal(SIGPIPE, SIG_IGN)
    let folder = "\(temporary)/juchu-serve-\(Secret.word(bytes: 9))"
    guard mkdir(folder, 0o700) == 0 else { throw Refusal(description: "\(temporary): no folder can be made there") }
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let run = String(UInt32.random(in: .min ... .max), radix: 16)
    let runName = String(repeating: "0", count: 8 - run.count) + run
    let address: BindAddress
    let rules: RequestRules
    let cookies: Cookies
    let access: Application.Access
    let greeting: String
    switch place {
    case .loopback(let asked):
      let port = try asked == 0 ? Self.freePort() : asked
      address = .hostname("127.0.0.1", port: port)
      let origin = "http://127.0.0.1:\(port)"
      rules = RequestRules(host: "127.0.0.1:\(port)", origin: origin)
      cookies = Cookies(run: runName, loopbackPort: port)
      // Whatever is printed before the server listens would lead nowhere: the first key waits for that.
      access = .key(KeyRing { key in Terminal.say("\(origin)/#\(key)\n\(key)\n") })
      greeting = ""
    case .network(let network):
      address = .hostname(network.address, port: network.port)
      rules = RequestRules(host: try Self.host(of: network.origin), origin: network.origin)
      cookies = Cookies(run: runName, loopbackPort: nil)
      access = .password(PasswordGate(network.password))
      greeting = "listening on \(network.address), port \(network.port), for \(network.origin)\n"
    case .socket(let path, let origin):
      address = .unixDomainSocket(path: path)
      rules = RequestRules(host: try Self.host(of: origin), origin: origin)
      cookies = Cookies(run: runName, loopbackPort: nil)
      access = .proxy
      greeting = "listening on \(path) for \(origin)\n"
    }
    let application = await application(rules, cookies, access, folder)
    var channel = ServingChannel(
      responder: { request, writer, channel in try await application.respond(request, writer, channel) },
      rules: rules, patience: .init(), connections: application.connections)
    var logger = Logger(label: "juchu-serve") { _ in SwiftLogNoOpLogHandler() }
    logger.logLevel = .critical
    // A socket is for its owner and group, the proxy's.
    umask(0o117)
    let isRunning: @Sendable (any Channel) async -> Void = { [greeting] _ in
      umask(0o077)
      Terminal.say(greeting)
      if let library { Terminal.log("every user sees all of the folder \(library.name)") }
      if case .key(let ring) = access {
        ring.open()
        Terminal.onEnter { ring.renew() }
      }
    }
    let configuration = ServerConfiguration(address: address, backlog: 512)
    let group = MultiThreadedEventLoopGroup.singleton
    let serving: @Sendable () async throws -> Void
    if case .network(let network) = place {
      channel.isSecure = true
      let service = try TLSChannel(channel, tlsConfiguration: network.security()).server(
        configuration: configuration, onServerRunning: isRunning, eventLoopGroup: group, logger: logger)
      serving = { try await service.run() }
    } else {
      let service = channel.server(
        configuration: configuration, onServerRunning: isRunning, eventLoopGroup: group, logger: logger)
      serving = { try await service.run() }
    }
    let signals = Signals.watch([SIGINT, SIGTERM]) {
      application.sessions.endAll()
      try? FileManager.default.removeItem(atPath: folder)
      if case .socket(let path, _) = self.place { unlink(path) }
      exit(0)
    }
    let sweeping = Task {
      while !Task.isCancelled {
        try await Task.sleep(for: .seconds(30))
        application.sessions.sweep()
      }
    }
    defer { sweeping.cancel() }
    try await serving()
    withExtendedLifetime(signals) {}
  }

  private func application(
    _ rules: RequestRules, _ cookies: Cookies, _ access: Application.Access, _ folder: String
  ) async -> Application {
    let bounds = child_limits(
      memory: UInt64(limits.childMemory), seconds: UInt64(limits.childSeconds), file_size: 4 << 30, descriptors: 256)
    let children = ChildProgram(path: program, temporary: temporary, place: folder, limits: bounds)
    let asked = ChildTask(words: ["indicators", "--help"], files: [], operands: [], seconds: 10)
    // A program without that command shows the help of the whole.
    let told = try? await children.run(asked)
    let hasIndicators = told?.output.text(atMost: 1 << 16).contains("USAGE: juchu indicators") ?? false
    let versions = try? await children.run(ChildTask(words: ["--version"], files: [], operands: [], seconds: 10))
    let identity = versions?.output.text(atMost: 300).split(separator: "\n").first.map(String.init) ?? ""
    var roomLimits = Room.Limits()
    roomLimits.file = limits.fileBytes
    roomLimits.session = limits.sessionBytes
    roomLimits.filesOfSession = limits.sessionFiles
    roomLimits.all = limits.allBytes
    var sessionLimits = Sessions.Limits()
    sessionLimits.most = limits.sessions
    return Application(
      rules: rules, cookies: cookies, access: access, sessions: Sessions(sessionLimits),
      room: Room(roomLimits, folder: temporary), turns: Turns(most: limits.children), program: children,
      connections: Connections(most: limits.connections), threads: 1, seconds: limits.childSeconds,
      hasIndicators: hasIndicators, library: library, identity: identity, log: { Terminal.log($0) })
  }

  /// A port of 127.0.0.1 that nobody uses.
  private static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
      }
    }
    guard isBound else { throw Refusal(description: "no port of 127.0.0.1 is free") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}

/// What the terminal is told, and what it says.
enum Terminal {
  /// Writes on standard output at once.
  static func say(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(1, bytes, bytes.count)
  }

  /// Writes a line of the log on standard error.
  static func log(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(2, bytes, bytes.count)
  }

  /// Does something whenever Enter is pressed, where there is a terminal.
  static func onEnter(_ body: @escaping @Sendable () -> Void) {
    guard isatty(0) == 1 else { return }
    Thread.detachNewThread {
      while readLine() != nil { body() }
    }
  }
}

/// Signals that end the server.
enum Signals {
  /// Does something once one of the signals comes; held as long as it shall.
  static func watch(_ numbers: [Int32], _ body: @escaping @Sendable () -> Void) -> [any DispatchSourceSignal] {
    numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler(handler: body)
      source.resume()
      return source
    }
  }
}
