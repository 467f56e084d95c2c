import Bytes
import Desk
import GraphQL

extension TicketChildren {
  /// The ids of the rows' tickets.
  var ticketKeys: [Int64] { tickets.map(\.rawValue) }
  /// A row's key in its list.
  var cursorKeys: [Int64] { numbers }
}

extension Messages: ListedColumn {
  static var cursorWord: String { "discussion" }
}

extension Bindings<RequestContext> {
  mutating func bindDiscussion() {
    object("Message", parents: Messages.self) { fields in
      fields.texts("id") { messages, _ in
        GlobalID.column(.message, tickets: messages.ticketKeys, messages.numbers)
      }
      fields.texts("text") { messages, _ in messages.texts }
      fields.object("author", of: Participants.self) { messages, call in
        try call.context.participants(messages.authors)
      }
      fields.texts("postedAt") { messages, _ in TextColumn(messages.postedAt) }
      fields.booleans("isInternal") { messages, _ in messages.isInternal }
    }
    connection(of: "Message", nodes: Messages.self)
  }
}
