import Desk
import GraphQL

/// Previews of drafts: at most one.
struct RulePreviews: ParentColumn {
  let previews: [RulePreview]
  var count: Int { previews.count }

  /// The preview that some arguments ask for; null where there is no such draft.
  static func cells(
    _ arguments: Arguments,
    _ context: RequestContext
  ) throws -> ObjectCells<RulePreviews> {
    let type = arguments.typeReference("type")
    var preview: RulePreview?
    if let draft = arguments.ruleVersionReference("draft").named, type != .unreadable {
      preview = try context.reader.rulePreview(of: draft, type: type.named, for: context.viewer)
    }
    return ObjectCells(
      slots: [preview == nil ? -1 : 0],
      children: RulePreviews(previews: preview.map { [$0] } ?? [])
    )
  }
}

/// What drafts would change.
struct AccessChanges: ParentColumn {
  let changes: [AccessChange]
  var count: Int { changes.count }
}

/// What sides have of parameters.
struct AccessStates: ParentColumn {
  let states: [AccessState]
  var count: Int { states.count }
}

/// The words of the schema for ``Exposure``.
enum ExposureWord: String, Hashable, Sendable, CaseIterable {
  case hidden = "HIDDEN"
  case readOnly = "READ_ONLY"
  case writable = "WRITABLE"

  init(_ exposure: Exposure) {
    switch exposure {
    case .hidden: self = .hidden
    case .readOnly: self = .readOnly
    case .writable: self = .writable
    }
  }
}

extension Bindings<RequestContext> {
  mutating func bindRulePreview() {
    enumeration("Audience", of: Audience.self)
    enumeration("Exposure", of: ExposureWord.self)
    object("RulePreview", parents: RulePreviews.self) { fields in
      fields.object("draft", of: RuleVersions.self) { list, call in
        try RuleVersions.cells(list.previews.map(\.draft), call.context)
      }
      fields.list("changes", of: AccessChanges.self) { list, _ in
        var lists = ListBuilder<AccessChange>(reserving: list.count)
        for preview in list.previews { lists.append(preview.changes) }
        return ListCells(offsets: lists.offsets, children: AccessChanges(changes: lists.items))
      }
      fields.ints("totalCount") { list, _ in
        list.previews.map { Int32(clamping: $0.totalCount) }
      }
    }
    object("AccessChange", parents: AccessChanges.self) { fields in
      fields.object("type", of: Types.self) { list, call in
        let workflow = call.context.workflow
        let types = Distinct(list.changes.map { workflow.step($0.step)?.type ?? .unknown })
        return ObjectCells(slots: types.slots, children: Types(places: types.values))
      }
      fields.bindPlace { $0.changes.map { ($0.step, $0.parameter) } }
      fields.strings("parameterLabel") { list, _ in list.changes.map(\.parameter.label) }
      fields.enumerations("customerType", of: CustomerType.self) { list, _ in
        list.changes.map(\.customerType)
      }
      fields.enumerations("audience", of: Audience.self) { list, _ in
        list.changes.map(\.audience)
      }
      fields.object("before", of: AccessStates.self) { list, _ in
        ObjectCells(children: AccessStates(states: list.changes.map(\.before)))
      }
      fields.object("after", of: AccessStates.self) { list, _ in
        ObjectCells(children: AccessStates(states: list.changes.map(\.after)))
      }
      fields.ints("openTickets") { list, _ in
        list.changes.map { Int32(clamping: $0.openTickets) }
      }
    }
    object("AccessState", parents: AccessStates.self) { fields in
      fields.enumerations("access", of: ExposureWord.self) { list, _ in
        list.states.map { ExposureWord($0.exposure) }
      }
      fields.booleans("required") { list, _ in list.states.map(\.isRequired) }
      fields.booleans("neededToEnter") { list, _ in list.states.map(\.isNeededToEnter) }
    }
  }
}
