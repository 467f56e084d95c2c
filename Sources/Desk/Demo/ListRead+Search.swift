import Bytes
import SQLite

extension ListRead {
  /// Lists that are filtered, ordered or searched, similar tickets, and articles.
  static let searched: [ListRead] =
    TicketOrderField.allCases.flatMap { field in
      SortDirection.allCases.map { ordered(by: TicketOrder(field, $0)) }
    } + filters.map { filtered($0.name, $0.filter) } + [ofOneCustomer, words, similar, articles]

  private static func ordered(by order: TicketOrder) -> ListRead {
    ListRead("tickets by \(order.field.rawValue) \(order.direction.rawValue)") {
      (reader, viewer) throws(SQLiteError) in
      try turn(TicketListRequest(order: order), reader, viewer)
    }
  }

  private static func filtered(
    _ name: String,
    _ filter: @escaping @Sendable (Workflow) -> TicketFilter
  ) -> ListRead {
    ListRead("tickets of \(name)") { (reader, viewer) throws(SQLiteError) in
      let filter = filter(reader.workflow)
      try turn(TicketListRequest(filter: filter), reader, viewer)
      let order = TicketOrder(.updatedAt, .ascending)
      try turn(
        TicketListRequest(.underMyResponsibility, filter: filter, order: order),
        reader,
        viewer
      )
    }
  }

  private static let ofOneCustomer = ListRead("tickets of one customer") {
    (reader, viewer) throws(SQLiteError) in
    let customer = viewer.identities.first?.customer ?? CustomerID(1)
    try turn(TicketListRequest(customer: customer), reader, viewer)
    try turn(
      TicketListRequest(order: TicketOrder(.dueDate, .ascending), customer: customer),
      reader,
      viewer
    )
  }

  /// Reads a page, the next one, the one before that, and the last.
  private static func turn(
    _ request: TicketListRequest,
    _ reader: DeskReader,
    _ viewer: Viewer
  ) throws(SQLiteError) {
    let page = { (page: PageRequest) throws(SQLiteError) in
      try reader.ticketPage(request, page, fields: .all, for: viewer)?.tickets.ids ?? []
    }
    let first = try page(PageRequest(size: 5))
    let next = try page(PageRequest(size: 5, after: first.last?.rawValue ?? 1))
    _ = try page(PageRequest(size: 5, isFromEnd: true, before: next.first?.rawValue ?? 1))
    _ = try page(PageRequest(size: 5, isFromEnd: true))
  }

  /// Each kind of condition, alone and within others.
  private static let filters: [(name: String, filter: @Sendable (Workflow) -> TicketFilter)] = [
    ("two states", { _ in .statuses([.completed, .cancelled]) }),
    ("one side", { _ in .responsibility(.customer) }),
    ("two types", { .types($0.types.prefix(2).map(\.id)) }),
    ("a group", { .groups($0.groups.prefix(1).map(\.id)) }),
    ("three steps", { .steps($0.steps.prefix(3).map(\.id)) }),
    ("two customers", { _ in .customers([CustomerID(1), CustomerID(2)]) }),
    ("two attendants", { _ in .attendants([AttendantID(2), AttendantID(3)]) }),
    ("mine", { _ in .mine }),
    ("nobody", { _ in .unassigned }),
    ("a time", { _ in .openedAt(year) }),
    ("changes in a time", { _ in .updatedAt(year) }),
    ("urgency", { _ in .parameter(key: "priority", .oneOf([.choice("URGENT")])) }),
    ("no day", { _ in .parameter(key: "dueDate", .isSet(false)) }),
    ("a day", { _ in .parameter(key: "dueDate", .atLeast(.date("2025-01-01"))) }),
    ("a part of a subject", { _ in .parameter(key: "subject", .contains("prazo")) }),
    ("an own parameter", { _ in .parameter(key: "quantidade", .greater(.integer(10))) }),
    ("an own text", { _ in .parameter(key: "referencia", .contains("prazo")) }),
    ("words", { _ in holdsPrazo }),
    ("no words", { _ in .not(holdsPrazo) }),
    (
      "some of many",
      { workflow in
        .any([
          .all([.mine, .statuses([.inProgress])]), holdsPrazo,
          .not(.types(workflow.types.prefix(9).map(\.id))),
        ])
      }
    ),
  ]

  private static let year = TicketFilter.Period(
    from: Instant(milliseconds: ReferenceTime.beginning),
    before: Instant(milliseconds: ReferenceTime.beginning + ReferenceTime.span / 2)
  )

  /// A word that stands in many texts; it breaks no limit of words.
  private static let prazo = try? SearchWords("prazo")

  private static let holdsPrazo = prazo.map { TicketFilter.text($0) } ?? .any([])

  private static let words = ListRead("tickets in which words stand") {
    (reader, viewer) throws(SQLiteError) in
    for (text, filter) in [
      ("prazo", nil), ("prazo documento bol", TicketFilter.mine), ("nowhere", nil),
    ] {
      guard let text = try? SearchWords(text) else { continue }
      for isFromEnd in [false, true] {
        _ = try reader.search(
          text,
          filter: filter,
          PageRequest(size: 5, isFromEnd: isFromEnd),
          fields: .all,
          for: viewer
        )
        _ = try reader.search(
          text,
          filter: filter,
          PageRequest(size: 5, isFromEnd: isFromEnd, after: 100, before: 2),
          fields: .all,
          for: viewer
        )
      }
    }
  }

  private static let similar = ListRead("tickets like one that is written") {
    (reader, viewer) throws(SQLiteError) in
    for type in [nil, reader.workflow.types.first?.id] {
      _ = try reader.similarTickets(
        ofType: type,
        customer: viewer.identities.first?.customer,
        subject: "Prazo do documento",
        requestText: "Pedido de boleto",
        limit: 5,
        fields: .all,
        for: viewer
      )
    }
  }

  private static let articles = ListRead("articles") { (reader, viewer) throws(SQLiteError) in
    let types = reader.workflow.types.prefix(2).map(\.id)
    for request in [
      ArticleListRequest(), ArticleListRequest(kind: .faq, types: types),
      ArticleListRequest(words: prazo), ArticleListRequest(kind: .tip, types: types, words: prazo),
      ArticleListRequest(state: .draft),
    ] {
      for isFromEnd in [false, true] {
        _ = try reader.articlePage(request, PageRequest(size: 5, isFromEnd: isFromEnd), for: viewer)
        _ = try reader.articlePage(
          request,
          PageRequest(size: 5, isFromEnd: isFromEnd, after: 1, before: 9),
          for: viewer
        )
      }
    }
    _ = try reader.articles(ids: [ArticleID(1)], for: viewer)
  }
}
