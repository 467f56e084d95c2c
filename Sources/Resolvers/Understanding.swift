import Bytes
import Desk
import GraphQL

extension Understandings: ListedColumn {
  static var cursorWord: String { "understandings" }
}

extension Bindings<RequestContext> {
  mutating func bindUnderstanding() {
    object("Understanding", parents: Understandings.self) { fields in
      fields.texts("id") { rows, _ in
        GlobalID.column(.understanding, tickets: rows.ticketKeys, rows.numbers)
      }
      fields.ints("version") { rows, _ in rows.numbers.map { Int32(clamping: $0) } }
      fields.texts("text") { rows, _ in rows.texts }
      fields.enumerations("state", of: UnderstandingState.self) { rows, _ in rows.states }
      fields.object("proposedBy", of: Participants.self) { rows, call in
        try call.context.participants(rows.proposedBy)
      }
      fields.texts("proposedAt") { rows, _ in TextColumn(rows.proposedAt) }
      fields.object("decidedBy", of: Participants.self) { rows, call in
        try call.context.participants(rows.decidedBy)
      }
      fields.texts("decidedAt") { rows, _ in TextColumn(rows.decidedAt) }
      fields.texts("rejectionReason") { rows, _ in rows.rejectionReasons }
    }
    connection(of: "Understanding", nodes: Understandings.self)
  }
}
