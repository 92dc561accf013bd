import CArrow
import LedgerReading
import juchu

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// The functions of juchu.h, which says what they do. Nothing is thrown or trapped across this border: every argument may be
// null, and whatever goes wrong is a status with a report.

/// The version of the interface, as in the header.
private let abi: Int32 = 1

/// The version of juchu as C text; it lives as long as the library.
private struct VersionText: @unchecked Sendable {
  // Sendable: the text is written once and never freed.
  let address = strdup(EngineVersion.text)
}
private let version = VersionText()

/// The process that made the first call.
private let birth = getpid()

/// The version of the interface.
@_cdecl("juchu_abi")
public func juchuABI() -> Int32 { abi }

/// The version of juchu.
@_cdecl("juchu_version")
public func juchuVersion() -> UnsafePointer<CChar>? { UnsafePointer(version.address) }

/// A call that has not run.
@_cdecl("juchu_call_new")
public func juchuCallNew() -> UnsafeMutableRawPointer? {
  // Of a forked process only the thread that forked goes on: work that is spread over threads would wait for ever.
  guard birth == getpid() else { return nil }
  return Unmanaged.passRetained(Call()).toOpaque()
}

/// Takes a table in memory over.
@_cdecl("juchu_call_add_frame")
public func juchuCallAddFrame(
  _ call: UnsafeMutableRawPointer?, _ name: UnsafePointer<CChar>?, _ stream: UnsafeMutableRawPointer?
) -> Int32 {
  guard let stream = stream?.assumingMemoryBound(to: ArrowArrayStream.self) else { return 70 }
  guard let call, let name else {
    if let release = stream.pointee.release {
      release(stream)
      stream.pointee.release = nil
    }
    return 70
  }
  return Call.at(call).add(stream, name: String(cString: name))
}

/// Runs a command.
@_cdecl("juchu_call_run")
public func juchuCallRun(
  _ call: UnsafeMutableRawPointer?, _ command: UnsafePointer<CChar>?, _ options: UnsafePointer<CChar>?,
  _ result: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> Int32 {
  guard let call, let command else { return 70 }
  let outcome =
    birth == getpid()
    ? Call.at(call).run(String(cString: command), options: options.map { String(cString: $0) } ?? "{}")
    : CallResult(failure: EmbeddedFailure("this process was forked after the first call", status: 70))
  result?.pointee = Unmanaged.passRetained(outcome).toOpaque()
  return outcome.status
}

/// Asks a running call to stop.
@_cdecl("juchu_call_cancel")
public func juchuCallCancel(_ call: UnsafeMutableRawPointer?) {
  if let call { Call.at(call).cancel() }
}

/// The part of the work that is done.
@_cdecl("juchu_call_progress")
public func juchuCallProgress(_ call: UnsafeMutableRawPointer?) -> Double {
  call.flatMap { Call.at($0).progress } ?? -1
}

/// Frees a call.
@_cdecl("juchu_call_free")
public func juchuCallFree(_ call: UnsafeMutableRawPointer?) {
  if let call { Unmanaged<Call>.fromOpaque(call).release() }
}

/// What became of a call, as JSON.
@_cdecl("juchu_result_report")
public func juchuResultReport(_ result: UnsafeMutableRawPointer?) -> UnsafePointer<CChar>? {
  result.flatMap { UnsafePointer(CallResult.at($0).report) }
}

/// A result in a form.
@_cdecl("juchu_result_render")
public func juchuResultRender(
  _ result: UnsafeMutableRawPointer?, _ format: UnsafePointer<CChar>?, _ language: UnsafePointer<CChar>?,
  _ bytes: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ size: UnsafeMutablePointer<Int>?
) -> Int32 {
  guard let result, let format, let bytes else { return 70 }
  let (status, found) = CallResult.at(result).bytes(
    String(cString: format), language: language.map { String(cString: $0) })
  guard let found else { return status }
  guard let copy = malloc(found.count + 1) else { return 70 }
  found.withUnsafeBytes { copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: $0.count) }
  let text = copy.assumingMemoryBound(to: CChar.self)
  text[found.count] = 0
  bytes.pointee = text
  size?.pointee = found.count
  return 0
}

/// The rows of a result as a stream.
@_cdecl("juchu_result_stream")
public func juchuResultStream(_ result: UnsafeMutableRawPointer?, _ out: UnsafeMutableRawPointer?) -> Int32 {
  guard let result, let out = out?.assumingMemoryBound(to: ArrowArrayStream.self) else { return 70 }
  let (status, bytes) = CallResult.at(result).rows()
  guard let bytes, let table = ResultTable(csv: bytes) else { return bytes == nil ? status : 64 }
  ArrowExport.write(table, to: out)
  return 0
}

/// Frees a result.
@_cdecl("juchu_result_free")
public func juchuResultFree(_ result: UnsafeMutableRawPointer?) {
  if let result { Unmanaged<CallResult>.fromOpaque(result).release() }
}

/// How many calls, results and streams were given and are not yet freed.
@_cdecl("juchu_live")
public func juchuLive() -> Int64 { Int64(LiveHandles.now) }

/// Frees bytes of a result.
@_cdecl("juchu_free")
public func juchuFree(_ bytes: UnsafeMutableRawPointer?) { free(bytes) }
