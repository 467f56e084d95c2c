import Bytes
import Glibc
import Testing

@testable import Desk

@Suite struct InitialiseTests {
  private final class Directory {
    let path = "/tmp/guiche-desk-\(UInt64.random(in: 0 ..< .max)).sqlite"

    deinit {
      for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    }
  }

  @Test func `begins a desk with one administrator, who can sign in, and only once`() throws {
    let directory = Directory()
    let desk = try Desk(path: directory.path)
    defer { desk.stop() }
    try desk.initialise(administrator: "ana", password: "muito secreta", displayName: "Ana")
    let reader = try desk.makeReader()
    let user = try #require(try reader.user(code: "ana", password: "muito secreta"))
    let viewer = try #require(try reader.viewer(of: user))
    #expect(viewer.permissions == [.attend, .administer])
    #expect(viewer.actor == .administrator)
    #expect(desk.workflow.defaultAttendant != nil)
    #expect(throws: InitialiseFault.notEmpty) {
      try desk.initialise(administrator: "bia", password: "muito secreta")
    }
    #expect(try desk.tellDemoStory() == false)
    #expect(try reader.user(code: "bia", password: "muito secreta") == nil)
  }

  @Test(arguments: [
    ("", "muito secreta", InitialiseFault.userCode), (" ana", "muito secreta", .userCode),
    ("a\u{0}", "muito secreta", .userCode), ("ana", "curta", .password(.tooShort)),
    ("ana", "com\u{0}nulo nulo", .password(.hasNUL)),
    ("ana", String(repeating: "x", count: 129), .password(.tooLong)),
  ])
  func `refuses what cannot be an administrator`(
    code: String,
    password: String,
    fault: InitialiseFault
  ) throws {
    let directory = Directory()
    let desk = try Desk(path: directory.path)
    defer { desk.stop() }
    #expect(throws: fault) { try desk.initialise(administrator: code, password: password) }
    // Nothing was written, so the desk can still be begun.
    try desk.initialise(administrator: "ana", password: "muito secreta")
  }

  @Test func `tells the demo story on disk, and every user of it signs in`() throws {
    let directory = Directory()
    let desk = try Desk(path: directory.path)
    defer { desk.stop() }
    #expect(try desk.tellDemoStory())
    #expect(try desk.tellDemoStory() == false)
    #expect(desk.workflow.types.count == DemoType.all.count)
    let reader = try desk.makeReader()
    #expect(DemoStory.users.map(\.code) == DemoUser.shown)
    for user in DemoStory.users {
      let found = try #require(try reader.user(code: user.code, password: DemoStory.password))
      let viewer = try #require(try reader.viewer(of: found))
      #expect(!viewer.permissions.isEmpty)
      for view in TicketView.allCases {
        let page = try reader.ticketPage(
          view,
          PageRequest(size: 1),
          fields: [],
          for: viewer
        )
        #expect(page.tickets.count == 1, "\(user.code) \(view)")
      }
    }
  }
}
