import Desk
import GraphQL

extension Bindings<RequestContext> {
  mutating func bindMutation() {
    object("Mutation", parents: Root.self) { fields in
      fields.bindSession()
      fields.bindAdministrationMutations()
      fields.bindPeopleMutations()
      fields.bindArticleMutations()
      fields.action("openTicket") {
        OpenTicket($0)
      } perform: {
        try $0.perform(for: $1, in: $2)
      }
      fields.action("postMessage") {
        PostMessage($0)
      } perform: {
        try $0.perform(for: $1, in: $2)
      }
      fields.bindAddAttachments()
      fields.bindRequestUpload()
      fields.action("submitTicket") {
        SubmitTicket($0)
      } perform: {
        try $0.perform(for: $1, in: $2)
      }
      fields.bindTicketActions()
    }
    bindSessionPayloads()
    bindTicketPayloads()
    bindAddAttachmentsPayload()
    bindTicketActionPayloads()
  }

  private mutating func bindTicketPayloads() {
    object("OpenTicketPayload", parents: Payload<TicketID>.self) { fields in
      fields.ticket(\.self)
      fields.problems()
    }
    object("PostMessagePayload", parents: Payload<ChildID>.self) { fields in
      fields.object("message", of: Messages.self) { payload, call in
        let context = call.context
        let ids = payload.outcome.value.map { [$0] } ?? []
        let found = try context.reader.messages(ids: ids, for: context.viewer)
        return ObjectCells(slots: found.single, children: found.rows)
      }
      fields.ticket(\.ticket)
      fields.problems()
    }
    object("SubmitTicketPayload", parents: Payload<ChildID>.self) { fields in
      fields.ticket(\.ticket)
      fields.movement(\.self)
      fields.problems()
    }
  }
}

extension ObjectBinding {
  /// Binds the field `ticket` of a payload: read after the movement, under the new step's rules.
  mutating func ticket<Value>(
    _ ticket: @escaping @Sendable (Value) -> TicketID?
  ) where P == Payload<Value>, Context == RequestContext {
    object("ticket", of: Tickets.self, demand: { TicketFields($0).bits }) { payload, call in
      let context = call.context
      let found = try context.reader.tickets(
        ids: payload.outcome.value.flatMap(ticket).map { [$0] } ?? [],
        fields: TicketFields(bits: call.demand),
        for: context.viewer
      )
      return ObjectCells(slots: found.single, children: found.rows)
    }
  }
}

extension ObjectBinding<Root, RequestContext> {
  /// Binds a mutation to an action: reads its input, performs it, and hands on what came of it.
  mutating func action<Action, Value: Sendable>(
    _ name: String,
    _ read: @escaping @Sendable (Arguments) -> Action,
    perform: @escaping @Sendable (Action, Viewer, WriteContext) throws -> Outcome<Value>
  ) {
    object(name, of: Payload<Value>.self) { _, call in
      let context = call.context
      try context.requireSignIn()
      let action = read(call.arguments.object("input") ?? .none)
      return ObjectCells(
        children: Payload(try perform(action, context.viewer, try context.requireWriter()))
      )
    }
  }
}

extension OpenTicket {
  fileprivate init(_ input: Arguments) {
    self.init(
      type: input.reference("type") { if case .type(let id) = $0 { id } else { nil } },
      customer: input.reference("customer") { if case .customer(let id) = $0 { id } else { nil } },
      entryStep: input.reference("entryStep") { if case .step(let id) = $0 { id } else { nil } },
      parameters: input.parameterEdits("parameters"),
      idempotencyKey: input.string("idempotencyKey"),
      academicContext: input.reference("academicContext") {
        if case .enrolment(let id) = $0 { id } else { nil }
      }
    )
  }
}

extension PostMessage {
  fileprivate init(_ input: Arguments) {
    self.init(
      ticket: input.reference("ticket") { if case .ticket(let id) = $0 { id } else { nil } },
      text: input.string("text") ?? "",
      isInternal: input.boolean("internal") ?? false,
      idempotencyKey: input.string("idempotencyKey")
    )
  }
}

extension SubmitTicket {
  fileprivate init(_ input: Arguments) {
    self.init(
      ticket: input.reference("ticket") { if case .ticket(let id) = $0 { id } else { nil } },
      condition: input.string("condition") ?? "",
      reason: input.string("reason") ?? "",
      justification: input.string("justification"),
      expectedVersion: input.int("expectedVersion").map(Int64.init),
      parameters: input.parameterEdits("parameters"),
      idempotencyKey: input.string("idempotencyKey")
    )
  }
}
