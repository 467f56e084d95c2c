import Bytes
import SQLite
import Testing

@testable import Desk

/// Every list holds just the tickets that its filter is true of, in its order, whoever asks: judged
/// by what the same user is shown of each ticket.
@Suite struct TicketFilterTests {
  static let users = ["client", "student", "many", "person", "prospect", "attendant", "admin"]

  /// The ids of a whole list, page after page, with every page but the last full.
  private func pages(
    _ request: TicketListRequest,
    of size: Int,
    fromEnd: Bool = false,
    _ desk: DemoDesk,
    _ viewer: Viewer
  ) throws -> [Int64] {
    var ids: [Int64] = []
    var cursor: Int64?
    while true {
      let page =
        fromEnd
        ? PageRequest(size: size, isFromEnd: true, before: cursor)
        : PageRequest(size: size, after: cursor)
      let answer = try desk.reader.ticketPage(request, page, fields: [], for: viewer)
      let found = try #require(answer)
      let keys = found.tickets.ids.map(\.rawValue)
      ids = fromEnd ? keys + ids : ids + keys
      let hasMore = fromEnd ? found.pages.hasPreviousPage[0] : found.pages.hasNextPage[0]
      let hasBehind = fromEnd ? found.pages.hasNextPage[0] : found.pages.hasPreviousPage[0]
      #expect(hasBehind == (cursor != nil))
      guard hasMore else {
        #expect(found.pages.totalCounts == [Int32(ids.count)])
        return ids
      }
      #expect(keys.count == size)
      cursor = fromEnd ? keys.first : keys.last
      if ids.count > 2_000 { throw EndlessList() }
    }
  }

  private struct EndlessList: Error {}

  /// A filter of up to so many levels, out of what the demo story holds.
  private func filter(
    _ depth: Int,
    _ desk: DemoDesk,
    _ random: inout SeededNumbers
  ) -> TicketFilter {
    let workflow = desk.workflow
    func some<T>(_ all: [T], _ random: inout SeededNumbers) -> [T] {
      (0..<Int.random(in: 0...3, using: &random)).compactMap { _ in
        all.randomElement(using: &random)
      }
    }
    let moment = Instant(
      milliseconds: Int64.random(in: 1_755_000_000_000...1_775_000_000_000, using: &random)
    )
    switch Int.random(in: 0..<(depth > 1 ? 19 : 15), using: &random) {
    case 0: return .statuses(some(TicketStatus.allCases, &random))
    case 1: return .responsibility(Bool.random(using: &random) ? .customer : .attendant)
    case 2: return .types(some(workflow.types.map(\.id), &random))
    case 3: return .groups(some(workflow.groups.map(\.id), &random))
    case 4: return .steps(some(workflow.steps.map(\.id), &random))
    case 5: return .customers(some((1...14).map { CustomerID($0) }, &random))
    case 6: return .attendants(some(workflow.attendants.map(\.id), &random))
    case 7: return Bool.random(using: &random) ? .mine : .unassigned
    case 8: return .openedAt(.init(from: moment, before: nil))
    case 9: return .updatedAt(.init(from: nil, before: moment))
    case 10: return words(&random).map(TicketFilter.text) ?? .all([])
    case 11...14: return parameter(desk, &random)
    case 15: return .not(filter(depth - 1, desk, &random))
    case 16: return .any((0..<3).map { _ in filter(depth - 1, desk, &random) })
    default: return .all((0..<2).map { _ in filter(depth - 1, desk, &random) })
    }
  }

  private func words(_ random: inout SeededNumbers) -> SearchWords? {
    let words = ["diploma", "matrícula", "NAO", "garantia", "prop", "o", "segunda via", "CANARIO"]
    let text = words.randomElement(using: &random) ?? ""
    return try? SearchWords(text)
  }

