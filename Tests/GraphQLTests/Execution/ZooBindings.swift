import Bytes

@testable import GraphQL

extension Zoo {
  static func bindings() -> Bindings<World> {
    var bindings = Bindings(context: World.self)
    bindings.enumeration("Kind", of: Kind.self)
    bindings.object("Query", parents: Root.self) { fields in
      bindLeaves(&fields)
      bindObjects(&fields)
    }
    bindings.object("Mutation", parents: Root.self, bindMutations)
    bindings.object("Counter", parents: Totals.self) { fields in
      fields.ints("total") { totals, _ in totals.totals.map { Int32($0) } }
      fields.ints("broken") { _, _ in throw GraphQLError("broken") }
    }
    bindings.object("KeeperConnection", parents: Connections.self, bindConnection)
    bindings.object("KeeperEdge", parents: Edges.self) { fields in
      fields.strings("cursor") { edges, _ in edges.keepers.map { "c\($0)" } }
      fields.object("node", of: Keepers.self) { edges, _ in
        ObjectCells(children: Keepers(ids: edges.keepers))
      }
    }
    bindings.object("Keeper", parents: Keepers.self, bindKeeper)
    bindings.object("Cat", parents: Pets.self) { fields in
      fields.strings("id") { cats, _ in cats.ids.map { "cat\($0)" } }
      fields.strings("name") { cats, _ in cats.ids.map { "Tom \($0)" } }
      fields.ints("lives") { cats, _ in cats.ids.map { $0 == 9 ? nil : 9 } }
      fields.object("keeper", of: Keepers.self) { cats, _ in
        ObjectCells(slots: cats.ids.map { $0 == 1 ? -1 : 0 }, children: Keepers(ids: [1]))
      }
    }
    bindings.object("Dog", parents: Hounds.self) { fields in
      fields.strings("id") { dogs, _ in dogs.ids.map { "dog\($0)" } }
      fields.strings("name") { dogs, _ in dogs.ids.map { $0 == 2 ? nil : "Rex \($0)" } }
      fields.booleans("barks") { dogs, _ in dogs.ids.map { _ in true } }
      fields.object("keeper", of: Keepers.self) { dogs, _ in
        ObjectCells(children: Keepers(ids: dogs.ids))
      }
    }
    return bindings
  }

