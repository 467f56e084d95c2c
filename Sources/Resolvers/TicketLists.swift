import Desk
import GraphQL

extension ObjectBinding<Root, RequestContext> {
  /// Binds the list of tickets that everybody starts from.
  mutating func bindTicketList() {
    object("tickets", of: Connections<Tickets>.self, demand: ListDemand.bits) { _, call in
      let context = call.context
      try context.requireSignIn()
      return ObjectCells(children: try context.ticketLists(call))
    }
  }
}

extension RequestContext {
  /// The lists of tickets that the arguments `view`, `filter`, `orderBy` and those of pages ask for.
  ///
  /// - Parameters:
  ///   - call: Of a field whose demand is ``ListDemand/bits``.
  ///   - customers: A list for each, of their tickets alone; `nil` is one list without such a cut.
  /// - Returns: The lists end to end, a page of each.
  /// - Throws: The error of the first argument that cannot be taken; `SQLiteError`.
  func ticketLists<C>(
    _ call: Call<C>,
    of customers: Customers? = nil
  ) throws -> Connections<Tickets> {
    let order = TicketOrder("orderBy", of: call.arguments)
    let page = try page(call.arguments, cursorWord: order.cursorWord)
    let view = call.arguments.enumeration("view", as: TicketView.self) ?? .all
    let filter = try orError { () throws(RequestError) in
      try TicketFilterReading.filter("filter", of: call.arguments)
    }
    let demand = ListDemand(bits: call.demand)
    if let customers, filter == nil, order == .newestFirst {
      let found = try reader.ticketPages(
        of: customers,
        view,
        page,
        fields: demand.fields,
        demand: demand.page,
        for: viewer
      )
      return Connections(pages: found.pages, nodes: found.tickets)
    }
    let found = try reader.ticketPages(
      (customers?.ids.map { $0 as CustomerID? } ?? [nil]).map {
        TicketListRequest(view, filter: filter, order: order, customer: $0)
      },
      page,
      fields: demand.fields,
      demand: demand.page,
      for: viewer
    )
    guard let found else { throw error(.cursor(argument: page.after == nil ? "before" : "after")) }
    return Connections(pages: found.pages, nodes: found.tickets, cursorWord: order.cursorWord)
  }

  /// Runs what can find fault with a request.
  func orError<Value>(
    _ body: () throws(RequestError) -> Value
  ) throws(GraphQLError) -> Value {
    do throws(RequestError) {
      return try body()
    } catch {
      throw self.error(error)
    }
  }
}

/// What a list of tickets has to read: columns of tickets, and what of the page.
struct ListDemand {
  let fields: TicketFields
  let page: PageDemand

  init(bits: UInt64) {
    fields = TicketFields(bits: bits >> 8)
    page = PageDemand(rawValue: UInt8(truncatingIfNeeded: bits))
  }

  @Sendable static func bits(_ connection: SelectionView) -> UInt64 {
    let fields = TicketFields(connection.at("nodes")).union(
      TicketFields(connection.at("edges", "node"))
    )
    return fields.bits << 8 | UInt64(PageDemand(connection).rawValue)
  }
}
