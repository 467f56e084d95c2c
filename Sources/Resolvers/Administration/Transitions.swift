import Desk
import GraphQL

extension ObjectBinding<Root, RequestContext> {
  mutating func bindTransitionMutations() {
    action("createTransition") {
      CreateTransition($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("updateTransition") {
      UpdateTransition($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("deleteTransition") {
      DeleteTransition(transition: $0.transitionReference("transition"))
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
  }

  mutating func bindReasonMutations() {
    action("createForwardReason") {
      CreateForwardReason($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("updateForwardReason") {
      UpdateForwardReason($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("deleteForwardReason") {
      DeleteForwardReason(reason: $0.reasonReference("reason"))
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
  }
}

extension Bindings<RequestContext> {
  mutating func bindTransitionPayloads() {
    for name in ["CreateTransitionPayload", "UpdateTransitionPayload"] {
      object(name, parents: Payload<TransitionID>.self) { fields in
        fields.object("transition", of: Transitions.self) { payload, call in
          let way = payload.outcome.value.flatMap(call.context.workflow.transition)
          return ObjectCells(
            slots: [way == nil ? -1 : 0],
            children: Transitions(transitions: way.map { [$0] } ?? [])
          )
        }
        fields.problems()
      }
    }
    object("DeleteTransitionPayload", parents: Payload<TransitionID>.self) { fields in
      fields.deleted(.transition)
      fields.problems()
    }
  }

  mutating func bindReasonPayloads() {
    for name in ["CreateForwardReasonPayload", "UpdateForwardReasonPayload"] {
      object(name, parents: Payload<ReasonID>.self) { fields in
        fields.object("reason", of: Reasons.self) { payload, call in
          let reason = payload.outcome.value.flatMap { call.context.workflow.reason($0) }
          return ObjectCells(
            slots: [reason == nil ? -1 : 0],
            children: Reasons(reasons: reason.map { [$0] } ?? [])
          )
        }
        fields.problems()
      }
    }
    object("DeleteForwardReasonPayload", parents: Payload<ReasonID>.self) { fields in
      fields.deleted(.reason)
      fields.problems()
    }
  }
}

extension CreateTransition {
  fileprivate init(_ input: Arguments) {
    self.init(
      from: input.stepReference("from"),
      to: input.stepReference("to"),
      condition: input.string("condition") ?? "",
      label: input.string("label") ?? "",
      responsibility: input.enumeration("responsibility", as: Responsibility.self) ?? .attendant,
      reasons: input.reasonReferences("reasons") ?? [],
      position: input.int("position")
    )
  }
}

extension UpdateTransition {
  fileprivate init(_ input: Arguments) {
    self.init(
      transition: input.transitionReference("transition"),
      to: input.stepReference("to"),
      label: input.change("label"),
      responsibility: input.enumeration("responsibility", as: Responsibility.self),
      reasons: input.reasonReferences("reasons"),
      position: input.int("position")
    )
  }
}

extension CreateForwardReason {
  fileprivate init(_ input: Arguments) {
    self.init(
      code: input.string("code") ?? "",
      label: input.string("label") ?? "",
      position: input.int("position")
    )
  }
}

extension UpdateForwardReason {
  fileprivate init(_ input: Arguments) {
    self.init(
      reason: input.reasonReference("reason"),
      label: input.change("label"),
      isActive: input.boolean("isActive"),
      position: input.int("position")
    )
  }
}
