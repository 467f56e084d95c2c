import SQLite
import Testing

@testable import Desk

/// Lists of people: complete, in order, and never read whole.
@Suite struct PeopleSearchTests {
  private func customers(
    _ filter: CustomerFilter,
    size: Int = 100,
    in desk: DemoDesk,
    as user: String = "attendant"
  ) throws -> [String] {
    let viewer = try desk.viewer(user)
    let page = PageRequest(size: size)
    let found = try desk.reader.customerPage(filter, page, for: viewer)
    let rows = found.customers
    if user == "attendant", size == 100 {
      #expect(found.pages.totalCounts == [Int32(rows.count)])
    }
    return (0..<rows.count).compactMap { rows.codes.text($0) }
  }

  @Test func `finds by beginnings of words, without case and accents, and by code`() throws {
    let desk = try DemoDesk()
    func found(_ text: String, _ type: CustomerType? = nil) throws -> [String] {
      try customers(CustomerFilter(type: type, text: text), in: desk)
    }
    #expect(try found("inês") == ["P-0004"])
    #expect(try found("INES car") == ["P-0004"])
    #expect(try found("cardoso ines") == ["P-0004"])
    #expect(try found("ardoso") == [])
    #expect(try found("2024.11") == ["2024.1187"])
    #expect(try found("c-0001") == ["C-0001"])
    #expect(try found("beatriz") == ["P-0002", "2023.0456", "D-0002"])
    #expect(try found("beatriz", .teacher) == ["D-0002"])
    #expect(try found("beatriz", .client) == [])
    #expect(try found(" ", .client) == ["C-0001", "C-0002", "C-0003"])
    #expect(try found("", .client).count == 3 && found("").count == DemoCustomer.all.count)
  }

  /// What is typed, and the words that it means; none means nobody.
  @Test(
    arguments: [
      ("\"", nil), ("'", nil), ("*", nil), ("a\" OR name:\"b", "a or name b"), ("-", nil),
      ("NEAR(a b)", "near a b"), ("^a", "a"), ("type0", "type0"), ("mark:type0", "mark type0"),
      ("a AND", "a and"), ("(", nil), ("{name}", "name"), ("\0", nil), ("%", nil), ("_", nil),
      (String(repeating: "a", count: 100_000), nil),
    ] as [(String, String?)]
  )
  func `nothing that is typed is an operator`(text: String, words: String?) throws {
    let desk = try DemoDesk()
    let expected = try words.map { try customers(CustomerFilter(text: $0), in: desk) } ?? []
    #expect(try customers(CustomerFilter(text: text), in: desk) == expected)
    if text != "^a" { #expect(expected == []) }
    let admin = try desk.viewer("admin")
    let page = PageRequest(size: 100)
    _ = try desk.reader.userPage(UserFilter(text: text), page, for: admin)
  }

  @Test(arguments: [
    CustomerFilter(), CustomerFilter(type: .student), CustomerFilter(text: "a"),
    CustomerFilter(type: .person, text: "p"),
  ])
  func `walking by pages of any size, from either end, gives the whole list`(
    filter: CustomerFilter
  ) throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer("admin")
    let whole = try desk.reader.customerPage(filter, PageRequest(size: 100), for: viewer)
      .customers.ids
    #expect(whole.count > 1 && whole == whole.sorted())
    for size in 1...3 {
      var walked: [CustomerID] = []
      var after: Int64?
      repeat {
        let page = PageRequest(size: size, after: after)
        let found = try desk.reader.customerPage(filter, page, for: viewer)
        walked += found.customers.ids
        #expect(found.pages.hasNextPage == [walked.count < whole.count])
        #expect(found.pages.hasPreviousPage == [after != nil])
        after = found.customers.ids.last?.rawValue
      } while walked.count < whole.count
      #expect(walked == whole)
      walked = []
      var before: Int64?
      repeat {
        let page = PageRequest(size: size, isFromEnd: true, before: before)
        let found = try desk.reader.customerPage(filter, page, for: viewer)
        walked = found.customers.ids + walked
        #expect(found.pages.hasNextPage == [before != nil])
        before = found.customers.ids.first?.rawValue
      } while walked.count < whole.count
      #expect(walked == whole)
    }
  }

