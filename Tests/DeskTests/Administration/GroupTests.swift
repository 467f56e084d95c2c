import Testing

@testable import Desk

@Suite struct GroupTests {
  @Test func `a group is made, renamed, moved and taken away`() throws {
    let desk = try DemoDesk()
    let revision = desk.workflow.revision
    let id = try desk.done(
      CreateTicketGroup(key: "novo", name: "Novo", description: nil, position: 1)
    )
    #expect(desk.workflow.groups.map(\.key) == ["novo", "secretaria", "suporte", "comercial"])
    #expect(desk.workflow.revision == revision + 1)
    #expect(
      try desk.lastEntry() == [
        "createTicketGroup", "TICKET_GROUP", nil,
        #"{"key":"novo","name":"Novo","description":null,"position":1}"#,
      ]
    )
    try desk.done(
      UpdateTicketGroup(
        group: .id(id),
        name: .set("Outro"),
        description: .set("Para quê"),
        position: 99
      )
    )
    #expect(desk.workflow.groups.map(\.key).last == "novo")
    #expect(desk.workflow.groups.last?.name == "Outro")
    #expect(desk.workflow.groups.last?.description == "Para quê")
    #expect(
      try desk.lastEntry()[2...] == [
        #"{"key":"novo","name":"Novo","description":null,"position":1}"#,
        #"{"key":"novo","name":"Outro","description":"Para quê","position":4}"#,
      ]
    )
    try desk.done(DeleteTicketGroup(group: .id(id)))
    #expect(desk.workflow.groups.count == 3)
    #expect(try desk.lastEntry()[3] == nil)
    #expect(desk.workflow.revision == revision + 3)
    let next = try desk.done(
      CreateTicketGroup(key: "novo", name: "Novo", description: nil, position: nil)
    )
    #expect(next > id, "an id is never given twice")
  }

  @Test func `all that is wrong comes at once, and nothing is written`() throws {
    let desk = try DemoDesk()
    let long = String(repeating: "x", count: 2_001)
    #expect(
      try desk.problems(
        CreateTicketGroup(key: "secretaria", name: " ", description: long, position: 0)
      ) == [
        "ALREADY_EXISTS input key", "REQUIRED input name", "INVALID_VALUE input description",
        "INVALID_VALUE input position",
      ]
    )
    for key in ["a b", "-a", "ção", String(repeating: "k", count: 65), "a\u{0}"] {
      #expect(
        try desk.problems(CreateTicketGroup(key: key, name: "N", description: nil, position: nil))
          == ["INVALID_VALUE input key"]
      )
    }
    #expect(
      try desk.problems(DeleteTicketGroup(group: .id(desk.workflow.groups[0].id)))
        == ["IN_USE input group"]
    )
    #expect(
      try desk.problems(DeleteTicketGroup(group: .unreadable)) == ["NOT_FOUND input group"]
    )
  }

  @Test(arguments: ["attendant", "client", "visitor"])
  func `only an administrator sets up the desk`(code: String) throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer(code)
    let changes = try desk.changes()
    let action = CreateTicketGroup(key: "novo", name: "Novo", description: nil, position: nil)
    #expect(try action.perform(for: viewer, in: desk.context) == .refused(.notPermitted))
    #expect(try desk.changes() == changes)
  }

  @Test func `there is an end of groups`() throws {
    let desk = try DemoDesk()
    for number in desk.workflow.groups.count..<Limits.groups {
      try desk.connection.execute(
        "INSERT INTO ticket_group (key, name) VALUES ('g\(number)', 'G')"
      )
    }
    try desk.context.reloadWorkflow()
    #expect(
      try desk.problems(
        CreateTicketGroup(key: "novo", name: "Novo", description: nil, position: nil)
      ) == ["LIMIT_REACHED"]
    )
  }
}
