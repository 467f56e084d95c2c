import Bytes
import Desk

extension LiveMeasurement {
  /// What an idle subscriber listens to, and so which changes it hears of.
  private struct IdleListener {
    let isStaff: Bool
    /// Of the only ticket that it listens to; `nil` where it hears of all that it may see.
    let ticket: String?
  }

  /// Each user's connections; the server lets a user have twenty WebSockets.
  private static let seatsPerUser = 20

  /// Subscribers that hear nothing, each on a connection of its own.
  func idleTable() throws -> (Table, Bool) {
    var table = Table(
      "idle",
      "subscribers",
      "opened in s",
      "kB before",
      "kB with them",
      "kB each",
      "CPU % of a core",
      "changes",
      "deliveries",
      "lost",
      "doubled",
      "out of order",
      "strays"
    )
    var isClean = true
    for transport in [Transport.webSocket, .eventStream] {
      let (cost, check, changes) = try idleRun(transport)
      isClean = isClean && check.isClean
      table.append(
        .text(transport.rawValue),
        .count(idle),
        .number(Double(cost.openingNanoseconds) / 1_000_000_000, digits: 1),
        .count(cost.before),
        .count(cost.with),
        .number(Double(cost.with - cost.before) / Double(cost.added), digits: 2),
        quiet == 0
          ? .nothing : .number(Double(cost.processorNanoseconds) / Double(quiet) / 1e7, digits: 2),
        .count(changes),
        .count(check.deliveries),
        .count(check.lost),
        .count(check.doubled),
        .count(check.disordered),
        .count(check.strays)
      )
    }
    return (table, isClean)
  }

  /// What idle subscribers cost the server.
  private struct IdleCost {
    /// Subscribers between the two looks at its memory.
    let added: Int
    /// Kilobytes.
    let before: Int
    let with: Int
    let openingNanoseconds: Int64
    /// While they were left alone.
    let processorNanoseconds: Int64
  }

  /// Lets all listen, leaves them alone, and looks whether they still hear.
  private func idleRun(
    _ transport: Transport
  ) throws -> (cost: IdleCost, check: DeliveryCheck, changes: Int) {
    let users = (idle + Self.seatsPerUser - 1) / Self.seatsPerUser
    let desk = try LiveDesk(
      directory,
      program: program,
      LiveDesk.Size(staff: (users + 1) / 2, contacts: max(1, users / 2))
    )
    defer { desk.server.stop() }
    let audience = try Audience(port: desk.load.port, Marks(run: 0))
    let posters = try Posters(1, token: desk.crowd.staff[0], beside: audience)
    let listeners = listeners(desk)
    let seats = listeners.enumerated().map { place, listener in
      seat(listener, place, transport, desk)
    }
    let cost = try idleCost(of: seats, in: audience, desk.server)
    let run = LiveRun(desk: desk, audience: audience, posters: posters)
    let tickets = desk.shared + desk.others
    let shared = Set(desk.shared)
    let result = try run.post(to: tickets) { subscriber, number in
      let listener = listeners[subscriber]
      guard listener.isStaff || shared.contains(tickets[number]) else { return false }
      return listener.ticket.map { $0 == tickets[number] } ?? true
    }
    complain(of: run)
    return (cost, result.check, tickets.count)
  }

  private func idleCost(
    of seats: [Seat],
    in audience: Audience,
    _ server: Child
  ) throws -> IdleCost {
    // The first of each kind warm the server up, and are not counted.
    let warm = min(40, seats.count / 2)
    try audience.open(Array(seats[..<warm]))
    try audience.listen(milliseconds: 500)
    let before = server.residentKilobytes
    let start = Clock.monotonicNanoseconds()
    try audience.open(Array(seats[warm...]))
    let opened = Clock.monotonicNanoseconds() - start
    try audience.listen(milliseconds: 1_000)
    let with = server.residentKilobytes
    let spent = server.processorNanoseconds
    try audience.listen(milliseconds: quiet * 1_000)
    return IdleCost(
      added: seats.count - warm,
      before: before,
      with: with,
      openingNanoseconds: opened,
      processorNanoseconds: server.processorNanoseconds - spent
    )
  }

  /// In turn: one ticket, the messages of all, a view of all; attendants, then contacts.
  private func listeners(_ desk: LiveDesk) -> [IdleListener] {
    let all = desk.shared + desk.others
    return (0..<idle).map { place in
      let isStaff = place / Self.seatsPerUser % 2 == 0
      let tickets = isStaff ? all : desk.shared
      return IdleListener(
        isStaff: isStaff,
        ticket: place % 3 == 0 ? tickets[place / 3 % tickets.count] : nil
      )
    }
  }

  private func seat(
    _ listener: IdleListener,
    _ place: Int,
    _ transport: Transport,
    _ desk: LiveDesk
  ) -> Seat {
    let user = place / Self.seatsPerUser / 2
    let token = listener.isStaff ? desk.crowd.staff[user] : desk.crowd.contacts[user]
    let request: LiveRequest =
      if let ticket = listener.ticket {
        .changes(of: ticket)
      } else {
        place % 3 == 1 ? .allMessages : .view
      }
    return Seat(token: token, transport: transport, requests: [request])
  }
}
