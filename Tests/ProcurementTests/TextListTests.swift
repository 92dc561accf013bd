import Procurement
import Testing

@Suite("TextList")
struct TextListTests {
  @Test("texts keep their positions over segments, behind a head and without one", arguments: [0, 1, 511, 512, 700])
  func positions(head: Int) {
    let texts = (0..<2_000).map { "text \($0)" }
    var list = TextList(Array(texts[..<head]))
    for text in texts[head...] { list.append(text) }
    #expect(list.count == texts.count)
    #expect(Array(list) == texts)
  }

  @Test("a copy does not see what is appended later")
  func copies() {
    var list: TextList = ["a", "b"]
    let copy = list
    list.append("c")
    #expect(Array(copy) == ["a", "b"])
    #expect(list == ["a", "b", "c"])
    #expect(copy != list)
  }
}
