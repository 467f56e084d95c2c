import Desk
import GraphQL

extension Bindings<RequestContext> {
  /// Binds what administrators set up the desk with.
  mutating func bindAdministration() {
    bindGroupPayloads()
    bindTypePayloads()
    bindStepPayloads()
    bindTransitionPayloads()
    bindParameterPayloads()
    bindReasonPayloads()
    bindAttendants()
    bindSettings()
    bindRules()
    bindRulePayloads()
    bindRulePreview()
    bindLint()
    bindAuditLog()
  }
}

extension ObjectBinding<Root, RequestContext> {
  /// Binds what administrators ask for.
  mutating func bindAdministrationQueries() {
    bindCatalogueQueries()
    bindRuleQueries()
    bindAuditQuery()
  }

  /// Binds what administrators change.
  mutating func bindAdministrationMutations() {
    bindGroupMutations()
    bindTypeMutations()
    bindStepMutations()
    bindTransitionMutations()
    bindParameterMutations()
    bindReasonMutations()
    bindAttendantMutations()
    bindRuleMutations()
  }

  private mutating func bindCatalogueQueries() {
    list("forwardReasons", of: Reasons.self) { _, call in
      try call.context.requireSignIn()
      let isOpen = call.context.viewer.has(.administer)
      let reasons = isOpen ? call.context.workflow.reasons : []
      return ListCells(
        offsets: [0, Int32(clamping: reasons.count)],
        children: Reasons(reasons: reasons)
      )
    }
    list("attendants", of: Attendants.self) { _, call in
      try call.context.requireSignIn()
      let isOpen = call.context.viewer.audience == .desk
      let attendants = isOpen ? call.context.workflow.attendants : []
      return ListCells(
        offsets: [0, Int32(clamping: attendants.count)],
        children: Attendants(attendants: attendants)
      )
    }
    object("settings", of: SettingsObject.self) { _, call in
      try call.context.requireSignIn()
      let isOpen = call.context.viewer.has(.administer)
      return ObjectCells(slots: [isOpen ? 0 : -1], children: SettingsObject())
    }
  }
}
