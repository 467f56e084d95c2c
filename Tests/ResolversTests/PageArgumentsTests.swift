import Desk
import GraphQL
import Testing

@testable import Resolvers

@Suite struct PageArgumentsTests {
  private func page(_ members: (String, InputValue)...) throws(RequestError) -> PageRequest {
    let arguments = Arguments(members.map { InputValue.Member(name: $0, value: $1) })
    return try PageRequest(arguments, cursorWord: "tickets")
  }

  private func cursor(_ word: String, _ key: Int64) -> InputValue {
    var writer = OpaqueText.Writer(word, reserving: 1)
    writer.append(key)
    return .string(writer.column.text(0) ?? "")
  }

  @Test func `takes a page from the beginning when nothing is said`() throws {
    let page = try page()
    #expect(page.size == 20)
    #expect(!page.isFromEnd)
    #expect(page.after == nil)
    #expect(page.before == nil)
  }

  @Test(arguments: [0, 1, 20, 100])
  func `takes sizes within the limit from both ends`(size: Int64) throws {
    let first = try page(("first", .int(size)))
    #expect(first.size == Int(size))
    #expect(!first.isFromEnd)
    let last = try page(("last", .int(size)), ("first", .null))
    #expect(last.size == Int(size))
    #expect(last.isFromEnd)
  }

  @Test(arguments: [-1, 101, Int64(Int32.max), Int64(Int32.min)], ["first", "last"])
  func `refuses a size outside the limit`(size: Int64, argument: String) {
    #expect(throws: RequestError.pageSize(argument: argument)) {
      try page((argument, .int(size)))
    }
  }

  @Test func `refuses both ends at once`() {
    #expect(throws: RequestError.bothEnds) { try page(("first", .int(1)), ("last", .int(1))) }
  }

  @Test func `takes the cursors of its own list`() throws {
    let page = try page(("after", cursor("tickets", 7)), ("before", cursor("tickets", 3)))
    #expect(page.after == 7)
    #expect(page.before == 3)
  }

  @Test func `refuses cursors that its list never gave out`() {
    for value in [cursor("messages", 7), .string(""), .string("7"), .string("AAAA")] {
      #expect(throws: RequestError.cursor(argument: "after")) { try page(("after", value)) }
    }
  }
}
