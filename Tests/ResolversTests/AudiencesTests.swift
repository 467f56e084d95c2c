import Bytes
import GraphQL
import TestKit
import Testing

@testable import Resolvers

/// What one kind of viewer does not have does not exist in its schema.
@Suite struct AudiencesTests {
  /// The staff's own fields, and documents that use them.
  static let staffOnly = [
    ("Participant", "userCode", "{ tickets { nodes { attendant { FIELD } } } }"),
    ("Message", "isInternal", "{ tickets { nodes { discussion { nodes { FIELD } } } } }"),
    ("Step", "attendant", "{ ticketTypes { steps { FIELD { displayName } } } }"),
  ]

  private static let customers = [
    "client", "client.contact", "person", "student", "teacher", "prospect", "many",
  ]

  @Test(arguments: staffOnly)
  func `answers customers a staff field as one that never was`(
    type: String,
    field: String,
    document: String
  ) throws {
    let house = try TestHouse()
    let hidden = document.replacing("FIELD", with: field)
    let unknown = document.replacing("FIELD", with: "zzz")
    for user in Self.customers + [nil] {
      let answer = try house.run(hidden, as: user).text
      #expect(answer.contains("Cannot query field"))
      let never = try house.run(unknown, as: user).text
      #expect(answer.replacing(field, with: "zzz") == never)
    }
  }

  @Test(arguments: staffOnly, ["attendant", "admin"])
  func `answers staff their own fields`(
    staffOnly: (type: String, field: String, document: String),
    user: String
  ) throws {
    let house = try TestHouse()
    let answer = try house.run(
      staffOnly.document.replacing("FIELD", with: staffOnly.field),
      as: user
    )
    #expect(answer.errorMessages == [])
  }

  @Test(arguments: staffOnly)
  func `introspects for customers without what is the staff's`(
    type: String,
    field: String,
    document: String
  ) throws {
    let house = try TestHouse()
    let query = "{ __type(name: \"\(type)\") { fields { name } } __schema { directives { name } } }"
    let mine = try house.run(query, as: "student").text
    let theirs = try house.run(query, as: "attendant").text
    #expect(!mine.contains("\"\(field)\""))
    #expect(theirs.contains("\"\(field)\""))
    #expect(!mine.contains("visibleTo"))
    #expect(theirs.contains("visibleTo"))
  }

  /// A mark that says nothing, or not what marks say, is for nobody.
  @Test(arguments: [
    "@visibleTo", "@visibleTo(permissions: ADMINISTER)", "@visibleTo(permissions: [])",
  ])
  func `what a mark hides that cannot be read is hidden from all`(mark: String) throws {
    let text = """
      directive @visibleTo(permissions: [Permission!]) on FIELD_DEFINITION
      enum Permission { ADMINISTER }
      type Query { always: Int marked: Int \(mark) }
      """
    let schema = try SchemaBuilder.build(Source(text))
    for audience in SchemaAudience.allCases {
      let query = try #require(audience.view(of: schema)?.type(named: "Query"))
      #expect(query.field("always") != nil)
      let isRead = mark.contains("permissions: ADMINISTER") && audience == .administrator
      #expect(query.field("marked") == nil || isRead)
    }
  }

  @Test func `keeps every name that customers do not have out of their introspection`() throws {
    let house = try TestHouse()
    let text = try house.run(
      """
      { __schema { types { name kind fields(includeDeprecated: true) { name args { name } }
        inputFields { name } enumValues { name } } directives { name args { name } } } }
      """,
      as: "student"
    ).text
    for name in ["isInternal", "visibleTo", "CreateUserInput", "openTicketFor", "\"Profile\""] {
      #expect(!text.contains(name))
    }
    for name in ["Ticket", "MessageConnection", "SignInInput", "ParameterValue", "governed"] {
      #expect(text.contains("\"\(name)\""))
    }
  }

  @Test(arguments: ["student", "client", "attendant", "admin"])
  func `tells tools all that they need to rebuild the schema`(user: String) throws {
    let house = try TestHouse()
    let data = try #require(try house.run(ClientSchema.query, as: user).json["data"])
    let rebuilt = Bindings<Void>.uniform(
      try SchemaBuilder.build(Source(ClientSchema.text(of: data))),
      parents: Root.self
    ) { parents, _, _, _ in Column(.nulls(count: parents.count)) }
    let document = CompiledDocument(
      try Parser.parse(Source(ClientSchema.query)),
      boundSchema: rebuilt
    )
    let operation = try document.plan(operationName: nil, variables: nil)
    let again = try JSONParser.parse(Executor().run(operation, context: ()).body)
    #expect(again["data"] == data)
  }
}