  private func parameter(_ desk: DemoDesk, _ random: inout SeededNumbers) -> TicketFilter {
    let all = desk.workflow.types.flatMap(\.parameters)
    let parameter = all.randomElement(using: &random)
    let key = Int.random(in: 0..<20, using: &random) == 0 ? "noSuchKey" : parameter?.key ?? ""
    // A value that some ticket has, so that tests are sometimes true.
    let stored = try? desk.connection.first(
      Query("SELECT value FROM ticket_parameter WHERE parameter_id = ?1 ORDER BY ticket_id % ?2"),
      parameter?.id.rawValue ?? 0,
      Int64.random(in: 3...17, using: &random)
    ) { row in ParameterValue(row, column: 0, kind: parameter?.kind ?? .text) }
    var value: ParameterValue = (stored ?? nil) ?? .text("x")
    if key == "priority" {
      value = .choice(Priority.allCases.randomElement(using: &random)?.rawValue ?? "")
    }
    if key == "dueDate" { value = .date("2025-1\(Int.random(in: 0...2, using: &random))-11") }
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return .parameter(key: key, .isSet(Bool.random(using: &random)))
    case 1: return .parameter(key: key, .oneOf([value, .boolean(true), .integer(2)]))
    case 2:
      let part = ["a", "ção", "DIPLOMA", ""].randomElement(using: &random) ?? ""
      return .parameter(key: key, .contains(part))
    case 3: return .parameter(key: key, .less(value))
    case 4: return .parameter(key: key, .greater(value))
    default: return .parameter(key: key, .atLeast(value))
    }
  }

  @Test(arguments: users)
  func `a filtered list holds what the filter is true of`(user: String) throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer(user)
    let all = try VisibleTicket.all(desk, as: viewer)
    #expect(all.count > 10)
    var random = SeededNumbers(seed: UInt64(user.utf8.reduce(0) { Int($0) &+ Int($1) }))
    var hits = 0
    for round in 0..<60 {
      let filter = filter(4, desk, &random)
      let view = TicketView.allCases.randomElement(using: &random) ?? .all
      let inView = TicketFilter.view(view, of: viewer)
      let expected = all.filter { $0.passes(.all([inView, filter]), desk, viewer) }.map(\.id)
      let request = TicketListRequest(view, filter: filter)
      let found = try pages(request, of: 100, fromEnd: round % 2 == 0, desk, viewer)
      #expect(found == expected, "\(view) \(filter)")
      hits += expected.isEmpty || expected.count == all.count ? 0 : 1
    }
    #expect(hits > 10)
  }

  @Test(arguments: users, TicketOrderField.allCases)
  func `a list comes in its order, in both directions and from both ends`(
    user: String,
    field: TicketOrderField
  ) throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer(user)
    let all = try VisibleTicket.all(desk, as: viewer)
    for direction in SortDirection.allCases {
      let isUp = direction == .ascending
      let expected = all.sorted { left, right in
        switch (left.value(field), right.value(field)) {
        case (let mine?, let others?) where mine != others:
          isUp ? mine < others : mine > others
        case (.some, nil): true
        case (nil, .some): false
        default: isUp ? left.id < right.id : left.id > right.id
        }
      }.map(\.id)
      let order = TicketOrder(field, direction)
      for (size, fromEnd) in [(100, false), (37, true), (7, false)] {
        let request = TicketListRequest(order: order)
        let found = try pages(request, of: size, fromEnd: fromEnd, desk, viewer)
        #expect(found == expected, "\(field) \(direction)")
      }
      // One that is cut down and read whole comes in the same order.
      let filter = TicketFilter.types(desk.workflow.types.prefix(2).map(\.id))
      let cut = all.filter { $0.passes(filter, desk, viewer) }.map(\.id)
      let request = TicketListRequest(filter: filter, order: order)
      let found = try pages(request, of: 13, desk, viewer)
      #expect(found == expected.filter(Set(cut).contains))
    }
  }

  @Test func `a cursor of a ticket that is not there for the viewer has no place`() throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer("student")
    let mine = Set(try VisibleTicket.all(desk, as: viewer).map(\.id))
    let foreign = try #require((1...200).map { Int64($0) }.first { !mine.contains($0) })
    let request = TicketListRequest(order: TicketOrder(.priority, .descending))
    for key in [foreign, 9_000_000, .max] {
      let page = PageRequest(size: 5, after: key)
      #expect(try desk.reader.ticketPage(request, page, fields: [], for: viewer) == nil)
    }
  }

  @Test func `a list of one customer holds that customer's tickets alone, and a foreign one none`()
    throws
  {
    let desk = try DemoDesk()
    for (user, isThere) in [("student", true), ("teacher", false), ("attendant", true)] {
      let viewer = try desk.viewer(user)
      let customer = try #require(try desk.viewer("student").identities.first).customer
      let request = TicketListRequest(.all, customer: customer)
      let found = try desk.reader.ticketPage(
        request,
        PageRequest(size: 100),
        fields: [],
        for: viewer
      )
      let tickets = try #require(found).tickets
      #expect((tickets.count > 0) == isThere)
      #expect(tickets.customers.allSatisfy { $0 == customer })
    }
  }
}

extension TicketFilter {
  /// What a view means, as the schema says it.
  fileprivate static func view(_ view: TicketView, of viewer: Viewer) -> TicketFilter {
    let open = TicketFilter.statuses([.pending, .inProgress])
    let own: Responsibility = viewer.audience == .desk ? .attendant : .customer
    return switch view {
    case .all: .all([])
    case .underMyResponsibility: .all([open, .responsibility(own)])
    case .awaitingReturn: .all([open, .not(.responsibility(own))])
    case .completed: .statuses([.completed])
    case .cancelled: .statuses([.cancelled])
    }
  }
}

extension VisibleTicket {
  fileprivate func value(_ field: TicketOrderField) -> Int64? {
    switch field {
    case .number: return nil
    case .openedAt: return openedAt.milliseconds
    case .updatedAt: return updatedAt.milliseconds
    case .priority:
      guard case .choice(let key)? = values["priority"] else { return nil }
      return ["LOW": 0, "NORMAL": 1, "HIGH": 2, "URGENT": 3][key]
    case .dueDate:
      guard case .date(let day)? = values["dueDate"] else { return nil }
      return Int64(day.filter { $0 != "-" })
    }
  }
}
