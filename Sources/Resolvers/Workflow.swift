import Bytes
import Desk
import GraphQL

/// Groups of ticket types, as places in the workflow.
struct Groups: ParentColumn {
  let places: [Int]
  var count: Int { places.count }
}

/// Ticket types, as places in the workflow.
struct Types: ParentColumn {
  let places: [TypePlace]
  var count: Int { places.count }
}

/// Steps, as places in the workflow.
struct Steps: ParentColumn {
  let places: [StepPlace]
  var count: Int { places.count }
}

/// Ways out of steps.
struct Transitions: ParentColumn {
  let transitions: [Transition]
  var count: Int { transitions.count }
}

/// Reasons for handing tickets over.
struct Reasons: ParentColumn {
  let reasons: [ForwardReason]
  var count: Int { reasons.count }
}

extension Bindings<RequestContext> {
  /// Binds the types of the workflow, which are answered from memory.
  mutating func bindWorkflow() {
    bindGroup()
    bindType()
    bindStep()
    bindTransition()
    object("ForwardReason", parents: Reasons.self) { fields in
      fields.strings("code") { reasons, _ in reasons.reasons.map(\.key) }
      fields.strings("label") { reasons, _ in reasons.reasons.map(\.label) }
      fields.texts("id") { reasons, _ in
        GlobalID.column(.reason, reasons.reasons.map(\.id.rawValue))
      }
      fields.booleans("isActive") { reasons, _ in reasons.reasons.map(\.isActive) }
    }
  }

  private mutating func bindGroup() {
    object("TicketGroup", parents: Groups.self) { fields in
      fields.texts("id") { groups, call in
        GlobalID.column(.group, groups.records(call).map { $0?.id.rawValue ?? 0 })
      }
      fields.strings("key") { groups, call in groups.records(call).map { $0?.key } }
      fields.strings("name") { groups, call in groups.records(call).map { $0?.name } }
      fields.strings("description") { groups, call in
        groups.records(call).map { $0?.description }
      }
      fields.list("types", of: Types.self) { groups, call in
        let catalogue = call.context.catalogue
        var lists = ListBuilder<TypePlace>(reserving: groups.count)
        for group in groups.records(call) {
          lists.append(group?.types.filter(catalogue.offers) ?? [])
        }
        return ListCells(offsets: lists.offsets, children: Types(places: lists.items))
      }
    }
  }

  private mutating func bindType() {
    object("TicketType", parents: Types.self) { fields in
      fields.texts("id") { types, call in
        GlobalID.column(.type, types.records(call).map { $0?.id.rawValue ?? 0 })
      }
      fields.strings("key") { types, call in types.records(call).map { $0?.key } }
      fields.strings("name") { types, call in types.records(call).map { $0?.name } }
      fields.strings("description") { types, call in types.records(call).map { $0?.description } }
      fields.object("group", of: Groups.self) { types, call in
        let groups = Distinct(types.records(call).map { $0?.group })
        return ObjectCells(slots: groups.slots, children: Groups(places: groups.values))
      }
      fields.column("customerTypes", as: .list(.enumeration(of: CustomerType.self))) {
        types,
        call in
        Column.lists(of: types.records(call).map { $0?.opensFor ?? [] })
      }
      fields.list("steps", of: Steps.self) { types, call in
        var lists = ListBuilder<StepPlace>(reserving: types.count)
        let workflow = call.context.workflow
        for type in types.records(call) {
          lists.append(type.map { workflow.steps(of: $0).map(\.place) } ?? [])
        }
        return ListCells(offsets: lists.offsets, children: Steps(places: lists.items))
      }
      fields.booleans("isActive") { types, call in types.records(call).map { $0?.isActive } }
      fields.list("fieldRules", of: FieldRules.self) { types, call in
        try FieldRules.cells(ofTypes: types.records(call).map { $0?.id }, call)
      }
      fields.list("parameters", of: Parameters.self) { types, call in
        let catalogue = call.context.catalogue
        var lists = ListBuilder<Parameter>(reserving: types.count)
        for type in types.records(call) {
          lists.append(type.map(catalogue.parameters(of:)) ?? [])
        }
        return ListCells(offsets: lists.offsets, children: Parameters(parameters: lists.items))
      }
      fields.bindOpeningForm()
    }
  }

