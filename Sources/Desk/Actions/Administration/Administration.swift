import Bytes
public import SQLite

/// Somebody who may set up the desk.
///
/// - Invariant: there is one only of a viewer whose profile grants it: what takes one cannot forget
///   to ask.
public struct Administrator: Hashable, Sendable {
  let viewer: Viewer

  init?(_ viewer: Viewer) {
    guard viewer.has(.administer), viewer.lens == nil else { return nil }
    self.viewer = viewer
  }
}

/// A change of how the desk is set up: of groups, types, steps, parameters, rules, attendants.
///
/// Each judges all that was asked for, writes where nothing stands against it, reads the workflow
/// again and adds to the audit log, all in the one transaction that it runs in.
public protocol AdministratorAction: Sendable {
  /// What is answered: most often the key of what was changed.
  associatedtype Value: Sendable

  /// Makes the change, or says all that stands against it.
  ///
  /// - Throws: `SQLiteError`.
  func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<Value>

  /// How much of what is wrong with the workflow then it answers for.
  var soundness: Soundness { get }

  /// Where in the input that is told.
  var soundnessPath: [String] { get }
}

extension AdministratorAction {
  public var soundness: Soundness { .bringsNoError }
  public var soundnessPath: [String] { ["input"] }

  /// Makes the change for a viewer whose profile grants it.
  ///
  /// - Returns: What was changed, or all that stands against it.
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<Value> {
    guard let administrator = Administrator(viewer) else { return .refused(.notPermitted) }
    // What is set up beside rules that nobody can read would come into force unseen.
    if context.workflow.policy.isClosed { return .refused(.rulesUnreadable) }
    return try context.keepingSound(soundness, at: soundnessPath, for: administrator) {
      () throws(SQLiteError) in try change(by: administrator, in: context)
    }
  }
}

extension Administrator {
  /// A type that is not blocked for the administrator (Q9).
  func type(_ reference: Reference<TicketTypeID>, in workflow: Workflow) -> TicketType? {
    guard let type = reference.id.flatMap(workflow.type) else { return nil }
    return viewer.blockedTypes.contains(type.id) ? nil : type
  }

  func type(_ place: TypePlace, in workflow: Workflow) -> TicketType? {
    workflow.type(place).flatMap { type(.id($0.id), in: workflow) }
  }

  func step(_ reference: Reference<StepID>, in workflow: Workflow) -> Step? {
    guard let step = reference.id.flatMap(workflow.step) else { return nil }
    return type(step.type, in: workflow) == nil ? nil : step
  }

  func transition(_ reference: Reference<TransitionID>, in workflow: Workflow) -> Transition? {
    guard let way = reference.id.flatMap(workflow.transition),
      let from = workflow.step(way.from), type(from.type, in: workflow) != nil
    else { return nil }
    return way
  }

  /// A parameter that a form shows, so none of the sections.
  func parameter(
    _ reference: Reference<ParameterID>,
    in workflow: Workflow
  ) -> (type: TicketType, parameter: Parameter)? {
    guard let found = reference.id.flatMap(workflow.parameter),
      found.parameter.kind != .section, let type = type(found.type, in: workflow)
    else { return nil }
    return (type, found.parameter)
  }
}

extension Workflow {
  func group(_ reference: Reference<TicketGroupID>) -> TicketGroup? {
    reference.id.flatMap { id in groups.first { $0.id == id } }
  }

  func reason(_ reference: Reference<ReasonID>) -> ForwardReason? {
    reference.id.flatMap { reason($0) }
  }

  func attendant(_ reference: Reference<AttendantID>) -> Attendant? {
    reference.id.flatMap { attendant($0) }
  }
}

extension WriteContext {
  /// Takes a change of the configuration over, and adds it to the audit log.
  ///
  /// - Parameters:
  ///   - action: The mutation's name.
  ///   - subject: What kind of object was changed.
  ///   - id: The object's key; `nil` for the settings.
  ///   - before: What it was; `nil` where it was not there.
  ///   - administrator: Who changed it.
  ///   - after: What it is in the workflow that has the change; `nil` where it is gone.
  /// - Throws: `SQLiteError`.
  func record(
    _ action: String,
    _ subject: AuditSubject,
    _ id: Int64?,
    before: JSON? = nil,
    by administrator: Administrator,
    after: (Workflow) -> JSON?
  ) throws(SQLiteError) {
    try reloadWorkflow()
    let after = after(workflow)
    try audit(action, subject, id, before: before, after: after, by: administrator.viewer)
  }

  /// Deletes an object with all that is a part of it, unless anything refers to it.
  ///
  /// The foreign keys are the judge, those of tables that this action knows nothing of included. One
  /// that no index answers reads its whole table, which is why this is for administrators alone.
  ///
  /// - Parameters:
  ///   - id: The object's key, bound to each statement.
  ///   - statements: From the outermost part to the object itself.
  /// - Returns: Whether it is gone; where not, nothing was deleted.
  /// - Throws: `SQLiteError`.
  func delete(_ id: Int64, by statements: [Query]) throws(SQLiteError) -> Bool {
    try openSavepoint()
    do throws(SQLiteError) {
      for statement in statements { try connection.run(statement, id) }
    } catch {
      try closeSavepoint(keeping: false)
      guard error.isConstraint else { throw error }
      return false
    }
    try closeSavepoint(keeping: true)
    return true
  }

  /// Puts one of some siblings at a place, and numbers them all anew.
  ///
  /// - Parameters:
  ///   - id: The one.
  ///   - position: Its place from 1; one behind the last is the last.
  ///   - siblings: All of them in order, with or without the one.
  ///   - table: What they are.
  /// - Throws: `SQLiteError`.
  func place(
    _ id: Int64,
    at position: Int?,
    among siblings: [Int64],
    of table: SiblingTable
  ) throws(SQLiteError) {
    var order = siblings.filter { $0 != id }
    let place = position.map { min(max($0, 1) - 1, order.count) } ?? order.count
    order.insert(id, at: place)
    try connection.run(table.numbering, JSONArray(order))
  }
}

/// What has an order that administrators choose.
enum SiblingTable {
  case groups
  case types
  case steps
  case transitions
  case parameters
  case reasons

  /// Numbers rows from 1 in the order of a list of their keys.
  var numbering: Query {
    switch self {
    case .groups: Self.ofGroups
    case .types: Self.ofTypes
    case .steps: Self.ofSteps
    case .transitions: Self.ofTransitions
    case .parameters: Self.ofParameters
    case .reasons: Self.ofReasons
    }
  }

  private static let ofGroups = numbering("ticket_group")
  private static let ofTypes = numbering("ticket_type")
  private static let ofSteps = numbering("step")
  private static let ofTransitions = numbering("transition")
  private static let ofParameters = numbering("parameter")
  private static let ofReasons = numbering("forward_reason")

  private static func numbering(_ table: String) -> Query {
    Query(
      """
      UPDATE \(table) SET position = list.key + 1 FROM json_each(?1) AS list
      WHERE list.value = \(table).id
      """
    )
  }
}
