import Bytes
import Desk
import GraphQL

extension RuleVersions: ListedColumn {
  static var cursorWord: String { "ruleVersions" }
  var cursorKeys: [Int64] { ids.map(\.rawValue) }

  /// A cell for each of some keys, each read once.
  static func cells(
    _ ids: [RuleVersionID?],
    _ context: RequestContext
  ) throws -> ObjectCells<RuleVersions> {
    let distinct = Distinct(ids)
    let found = try context.reader.ruleVersions(ids: distinct.values, for: context.viewer)
    let slots = distinct.slots.map { $0 < 0 ? -1 : found.slots[Int($0)] }
    return ObjectCells(slots: slots, children: found.rows)
  }
}

/// Cells of the rules.
struct FieldRules: ParentColumn {
  let rules: [FieldRule]
  var count: Int { rules.count }
}

extension FieldRules {
  /// All cells of the rules in force, for each of a column of types.
  static func cells(
    ofTypes types: [TicketTypeID?],
    _ call: Call<RequestContext>
  ) throws -> ListCells<FieldRules> {
    let context = call.context
    let step = call.arguments.stepReference("step")
    let inForce = context.workflow.ruleVersion.map { RuleVersionID($0) }
    var rules: [TicketTypeID: [FieldRule]] = [:]
    if step != .unreadable {
      let all = try context.reader.fieldRules(
        of: inForce,
        types: Set(types.compactMap(\.self)),
        step: step.named,
        isWhole: true,
        for: context.viewer
      )
      for rule in all {
        guard
          let type = context.workflow.step(rule.step).flatMap({ context.workflow.type($0.type) })
        else { continue }
        rules[type.id, default: []].append(rule)
      }
    }
    var lists = ListBuilder<FieldRule>(reserving: types.count)
    for type in types { lists.append(type.flatMap { rules[$0] } ?? []) }
    return ListCells(offsets: lists.offsets, children: FieldRules(rules: lists.items))
  }
}

/// What rules add for single customer types.
struct RuleRefinements: ParentColumn {
  let refinements: [(customerType: CustomerType, flags: FieldFlags)]
  var count: Int { refinements.count }
}

/// What versions of the rules say otherwise.
struct RuleChanges: ParentColumn {
  let changes: [RuleChange]
  var count: Int { changes.count }
}

extension ObjectBinding<Root, RequestContext> {
  mutating func bindRuleQueries() {
    object("ruleVersion", of: RuleVersions.self) { _, call in
      try call.context.requireSignIn()
      return try RuleVersions.cells(
        [call.arguments.ruleVersionReference("id").named],
        call.context
      )
    }
    object(
      "ruleVersions",
      of: Connections<RuleVersions>.self,
      demand: { UInt64(PageDemand($0).rawValue) }
    ) { _, call in
      let context = call.context
      try context.requireSignIn()
      let found = try context.reader.ruleVersionPage(
        try context.page(call.arguments, cursorWord: RuleVersions.cursorWord),
        demand: PageDemand(rawValue: UInt8(truncatingIfNeeded: call.demand)),
        for: context.viewer
      )
      return ObjectCells(children: Connections(pages: found.pages, nodes: found.versions))
    }
    object("previewRuleChange", of: RulePreviews.self, isHeavy: true) { _, call in
      try call.context.requireSignIn()
      return try RulePreviews.cells(call.arguments, call.context)
    }
    bindLintQuery()
  }
}

extension Bindings<RequestContext> {
  mutating func bindRules() {
    object("RuleVersion", parents: RuleVersions.self) { fields in
      fields.bindVersion()
      fields.bindVersionRules()
    }
    connection(of: "RuleVersion", nodes: RuleVersions.self)
    object("FieldRule", parents: FieldRules.self) { fields in
      fields.bindPlace { $0.rules.map { ($0.step, $0.parameter) } }
      fields.strings("parameterLabel") { list, _ in list.rules.map(\.parameter.label) }
      fields.object("parameter", of: Parameters.self) { list, _ in
        let found = Distinct(
          list.rules.map { $0.parameter.kind == .section ? nil : $0.parameter }
        )
        return ObjectCells(
          slots: found.slots,
          children: Parameters(parameters: found.values)
        )
      }
      fields.bindFlags { $0.rules.map(\.cell.flags) }
      fields.list("refinements", of: RuleRefinements.self) { list, _ in
        var lists = ListBuilder<(customerType: CustomerType, flags: FieldFlags)>(
          reserving: list.count
        )
        for rule in list.rules {
          lists.append(rule.cell.refinedTypes.map { ($0, rule.cell[$0]) })
        }
        return ListCells(
          offsets: lists.offsets,
          children: RuleRefinements(refinements: lists.items)
        )
      }
    }
    object("RuleRefinement", parents: RuleRefinements.self) { fields in
      fields.enumerations("customerType", of: CustomerType.self) { list, _ in
        list.refinements.map(\.customerType)
      }
      fields.bindFlags { $0.refinements.map(\.flags) }
    }
    object("RuleChange", parents: RuleChanges.self) { fields in
      fields.bindPlace { $0.changes.map { ($0.after.step, $0.after.parameter) } }
      fields.object("before", of: FieldRules.self) { list, _ in
        ObjectCells(children: FieldRules(rules: list.changes.map(\.before)))
      }
      fields.object("after", of: FieldRules.self) { list, _ in
        ObjectCells(children: FieldRules(rules: list.changes.map(\.after)))
      }
    }
  }
}

