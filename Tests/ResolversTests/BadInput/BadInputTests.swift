import Bytes
import Foundation
import GraphQL
import SQLite
import Testing

/// Bad input for every mutation: a clear problem, and nothing written.
@Suite struct BadInputTests {
  /// All cases of a mutation on one desk, for none of them writes: the rows are compared at the end.
  @Test(arguments: Set(BadInput.all.map(\.mutation)).sorted())
  func `is refused, and writes nothing`(mutation: String) throws {
    let house = try TestHouse()
    let cases = BadInput.all.filter { $0.mutation == mutation }
    // Signed in first: that writes a session.
    for user in Set(cases.compactMap(\.user)) { _ = try house.token(of: user) }
    let before = try house.contents()
    for bad in cases { try refuse(bad, in: house) }
    #expect(try house.contents() == before, "a case of \(mutation) wrote")
  }

  private func refuse(_ bad: BadInput, in house: TestHouse) throws {
    let answer = try house.run(
      "mutation { \(bad.mutation)(input: \(bad.input)) { problems { code message path } } }",
      as: bad.user
    )
    guard answer.errorCodes.isEmpty else {
      #expect(answer.errorCodes.contains(bad.code), "\(bad.testDescription): \(answer.text)")
      #expect(!answer.errorMessages.contains(""), "\(answer.text)")
      return
    }
    guard case .array(let problems)? = answer["\(bad.mutation).problems"] else {
      Issue.record("no problems: \(answer.text)")
      return
    }
    let found = problems.first { $0["code"] == .string(bad.code) }
    #expect(found != nil, "\(bad.testDescription): \(answer.text)")
    if let path = bad.path {
      #expect(found?["path"] == .array(path.map { .string($0) }), "\(answer.text)")
    }
  }

  /// A mutation that no case tries, or a kind that is neither tried nor explained, fails.
  @Test
  func `covers every mutation and every kind`() throws {
    let schema = try SchemaBuilder.build(try TestHouse.schemaText())
    let mutations = schema.type(named: "Mutation")?.fields.map(\.name) ?? []
    #expect(mutations.count > 10)
    for mutation in mutations where !Self.withoutInput.contains(mutation) {
      for kind in BadInput.Kind.allCases {
        let isTried = BadInput.all.contains { $0.mutation == mutation && $0.kind == kind }
        let isExplained = BadInput.without.contains {
          $0.mutation == mutation && $0.kinds.contains(kind) && !$0.why.isEmpty
        }
        #expect(isTried || isExplained, "\(mutation) has no case of \(kind)")
        #expect(!(isTried && isExplained), "\(mutation) has and has not \(kind)")
      }
    }
  }

  /// They take no input.
  private static let withoutInput: Set = ["signOut", "endOtherSessions"]
}

extension TestHouse {
  /// Every row of every table but the sessions, as text.
  func contents() throws -> [String] {
    let connection = try Connection(path: path, mode: .readOnly)
    var tables: [String] = []
    let list = Query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    try connection.rows(list) { row in tables.append(row.text(0) ?? "") }
    var contents: [String] = []
    for table in tables
    where !["session", "access_revision"].contains(table) && !table.hasPrefix("sqlite_") {
      var columns: [String] = []
      try connection.rows(Query("SELECT name FROM pragma_table_info('\(table)')")) { row in
        columns.append("quote(\"\(row.text(0) ?? "")\")")
      }
      guard !columns.isEmpty else { continue }
      let values = columns.joined(separator: " || ',' || ")
      try connection.rows(Query("SELECT \(values) FROM \"\(table)\"")) { row in
        contents.append("\(table): \(row.text(0) ?? "")")
      }
    }
    return contents
  }
}
