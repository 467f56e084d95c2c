import Desk
import GraphQL

/// What can be done with tickets: every action, ticket after ticket.
struct ActionStates: ParentColumn {
  let actions: [TicketAction]
  /// Why an action is not permitted; `nil` where it is.
  let refusals: [ProblemCode?]

  var count: Int { actions.count }

  /// The actions of each ticket, as the mutations would judge them (F14).
  static func cells(
    of tickets: Tickets,
    _ context: RequestContext
  ) throws -> ListCells<ActionStates> {
    let all = TicketAction.allCases
    let refusals = try context.reader.refusals(on: tickets, to: context.viewer)
    return ListCells(
      offsets: (0...tickets.count).map { Int32(clamping: $0 * all.count) },
      children: ActionStates(
        actions: (0..<tickets.count).flatMap { _ in all },
        refusals: refusals
      )
    )
  }
}

extension Bindings<RequestContext> {
  mutating func bindActions() {
    object("ActionState", parents: ActionStates.self) { fields in
      fields.enumerations("action", of: TicketAction.self) { states, _ in states.actions }
      fields.booleans("allowed") { states, _ in states.refusals.map { $0 == nil } }
      fields.enumerations("reasonCode", of: ProblemCode.self) { states, _ in
        states.refusals
      }
    }
  }
}
