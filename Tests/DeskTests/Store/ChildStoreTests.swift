import Bytes
import SQLite
import Testing

@testable import Desk

@Suite struct ChildStoreTests {
  private func tickets(_ ids: [TicketID], _ code: String, _ desk: SmallDesk) throws -> Tickets {
    try desk.reader.tickets(ids: ids, fields: .counts, for: try desk.viewer(code)).rows
  }

  private func messages(
    of ids: [TicketID],
    _ page: PageRequest,
    _ code: String,
    _ desk: SmallDesk
  ) throws -> ChildPages<Messages> {
    try desk.reader.messages(
      of: try tickets(ids, code, desk),
      page,
      for: try desk.viewer(code)
    )
  }

  @Test func `gives each ticket its own page, oldest first, from either end`() throws {
    let desk = try SmallDesk()
    let one = try desk.ticket()
    let none = try desk.ticket()
    let two = try desk.ticket()
    for text in ["a", "b", "c"] { try desk.message(text, in: one) }
    for text in ["d", "e"] { try desk.message(text, in: two) }
    let ids = [one, none, two]
    let first = try messages(of: ids, PageRequest(size: 2), "student", desk)
    #expect(first.rows.texts == TextColumn(["a", "b", "d", "e"]))
    #expect(first.pages.offsets == [0, 2, 2, 4])
    #expect(first.pages.totalCounts == [3, 0, 2])
    #expect(first.pages.hasNextPage == [true, false, false])
    #expect(first.pages.hasPreviousPage == [false, false, false])
    let last = try messages(of: ids, PageRequest(size: 2, isFromEnd: true), "student", desk)
    #expect(last.rows.texts == TextColumn(["b", "c", "d", "e"]))
    #expect(last.rows.tickets == [one, one, two, two])
    #expect(last.rows.postedAt == Array(repeating: desk.time, count: 4))
    #expect(last.pages.hasPreviousPage == [true, false, false])
  }

