import Bytes
import SQLite
import Testing

@testable import Desk

/// What the tests of administrators' actions ask the demo story.
extension DemoDesk {
  /// Performs an action as an administrator.
  @discardableResult
  func administer<Action: AdministratorAction>(
    _ action: Action
  ) throws -> Outcome<Action.Value> {
    try action.perform(for: try viewer("admin"), in: context)
  }

  /// Performs an action that has to be done.
  @discardableResult
  func done<Action: AdministratorAction>(_ action: Action) throws -> Action.Value {
    let outcome = try administer(action)
    #expect(outcome.problems == [], "\(action)")
    return try #require(outcome.value)
  }

  /// What is wrong with an action, each problem as its code and its path; nothing may be written.
  func problems<Action: AdministratorAction>(_ action: Action) throws -> [String] {
    let before = try contents()
    let problems = try administer(action).problems
    #expect(try contents() == before, "\(action) wrote")
    return problems.map { ([$0.code.rawValue] + $0.path).joined(separator: " ") }
  }

  /// The newest entry of the audit log: action, kind, before, after.
  func lastEntry() throws -> [String?] {
    let entry = try connection.first(
      Query(
        """
        SELECT action, subject_kind, before, after, user_id, subject_id FROM audit_entry
        ORDER BY id DESC LIMIT 1
        """
      )
    ) { row in [row.text(0), row.text(1), row.text(2), row.text(3)] }
    return try #require(entry)
  }

  func text(_ sql: String, _ values: (any Bindable)?...) throws -> String? {
    try connection.first(Query(sql), binding: values) { row in row.text(0) } ?? nil
  }

  var entries: Int64 {
    get throws { try number("SELECT count(*) FROM audit_entry") }
  }
}
