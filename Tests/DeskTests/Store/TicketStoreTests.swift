import Bytes
import SQLite
import Testing

@testable import Desk

@Suite struct TicketStoreTests {
  /// 24 tickets of three customers over both types and all states.
  private func desk() throws -> SmallDesk {
    let desk = try SmallDesk()
    let customers: [(Int64, CustomerType)] = [(3, .student), (2, .person), (13, .student)]
    let states: [(TicketStatus, Responsibility)] = [
      (.pending, .customer), (.inProgress, .customer), (.inProgress, .attendant),
      (.completed, .attendant), (.cancelled, .customer),
    ]
    for index in 0..<24 {
      let (customer, type) = customers[index * 7 % 3]
      let (status, responsibility) = states[index % 5]
      let isSecondType = index % 4 == 3
      try desk.ticket(
        customer: customer,
        type: type,
        ofType: isSecondType ? 2 : 1,
        step: isSecondType ? 3 : 1,
        status,
        responsibility
      )
    }
    return desk
  }

  /// The list as it must be, found without an index or a statement of the store's.
  private func expected(_ view: TicketView, _ code: String, _ desk: SmallDesk) throws -> [Int64] {
    let isDesk = ["staff", "admin"].contains(code)
    let customers: [String: [Int64]] = ["student": [2, 3], "other": [13], "blocked": [14]]
    var ids: [Int64] = []
    try desk.connection.rows(
      Query("SELECT id, customer_id, type_id, status, responsibility FROM ticket")
    ) { row in
      let isOpen = row.int(3) < 2
      let isOwnTurn = row.int(4) == (isDesk ? 1 : 0)
      let isInView =
        switch view {
        case .all: true
        case .underMyResponsibility: isOpen && isOwnTurn
        case .awaitingReturn: isOpen && !isOwnTurn
        case .completed: row.int(3) == 2
        case .cancelled: row.int(3) == 3
        }
      let isOwn = isDesk || customers[code]?.contains(row.int(1)) == true
      if isInView, isOwn, code != "blocked" || row.int(2) != 2 { ids.append(row.int(0)) }
    }
    return ids.sorted(by: >)
  }

  private func page(
    _ view: TicketView,
    _ page: PageRequest,
    _ viewer: Viewer,
    _ desk: SmallDesk
  ) throws -> TicketPage {
    try desk.reader.ticketPage(view, page, fields: .all, for: viewer)
  }

  @Test(
    arguments: TicketView.allCases,
    ["student", "other", "staff", "admin", "blocked", "nobody"]
  )
  func `walking a view by pages of any size gives the whole list, newest first`(
    view: TicketView,
    code: String
  ) throws {
    let desk = try desk()
    try desk.ticket(customer: 14, ofType: 2, step: 3)
    try desk.ticket(customer: 14)
    let viewer = try desk.viewer(code)
    let expected = try expected(view, code, desk)
    for size in [1, 2, 3, 100] {
      for isFromEnd in [false, true] {
        var walked: [Int64] = []
        var bound: Int64?
        repeat {
          let page = try page(
            view,
            PageRequest(
              size: size,
              isFromEnd: isFromEnd,
              after: isFromEnd ? nil : bound,
              before: isFromEnd ? bound : nil
            ),
            viewer,
            desk
          )
          let ids = page.tickets.ids.map(\.rawValue)
          #expect(page.pages.totalCounts == [Int32(expected.count)])
          #expect(page.pages.offsets == [0, Int32(ids.count)])
          walked = isFromEnd ? ids + walked : walked + ids
          bound = isFromEnd ? ids.first : ids.last
          let hasMore = isFromEnd ? page.pages.hasPreviousPage : page.pages.hasNextPage
          #expect(hasMore == [walked.count < expected.count])
          let hasWalked = isFromEnd ? page.pages.hasNextPage : page.pages.hasPreviousPage
          #expect(hasWalked == [walked.count > ids.count])
          if ids.isEmpty { break }
        } while walked.count < expected.count
        #expect(walked == expected)
      }
    }
  }

  @Test func `a page between two keys knows what lies on both sides`() throws {
    let desk = try desk()
    let staff = try desk.viewer("staff")
    let middle = try page(.all, PageRequest(size: 2, after: 20, before: 10), staff, desk)
    #expect(middle.tickets.ids == [TicketID(19), TicketID(18)])
    #expect(middle.pages.hasNextPage == [true] && middle.pages.hasPreviousPage == [true])
    let all = try page(.all, PageRequest(size: 50, after: 3, before: 0), staff, desk)
    #expect(all.tickets.ids == [TicketID(2), TicketID(1)])
    #expect(all.pages.hasNextPage == [false] && all.pages.hasPreviousPage == [true])
  }

  @Test(arguments: [Int64.min, -1, 0, 25, .max])
  func `takes any key without a fault`(key: Int64) throws {
    let desk = try desk()
    for code in ["student", "staff"] {
      for isFromEnd in [false, true] {
        let viewer = try desk.viewer(code)
        let request = PageRequest(size: 5, isFromEnd: isFromEnd, after: key, before: key)
        let page = try page(.all, request, viewer, desk)
        #expect(page.tickets.count == 0)
      }
    }
  }