extension ObjectBinding<RuleVersions, RequestContext> {
  fileprivate mutating func bindVersion() {
    texts("id") { list, _ in GlobalID.column(.ruleVersion, list.cursorKeys) }
    ints("number") { list, _ in list.numbers.map { $0.map(Int32.init(clamping:)) } }
    booleans("isDraft") { list, _ in list.numbers.map { $0 == nil } }
    booleans("isInForce") { list, call in
      list.ids.map { $0.rawValue == call.context.workflow.ruleVersion }
    }
    booleans("isUpToDate") { list, call in
      list.ids.indices.map { place in
        list.numbers[place] == nil
          && list.draftedOver[place]?.rawValue == call.context.workflow.ruleVersion
      }
    }
    texts("reason") { list, _ in list.reasons }
    object("basedOn", of: RuleVersions.self) { list, call in
      try RuleVersions.cells(list.basedOn, call.context)
    }
    texts("createdAt") { list, _ in TextColumn(list.createdAt) }
    object("createdBy", of: Users.self) { list, call in
      try call.context.users(list.createdBy)
    }
    texts("publishedAt") { list, _ in TextColumn(list.publishedAt) }
    object("publishedBy", of: Users.self) { list, call in
      try call.context.users(list.publishedBy)
    }
  }

  fileprivate mutating func bindVersionRules() {
    list("rules", of: FieldRules.self) { list, call in
      let context = call.context
      let (type, step) = (
        call.arguments.typeReference("type"), call.arguments.stepReference("step")
      )
      var lists = ListBuilder<FieldRule>(reserving: list.count)
      for id in list.ids {
        // An id of something else names no type, and so no rule.
        guard type != .unreadable, step != .unreadable else {
          lists.append([])
          continue
        }
        let rules = try context.reader.fieldRules(
          of: id,
          types: type.named.map { [$0] },
          step: step.named,
          isWhole: false,
          for: context.viewer
        )
        lists.append(rules)
      }
      return ListCells(offsets: lists.offsets, children: FieldRules(rules: lists.items))
    }
    list("changes", of: RuleChanges.self) { list, call in
      let (reader, viewer) = (call.context.reader, call.context.viewer)
      let since = call.arguments.ruleVersionReference("since")
      let isKnown =
        try since == .absent
        || reader.ruleVersions(ids: [since.named ?? RuleVersionID(0)], for: viewer).rows.count > 0
      var lists = ListBuilder<RuleChange>(reserving: list.count)
      for place in list.ids.indices {
        guard isKnown else {
          lists.append([])
          continue
        }
        let other = since.named ?? list.draftedOver[place] ?? list.basedOn[place]
        lists.append(try reader.ruleChanges(of: list.ids[place], since: other, for: viewer))
      }
      return ListCells(
        offsets: lists.offsets,
        isNull: isKnown ? [] : list.ids.map { _ in true },
        children: RuleChanges(changes: lists.items)
      )
    }
  }
}

extension ObjectBinding where Context == RequestContext {
  /// Binds the five flags.
  fileprivate mutating func bindFlags(_ flags: @escaping @Sendable (P) -> [FieldFlags]) {
    let names: [(String, FieldFlags)] = [
      ("required", .required), ("readOnly", .readOnly),
      ("neededFromPrevious", .neededFromPrevious), ("invisible", .invisible),
      ("invisibleOnline", .invisibleOnline),
    ]
    for (name, flag) in names {
      booleans(name) { parents, _ in flags(parents).map { $0.contains(flag) } }
    }
  }

  /// Binds the step and the key of the parameter that a cell is about.
  mutating func bindPlace(_ places: @escaping @Sendable (P) -> [(StepPlace, Parameter)]) {
    object("step", of: Steps.self) { parents, _ in
      let steps = Distinct(places(parents).map(\.0))
      return ObjectCells(slots: steps.slots, children: Steps(places: steps.values))
    }
    strings("parameterKey") { parents, _ in places(parents).map(\.1.key) }
  }
}

extension RequestContext {
  /// Users, each read once for the whole column.
  func users(_ ids: [UserID?]) throws -> ObjectCells<Users> {
    let distinct = Distinct(ids)
    let found = try reader.users(ids: distinct.values, for: viewer)
    let slots = distinct.slots.map { $0 < 0 ? -1 : found.slots[Int($0)] }
    return ObjectCells(slots: slots, children: found.rows)
  }
}
