import Bytes
import Dispatch
import SQLite
import Synchronization
import TestKit
import Testing

@testable import Desk
@testable import guiche

/// What happens in the middle of the telling: each event is told as the database is after it, to who
/// still may hear of it, and none is lost or told twice.
///
/// The tests act on the very thread that tells, so that no order is left to chance.
///
/// - Source: L12, L14, L26.
@Suite(.serialized) struct LiveRaceTests {
  /// A session that ends while others are told of an event is told nothing of it.
  @Test func `who signs out in the middle of an event is not told of it`() throws {
    let live = try LiveDesk()
    defer { live.stop() }
    let ticket = try live.ticket("student")
    let token = try live.world.token("guardian")
    let desk = live.desk
    let student = Listener {
      try? desk.writeAndWait { _ = try SessionStore.revoke(token: token, in: $0) }
    }
    let guardian = Listener()
    try live.follow(Followed.view, as: "student", student)
    try live.follow(Followed.view, as: "guardian", guardian)
    try desk.writeAndWait { try $0.post("um", in: ticket) }
    guardian.wait { _ in false }
    #expect(guardian.told.words == ["failed: UNAUTHENTICATED"])
    #expect(student.told.words == ["MESSAGES"])
  }

  @Test func `whose type is blocked in the middle of an event is not told of it`() throws {
    let live = try LiveDesk()
    defer { live.stop() }
    let ticket = try live.ticket("student")
    let desk = live.desk
    let attendant = Listener {
      try? desk.writeAndWait { context in
        _ = try context.connection.run(
          Query(
            """
            INSERT INTO profile_blocked_type (profile_id, type_id)
            SELECT profile_id, (SELECT type_id FROM ticket WHERE id = ?1)
            FROM user WHERE code = 'student'
            """
          ),
          ticket.rawValue
        )
      }
    }
    let student = Listener()
    // Who follows one ticket is told before who follows many.
    let id = try live.world.ticket(
      TicketKey(customer: "student", type: ProofType.all[0].key, state: .withAttendant)
    )
    try live.follow(Followed.ticket(id), as: "desk", attendant)
    try live.follow(Followed.view, as: "student", student)
    try desk.writeAndWait { try $0.post("um", in: ticket) }
    student.wait { _ in false }
    #expect(student.told.words == ["failed: ACCESS_CHANGED"])
  }

  /// What is committed while older events are told is told as the database is after it.
  @Test func `an event is never told by a state from before it`() throws {
    let live = try LiveDesk()
    defer { live.stop() }
    let ticket = try live.ticket("student")
    let desk = live.desk
    let position = desk.events.position(desk.events.last)
    let first = Listener()
    try live.follow(Followed.messages, as: "student", first)
    try desk.writeAndWait { try $0.post("um", in: ticket) }
    first.wait { $0.words == "message um" }
    // While the second hears of what it missed, another message is written.
    let second = Listener { try? desk.writeAndWait { try $0.post("dois", in: ticket) } }
    try live.follow(Followed.messages, as: "student", after: position, second)
    for listener in [first, second] {
      listener.wait { $0.words == "message dois" }
      #expect(listener.told.words == ["message um", "message dois"])
    }
  }

  /// The turn of the loop began before the ticket was deleted.
  @Test func `a ticket that is gone by now is not followed`() throws {
    let live = try LiveDesk()
    defer { live.stop() }
    let key = TicketKey(customer: "student", type: ProofType.all[0].key, state: .withAttendant)
    let id = try live.world.ticket(key)
    let turn = try live.turn(of: "student")
    try live.erase(try live.ticket("student"))
    let listener = Listener()
    let isFollowed = try live.follow(Followed.ticket(id), as: "student", in: turn, listener) != nil
    #expect(!isFollowed)
    #expect(listener.told.words == ["failed: NOT_FOUND"])
  }

  /// They come and go while messages are written; each hears of all from its first to its last.
  @Test func `nothing is lost or told twice while subscribers come and go`() throws {
    let live = try LiveDesk()
    defer { live.stop() }
    let ticket = try live.ticket("student")
    let desk = live.desk
    let count = 300
    let writer = DispatchQueue(label: "writer")
    let done = DispatchSemaphore(value: 0)
    writer.async {
      for place in 0..<count { try? desk.writeAndWait { try $0.post("m\(place)", in: ticket) } }
      done.signal()
    }
    var stayed: [Listener] = []
    for round in 0..<60 {
      let listener = Listener()
      let subscription = try live.follow(
        Followed.messages,
        as: round % 2 == 0 ? "student" : "guardian",
        listener
      )
      if round % 3 == 0 { subscription?.cancel() } else { stayed.append(listener) }
    }
    done.wait()
    try desk.writeAndWait { try $0.post("fim", in: ticket) }
    for listener in stayed {
      listener.wait { $0.words == "message fim" }
      let told = listener.told.words
      let first = told.first.flatMap { Int($0.dropFirst("message m".count)) } ?? count
      #expect(told == (first..<count).map { "message m\($0)" } + ["message fim"])
    }
  }