  @Test func `walking a discussion by pages gives the whole of it`() throws {
    let desk = try SmallDesk()
    let ticket = try desk.ticket()
    for index in 0..<7 {
      try desk.message("\(index)", in: ticket, byAttendant: true, isInternal: index % 3 == 1)
    }
    for (code, expected) in [("student", "02356"), ("staff", "0123456")] {
      for (size, isFromEnd) in [(1, false), (2, false), (3, true), (1, true), (9, false)] {
        var walked = ""
        var bound: Int64?
        var pages = 0
        repeat {
          let page = try messages(
            of: [ticket],
            PageRequest(
              size: size,
              isFromEnd: isFromEnd,
              after: isFromEnd ? nil : bound,
              before: isFromEnd ? bound : nil
            ),
            code,
            desk
          )
          let texts = (0..<page.rows.count).compactMap { page.rows.texts.text($0) }.joined()
          walked = isFromEnd ? texts + walked : walked + texts
          bound = isFromEnd ? page.rows.numbers.first : page.rows.numbers.last
          let hasMore = walked.count < expected.count
          #expect((isFromEnd ? page.pages.hasPreviousPage : page.pages.hasNextPage) == [hasMore])
          #expect(
            (isFromEnd ? page.pages.hasNextPage : page.pages.hasPreviousPage) == [pages > 0]
          )
          #expect(page.pages.totalCounts == [Int32(expected.count)])
          pages += 1
        } while walked.count < expected.count && pages < 10
        #expect(walked == expected)
      }
    }
  }

  /// Product rule: customers never see internal messages; L4, L16.
  @Test func `a customer cannot tell that there is an internal message`() throws {
    let with = try SmallDesk()
    let without = try SmallDesk()
    for desk in [with, without] {
      let ticket = try desk.ticket()
      if desk === with {
        try desk.message("secret", in: ticket, byAttendant: true, isInternal: true)
      }
      try desk.message("first", in: ticket)
      if desk === with {
        try desk.message("secret", in: ticket, byAttendant: true, isInternal: true)
      }
      try desk.message("second", in: ticket)
    }
    let ticket = TicketID(1)
    for page in [
      PageRequest(size: 5), PageRequest(size: 1), PageRequest(size: 1, isFromEnd: true),
      PageRequest(size: 1, after: MessageNumber.stride), PageRequest(size: 0),
      PageRequest(size: 2, isFromEnd: true, before: MessageNumber.stride + 1),
    ] {
      let one = try messages(of: [ticket], page, "student", with)
      let other = try messages(of: [ticket], page, "student", without)
      #expect(one.pages == other.pages)
      #expect(one.rows.numbers == other.rows.numbers && one.rows.texts == other.rows.texts)
      #expect(!one.rows.isInternal.contains(true))
    }
    let secret = ChildID(ticket: ticket, number: 1)
    let student = try with.viewer("student")
    #expect(try with.reader.messages(ids: [secret], for: student).slots == [-1])
    let staff = try with.viewer("staff")
    #expect(try with.reader.messages(ids: [secret], for: staff).slots == [0])
    #expect(try messages(of: [ticket], PageRequest(size: 5), "staff", with).rows.count == 4)
  }

  @Test func `a hidden section is an empty one, and nothing of it is read`() throws {
    let desk = try SmallDesk()
    let hidden = try desk.ticket(step: 2, .inProgress)
    let empty = try desk.ticket(step: 1, .inProgress)
    let text = try desk.message("text", in: hidden)
    let page = PageRequest(size: 5, after: 0)
    var statements: [String] = []
    let pages = try messages(of: [hidden, empty], page, "student", desk)
    let student = try desk.viewer("student")
    let parents = try tickets([hidden, empty], "student", desk)
    statements = try desk.statements {
      _ = try desk.reader.messages(of: parents, page, for: student)
    }
    #expect(statements == [])
    #expect(pages.rows.count == 0)
    #expect(pages.pages.totalCounts == [0, 0])
    #expect(pages.pages.hasNextPage == [false, false])
    #expect(pages.pages.hasPreviousPage == [false, false])
    let id = ChildID(ticket: hidden, number: text)
    #expect(try desk.reader.messages(ids: [id], for: student).slots == [-1])
    #expect(try messages(of: [hidden], page, "staff", desk).rows.count == 1)
  }

  /// R64, R65: `invisible` hides from the desk alone.
  @Test func `a section hidden from the desk is there for the customer`() throws {
    let desk = try SmallDesk()
    let ticket = try desk.ticket(step: 2, .inProgress)
    try desk.attachment("a.txt", in: ticket, number: 1)
    let page = PageRequest(size: 5)
    for (code, count) in [("student", 1), ("staff", 0), ("admin", 1)] {
      let viewer = try desk.viewer(code)
      let tickets = try tickets([ticket], code, desk)
      let found = try desk.reader.attachments(of: tickets, page, for: viewer)
      #expect(found.rows.count == count)
      #expect(found.pages.totalCounts == [Int32(count)])
      let id = ChildID(ticket: ticket, number: 1)
      #expect(try desk.reader.attachments(ids: [id], for: viewer).rows.count == count)
    }
  }

  @Test
  func `children of foreign, blocked and unknown tickets and unknown children are absent alike`()
    throws
  {
    let desk = try SmallDesk()
    let own = try desk.ticket(customer: 14)
    let foreign = try desk.ticket(customer: 13)
    let blocked = try desk.ticket(customer: 14, ofType: 2, step: 3)
    for ticket in [own, foreign, blocked] { try desk.movement(in: ticket) }
    let viewer = try desk.viewer("blocked")
    let ids = [
      ChildID(ticket: own, number: 1), ChildID(ticket: foreign, number: 1),
      ChildID(ticket: blocked, number: 1), ChildID(ticket: TicketID(9), number: 1),
      ChildID(ticket: own, number: 2), ChildID(ticket: own, number: .max),
      ChildID(ticket: own, number: .min), ChildID(ticket: own, number: 0),
    ]
    let found = try desk.reader.movements(ids: ids, for: viewer)
    #expect(found.slots == [0, -1, -1, -1, -1, -1, -1, -1])
    #expect(found.rows.kinds == [.opened] && found.rows.performedBy == [AttendantID(1)])
  }

  @Test func `understandings come with their versions and decisions`() throws {
    let desk = try SmallDesk()
    let ticket = try desk.ticket(.inProgress)
    try desk.connection.execute(
      """
      INSERT INTO understanding VALUES (1, 1, 'REJECTED', 3, 1, 10, 1, 20, 'one', 'why'),
        (1, 2, 'PROPOSED', 3, 1, 30, NULL, NULL, 'two', NULL);
      """
    )
    let viewer = try desk.viewer("student")
    let tickets = try tickets([ticket], "student", desk)
    let page = PageRequest(size: 1, isFromEnd: true)
    let last = try desk.reader.understandings(of: tickets, page, for: viewer)
    #expect(last.rows.numbers == [2] && last.rows.states == [.proposed])
    #expect(last.rows.decidedBy == [nil] && last.rows.decidedAt == [nil])
    let all = try desk.reader.understandings(of: tickets, PageRequest(size: 9), for: viewer)
    #expect(all.rows.states == [.rejected, .proposed])
    #expect(all.rows.decidedBy[0]?.user == UserID(1))
    #expect(all.rows.rejectionReasons == TextColumn(["why", nil]))
  }

  /// Must show 3 of the first light.
  @Test func `a deep page takes a few statements and reads only its rows`() throws {
    let desk = try SmallDesk()
    for _ in 0..<20 {
      let ticket = try desk.ticket(.inProgress)
      for index in 0..<12 { try desk.message("m", in: ticket, byAttendant: index % 2 == 0) }
      try desk.attachment("a.txt", in: ticket, number: 1)
      for _ in 0..<4 { try desk.movement(in: ticket) }
    }
    let connection = desk.connection
    var statements: [String] = []
    let before = connection.statistics
    statements = try desk.statements {
      try desk.reader.snapshot { () throws(SQLiteError) in
        guard let viewer = try desk.reader.viewer(of: UserID(1)) else { return }
        let page = PageRequest(size: 20)
        let fields: TicketFields = [.subject, .counts]
        let demand: PageDemand = [.rows, .totalCount]
        let tickets = try desk.reader.ticketPage(
          .all,
          page,
          fields: fields,
          demand: demand,
          for: viewer
        ).tickets
        let last = PageRequest(size: 10, isFromEnd: true)
        let messages = try desk.reader.messages(of: tickets, last, for: viewer).rows
        let names = try desk.reader.participants(messages.authors, for: viewer)
        let files = try desk.reader.attachments(of: tickets, page, for: viewer).rows
        _ = try desk.reader.participants(files.addedBy, for: viewer)
        let history = try desk.reader.movements(of: tickets, page, for: viewer).rows
        _ = try desk.reader.participants(history.requestedBy, for: viewer)
        #expect(messages.count == 200 && files.count == 20 && history.count == 80)
        #expect(names.displayNames == TextColumn(["Ana", "Sofia"]))
      }
    }
    let distinct = Set(statements).subtracting(["BEGIN", "COMMIT"])
    // One for the viewer, one for the page's total, one for each of the three lists, one for names.
    // Two identities make the page two: the keys of both, then the rows.
    #expect(distinct.count == 8, "\(distinct)")
    let after = connection.statistics
    #expect(after.prepares - before.prepares <= distinct.count + 2)
    let answer = 20 + 200 + 20 + 80
    let keysAndTotals = 20 + 2
    let viewerAndNames = 1 + 2 + 3
    #expect(after.rows - before.rows == answer + keysAndTotals + viewerAndNames)
  }

  /// A broken count is a wrong number and nothing worse.
  @Test func `a count that cannot be is no end of the program`() throws {
    let desk = try SmallDesk()
    let ticket = try desk.ticket()
    try desk.connection.execute(
      "UPDATE ticket SET public_message_count = 9223372036854775807, internal_message_count = 1"
    )
    let tickets = try desk.reader.tickets(
      ids: [ticket],
      fields: .counts,
      for: try desk.viewer("admin")
    ).rows
    #expect(tickets.childCounts.first == Int32.max)
  }
}