  @Test func `customers have no list of people, and attendants none of users`() throws {
    let desk = try DemoDesk()
    for user in ["student", "client", "academic", "guardian"] {
      #expect(try customers(CustomerFilter(), in: desk, as: user) == [])
    }
    for user in ["student", "attendant"] {
      let found = try desk.reader.userPage(
        UserFilter(),
        PageRequest(size: 100),
        for: try desk.viewer(user)
      )
      #expect(found.users.count == 0 && found.pages.totalCounts == [0])
    }
  }

  @Test func `users are cut by profile and by whether they are disabled`() throws {
    let desk = try DemoDesk()
    let admin = try desk.viewer("admin")
    func codes(_ filter: UserFilter) throws -> [String] {
      let found = try desk.reader.userPage(filter, PageRequest(size: 100), for: admin)
      #expect(found.pages.totalCounts == [Int32(found.users.count)])
      return (0..<found.users.count).compactMap { found.users.codes.text($0) }
    }
    #expect(try codes(UserFilter(isDisabled: true)) == ["former"])
    #expect(try codes(UserFilter(text: "mauro", isDisabled: false)) == [])
    #expect(try codes(UserFilter(text: "client")) == ["client", "client.contact"])
    let profile = try #require(
      try desk.connection.first(Query("SELECT id FROM profile WHERE key = 'administracao'")) {
        ProfileID($0.int(0))
      }
    )
    #expect(try codes(UserFilter(profile: profile)) == ["admin"])
    #expect(try codes(UserFilter(profile: ProfileID(0))) == [])
    // A change is found at once, and the old is found no more.
    let former = try #require(
      try desk.connection.first(Query("SELECT id FROM user WHERE code = 'former'")) {
        UserID($0.int(0))
      }
    )
    _ = try UpdateUser(
      user: .id(former),
      displayName: .set("Zélia"),
      profile: .set(.id(profile)),
      isDisabled: .set(false)
    ).perform(for: admin, in: desk.context)
    #expect(try codes(UserFilter(profile: profile)) == ["admin", "former"])
    #expect(try codes(UserFilter(isDisabled: true)) == [])
    #expect(
      try codes(UserFilter(text: "mauro")) == [] && codes(UserFilter(text: "zel")) == ["former"]
    )
    #expect(try codes(UserFilter()).count == DemoUser.all.count)
  }

  @Test func `no list reads a table whole or sorts it`() throws {
    let desk = try SmallDesk()
    let lists = [
      CustomerFilter.all, CustomerFilter.ofType, CustomerFilter.found, UserFilter.all,
      UserFilter.found,
    ]
    for list in lists {
      for query in [list.fromStart, list.fromEnd, list.count] {
        let plan = try desk.connection.plan(of: query)
        #expect(plan.allSatisfy { !$0.contains("TEMP") }, "\(query.sql): \(plan)")
        // A virtual table's own index is written as a scan of it.
        let scans = plan.filter { $0.contains("SCAN") && !$0.contains("VIRTUAL TABLE INDEX") }
        #expect(scans.allSatisfy { $0.contains("people_count") }, "\(query.sql): \(plan)")
        for scan in plan where scan.contains("VIRTUAL TABLE INDEX") {
          #expect(scan.contains("M"), "\(query.sql): \(plan)")
        }
      }
    }
    let counted = try desk.connection.plan(of: DeskReader.contextsOf)
    #expect(counted.first?.contains("enrolment_by_customer (customer_id=?)") == true, "\(counted)")
    let administrators = try desk.connection.plan(of: WriteContext.administrator)
    #expect(administrators.contains { $0.contains("user_by_profile (profile_id=?)") })
  }
}
