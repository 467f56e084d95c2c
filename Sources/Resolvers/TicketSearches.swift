import Desk
import GraphQL

/// The page of a search.
struct FoundTickets: ParentColumn {
  let page: TicketSearchPage
  let count = 1

  /// The word in the cursors of searches.
  static let cursorWord = "found"
}

/// The tickets of a search's page, each with where the words stand.
struct FoundTicketEdges: ParentColumn {
  let page: TicketSearchPage
  var count: Int { page.tickets.count }
}

/// Where words stand in tickets.
struct TicketMatches: ParentColumn {
  let matches: [TicketMatch]
  var count: Int { matches.count }
}

/// Parts of texts.
struct SnippetParts: ParentColumn {
  let parts: [SnippetPart]
  var count: Int { parts.count }

  static func cells(_ snippets: [[SnippetPart]]) -> ListCells<SnippetParts> {
    var lists = ListBuilder<SnippetPart>(reserving: snippets.count)
    for snippet in snippets { lists.append(snippet) }
    return ListCells(offsets: lists.offsets, children: SnippetParts(parts: lists.items))
  }
}

/// Tickets that are like another.
struct SimilarTicketItems: ParentColumn {
  let found: SimilarTickets
  var count: Int { found.scores.count }
}

extension ObjectBinding<Root, RequestContext> {
  /// Binds what finds tickets by their words.
  mutating func bindTicketSearch() {
    object("searchTickets", of: FoundTickets.self, demand: ListDemand.bits) { _, call in
      let context = call.context
      try context.requireSignIn()
      let demand = ListDemand(bits: call.demand)
      let page = try context.page(call.arguments, cursorWord: FoundTickets.cursorWord)
      let (words, filter) = try context.orError { () throws(RequestError) in
        (
          try SearchWords.read(call.arguments.string("text") ?? ""),
          try TicketFilterReading.filter("filter", of: call.arguments)
        )
      }
      let found = try context.reader.search(
        words,
        filter: filter,
        page,
        fields: demand.fields,
        demand: demand.page,
        for: context.viewer
      )
      guard let found else {
        throw context.error(.cursor(argument: page.after == nil ? "before" : "after"))
      }
      return ObjectCells(children: FoundTickets(page: found))
    }
    list(
      "similarTickets",
      of: SimilarTicketItems.self,
      demand: { TicketFields($0.at("ticket")).bits }
    ) { _, call in
      let context = call.context
      try context.requireSignIn()
      let found = try context.similarTickets(call.arguments, TicketFields(bits: call.demand))
      return ListCells(
        offsets: [0, Int32(clamping: found.scores.count)],
        children: SimilarTicketItems(found: found)
      )
    }
  }
}

extension RequestContext {
  fileprivate func similarTickets(
    _ arguments: Arguments,
    _ fields: TicketFields
  ) throws -> SimilarTickets {
    let type: Reference<TicketTypeID> = arguments.reference("type") {
      if case .type(let id) = $0 { id } else { nil }
    }
    let customer: Reference<CustomerID> = arguments.reference("customer") {
      if case .customer(let id) = $0 { id } else { nil }
    }
    let first = arguments.int("first") ?? 0
    guard (0...SimilarTickets.countMax).contains(first) else {
      throw error(.count(argument: "first", maximum: SimilarTickets.countMax))
    }
    // An id that names nothing is as good as one of which there are no tickets: key 0.
    return try reader.similarTickets(
      ofType: type.given ? type.id ?? TicketTypeID(0) : nil,
      customer: customer.given ? customer.id ?? CustomerID(0) : nil,
      subject: arguments.string("subject") ?? "",
      requestText: arguments.string("requestText"),
      limit: first,
      fields: fields,
      for: viewer
    )
  }
}

extension Bindings<RequestContext> {
  /// Binds the types of what is found by words.
  mutating func bindSearch() {
    enumeration("TicketOrderField", of: TicketOrderField.self)
    enumeration("SortDirection", of: SortDirection.self)
    object("TicketSearchConnection", parents: FoundTickets.self) { fields in
      fields.list("edges", of: FoundTicketEdges.self) { found, _ in
        ListCells(
          offsets: found.page.pages.offsets,
          children: FoundTicketEdges(page: found.page)
        )
      }
      fields.list("nodes", of: Tickets.self) { found, _ in
        ListCells(offsets: found.page.pages.offsets, children: found.page.tickets)
      }
      fields.object("pageInfo", of: PageInfos.self) { found, _ in
        ObjectCells(
          children: PageInfos(
            found.page.pages,
            keys: found.page.tickets.cursorKeys,
            FoundTickets.cursorWord
          )
        )
      }
      fields.ints("totalCount") { found, _ in found.page.pages.totalCounts }
    }
    object("TicketSearchEdge", parents: FoundTicketEdges.self) { fields in
      fields.texts("cursor") { edges, _ in
        OpaqueText.column(FoundTickets.cursorWord, edges.page.tickets.cursorKeys)
      }
      fields.object("node", of: Tickets.self) { edges, _ in
        ObjectCells(children: edges.page.tickets)
      }
      fields.object("match", of: TicketMatches.self) { edges, _ in
        ObjectCells(children: TicketMatches(matches: edges.page.matches))
      }
    }
    object("TicketMatch", parents: TicketMatches.self) { fields in
      fields.strings("key") { matches, _ in matches.matches.map(\.key) }
      fields.strings("label") { matches, _ in matches.matches.map(\.label) }
      fields.list("snippet", of: SnippetParts.self) { matches, _ in
        SnippetParts.cells(matches.matches.map(\.snippet))
      }
    }
    object("SnippetPart", parents: SnippetParts.self) { fields in
      fields.strings("text") { parts, _ in parts.parts.map(\.text) }
      fields.booleans("isMatch") { parts, _ in parts.parts.map(\.isMatch) }
    }
    object("SimilarTicket", parents: SimilarTicketItems.self) { fields in
      fields.object("ticket", of: Tickets.self) { items, _ in
        ObjectCells(children: items.found.tickets)
      }
      fields.ints("score") { items, _ in items.found.scores }
    }
  }
}
