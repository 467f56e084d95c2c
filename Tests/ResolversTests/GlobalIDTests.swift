import Bytes
import Desk
import Testing

@testable import Resolvers

@Suite struct GlobalIDTests {
  /// What ``GlobalID/column(_:_:)`` writes for one object.
  private func id(_ tag: GlobalID.Tag, _ id: Int64) -> String {
    GlobalID.column(tag, [id]).text(0) ?? ""
  }

  /// The text of some bytes as an id would have it.
  private func encoded(_ plain: String) -> String {
    Base64.text(of: Array(plain.utf8), as: .url)
  }

  @Test(arguments: [1, 9, 10, 12, 99, 200_000, Int64.max])
  func `gives an id that leads back to its object`(number: Int64) {
    #expect(GlobalID(id(.ticket, number)) == .ticket(TicketID(number)))
    #expect(GlobalID(id(.customer, number)) == .customer(CustomerID(number)))
    let message = GlobalID.column(.message, tickets: [12], [number])
    #expect(
      GlobalID(message.text(0) ?? "") == .message(ChildID(ticket: TicketID(12), number: number))
    )
  }

  @Test func `writes the form that it documents`() {
    #expect(id(.ticket, 12) == encoded("ticket.12"))
    let attachment = GlobalID.column(.attachment, tickets: [12], [3])
    #expect(attachment.text(0) == encoded("attachment.12.3"))
  }

  @Test(arguments: [
    "", ".", "ticket", "ticket.", "ticket.0", "ticket.01", "ticket.-1", "ticket.+1", "ticket.1.",
    "ticket.1.2", "message.1", "message.1.2.3", "Ticket.1", "session.1",
    "ticket.9223372036854775808", "ticket.99999999999999999999999999", "ticket. 1", "ticket.1\n",
    "ticket.١",
  ])
  func `knows no object of a text that it never gave out`(plain: String) {
    #expect(GlobalID(encoded(plain)) == nil)
  }

  @Test(arguments: [
    "dGlja2V0LjEy=", "dGlja2V0LjEy==", "dGlja2V0LjE", "dGlja2V0LjEz!", "ticket.12", "é",
  ])
  func `refuses another writing of an id`(text: String) {
    #expect(GlobalID(text) != .ticket(TicketID(12)))
  }

  @Test func `does not read a text longer than any id`() {
    #expect(GlobalID(String(repeating: "A", count: 1_000_000)) == nil)
  }
}
