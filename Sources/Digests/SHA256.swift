import COpenSSL

/// The SHA-256 (FIPS 180-4) of bytes that come one after the other, computed by OpenSSL's libcrypto.
///
///     var hash = SHA256()
///     hash.update([0x61, 0x62, 0x63])
///     Hexadecimal.text(hash.finalize())  // "ba7816bf…"
public struct SHA256: ~Copyable {
  /// The bytes of a digest.
  public static let byteCount = 32

  private let context = EVP_MD_CTX_new()

  /// The state before the first byte.
  public init() {
    precondition(EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1, "libcrypto has no SHA-256")
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Takes the next bytes.
  ///
  /// - Complexity: O(bytes).
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
    precondition(EVP_DigestUpdate(context, start, bytes.count) == 1, "libcrypto cannot go on with a digest")
  }

  /// Takes the next bytes.
  public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  /// The digest of all bytes so far, which may go on.
  public func finalize() -> [UInt8] {
    let copy = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(copy) }
    var digest = [UInt8](repeating: 0, count: Self.byteCount)
    precondition(
      EVP_MD_CTX_copy_ex(copy, context) == 1 && EVP_DigestFinal_ex(copy, &digest, nil) == 1,
      "libcrypto cannot end a digest")
    return digest
  }

  /// The digest of bytes that are all there.
  public static func digest(of bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }

  /// The HMAC-SHA-256 (RFC 2104) of a message under a key.
  public static func authenticationCode(of message: [UInt8], key: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: byteCount)
    let done = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &code, nil)
    precondition(done != nil, "libcrypto has no HMAC")
    return code
  }
}
