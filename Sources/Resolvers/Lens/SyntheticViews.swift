import Bytes
import Desk
import GraphQL
/// What rules alone give, at most one step.
struct SyntheticViews: ParentColumn {
  let views: [SyntheticView]
  var count: Int { views.count }
}

/// What sides have in states of tickets that are not there.
struct SyntheticSides: ParentColumn {
  let sides: [SyntheticSide]
  var count: Int { sides.count }
}

/// What sides have of parameters.
struct SyntheticFields: ParentColumn {
  let fields: [SyntheticField]
  var count: Int { fields.count }
}

/// Ways out, each with what it asks for.
struct SyntheticWays: ParentColumn {
  let ways: [SyntheticWay]
  var count: Int { ways.count }
}

/// What a synthetic view leaves out, for it knows no ticket and no user.
enum SimulationGap: String, Hashable, Sendable, CaseIterable {
  case ownership = "OWNERSHIP"
  case values = "VALUES"
  case profile = "PROFILE"
}

extension ObjectBinding<Root, RequestContext> {
  /// Binds what the rules alone give at a step.
  mutating func bindSyntheticView() {
    object("syntheticView", of: SyntheticViews.self) { _, call in
      let context = call.context
      try context.requireSignIn()
      var view: SyntheticView?
      if let step = call.arguments.stepReference("step").named,
        let type = call.arguments.enumeration("customerType", as: CustomerType.self)
      {
        view = context.reader.syntheticView(at: step, of: type, for: context.viewer)
      }
      return ObjectCells(
        slots: [view == nil ? -1 : 0],
        children: SyntheticViews(views: view.map { [$0] } ?? [])
      )
    }
  }
}

extension Bindings<RequestContext> {
  /// Binds the types of the synthetic lens.
  mutating func bindSyntheticViews() {
    enumeration("SimulationGap", of: SimulationGap.self)
    object("SyntheticView", parents: SyntheticViews.self) { fields in
      fields.booleans("isSynthetic") { list, _ in list.views.map { _ in true } }
      fields.column("notSimulated", as: .list(.enumeration(of: SimulationGap.self))) { list, _ in
        Column.lists(of: list.views.map { _ in SimulationGap.allCases })
      }
      fields.object("type", of: Types.self) { list, _ in
        ObjectCells(children: Types(places: list.views.map(\.type)))
      }
      fields.object("step", of: Steps.self) { list, _ in
        ObjectCells(children: Steps(places: list.views.map(\.step)))
      }
      fields.enumerations("customerType", of: CustomerType.self) { list, _ in
        list.views.map(\.customerType)
      }
      fields.list("sides", of: SyntheticSides.self) { list, call in
        let audience = call.arguments.enumeration("audience", as: Audience.self)
        var lists = ListBuilder<SyntheticSide>(reserving: list.count)
        for view in list.views {
          lists.append(view.sides.filter { audience == nil || $0.audience == audience })
        }
        return ListCells(offsets: lists.offsets, children: SyntheticSides(sides: lists.items))
      }
    }
    bindSyntheticSide()
    object("SyntheticField", parents: SyntheticFields.self) { fields in
      fields.strings("key") { list, _ in list.fields.map(\.parameter.key) }
      fields.strings("label") { list, _ in list.fields.map(\.parameter.label) }
      fields.enumerations("kind", of: FormKind.self) { list, _ in
        list.fields.map { FormKind($0.parameter.kind) }
      }
      fields.enumerations("access", of: ExposureWord.self) { list, _ in
        list.fields.map { ExposureWord($0.access.exposure) }
      }
      fields.booleans("required") { list, _ in list.fields.map(\.access.isRequired) }
      fields.enumerations("because", of: AccessReason.self) { list, _ in
        list.fields.map { AccessReason($0.access.because) }
      }
      fields.enumerations("flag", of: AccessFlag.self) { list, _ in
        list.fields.map(\.access.because.word)
      }
      fields.booleans("isRefined") { list, _ in list.fields.map(\.access.because.isRefinement) }
      fields.enumerations("lock", of: ProblemCode.self) { list, _ in
        list.fields.map(\.access.because.lock)
      }
    }
    object("SyntheticWay", parents: SyntheticWays.self) { fields in
      fields.strings("condition") { list, _ in list.ways.map(\.transition.conditionKey) }
      fields.strings("label") { list, _ in list.ways.map(\.transition.conditionLabel) }
      fields.object("to", of: Steps.self) { list, _ in
        ObjectCells(children: Steps(places: list.ways.map(\.transition.to)))
      }
      fields.enumerations("responsibility", of: Responsibility.self) { list, _ in
        list.ways.map(\.transition.responsibility)
      }
      fields.column("needs", as: .list(.texts)) { list, _ in
        Self.keys(list.ways.map(\.needs))
      }
    }
  }

  private mutating func bindSyntheticSide() {
    object("SyntheticSide", parents: SyntheticSides.self) { fields in
      fields.enumerations("audience", of: Audience.self) { list, _ in list.sides.map(\.audience) }
      fields.enumerations("status", of: TicketStatus.self) { list, _ in list.sides.map(\.status) }
      fields.enumerations("responsibility", of: Responsibility.self) { list, _ in
        list.sides.map(\.responsibility)
      }
      fields.list("fields", of: SyntheticFields.self) { list, _ in
        var lists = ListBuilder<SyntheticField>(reserving: list.count)
        for side in list.sides { lists.append(side.fields) }
        return ListCells(offsets: lists.offsets, children: SyntheticFields(fields: lists.items))
      }
      fields.column("actions", as: .list(.enumeration(of: TicketAction.self))) { list, _ in
        Column.lists(of: list.sides.map(\.actions))
      }
      fields.list("transitions", of: SyntheticWays.self) { list, _ in
        var lists = ListBuilder<SyntheticWay>(reserving: list.count)
        for side in list.sides { lists.append(side.ways) }
        return ListCells(offsets: lists.offsets, children: SyntheticWays(ways: lists.items))
      }
      fields.column("completionNeeds", as: .list(.texts)) { list, _ in
        Self.keys(list.sides.map(\.completionNeeds))
      }
    }
  }

  /// Lists of keys of parameters; null where there is none.
  private static func keys(_ lists: [[String]?]) -> Column {
    var builder = ListBuilder<String?>(reserving: lists.count)
    for list in lists { builder.append(list ?? []) }
    let isNull = lists.map { $0 == nil }
    let items = Column(.texts(TextColumn(builder.items)))
    return Column(
      .lists(
        offsets: builder.offsets,
        isNull: isNull.contains(true) ? isNull : [],
        items: items
      )
    )
  }
}
