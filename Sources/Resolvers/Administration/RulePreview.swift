import Desk
import GraphQL

/// Previews of drafts: at most one.
struct RulePreviews: ParentColumn {
  let previews: [RulePreview]
  var count: Int { previews.count }

  /// The preview that some arguments ask for; null where there is no such draft or type.
  static func cells(
    _ arguments: Arguments,
    _ context: RequestContext
  ) throws -> ObjectCells<RulePreviews> {
    let question = PreviewRuleChange(
      draft: arguments.ruleVersionReference("draft"),
      rules: (arguments.objects("rules") ?? []).map(SetFieldRules.Rule.init),
      type: arguments.typeReference("type")
    )
    let preview = try question.read(for: context.viewer, on: context.reader)
    return ObjectCells(
      slots: [preview == nil ? -1 : 0],
      children: RulePreviews(previews: preview.map { [$0] } ?? [])
    )
  }
}

/// What other rules would change.
struct AccessChanges: ParentColumn {
  let changes: [AccessChange]
  var count: Int { changes.count }
}

/// What sides have of parameters.
struct AccessStates: ParentColumn {
  let states: [AccessState]
  var count: Int { states.count }
}

/// What changes would be felt in.
struct Reaches: ParentColumn {
  let reaches: [Reach]
  var count: Int { reaches.count }
}

/// Effects with their extent.
struct EffectTotals: ParentColumn {
  let totals: [EffectTotal]
  var count: Int { totals.count }
}

/// Tickets that changes would be felt in.
struct SampledTickets: ParentColumn {
  let sample: [AccessChange.Sampled]
  var count: Int { sample.count }
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
    enumeration("AccessEffect", of: AccessEffect.self)
    bindPreview()
    bindAccessChange()
    object("RuleReach", parents: Reaches.self) { fields in
      fields.ints("openTickets") { list, _ in list.counts(\.openTickets) }
      fields.ints("onTurn") { list, _ in list.counts(\.onTurn) }
      fields.ints("customers") { list, _ in list.counts(\.customers) }
      fields.ints("values") { list, _ in list.counts(\.values) }
    }
    object("EffectTotal", parents: EffectTotals.self) { fields in
      fields.enumerations("audience", of: Audience.self) { list, _ in
        list.totals.map(\.audience)
      }
      fields.enumerations("effect", of: AccessEffect.self) { list, _ in list.totals.map(\.effect) }
      fields.ints("changes") { list, _ in list.totals.map { Int32(clamping: $0.changes) } }
      fields.object("reach", of: Reaches.self) { list, _ in
        ObjectCells(children: Reaches(reaches: list.totals.map(\.reach)))
      }
    }
    object("SampledTicket", parents: SampledTickets.self) { fields in
      fields.object("ticket", of: Tickets.self, demand: { TicketFields($0).bits }) { list, call in
        let found = try call.context.reader.tickets(
          ids: list.sample.map(\.ticket),
          fields: TicketFields(bits: call.demand),
          for: call.context.viewer
        )
        return ObjectCells(slots: found.slots, children: found.rows)
      }
      fields.bindStates { $0.sample.map { ($0.before, $0.after) } }
    }
    object("AccessState", parents: AccessStates.self) { fields in
      fields.enumerations("access", of: ExposureWord.self) { list, _ in
        list.states.map { ExposureWord($0.exposure) }
      }
      fields.booleans("required") { list, _ in list.states.map(\.isRequired) }
      fields.booleans("neededToEnter") { list, _ in list.states.map(\.isNeededToEnter) }
    }
  }

  private mutating func bindPreview() {
    object("RulePreview", parents: RulePreviews.self) { fields in
      fields.object("draft", of: RuleVersions.self) { list, call in
        try RuleVersions.cells(list.previews.map(\.draft), call.context)
      }
      fields.list("problems", of: Problems.self) { list, _ in
        let cells = list.lists(\.problems)
        return ListCells(offsets: cells.offsets, children: Problems(problems: cells.items))
      }
      fields.list("changes", of: AccessChanges.self) { list, _ in
        let cells = list.lists(\.changes)
        return ListCells(offsets: cells.offsets, children: AccessChanges(changes: cells.items))
      }
      fields.ints("totalCount") { list, _ in
        list.previews.map { Int32(clamping: $0.totalCount) }
      }
      fields.object("reach", of: Reaches.self) { list, _ in
        ObjectCells(children: Reaches(reaches: list.previews.map(\.reach)))
      }
      fields.list("totals", of: EffectTotals.self) { list, _ in
        let cells = list.lists(\.totals)
        return ListCells(offsets: cells.offsets, children: EffectTotals(totals: cells.items))
      }
      fields.list("brings", of: LintFindings.self) { list, _ in
        let cells = list.lists(\.brought)
        return ListCells(offsets: cells.offsets, children: LintFindings(findings: cells.items))
      }
      fields.list("heals", of: LintFindings.self) { list, _ in
        let cells = list.lists(\.healed)
        return ListCells(offsets: cells.offsets, children: LintFindings(findings: cells.items))
      }
    }
  }

  private mutating func bindAccessChange() {
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
      fields.bindStates { $0.changes.map { ($0.before, $0.after) } }
      fields.column("effects", as: .list(.enumeration(of: AccessEffect.self))) { list, _ in
        Column.lists(of: list.changes.map(\.effects))
      }
      fields.object("reach", of: Reaches.self) { list, _ in
        ObjectCells(children: Reaches(reaches: list.changes.map(\.reach)))
      }
      fields.list("sample", of: SampledTickets.self) { list, _ in
        var lists = ListBuilder<AccessChange.Sampled>(reserving: list.count)
        for change in list.changes { lists.append(change.sample) }
        return ListCells(offsets: lists.offsets, children: SampledTickets(sample: lists.items))
      }
    }
  }
}

extension ObjectBinding where Context == RequestContext {
  /// Binds what a side has before and after.
  fileprivate mutating func bindStates(
    _ states: @escaping @Sendable (P) -> [(AccessState, AccessState)]
  ) {
    object("before", of: AccessStates.self) { parents, _ in
      ObjectCells(children: AccessStates(states: states(parents).map(\.0)))
    }
    object("after", of: AccessStates.self) { parents, _ in
      ObjectCells(children: AccessStates(states: states(parents).map(\.1)))
    }
  }
}

extension Reaches {
  fileprivate func counts(_ count: (Reach) -> Int) -> [Int32?] {
    reaches.map { Int32(clamping: count($0)) }
  }
}

extension RulePreviews {
  fileprivate func lists<Item>(_ items: (RulePreview) -> [Item]) -> ListBuilder<Item> {
    var lists = ListBuilder<Item>(reserving: count)
    for preview in previews { lists.append(items(preview)) }
    return lists
  }
}
