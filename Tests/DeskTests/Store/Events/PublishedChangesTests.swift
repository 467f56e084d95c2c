import Bytes
import SQLite
import Testing

@testable import Desk

/// What of a write becomes events: that which is on disk, once, in the order of the commits.
@Suite struct PublishedChangesTests {
  /// A desk on disk with the small story and one ticket of the student.
  private final class House {
    private let file: DeskFile
    let desk: Desk
    let ticket: TicketID

    init() throws {
      file = try DeskFile()
      desk = try Desk(path: file.path)
      ticket = try desk.writeAndWait { context in
        try context.connection.execute(SmallDesk.story)
        try context.reloadWorkflow()
        return try context.insert(House.draft)
      }
    }

    deinit { desk.stop() }

    static let author = ParticipantKey(user: UserID(1), attendant: nil, side: .customer)
    static let draft = NewTicket(
      customer: CustomerID(3),
      customerType: .student,
      type: TicketTypeID(1),
      step: StepID(1),
      openedBy: author,
      contact: nil
    )

    func changes(after place: Int64) -> [TicketChange] {
      desk.events.events(after: place)?.map(\.change) ?? []
    }
  }

  private static func post(_ text: String, in ticket: TicketID, _ context: WriteContext) throws {
    _ = try context.insertMessage(text, in: ticket, by: House.author, isInternal: false)
  }

  @Test func `an opening, a posting, a movement and a deletion are told`() throws {
    let house = try House()
    let (desk, ticket) = (house.desk, house.ticket)
    try desk.writeAndWait { try Self.post("a", in: ticket, $0) }
    try desk.writeAndWait { context in
      try context.place(ticket, at: StepID(2), .inProgress, .attendant, attendant: AttendantID(1))
    }
    try desk.writeAndWait { try $0.erase(ticket, by: UserID(4)) }
    let told = house.changes(after: 0)
    #expect(told.map(\.ticket) == Array(repeating: ticket, count: 4))
    #expect(told.map { $0.before == nil } == [true, false, false, false])
    #expect(told.map(\.isDeletion) == [false, false, false, true])
    #expect(
      told.map { $0.parts.map(\.part) } == [
        [], [.message(number: told[1].messageNumber, isInternal: false)], [], [],
      ]
    )
    #expect(told[2].before?.step == StepID(1) && told[2].after?.step == StepID(2))
    #expect(told[2].after?.attendant == AttendantID(1))
    #expect(told[3].after == nil && told[3].before?.status == .inProgress)
  }

  @Test func `what fails or is taken back is not told`() throws {
    struct Broken: Error {}
    let house = try House()
    let (desk, ticket) = (house.desk, house.ticket)
    let place = desk.events.last
    #expect(throws: Broken.self) {
      try desk.writeAndWait { context in
        try Self.post("a", in: ticket, context)
        throw Broken()
      }
    }
    try desk.writeAndWait { context in
      try context.openSavepoint()
      try Self.post("b", in: ticket, context)
      try context.closeSavepoint(keeping: false)
      try context.openSavepoint()
      try Self.post("c", in: ticket, context)
      try context.closeSavepoint(keeping: true)
    }
    let told = house.changes(after: place)
    #expect(told.count == 1 && told.first?.parts.count == 1)
  }

  /// Two actions of one document are two events; what one action does is one.
  @Test func `each part of a write is one event of a ticket`() throws {
    let house = try House()
    let (desk, ticket) = (house.desk, house.ticket)
    let place = desk.events.last
    let parameters = try #require(desk.workflow.type(TicketTypeID(1))).parameters
    let subject = try #require(parameters.first { $0.common == .subject })
    let product = try #require(parameters.first { $0.common == .product })
    try desk.writeAndWait { context in
      try context.openSavepoint()
      try context.set(subject, to: .text("a"), of: ticket)
      try context.set(product, to: .text("b"), of: ticket)
      try context.set(subject, to: .text("c"), of: ticket)
      try context.closeSavepoint(keeping: true)
      try context.openSavepoint()
      try Self.post("d", in: ticket, context)
      try context.closeSavepoint(keeping: true)
    }
    let told = house.changes(after: place)
    #expect(told.map { $0.parts.count } == [2, 1])
    #expect(told.first?.parts.map(\.part) == [.common(.subject), .common(.product)])
  }

  @Test func `is told before who wrote it hears of the commit, in the order of the commits`() throws
  {
    let house = try House()
    let (desk, ticket) = (house.desk, house.ticket)
    let place = desk.events.last
    for number in 1...40 {
      desk.write {
        try Self.post("\(number)", in: ticket, $0)
      } completion: { _ in
        // Called in order, on one thread; each finds its own event there already.
        #expect(desk.events.last >= place + Int64(number))
      }
    }
    try desk.writeAndWait { _ in }
    let reader = try desk.makeReader()
    let viewer = try #require(try reader.viewer(of: UserID(3)))
    let told = house.changes(after: place)
    let ids = told.map { ChildID(ticket: ticket, number: $0.messageNumber) }
    let texts = try reader.messages(ids: ids, for: viewer)
    #expect(texts.slots.map { texts.rows.texts.text(Int($0)) } == (1...40).map { "\($0)" })
  }
}

extension TicketChange {
  fileprivate var messageNumber: Int64 {
    for case .message(let number, _) in parts.map(\.part) { return number }
    return 0
  }
}