  private static func bindLeaves(_ fields: inout ObjectBinding<Root, World>) {
    fields.strings("hello") { _, call in
      call.context.calls.append("hello")
      return ["wor\"ld\n"]
    }
    fields.strings("mustBeThere") { _, _ in [nil] }
    fields.column("matrix", as: .list(.list(.ints))) { _, _ in
      Column(matrix([[1, nil], nil, []]))
    }
    fields.column("strictMatrix", as: .list(.list(.ints))) { _, _ in
      Column(matrix([[1, 2], [3, nil]]))
    }
    let kinds = EnumerationPlaces(Kind.self)
    fields.column("kinds", as: .list(.enumeration(of: Kind.self))) { _, _ in
      let items = Column(.enumerations(kinds.places([.dog, .cat]), names: kinds.names))
      return Column(.lists(offsets: [0, 2], isNull: [], items: items))
    }
    fields.json("anything") { _, _ in TextColumn([#"{"a":[1,null]}"#]) }
    fields.floats("size") { _, _ in [1.5] }
    fields.floats("infinite") { _, _ in [.infinity] }
    fields.strings("fails") { _, _ in throw GraphQLError("no luck", code: "UNLUCKY") }
    fields.column("failsInside", as: .list(.texts)) { _, _ in
      let error = Column.CellError(index: 1, error: GraphQLError("second"))
      let items = Column(.texts(TextColumn(["a", nil, "c"])), errors: [error])
      return Column(.lists(offsets: [0, 3], isNull: [], items: items))
    }
    fields.strings("faulty") { _, _ in throw Surprise() }
    fields.strings("echo") { _, call in
      [call.arguments.members.map { "\($0.name)=\($0.value.literal)" }.joined(separator: " ")]
    }
  }

  private static func matrix(_ rows: [[Int32?]?]) -> Column.Cells {
    let items = Column(.ints(rows.flatMap { $0 ?? [] }))
    let inner = Column(
      .lists(
        offsets: rows.map { $0 ?? [] }.offsets,
        isNull: rows.map { $0 == nil },
        items: items
      )
    )
    return .lists(offsets: [0, Int32(rows.count)], isNull: [], items: inner)
  }

  private static func bindObjects(_ fields: inout ObjectBinding<Root, World>) {
    fields.object("keeper", of: Keepers.self) { _, call in
      call.context.calls.append("keeper")
      guard let id = Int(call.arguments.string("id") ?? "") else {
        return ObjectCells(slots: [-1], children: Keepers(ids: []))
      }
      return ObjectCells(children: Keepers(ids: [id]))
    }
    fields.object(
      "keepers",
      of: Connections.self,
      demand: { view in
        (view.selects("nodes", "name") || view.selects("edges", "node", "name") ? 1 : 0)
          | (view.selects("totalCount") ? 2 : 0)
      }
    ) { _, call in
      call.context.demands.append(call.demand)
      call.context.selections.append(call.selection.fieldNames)
      let count = min(call.arguments.int("first") ?? call.arguments.int("last") ?? 2, 5)
      return ObjectCells(children: Connections(pages: [Array(0..<max(count, 0))]))
    }
    fields.object("firstKeeper", of: Keepers.self) { _, _ in
      ObjectCells(children: Keepers(ids: [3]))
    }
    fields.abstractList("animals") { _, _ in
      AbstractListCells(
        offsets: [0, 4],
        items: AbstractCells(
          kinds: [1, 0, -1, 1],
          slots: [0, 0, -1, 1],
          children: [Parents("Cat", Pets(ids: [1])), Parents("Dog", Hounds(ids: [2, 4]))]
        )
      )
    }
    fields.abstractList("strictAnimals") { _, _ in
      AbstractListCells(
        offsets: [0, 2],
        items: AbstractCells(
          kinds: [0, 0],
          slots: [0, 1],
          children: [Parents("Cat", Pets(ids: [1, 9]))]
        )
      )
    }
    fields.abstractObject("node") { _, call in
      let id = call.arguments.string("id") ?? ""
      guard !id.isEmpty else { return .nulls(count: 1) }
      let children =
        switch id.first {
        case "c": Parents("Cat", Pets(ids: [7]))
        case "x": Parents("Query", Root())
        default: Parents("Keeper", Keepers(ids: [1]))
        }
      return AbstractCells(kinds: [0], slots: [0], children: [children])
    }
    fields.abstractList("nodes") { _, call in
      let ids = call.arguments.strings("ids") ?? []
      return AbstractListCells(
        offsets: [0, Int32(ids.count)],
        items: AbstractCells(
          kinds: ids.map { _ in 0 },
          slots: ids.indices.map { Int32($0) },
          children: [Parents("Cat", Pets(ids: ids.map { Int($0) ?? 0 }))]
        )
      )
    }
  }

  private static func bindConnection(_ fields: inout ObjectBinding<Connections, World>) {
    fields.ints("totalCount") { connections, _ in connections.pages.map { Int32($0.count) } }
    fields.list("nodes", of: Keepers.self) { connections, _ in
      ListCells(
        offsets: connections.pages.offsets,
        children: Keepers(ids: connections.pages.flatMap { $0 })
      )
    }
    fields.list("edges", of: Edges.self) { connections, _ in
      ListCells(
        offsets: connections.pages.offsets,
        children: Edges(keepers: connections.pages.flatMap { $0 })
      )
    }
  }

  private static func bindKeeper(_ fields: inout ObjectBinding<Keepers, World>) {
    fields.strings("id") { keepers, _ in keepers.ids.map { "\($0)" } }
    fields.strings("name") { keepers, call in
      call.context.calls.append("name of \(keepers.count)")
      return keepers.ids.map { "k\($0)" }
    }
    fields.strings("nick") { keepers, _ in keepers.ids.map { $0 == 3 ? nil : "n\($0)" } }
    fields.ints("age") { keepers, call in
      for (index, id) in keepers.ids.enumerated() where id == 4 {
        call.fail(GraphQLError("no age for \(id)"), at: index)
      }
      return keepers.ids.map { Int32($0 * 10) }
    }
    fields.booleans("awake") { keepers, _ in keepers.ids.map { $0 == 0 ? nil : $0 % 2 == 0 } }
    fields.ints("salary", governedBy: "salary") { keepers, _ in keepers.ids.map { _ in nil } }
    fields.object("boss", of: Keepers.self) { keepers, _ in bosses(of: keepers) }
    fields.object("strictBoss", of: Keepers.self) { keepers, _ in bosses(of: keepers) }
    fields.abstractList("animals") { keepers, _ in
      AbstractListCells(
        offsets: Array(0...Int32(keepers.count)),
        items: AbstractCells(
          kinds: keepers.ids.map { _ in 0 },
          slots: keepers.ids.map { _ in 0 },
          children: [Parents("Cat", Pets(ids: [5]))]
        )
      )
    }
    fields.strings("old") { keepers, _ in keepers.ids.map { _ in nil } }
  }

  private static func bosses(of keepers: Keepers) -> ObjectCells<Keepers> {
    var slots: [Int32] = []
    var ids: [Int] = []
    for id in keepers.ids {
      slots.append(id == 0 ? -1 : Int32(ids.count))
      if id > 0 { ids.append(id - 1) }
    }
    return ObjectCells(slots: slots, children: Keepers(ids: ids))
  }

  private static func bindMutations(_ fields: inout ObjectBinding<Root, World>) {
    for name in ["add", "tryToAdd"] {
      fields.object(name, of: Totals.self) { _, call in
        let amount = call.arguments.int("by") ?? 0
        call.context.calls.append("\(name) \(amount)")
        guard amount > 0 else { throw GraphQLError("only more") }
        call.context.total += amount
        return ObjectCells(children: Totals(totals: [call.context.total]))
      }
    }
    fields.object(
      "hashed",
      of: Totals.self,
      prepare: { arguments, _ in
        guard let word = arguments.string("word"), !word.isEmpty else {
          throw GraphQLError("an empty word")
        }
        return word.utf8.count
      }
    ) { _, call in
      ObjectCells(children: Totals(totals: [call.prepared as? Int ?? -1]))
    }
  }
}