  @Test func `what is taken back is not told`() throws {
    let live = try LiveDesk()
    defer { live.stop() }
    let ticket = try live.ticket("student")
    let listener = Listener()
    try live.follow(Followed.messages, as: "student", listener)
    struct Broken: Error {}
    try? live.desk.writeAndWait { context in
      try context.post("um", in: ticket)
      throw Broken()
    }
    try live.desk.writeAndWait { context in
      try context.openSavepoint()
      try context.post("dois", in: ticket)
      try context.closeSavepoint(keeping: false)
      try context.openSavepoint()
      try context.post("três", in: ticket)
      try context.closeSavepoint(keeping: true)
    }
    listener.wait { $0.words == "message três" }
    #expect(listener.told.words == ["message três"])
  }

  /// A teller that looks when the test says so.
  private static func teller(_ journal: EventJournal, _ live: LiveDesk) throws -> EventTeller {
    EventTeller(
      reader: try live.desk.makeReader(),
      journal: journal,
      executor: live.host.executor,
      callers: Callers(throttle: SignInThrottle(), house: try ProofHouse.house.get()),
      log: Log()
    )
  }

  @Test func `who begins behind an event does not hear of it`() throws {
    let live = try LiveDesk()
    defer { live.stop() }
    let ticket = try live.ticket("student")
    var teller = try Self.teller(live.desk.events, live)
    let (first, second) = (Listener(), Listener())
    let field = Followed.messages
    _ = teller.look(at: [.came(try live.subscription(field, as: "student", first, since: 0))])
    try live.desk.writeAndWait { try $0.post("um", in: ticket) }
    _ = teller.look(at: [.came(try live.subscription(field, as: "student", second, since: 1))])
    try live.desk.writeAndWait { try $0.post("dois", in: ticket) }
    _ = teller.look(at: [])
    #expect(first.told.words == ["message um", "message dois"])
    #expect(second.told.words == ["message dois"])
  }

  // MARK: - The journal

  private static func change(of ticket: Int64) -> TicketChange {
    TicketChange(
      ticket: TicketID(ticket),
      customer: CustomerID(1),
      customerType: .student,
      type: TicketTypeID(1),
      before: nil,
      after: nil
    )
  }

  @Test func `the journal keeps its last events, and says when one is missing`() {
    let journal = EventJournal(limit: 3)
    #expect(journal.events(after: 0)?.isEmpty == true)
    for ticket in 1...10 {
      journal.publish([Self.change(of: Int64(ticket))])
      let last = Int64(ticket)
      for place in 0...last {
        let found = journal.events(after: place)?.map(\.sequence)
        #expect(found == (last - place <= 3 ? Array((place + 1)..<(last + 1)) : nil))
      }
    }
    #expect(journal.events(after: 7, limit: 1)?.map(\.sequence) == [8])
    #expect(journal.events(after: 99)?.isEmpty == true)
  }

  /// Who follows hears that events are missing rather than that there were none.
  @Test func `a journal that overflows ends those who were not told`() throws {
    let live = try LiveDesk()
    defer { live.stop() }
    let journal = EventJournal(limit: 2)
    var teller = try Self.teller(journal, live)
    let listeners = [Listener(), Listener()]
    let late = try live.subscription(Followed.view, as: "student", listeners[0], since: 0)
    _ = teller.look(at: [.came(late)])
    for ticket in 1...5 { journal.publish([Self.change(of: Int64(ticket))]) }
    let later = try live.subscription(Followed.messages, as: "student", listeners[1], since: 5)
    _ = teller.look(at: [.came(later)])
    #expect(listeners.map(\.told.words) == [["failed: EVENTS_LOST"], ["failed: EVENTS_LOST"]])
    // Who comes now is told what happens now.
    let now = Listener()
    _ = teller.look(at: [
      .came(try live.subscription(Followed.view, as: "student", now, since: 5))
    ])
    #expect(now.told == [])
  }
}
