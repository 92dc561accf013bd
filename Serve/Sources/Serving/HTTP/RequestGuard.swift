import NIOCore
import NIOHTTP1

/// Stands behind the decoder of a connection and lets through only what satisfies the rules, in the time that is given.
///
/// What it refuses is answered in plain text, without a cookie, and the connection is closed.
final class RequestGuard: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// The times that a client has.
  struct Patience: Sendable {
    /// For the head of a request.
    var head = TimeAmount.seconds(10)
    /// For a body before its rate counts.
    var grace = TimeAmount.seconds(10)
    /// The least bytes of a body in a second.
    var rate = 16 * 1024
    /// Between two requests.
    var idle = TimeAmount.seconds(60)
  }

  private let rules: RequestRules
  private let patience: Patience
  private var timer: Scheduled<Void>?
  private var isRefused = false
  private var bodyBytes = 0
  private var bodyBegan = NIODeadline.now()
  /// Whether a request is not complete yet, and how many wait for their answers.
  private var isReceiving = false
  private var unanswered = 0

  init(rules: RequestRules, patience: Patience) {
    self.rules = rules
    self.patience = patience
  }

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { awaitHead(context, patience.head) }
  }

  func channelActive(context: ChannelHandlerContext) {
    awaitHead(context, patience.head)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

  private func awaitHead(_ context: ChannelHandlerContext, _ time: TimeAmount) {
    timer?.cancel()
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleTask(in: time) {
      handler.value.refuse(bound.value, RequestRules.Refusal(status: 408, reason: "the request did not come in time"))
    }
  }

  private func watchBody(_ context: ChannelHandlerContext) {
    timer?.cancel()
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleTask(in: .seconds(1)) {
      let (guardian, context) = (handler.value, bound.value)
      let elapsed = NIODeadline.now() - guardian.bodyBegan
      let beyond = elapsed - guardian.patience.grace
      let due = Int(Double(beyond.nanoseconds) / 1e9 * Double(guardian.patience.rate))
      if beyond.nanoseconds > 0, guardian.bodyBytes < due {
        guardian.refuse(context, RequestRules.Refusal(status: 408, reason: "the body comes too slowly"))
      } else {
        guardian.watchBody(context)
      }
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isRefused else { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      do {
        try rules.checkConnection(RequestRules.Head(head))
      } catch {
        return refuse(context, error)
      }
      isReceiving = true
      unanswered += 1
      bodyBytes = 0
      bodyBegan = .now()
      watchBody(context)
    case .body(let bytes):
      bodyBytes += bytes.readableBytes
    case .end:
      isReceiving = false
      timer?.cancel()
      if unanswered == 0 { awaitHead(context, patience.idle) }
    }
    context.fireChannelRead(data)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    let refusal: RequestRules.Refusal =
      switch error {
      case HTTPParserError.headerOverflow: .init(status: 431, reason: "the head of the request is too large")
      case is HTTPParserError: .init(status: 400, reason: "not a request of HTTP/1.1")
      default: .init(status: 0, reason: "")
      }
    if refusal.status == 0 { context.close(promise: nil) } else { refuse(context, refusal) }
  }

  private func refuse(_ context: ChannelHandlerContext, _ refusal: RequestRules.Refusal) {
    guard !isRefused else { return }
    isRefused = true
    timer?.cancel()
    var headers = HTTPHeaders()
    headers.add(name: "content-type", value: "text/plain; charset=utf-8")
    headers.add(name: "x-content-type-options", value: "nosniff")
    headers.add(name: "cache-control", value: "no-store")
    headers.add(name: "connection", value: "close")
    let text = "\(refusal.status) \(refusal.reason)\n"
    headers.add(name: "content-length", value: String(text.utf8.count))
    let head = HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: refusal.status), headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in bound.value.close(promise: nil) }
    // Who does not even read it, or has not come to terms about TLS, is gone all the same.
    let channel = context.channel
    context.eventLoop.scheduleTask(in: .seconds(2)) { channel.close(mode: .all, promise: nil) }
  }
}

extension RequestGuard: ChannelOutboundHandler {
  typealias OutboundIn = HTTPServerResponsePart

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    // Once refused, nothing else is said on this connection.
    guard !isRefused else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    if case .end = unwrapOutboundIn(data) {
      unanswered -= 1
      if unanswered == 0, !isReceiving { awaitHead(context, patience.idle) }
    }
    context.write(data, promise: promise)
  }
}

extension RequestRules.Head {
  /// A head as the decoder gives it.
  init(_ head: HTTPRequestHead) {
    method = head.method.rawValue
    target = head.uri
    version = "\(head.version.major).\(head.version.minor)"
    let headers = head.headers
    values = { headers[$0] }
  }
}
