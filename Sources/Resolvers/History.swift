import Bytes
import Desk
import GraphQL

extension Movements: ListedColumn {
  static var cursorWord: String { "stepHistory" }
}

extension Bindings<RequestContext> {
  mutating func bindHistory() {
    object("Movement", parents: Movements.self) { fields in
      fields.texts("id") { moves, _ in
        GlobalID.column(.movement, tickets: moves.ticketKeys, moves.numbers)
      }
      fields.enumerations("kind", of: MovementKind.self) { moves, _ in moves.kinds }
      fields.object("from", of: Steps.self) { moves, _ in
        let steps = Distinct(moves.from.map { $0 == .unknown ? nil : $0 })
        return ObjectCells(slots: steps.slots, children: Steps(places: steps.values))
      }
      fields.object("to", of: Steps.self) { moves, _ in
        let steps = Distinct(moves.to)
        return ObjectCells(slots: steps.slots, children: Steps(places: steps.values))
      }
      fields.strings("condition") { moves, call in
        moves.transitions.map { $0.flatMap(call.context.workflow.transition)?.conditionKey }
      }
      fields.texts("conditionLabel") { moves, _ in moves.conditionLabels }
      fields.object("reason", of: Reasons.self) { moves, call in
        let reasons = Distinct(moves.reasons.map { $0.flatMap(call.context.workflow.reason) })
        return ObjectCells(slots: reasons.slots, children: Reasons(reasons: reasons.values))
      }
      fields.texts("justification") { moves, _ in moves.justifications }
      fields.object("requestedBy", of: Participants.self) { moves, call in
        try call.context.participants(moves.requestedBy)
      }
      fields.object("performedBy", of: Participants.self) { moves, call in
        try call.context.attendants(moves.performedBy)
      }
      fields.texts("movedAt") { moves, _ in TextColumn(moves.movedAt) }
    }
    connection(of: "Movement", nodes: Movements.self)
  }
}