  private mutating func bindStep() {
    object("Step", parents: Steps.self) { fields in
      fields.texts("id") { steps, call in
        GlobalID.column(.step, steps.records(call).map { $0?.id.rawValue ?? 0 })
      }
      // A ticket may stand at a step that was lost: it has no name then, and the list goes on.
      fields.strings("key") { steps, call in steps.records(call).map { $0?.key ?? "" } }
      fields.strings("name") { steps, call in steps.records(call).map { $0?.name ?? "" } }
      fields.booleans("isEntry") { steps, call in steps.records(call).map { $0?.isEntry ?? false } }
      fields.booleans("isDefaultEntry") { steps, call in
        steps.records(call).map { $0?.isDefaultEntry ?? false }
      }
      fields.list("transitions", of: Transitions.self) { steps, call in
        var lists = ListBuilder<Transition>(reserving: steps.count)
        let workflow = call.context.workflow
        for step in steps.records(call) {
          lists.append(step.map { Array(workflow.transitions(from: $0)) } ?? [])
        }
        return ListCells(
          offsets: lists.offsets,
          children: Transitions(transitions: lists.items)
        )
      }
      fields.object("attendant", of: Participants.self) { steps, call in
        let isOpen = call.context.viewer.audience == .desk
        return try call.context.attendants(
          steps.records(call).map { isOpen ? $0?.attendant : nil }
        )
      }
      fields.object("assignedAttendant", of: Attendants.self) { steps, call in
        let isOpen = call.context.viewer.has(.administer)
        return Attendants.cells(
          steps.records(call).map { isOpen ? $0?.attendant : nil },
          call.context
        )
      }
    }
  }

  private mutating func bindTransition() {
    object("Transition", parents: Transitions.self) { fields in
      fields.texts("id") { ways, _ in
        GlobalID.column(.transition, ways.transitions.map(\.id.rawValue))
      }
      fields.list("namedReasons", of: Reasons.self) { ways, call in
        var lists = ListBuilder<ForwardReason>(reserving: ways.count)
        for way in ways.transitions {
          lists.append(way.reasons.compactMap { call.context.workflow.reason($0) })
        }
        return ListCells(offsets: lists.offsets, children: Reasons(reasons: lists.items))
      }
      fields.strings("condition") { ways, _ in ways.transitions.map(\.conditionKey) }
      fields.strings("label") { ways, _ in ways.transitions.map(\.conditionLabel) }
      fields.object("to", of: Steps.self) { ways, _ in
        ObjectCells(children: Steps(places: ways.transitions.map(\.to)))
      }
      fields.enumerations("responsibility", of: Responsibility.self) { ways, _ in
        ways.transitions.map(\.responsibility)
      }
      fields.list("reasons", of: Reasons.self) { ways, call in
        var lists = ListBuilder<ForwardReason>(reserving: ways.count)
        let workflow = call.context.workflow
        for way in ways.transitions { lists.append(workflow.reasons(for: way)) }
        return ListCells(offsets: lists.offsets, children: Reasons(reasons: lists.items))
      }
    }
  }
}

extension Groups {
  fileprivate func records(_ call: Call<RequestContext>) -> [TicketGroup?] {
    let groups = call.context.workflow.groups
    return places.map { groups.indices.contains($0) ? groups[$0] : nil }
  }
}

extension Types {
  fileprivate func records(_ call: Call<RequestContext>) -> [TicketType?] {
    places.map(call.context.workflow.type)
  }
}

extension Steps {
  fileprivate func records(_ call: Call<RequestContext>) -> [Step?] {
    places.map(call.context.workflow.step)
  }
}
