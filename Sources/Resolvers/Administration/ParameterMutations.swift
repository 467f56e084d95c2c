import Desk
import GraphQL

extension ObjectBinding<Root, RequestContext> {
  mutating func bindParameterMutations() {
    action("createParameter") {
      CreateParameter($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("updateParameter") {
      UpdateParameter($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("deleteParameter") {
      DeleteParameter(parameter: $0.parameterReference("parameter"))
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
  }
}

extension Bindings<RequestContext> {
  mutating func bindParameterPayloads() {
    for name in ["CreateParameterPayload", "UpdateParameterPayload"] {
      object(name, parents: Payload<ParameterID>.self) { fields in
        fields.object("parameter", of: Parameters.self) { payload, call in
          let found = payload.outcome.value.flatMap(call.context.workflow.parameter)
          return ObjectCells(
            slots: [found == nil ? -1 : 0],
            children: Parameters(parameters: found.map { [$0.parameter] } ?? [])
          )
        }
        fields.problems()
      }
    }
    object("DeleteParameterPayload", parents: Payload<ParameterID>.self) { fields in
      fields.deleted(.parameter)
      fields.problems()
    }
  }
}

extension CreateParameter {
  fileprivate init(_ input: Arguments) {
    self.init(
      type: input.typeReference("type"),
      key: input.string("key") ?? "",
      label: input.string("label") ?? "",
      kind: input.parameterKind("kind") ?? .text,
      help: input.string("help"),
      constraints: ParameterConstraints(input),
      position: input.int("position")
    )
  }
}

extension UpdateParameter {
  fileprivate init(_ input: Arguments) {
    self.init(
      parameter: input.parameterReference("parameter"),
      label: input.change("label"),
      kind: input.parameterKind("kind"),
      help: input.optionalChange("help"),
      constraints: ParameterConstraints(input),
      position: input.int("position")
    )
  }
}

extension ParameterConstraints {
  fileprivate init(_ input: Arguments) {
    let value = input.object("default").flatMap(ParameterValue.init)
    self.init(
      defaultValue: input.isGiven("default") ? .set(value) : .keep,
      lengthMax: input.optionalNumberChange("lengthMax"),
      minimum: input.optionalChange("minimum"),
      maximum: input.optionalChange("maximum"),
      fractionDigits: input.optionalNumberChange("fractionDigits"),
      choices: input.objects("choices")?.map { choice in
        Choice(key: choice.string("key") ?? "", label: choice.string("label") ?? "")
      }
    )
  }
}

extension Arguments {
  fileprivate func parameterKind(_ name: String) -> ParameterKind? {
    enumeration(name, as: FormKind.self).flatMap { ParameterKind(rawValue: $0.rawValue) }
  }
}
