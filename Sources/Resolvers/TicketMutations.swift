import Bytes
import Desk
import GraphQL

/// The actions on a ticket beyond opening, submitting and posting.
extension ObjectBinding<Root, RequestContext> {
  mutating func bindTicketActions() {
    action("updateTicket") {
      UpdateTicket($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("proposeUnderstanding") {
      ProposeUnderstanding($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("approveUnderstanding") {
      DecideUnderstanding($0, .approve)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("rejectUnderstanding") {
      DecideUnderstanding($0, .reject($0.string("reason") ?? ""))
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("completeTicket") {
      CompleteTicket($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("takeTicket") {
      TakeTicket($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("reassignTicket") {
      ReassignTicket($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("cancelTicket") {
      CancelTicket($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("deleteTicket") {
      DeleteTicket($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
  }
}

extension Bindings<RequestContext> {
  mutating func bindTicketActionPayloads() {
    object("UpdateTicketPayload", parents: Payload<TicketID>.self) { fields in
      fields.ticket(\.self)
      fields.problems()
    }
    object("ProposeUnderstandingPayload", parents: Payload<ChildID>.self) { fields in
      fields.understanding(\.self)
      fields.ticket(\.ticket)
      fields.problems()
    }
    for name in ["ApproveUnderstandingPayload", "RejectUnderstandingPayload"] {
      object(name, parents: Payload<DecideUnderstanding.Decided>.self) { fields in
        fields.understanding(\.understanding)
        fields.ticket(\.understanding.ticket)
        fields.movement(\.movement)
        fields.problems()
      }
    }
    for name in [
      "CompleteTicketPayload", "TakeTicketPayload", "ReassignTicketPayload",
      "CancelTicketPayload",
    ] {
      object(name, parents: Payload<ChildID>.self) { fields in
        fields.ticket(\.ticket)
        fields.movement(\.self)
        fields.problems()
      }
    }
    object("DeleteTicketPayload", parents: Payload<TicketID>.self) { fields in
      fields.texts("deletedTicket") { payload, _ in
        guard let id = payload.outcome.value else { return TextColumn([String?.none]) }
        return GlobalID.column(.ticket, [id.rawValue])
      }
      fields.problems()
    }
  }
}

extension ObjectBinding {
  /// Binds the field `movement` of a payload: what the history keeps of it.
  mutating func movement<Value>(
    _ movement: @escaping @Sendable (Value) -> ChildID?
  ) where P == Payload<Value>, Context == RequestContext {
    object("movement", of: Movements.self) { payload, call in
      let context = call.context
      let ids = payload.outcome.value.flatMap(movement).map { [$0] } ?? []
      let found = try context.reader.movements(ids: ids, for: context.viewer)
      return ObjectCells(slots: found.single, children: found.rows)
    }
  }

  /// Binds the field `understanding` of a payload.
  mutating func understanding<Value>(
    _ understanding: @escaping @Sendable (Value) -> ChildID
  ) where P == Payload<Value>, Context == RequestContext {
    object("understanding", of: Understandings.self) { payload, call in
      let context = call.context
      let ids = payload.outcome.value.map { [understanding($0)] } ?? []
      let found = try context.reader.understandings(ids: ids, for: context.viewer)
      return ObjectCells(slots: found.single, children: found.rows)
    }
  }
}

extension Arguments {
  /// The ticket that an input names.
  var ticket: Reference<TicketID> {
    reference("ticket") { if case .ticket(let id) = $0 { id } else { nil } }
  }

  var expectedVersion: Int64? { int("expectedVersion").map(Int64.init) }

  var idempotencyKey: String? { string("idempotencyKey") }
}

extension UpdateTicket {
  fileprivate init(_ input: Arguments) {
    self.init(
      ticket: input.ticket,
      parameters: input.parameterEdits("parameters"),
      expectedVersion: input.expectedVersion,
      idempotencyKey: input.idempotencyKey
    )
  }
}

extension ProposeUnderstanding {
  fileprivate init(_ input: Arguments) {
    self.init(
      ticket: input.ticket,
      text: input.string("text") ?? "",
      idempotencyKey: input.idempotencyKey
    )
  }
}

extension DecideUnderstanding {
  fileprivate init(_ input: Arguments, _ decision: Decision) {
    var understanding: ChildID?
    if case .understanding(let id)? = input.string("understanding").flatMap(GlobalID.init) {
      understanding = id
    }
    self.init(
      understanding: understanding,
      decision: decision,
      idempotencyKey: input.idempotencyKey
    )
  }
}

extension CompleteTicket {
  fileprivate init(_ input: Arguments) {
    self.init(
      ticket: input.ticket,
      solution: input.string("solution"),
      justification: input.string("justification"),
      parameters: input.parameterEdits("parameters"),
      expectedVersion: input.expectedVersion,
      idempotencyKey: input.idempotencyKey
    )
  }
}

extension TakeTicket {
  fileprivate init(_ input: Arguments) {
    self.init(
      ticket: input.ticket,
      expectedVersion: input.expectedVersion,
      idempotencyKey: input.idempotencyKey
    )
  }
}

extension ReassignTicket {
  fileprivate init(_ input: Arguments) {
    self.init(
      ticket: input.ticket,
      attendant: input.reference("attendant") {
        if case .attendant(let id) = $0 { id } else { nil }
      },
      justification: input.string("justification"),
      expectedVersion: input.expectedVersion,
      idempotencyKey: input.idempotencyKey
    )
  }
}

extension CancelTicket {
  fileprivate init(_ input: Arguments) {
    self.init(
      ticket: input.ticket,
      justification: input.string("justification") ?? "",
      expectedVersion: input.expectedVersion,
      idempotencyKey: input.idempotencyKey
    )
  }
}

extension DeleteTicket {
  fileprivate init(_ input: Arguments) {
    self.init(ticket: input.ticket, idempotencyKey: input.idempotencyKey)
  }
}
