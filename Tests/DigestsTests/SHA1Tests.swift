import Digests
import Testing

@Suite("SHA-1")
struct SHA1Tests {
  /// Source: FIPS 180-4 examples (NIST, SHA1.pdf); the empty text as RFC 3174 implementations have it.
  @Test(
    "known answers",
    arguments: [
      ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
      ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
      ),
    ])
  func knownAnswers(text: String, digest: String) {
    #expect(Hexadecimal.text(SHA1.digest(of: Array(text.utf8))) == digest)
  }
}
