import Bytes
import Desk
import GraphQL

/// The nodes of a connection: objects in the order of a list, each with a key that a page can begin
/// after.
protocol ListedColumn: ParentColumn {
  /// The word in the cursors, so that one list does not take the cursor of another.
  static var cursorWord: String { get }
  /// The key of each object within its list.
  ///
  /// - Invariant: it holds no governed value, for a cursor can be read by everybody (L3).
  var cursorKeys: [Int64] { get }
}

/// A page of a list for each of a column of parents.
struct Connections<Nodes: ListedColumn>: ParentColumn {
  let pages: Pages
  let nodes: Nodes
  /// The word in the cursors: the nodes' own, unless the list is in another order.
  let cursorWord: String

  init(pages: Pages, nodes: Nodes, cursorWord: String = Nodes.cursorWord) {
    self.pages = pages
    self.nodes = nodes
    self.cursorWord = cursorWord
  }

  var count: Int { pages.count }
}

/// The nodes of a page, each with its cursor.
struct Edges<Nodes: ListedColumn>: ParentColumn {
  let nodes: Nodes
  let cursorWord: String
  var count: Int { nodes.count }
}

/// Where pages stand in their lists.
struct PageInfos: ParentColumn {
  let hasNextPage: [Bool]
  let hasPreviousPage: [Bool]
  /// The keys at both ends of each page; 0 on an empty one.
  let startKeys: [Int64]
  let endKeys: [Int64]
  let cursorWord: String

  var count: Int { hasNextPage.count }

  /// The cursors of some keys; null for 0.
  func cursors(_ keys: [Int64]) -> TextColumn {
    var writer = OpaqueText.Writer(cursorWord, reserving: keys.count)
    for key in keys {
      if key > 0 { writer.append(key) } else { writer.appendNull() }
    }
    return writer.column
  }
}

extension PageInfos {
  /// Where pages stand whose nodes have these keys, end to end.
  init(_ pages: Pages, keys: [Int64], _ cursorWord: String) {
    var startKeys: [Int64] = []
    var endKeys: [Int64] = []
    for page in 0..<pages.count {
      let start = Int(pages.offsets[page])
      let end = Int(pages.offsets[page + 1])
      startKeys.append(start < end ? keys[start] : 0)
      endKeys.append(start < end ? keys[end - 1] : 0)
    }
    self.init(
      hasNextPage: pages.hasNextPage,
      hasPreviousPage: pages.hasPreviousPage,
      startKeys: startKeys,
      endKeys: endKeys,
      cursorWord: cursorWord
    )
  }
}

extension OpaqueText {
  /// A column of texts of one word, each with a number.
  static func column(_ word: String, _ numbers: [Int64]) -> TextColumn {
    var writer = Writer(word, reserving: numbers.count)
    for number in numbers { writer.append(number) }
    return writer.column
  }
}

extension PageDemand {
  /// What the selection of a connection wants of its page.
  init(_ connection: SelectionView) {
    self = []
    if connection.selects("edges") || connection.selects("nodes") { insert(.rows) }
    if connection.selects("totalCount") { insert(.totalCount) }
    let pageInfo = connection.at("pageInfo")
    if pageInfo.selects("startCursor") || pageInfo.selects("endCursor") { insert(.rows) }
    if pageInfo.selects("hasNextPage") || pageInfo.selects("hasPreviousPage") {
      insert(.neighbours)
    }
  }
}

extension Bindings<RequestContext> {
  /// Binds the connection and the edge of a type of node.
  ///
  /// - Parameters:
  ///   - node: The name of the type, for example `Ticket`.
  ///   - nodes: What its fields are resolved from.
  mutating func connection<Nodes: ListedColumn>(of node: String, nodes: Nodes.Type) {
    object("\(node)Connection", parents: Connections<Nodes>.self) { fields in
      fields.list("edges", of: Edges<Nodes>.self) { list, _ in
        let edges = Edges(nodes: list.nodes, cursorWord: list.cursorWord)
        return ListCells(offsets: list.pages.offsets, children: edges)
      }
      fields.list("nodes", of: Nodes.self) { list, _ in
        ListCells(offsets: list.pages.offsets, children: list.nodes)
      }
      fields.object("pageInfo", of: PageInfos.self) { list, _ in
        ObjectCells(
          children: PageInfos(list.pages, keys: list.nodes.cursorKeys, list.cursorWord)
        )
      }
      fields.ints("totalCount") { list, _ in list.pages.totalCounts }
    }
    object("\(node)Edge", parents: Edges<Nodes>.self) { fields in
      fields.texts("cursor") { edges, _ in
        OpaqueText.column(edges.cursorWord, edges.nodes.cursorKeys)
      }
      fields.object("node", of: Nodes.self) { edges, _ in ObjectCells(children: edges.nodes) }
    }
  }

  /// Binds `PageInfo`, which all connections share.
  mutating func bindPageInfo() {
    object("PageInfo", parents: PageInfos.self) { fields in
      fields.booleans("hasNextPage") { pages, _ in pages.hasNextPage }
      fields.booleans("hasPreviousPage") { pages, _ in pages.hasPreviousPage }
      fields.texts("startCursor") { pages, _ in pages.cursors(pages.startKeys) }
      fields.texts("endCursor") { pages, _ in pages.cursors(pages.endKeys) }
    }
  }
}
