import Desk
import GraphQL

extension ObjectBinding<Root, RequestContext> {
  mutating func bindStepMutations() {
    action("createStep") {
      CreateStep($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("updateStep") {
      UpdateStep($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("deleteStep") {
      DeleteStep(step: $0.stepReference("step"))
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
  }
}

extension Bindings<RequestContext> {
  mutating func bindStepPayloads() {
    for name in ["CreateStepPayload", "UpdateStepPayload"] {
      object(name, parents: Payload<StepID>.self) { fields in
        fields.object("step", of: Steps.self) { payload, call in
          let place = payload.outcome.value.map { call.context.workflow.place(of: $0) }
          return ObjectCells(
            slots: [place == nil ? -1 : 0],
            children: Steps(places: [place ?? .unknown])
          )
        }
        fields.problems()
      }
    }
    object("DeleteStepPayload", parents: Payload<StepID>.self) { fields in
      fields.deleted(.step)
      fields.problems()
    }
  }
}

extension CreateStep {
  fileprivate init(_ input: Arguments) {
    self.init(
      type: input.typeReference("type"),
      key: input.string("key") ?? "",
      name: input.string("name") ?? "",
      isEntry: input.boolean("isEntry"),
      isDefaultEntry: input.boolean("isDefaultEntry") ?? false,
      attendant: input.attendantReference("attendant"),
      position: input.int("position")
    )
  }
}

extension UpdateStep {
  fileprivate init(_ input: Arguments) {
    self.init(
      step: input.stepReference("step"),
      name: input.change("name"),
      isEntry: input.boolean("isEntry"),
      isDefaultEntry: input.boolean("isDefaultEntry"),
      attendant: input.attendantChange("attendant"),
      position: input.int("position")
    )
  }
}
