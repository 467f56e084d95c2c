public import SQLite

/// One way in which a list is read: of these are made what `guiche-bench plans` explains, and the
/// tests of the same plans.
///
/// A list that is new is added to ``all``.
public struct ListRead: Sendable {
  /// What it reads.
  public let name: String
  let run: @Sendable (DeskReader, Viewer) throws(SQLiteError) -> Void

  init(
    _ name: String,
    _ run: @escaping @Sendable (DeskReader, Viewer) throws(SQLiteError) -> Void
  ) {
    self.name = name
    self.run = run
  }

  /// Every list in every shape that its statements have.
  public static let all: [ListRead] =
    TicketView.allCases.flatMap(pages) + searched + children + [people, signIn]

  /// The pages of a list of tickets: from both ends, between keys, and its total.
  private static func pages(of view: TicketView) -> [ListRead] {
    [
      ListRead("tickets \(view.rawValue): first, next and previous page") {
        (reader, viewer) throws(SQLiteError) in
        let page = { (request: PageRequest) throws(SQLiteError) in
          try reader.ticketPage(view, request, fields: .all, for: viewer).tickets.ids
        }
        let first = try page(PageRequest(size: 5))
        let next = try page(PageRequest(size: 5, after: first.last?.rawValue ?? 1))
        _ = try page(PageRequest(size: 5, isFromEnd: true, before: next.first?.rawValue ?? 1))
      },
      ListRead("tickets \(view.rawValue): last page and a page between two keys") {
        (reader, viewer) throws(SQLiteError) in
        _ = try reader.ticketPage(
          view,
          PageRequest(size: 5, isFromEnd: true),
          fields: .all,
          for: viewer
        )
        _ = try reader.ticketPage(
          view,
          PageRequest(size: 5, after: .max, before: 1),
          fields: [],
          for: viewer
        )
      },
    ]
  }

  private static let children: [ListRead] = [
    child("discussion") { (reader, tickets, page, viewer) throws(SQLiteError) in
      let found = try reader.messages(of: tickets, page, for: viewer)
      _ = try reader.participants(found.rows.authors, for: viewer)
      _ = try reader.messages(ids: (0..<found.rows.count).map(found.rows.id), for: viewer)
    },
    child("attachments") { (reader, tickets, page, viewer) throws(SQLiteError) in
      let found = try reader.attachments(of: tickets, page, for: viewer)
      _ = try reader.attachments(ids: (0..<found.rows.count).map(found.rows.id), for: viewer)
    },
    child("history") { (reader, tickets, page, viewer) throws(SQLiteError) in
      let found = try reader.movements(of: tickets, page, for: viewer)
      _ = try reader.participants(found.rows.requestedBy, for: viewer)
      _ = try reader.attendants(found.rows.performedBy, for: viewer)
      _ = try reader.movements(ids: (0..<found.rows.count).map(found.rows.id), for: viewer)
    },
    child("understandings") { (reader, tickets, page, viewer) throws(SQLiteError) in
      let found = try reader.understandings(of: tickets, page, for: viewer)
      _ = try reader.understandings(ids: (0..<found.rows.count).map(found.rows.id), for: viewer)
    },
    ListRead("parameters of tickets") { (reader, viewer) throws(SQLiteError) in
      _ = try reader.parameters(of: try newest(reader, viewer), for: viewer)
    },
  ]

  /// A list of a ticket's children, from both ends and between keys.
  private static func child(
    _ name: String,
    _ read:
      @escaping @Sendable (DeskReader, Tickets, PageRequest, Viewer) throws(SQLiteError) -> Void
  ) -> ListRead {
    ListRead("\(name) of tickets") { (reader, viewer) throws(SQLiteError) in
      let tickets = try newest(reader, viewer)
      for isFromEnd in [false, true] {
        try read(reader, tickets, PageRequest(size: 2, isFromEnd: isFromEnd), viewer)
        let between = PageRequest(size: 2, isFromEnd: isFromEnd, after: 1, before: .max)
        try read(reader, tickets, between, viewer)
      }
    }
  }

  private static func newest(
    _ reader: DeskReader,
    _ viewer: Viewer
  ) throws(SQLiteError) -> Tickets {
    try reader.ticketPage(.all, PageRequest(size: 100), fields: .all, for: viewer).tickets
  }

  private static let people = ListRead("tickets and customers by their ids") {
    (reader, viewer) throws(SQLiteError) in
    let tickets = try newest(reader, viewer)
    _ = try reader.tickets(ids: tickets.ids, fields: .all, for: viewer)
    _ = try reader.customers(ids: tickets.customers, for: viewer)
    _ = try reader.users(ids: [viewer.user], for: viewer)
  }

  private static let signIn = ListRead("who signs in, and who a session is of") {
    (reader, viewer) throws(SQLiteError) in
    _ = try reader.user(code: viewer.userCode, password: "")
    _ = try reader.viewer(of: viewer.user)
    // No session has it: that costs the look-up and finds nobody.
    let token = String(repeating: "x", count: (Limits.tokenBytes * 4 + 2) / 3)
    _ = try reader.viewer(sessionToken: token)
  }
}

/// A statement that some list reads with.
public struct ListPlan: Sendable {
  /// For whom it was read first.
  public let user: String
  /// What was read.
  public let read: String
  public let plan: StatementPlan
}

extension DeskReader {
  /// Reads every list as some users and explains the statements, each text once.
  ///
  /// - Parameter codes: What the users sign in with; one that is not there is passed over.
  /// - Returns: A plan for each text, in the order in which they were run first.
  /// - Throws: `SQLiteError`.
  public func explainLists(as codes: [String]) throws(SQLiteError) -> [ListPlan] {
    var plans: [ListPlan] = []
    var known: Set<String> = []
    for code in codes {
      let user = try connection.first(Self.userByCode, code) { (row) throws(SQLiteError) in
        UserID(row.int(0))
      }
      guard let user, let viewer = try viewer(of: user) else { continue }
      for read in ListRead.all {
        let statements = try explain { () throws(SQLiteError) in try read.run(self, viewer) }
        for plan in statements where known.insert(plan.sql).inserted {
          plans.append(ListPlan(user: code, read: read.name, plan: plan))
        }
      }
    }
    return plans
  }

  private static let userByCode = Query("SELECT id FROM user WHERE code = ?1")
}
