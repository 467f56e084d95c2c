import Desk
import GraphQL

extension ObjectBinding<Root, RequestContext> {
  mutating func bindRuleMutations() {
    action("createRuleDraft") {
      CreateRuleDraft(basedOn: $0.ruleVersionReference("basedOn"))
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("setFieldRules") {
      SetFieldRules(
        draft: $0.ruleVersionReference("draft"),
        rules: ($0.objects("rules") ?? []).map(SetFieldRules.Rule.init)
      )
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("rebaseRuleDraft") {
      RebaseRuleDraft(draft: $0.ruleVersionReference("draft"))
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("publishRuleDraft") {
      PublishRuleDraft(
        draft: $0.ruleVersionReference("draft"),
        reason: $0.string("reason") ?? "",
        expectedRuleVersion: $0.ruleVersionReference("expectedRuleVersion")
      )
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("discardRuleDraft") {
      DiscardRuleDraft(draft: $0.ruleVersionReference("draft"))
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("restoreRuleVersion") {
      RestoreRuleVersion(
        version: $0.ruleVersionReference("version"),
        reason: $0.string("reason") ?? ""
      )
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
  }
}

extension Bindings<RequestContext> {
  mutating func bindRulePayloads() {
    let names = [
      "CreateRuleDraftPayload", "SetFieldRulesPayload", "RebaseRuleDraftPayload",
      "PublishRuleDraftPayload", "RestoreRuleVersionPayload",
    ]
    for name in names {
      object(name, parents: Payload<RuleVersionID>.self) { fields in
        fields.object("version", of: RuleVersions.self) { payload, call in
          try RuleVersions.cells([payload.outcome.value], call.context)
        }
        fields.problems()
      }
    }
    object("DiscardRuleDraftPayload", parents: Payload<RuleVersionID>.self) { fields in
      fields.deleted(.ruleVersion)
      fields.problems()
    }
  }
}

extension SetFieldRules.Rule {
  init(_ input: Arguments) {
    self.init(
      step: input.stepReference("step"),
      parameter: input.string("parameter") ?? "",
      flags: FieldFlags(input),
      refinements: (input.objects("refinements") ?? []).map { refinement in
        SetFieldRules.Refinement(
          customerType: refinement.enumeration("customerType", as: CustomerType.self) ?? .client,
          flags: FieldFlags(refinement)
        )
      }
    )
  }
}

extension FieldFlags {
  fileprivate init(_ input: Arguments) {
    self = []
    if input.boolean("required") == true { insert(.required) }
    if input.boolean("readOnly") == true { insert(.readOnly) }
    if input.boolean("neededFromPrevious") == true { insert(.neededFromPrevious) }
    if input.boolean("invisible") == true { insert(.invisible) }
    if input.boolean("invisibleOnline") == true { insert(.invisibleOnline) }
  }
}