  @Test(arguments: [(-5, 0), (0, 0), (100, 24), (101, 24), (Int.max, 24)])
  func `a size that is out of bounds is the nearest bound`(size: Int, count: Int) throws {
    let desk = try desk()
    let page = try page(.all, PageRequest(size: size), try desk.viewer("staff"), desk)
    #expect(page.tickets.count == count)
    #expect(page.pages.hasNextPage == [count == 0])
  }

  @Test func `only what is asked for is read`() throws {
    let desk = try desk()
    let viewer = try desk.viewer("other")
    let before = desk.connection.statistics
    let statements = try desk.statements {
      let page = try desk.reader.ticketPage(
        .all,
        PageRequest(size: 3),
        fields: .subject,
        demand: .rows,
        for: viewer
      )
      #expect(page.tickets.count == 3)
    }
    #expect(statements.count == 1 && !statements[0].contains("solution"))
    #expect(desk.connection.statistics.rows - before.rows == 3)
  }

  @Test func `foreign, blocked, deleted and unknown tickets are absent alike`() throws {
    let desk = try SmallDesk()
    let own = try desk.ticket(customer: 14)
    let foreign = try desk.ticket(customer: 13)
    let blocked = try desk.ticket(customer: 14, ofType: 2, step: 3)
    let deleted = try desk.ticket(customer: 14)
    try desk.connection.execute("DELETE FROM ticket WHERE id = \(deleted.rawValue)")
    let unknown = TicketID(99)
    let viewer = try desk.viewer("blocked")
    for absent in [foreign, blocked, deleted, unknown, TicketID(.min), TicketID(0)] {
      let statements = try desk.statements {
        let found = try desk.reader.tickets(ids: [absent], fields: .all, for: viewer)
        #expect(found.slots == [-1] && found.rows.count == 0)
      }
      #expect(statements.count == 1)
    }
    let found = try desk.reader.tickets(
      ids: [foreign, own, blocked, own, unknown],
      fields: .all,
      for: viewer
    )
    #expect(found.slots == [-1, 0, -1, 0, -1])
    #expect(found.rows.ids == [own])
  }

  @Test(arguments: ["nobody", "anonymous"])
  func `without a permission there is nothing`(code: String) throws {
    let desk = try SmallDesk(
      "UPDATE student SET user_code = 'nobody' WHERE customer_id = 3;"
    )
    let ticket = try desk.ticket()
    let viewer = code == "nobody" ? try desk.viewer(code) : .anonymous
    #expect(try page(.all, PageRequest(size: 5), viewer, desk).pages.totalCounts == [0])
    #expect(try desk.reader.tickets(ids: [ticket], fields: [], for: viewer).slots == [-1])
  }

  @Test func `a hidden value and one that was never there are the same`() throws {
    let desk = try SmallDesk()
    let hidden = try desk.ticket(step: 2, .inProgress)
    let empty = try desk.ticket(.inProgress)
    let shown = try desk.ticket(.inProgress)
    try desk.connection.execute("UPDATE ticket SET subject = NULL WHERE id = \(empty.rawValue)")
    let ids = [hidden, empty, shown]
    let student = try desk.viewer("student")
    let seen = try desk.reader.tickets(ids: ids, fields: .all, for: student).rows
    #expect(seen.texts(.subject) == TextColumn([nil, nil, "Subject"]))
    #expect(seen.texts(.requestText) == TextColumn(["Request", "Request", "Request"]))
    #expect(seen.visiblePriorities() == [.high, .high, .high])
    #expect(!String(reflecting: seen.subjects).contains("Subject"))
    let staff = try desk.viewer("staff")
    let all = try desk.reader.tickets(ids: ids, fields: .all, for: staff).rows
    #expect(all.texts(.subject) == TextColumn(["Subject", nil, "Subject"]))
  }

  @Test func `a column that was not wanted is empty, and never somebody else's`() throws {
    let desk = try SmallDesk()
    let ticket = try desk.ticket()
    let student = try desk.viewer("student")
    for bits in 0..<UInt64(128) {
      let fields = TicketFields(rawValue: bits)
      let rows = try desk.reader.tickets(ids: [ticket], fields: fields, for: student).rows
      let isWanted = fields.contains(.requestText)
      #expect(rows.texts(.requestText).text(0) == (isWanted ? "Request" : nil))
      #expect(rows.texts(.subject).text(0) == (fields.contains(.subject) ? "Subject" : nil))
      #expect(rows.visiblePriorities() == [fields.contains(.details) ? .high : nil])
      #expect(rows.texts(.solution).text(0) == nil)
      #expect(rows.versions == (fields.contains(.dates) ? [1] : []))
      #expect(rows.openedBy.map(\.user) == (fields.contains(.people) ? [UserID(1)] : []))
    }
  }
}
