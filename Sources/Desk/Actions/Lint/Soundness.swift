import SQLite

/// How much of what is wrong with a workflow a change of it answers for.
public enum Soundness: Hashable, Sendable {
  /// What it brings: it may leave a fault that was there, else nothing could be mended step by step.
  case bringsNoError
  /// All there is: rules come into force over workflows in which nobody is stuck.
  case leavesNoError
}

extension WriteContext {
  /// Makes a change of the configuration, and takes it back where it leaves tickets that nobody
  /// could move on.
  ///
  /// Only types count in which there are or can be tickets: one that is closed is still being set
  /// up. What concerns the desk as a whole is no change's fault, and stands against none.
  ///
  /// - Parameters:
  ///   - soundness: What it answers for.
  ///   - path: Where in the input the change was asked for.
  ///   - administrator: Who makes it; of a type that is blocked for them no more is said than that
  ///     there is a fault (Q9).
  ///   - change: Makes it.
  /// - Returns: What came of the change, or a problem for each error.
  /// - Throws: `SQLiteError`.
  func keepingSound<Value>(
    _ soundness: Soundness,
    at path: [String],
    for administrator: Administrator,
    _ change: () throws(SQLiteError) -> Outcome<Value>
  ) throws(SQLiteError) -> Outcome<Value> {
    let before = workflow
    try openSavepoint()
    let outcome: Outcome<Value>
    let errors: [LintFinding]
    do throws(SQLiteError) {
      outcome = try change()
      let isChanged = outcome.value != nil && workflow.revision != before.revision
      errors = isChanged ? try self.errors(soundness, since: before) : []
    } catch {
      try closeSavepoint(keeping: false)
      throw error
    }
    try closeSavepoint(keeping: errors.isEmpty)
    guard !errors.isEmpty else { return outcome }
    let shown = errors.filter { error in
      error.type.map { !administrator.viewer.blockedTypes.contains($0.id) } ?? true
    }
    var problems = shown.prefix(Limits.toldErrors).map { Problem($0, at: path) }
    if shown.count < errors.count { problems.append(Problem(.workflowHasErrors, at: path)) }
    return .refused(problems)
  }

  private func errors(
    _ soundness: Soundness,
    since before: Workflow
  ) throws(SQLiteError) -> [LintFinding] {
    let used = try usedTypes()
    let now = workflow.errors(ofTypes: used)
    guard !now.isEmpty, soundness == .bringsNoError else { return now }
    return now.beyond(before.errors(ofTypes: used))
  }

  /// The types of which there are tickets that are neither completed nor cancelled.
  private func usedTypes() throws(SQLiteError) -> Set<TicketTypeID> {
    var types: Set<TicketTypeID> = []
    try connection.rows(Self.usedTypes) { row in types.insert(TicketTypeID(row.int(0))) }
    return types
  }

  private static let usedTypes = Query(
    "SELECT DISTINCT type_id FROM ticket_count WHERE bucket < 2 AND count > 0"
  )
}

extension Workflow {
  /// The errors of the types that are open, and of those that are in use.
  fileprivate func errors(ofTypes used: Set<TicketTypeID>) -> [LintFinding] {
    let lint = WorkflowLint(workflow: self)
    return types.filter { $0.isActive || used.contains($0.id) }.flatMap { type in
      lint.findings(of: type).filter { $0.code.severity == .error }
    }
  }
}
