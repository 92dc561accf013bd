import Digests
import Testing

@Suite("SHA-256 and HMAC")
struct SHA256Tests {
  /// Source: FIPS 180-4 examples (NIST, SHA256.pdf).
  @Test(
    "known answers",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func knownAnswers(text: String, digest: String) {
    #expect(Hexadecimal.text(SHA256.digest(of: Array(text.utf8))) == digest)
  }

  @Test("bytes may come in parts, and a digest does not end them")
  func parts() {
    var hash = SHA256()
    hash.update(Array("ab".utf8))
    #expect(hash.finalize() == SHA256.digest(of: Array("ab".utf8)))
    hash.update([])
    hash.update(Array("c".utf8))
    #expect(hash.finalize() == SHA256.digest(of: Array("abc".utf8)))
  }

  /// Source: RFC 4231, test cases 1, 2 and 6.
  @Test("known authentication codes")
  func authentication() {
    func code(_ message: String, _ key: [UInt8]) -> String {
      Hexadecimal.text(SHA256.authenticationCode(of: Array(message.utf8), key: key))
    }
    #expect(
      code("Hi There", [UInt8](repeating: 0x0b, count: 20))
        == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
    #expect(
      code("what do ya want for nothing?", Array("Jefe".utf8))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(
      code("Test Using Larger Than Block-Size Key - Hash Key First", [UInt8](repeating: 0xaa, count: 131))
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
  }
}
