import Bytes
public import SQLite

/// Opens a ticket for a student at the wish of the academic system: exactly once for each id of
/// that system.
///
/// The system speaks for the student, so the draft is judged as the student's own: the types, the
/// parameters and the rules are those of a student online. The user who integrates is who asked.
///
/// - Source: R68.
public struct OpenTicketFor: Sendable {
  public let registration: String
  public let externalID: String
  /// The type's key.
  public let type: String
  /// The entry step's key; the type's default one where it is left out.
  public let entryStep: String?
  public let parameters: [ParameterEdit]
  /// The external id of one of the student's enrolments.
  public let academicContext: String?

  public init(
    registration: String,
    externalID: String,
    type: String,
    entryStep: String? = nil,
    parameters: [ParameterEdit] = [],
    academicContext: String? = nil
  ) {
    self.registration = registration
    self.externalID = externalID
    self.type = type
    self.entryStep = entryStep
    self.parameters = parameters
    self.academicContext = academicContext
  }

  /// Opens the ticket, or says all that stands against it.
  ///
  /// - Returns: The external id, under which the viewer finds what was opened for it first,
  ///   whatever this request says.
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<String> {
    guard viewer.has(.integrate), viewer.lens == nil else { return .refused(.notPermitted) }
    var input = PeopleInput()
    let externalID = input.code(externalID, "externalId")
    guard input.isGood else { return .refused(input.problems) }
    if try context.hasOpened(externalID, by: viewer.user) { return .done(externalID) }

    let student = try context.customer(of: .student, code: registration)
    if student == nil { input.refuse(.notFound, "registration") }
    let wanted = type
    let type = context.workflow.types.first { $0.key.hasSameBytes(as: wanted) }
    let step = type.flatMap { type in
      context.workflow.steps(of: type).first { $0.key.hasSameBytes(as: entryStep ?? "") }
    }
    var enrolment: Reference<EnrolmentID> = .absent
    if let academicContext {
      enrolment = Reference(try context.enrolment(externalID: academicContext)?.id)
    }
    let asked = OpenTicket(
      type: Reference(type?.id),
      customer: student.map(Reference.id) ?? .absent,
      entryStep: entryStep == nil ? .absent : Reference(step?.id),
      parameters: parameters,
      academicContext: enrolment
    )
    guard let student else {
      // What else is wrong is said for a student of no types, as for every other.
      if type == nil { input.refuse(.notFound, "type") }
      return .refused(input.problems)
    }
    switch try asked.perform(for: speaker(for: student, viewer), in: context) {
    case .refused(let problems): return .refused(problems.map(Self.renamed))
    case .done(let ticket):
      try context.keep(external: externalID, of: viewer.user, ticket)
      return .done(externalID)
    }
  }

  /// The user who integrates, in the student's place.
  private func speaker(for student: CustomerID, _ viewer: Viewer) -> Viewer {
    Viewer(
      user: viewer.user,
      userCode: viewer.userCode,
      displayName: viewer.displayName,
      language: viewer.language,
      permissions: [.portal],
      blockedTypes: viewer.blockedTypes,
      identities: [Identity(customer: student, type: .student, name: "", via: .record)]
    )
  }

  /// A problem of the student's draft, under the names of this input.
  private static func renamed(_ problem: Problem) -> Problem {
    guard problem.path == ["input", "customer"] else { return problem }
    return Problem(problem.code, at: ["input", "registration"])
  }
}

extension WriteContext {
  /// Whether a user opened something under an external id, whatever became of it.
  fileprivate func hasOpened(
    _ externalID: String,
    by user: UserID
  ) throws(SQLiteError) -> Bool {
    try connection.first(Self.external, user.rawValue, externalID) {
      (row) throws(SQLiteError) in true
    } != nil
  }

  private static let external = Query(
    "SELECT 1 FROM external_ticket WHERE user_id = ?1 AND external_id = ?2"
  )
}
