import Bytes
import Desk
import Testing

@testable import Resolvers

/// The contracts that others build on, asked in memory.
@Suite struct QueryTests {
  @Test(arguments: [
    "viewer { user { code } }", "node(id: \"x\") { id }", "nodes(ids: []) { id }",
    "customer(id: \"x\") { name }", "ticket(number: 1) { number }", "tickets { totalCount }",
    "attachment(id: \"x\") { name }", "ticketGroups { name }", "ticketTypes { name }",
    "ticketType(id: \"x\") { name }", "searchTickets(text: \"x\") { totalCount }",
    "similarTickets(subject: \"x\") { score }", "articles { totalCount }",
    "article(id: \"x\") { id }",
  ])
  func `answers nobody without a sign-in`(field: String) throws {
    let answer = try TestHouse().run("{ \(field) }")
    #expect(answer.errorCodes == ["UNAUTHENTICATED"])
    #expect(answer.errorMessages == ["Sign in first."])
    #expect(answer.text.contains("\"data\":{\""))
  }

  @Test(arguments: [
    ("student", ["STUDENT RECORD Lucas Ferreira"], ["PORTAL"]),
    ("client.contact", ["CLIENT CONTACT Colégio Aurora"], ["PORTAL"]),
    (
      "many",
      [
        "PERSON RECORD Beatriz Nogueira", "STUDENT RECORD Beatriz Nogueira",
        "TEACHER RECORD Beatriz Nogueira",
      ], ["PORTAL"]
    ),
    ("attendant", [], ["ATTEND"]),
  ])
  func `tells viewers who they are`(
    user: String,
    identities: [String],
    permissions: [String]
  ) throws {
    let answer = try TestHouse().run(
      """
      { viewer { user { code displayName } permissions
        identities { type via contactName customer { name type } } } }
      """,
      as: user
    )
    #expect(answer["viewer.user.code"] == .string(user))
    #expect(answer["viewer.permissions"] == .array(permissions.map { .string($0) }))
    var found: [String] = []
    for place in 0..<5 {
      let path = "viewer.identities.\(place)"
      guard case .string(let type)? = answer["\(path).type"],
        case .string(let via)? = answer["\(path).via"],
        case .string(let name)? = answer["\(path).customer.name"]
      else { break }
      found.append("\(type) \(via) \(name)")
      #expect((answer["\(path).contactName"] == .null) == (via == "RECORD"))
      #expect(answer["\(path).customer.type"] == .string(type))
    }
    #expect(
      found.map { $0.split(separator: " ").prefix(2) }
        == identities.map { $0.split(separator: " ").prefix(2) }
    )
  }

  /// All numbers of a view, page by page.
  private func numbers(
    _ arguments: String,
    backwards: Bool = false,
    as user: String,
    in house: TestHouse
  ) throws -> [Int64] {
    var numbers: [Int64] = []
    var cursor = JSON.null
    let (size, bound, key, more) =
      backwards
      ? ("last: 7", "before", "startCursor", "hasPreviousPage")
      : ("first: 7", "after", "endCursor", "hasNextPage")
    while true {
      let answer = try house.run(
        """
        query ($cursor: String) { tickets(\(arguments) \(size), \(bound): $cursor) {
          totalCount nodes { number } edges { cursor node { number } }
          pageInfo { \(key) \(more) } } }
        """,
        as: user,
        variables: ["cursor": cursor]
      )
      #expect(answer.errorMessages == [])
      var page: [Int64] = []
      for place in 0..<7 {
        guard case .integer(let number)? = answer["tickets.nodes.\(place).number"] else { break }
        page.append(number)
        #expect(answer["tickets.edges.\(place).node.number"] == .integer(number))
      }
      numbers = backwards ? page + numbers : numbers + page
      guard answer["tickets.pageInfo.\(more)"] == .boolean(true) else {
        #expect(answer["tickets.totalCount"] == .integer(Int64(numbers.count)))
        return numbers
      }
      cursor = answer["tickets.pageInfo.\(key)"] ?? .null
    }
  }

  @Test(arguments: ["student", "many", "client.contact"], TicketView.allCases)
  func `pages through each view from both ends`(user: String, view: TicketView) throws {
    let house = try TestHouse()
    let arguments = "view: \(view.rawValue),"
    let forwards = try numbers(arguments, as: user, in: house)
    let backwards = try numbers(arguments, backwards: true, as: user, in: house)
    #expect(forwards == backwards)
    #expect(forwards == forwards.sorted(by: >))
    if view == .all { #expect(try numbers("", as: user, in: house) == forwards) }
  }

  @Test func `divides all tickets among the four other views`() throws {
    let house = try TestHouse()
    var parts: [Int64] = []
    for view in TicketView.allCases where view != .all {
      parts += try numbers("view: \(view.rawValue),", as: "person", in: house)
    }
    #expect(parts.sorted(by: >) == (try numbers("", as: "person", in: house)))
  }

  @Test(arguments: [
    ("tickets(first: -1) { totalCount }", "\"first\" must be from 0 to 100."),
    ("tickets(last: 101) { totalCount }", "\"last\" must be from 0 to 100."),
    ("tickets(first: 1, last: 1) { totalCount }", "Give either \"first\" or \"last\", not both."),
    ("tickets(after: \"x\") { totalCount }", "\"after\" is not a cursor of this list."),
    ("ticket { number }", "Give exactly one of \"id\" and \"number\"."),
    ("ticket(id: \"x\", number: 1) { number }", "Give exactly one of \"id\" and \"number\"."),
  ])
  func `refuses arguments that make no sense`(field: String, message: String) throws {
    let answer = try TestHouse().run("{ \(field) }", as: "student")
    #expect(answer.errorCodes == ["BAD_USER_INPUT"])
    #expect(answer.errorMessages == [message])
  }

  @Test func `does not take the cursor of another list`() throws {
    let house = try TestHouse()
    let page = try house.run(
      "{ tickets(first: 1) { nodes { stepHistory { pageInfo { endCursor } } } } }",
      as: "attendant"
    )
    let answer = try house.run(
      "query ($after: String) { tickets(after: $after) { totalCount } }",
      as: "attendant",
      variables: ["after": page["tickets.nodes.0.stepHistory.pageInfo.endCursor"] ?? .null]
    )
    #expect(answer.errorCodes == ["BAD_USER_INPUT"])
  }

  @Test func `finds the same ticket by number and by id`() throws {
    let house = try TestHouse()
    let page = try house.run("{ tickets(first: 1) { nodes { id number } } }", as: "teacher")
    let answer = try house.run(
      """
      query ($id: ID!, $number: Int!) {
        a: ticket(id: $id) { id number subject } b: ticket(number: $number) { id number subject }
      }
      """,
      as: "teacher",
      variables: [
        "id": page["tickets.nodes.0.id"] ?? .null,
        "number": page["tickets.nodes.0.number"] ?? .null,
      ]
    )
    #expect(answer["a"] == answer["b"])
    #expect(answer["a.id"] == page["tickets.nodes.0.id"])
  }

  @Test func `ends a session`() throws {
    let house = try TestHouse()
    let token = try house.token(of: "person")
    #expect(try house.run("{ viewer { user { code } } }", token: token).errorCodes == [])
    let out = try house.run("mutation { signOut { problems { code } } }", token: token)
    #expect(out["signOut.problems"] == .array([]))
    let after = try house.run("{ viewer { user { code } } }", token: token)
    #expect(after.errorCodes == ["UNAUTHENTICATED"])
    let again = try house.run("mutation { signOut { problems { code } } }", token: token)
    #expect(again.errorCodes == ["UNAUTHENTICATED"])
  }

  @Test(arguments: [
    ("student", "wrong-password"), ("nobody", "guiche-demo"), ("former", "guiche-demo"),
    ("visitor", "guiche-demo"), ("", ""),
  ])
  func `refuses a wrong sign-in by one answer`(user: String, password: String) throws {
    let answer = try TestHouse().run(
      """
      mutation ($user: String!, $password: String!) {
        signIn(input: {userCode: $user, password: $password}) {
          session { token } problems { code message path }
        }
      }
      """,
      variables: ["user": .string(user), "password": .string(password)]
    )
    #expect(
      answer.text == """
        {"data":{"signIn":{"session":null,"problems":[{"code":"INVALID_CREDENTIALS",\
        "message":"User code or password is wrong.","path":[]}]}}}
        """
    )
  }

  @Test func `answers in the language that the client asks for, else in the viewer's`() throws {
    let house = try TestHouse()
    let document = "{ ticket { number } }"
    let asked = try house.run(document, as: "student", languages: ["fr", "pt-BR"])
    #expect(asked.errorMessages == ["Informe exatamente um entre \"id\" e \"number\"."])
    let own = try house.run(document, as: "student", languages: [])
    #expect(own.errorMessages == asked.errorMessages)
  }

  @Test func `slows down who tries passwords`() throws {
    let house = try TestHouse()
    func code(_ password: String) throws -> JSON? {
      try house.run(
        """
        mutation ($password: String!) {
          signIn(input: {userCode: "student", password: $password}) { problems { code } }
        }
        """,
        variables: ["password": .string(password)]
      )["signIn.problems.0.code"]
    }
    for attempt in 1...5 { #expect(try code("guess \(attempt)") == "INVALID_CREDENTIALS") }
    #expect(try code(DemoStory.password) == "TOO_MANY_ATTEMPTS")
  }

  @Test func `finds at most a hundred nodes at once`() throws {
    let house = try TestHouse()
    func answer(_ count: Int) throws -> TestHouse.Answer {
      try house.run(
        "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }",
        as: "student",
        variables: ["ids": .array(Array(repeating: "x", count: count))]
      )
    }
    #expect(try answer(100).errorCodes == [])
    #expect(try answer(101).errorMessages == ["Give at most 100 ids."])
  }
}
