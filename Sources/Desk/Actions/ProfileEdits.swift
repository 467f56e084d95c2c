import Bytes
public import SQLite

/// Makes a kind of user: what they may do, and which types of ticket are blocked for them.
///
/// - Source: R14, R37, R38.
public struct CreateProfile: Sendable {
  public let key: String
  public let name: String
  public let permissions: [Permission]
  public let blockedTypes: [Reference<TicketTypeID>]
  public let seesDependants: Bool

  public init(
    key: String,
    name: String,
    permissions: [Permission],
    blockedTypes: [Reference<TicketTypeID>] = [],
    seesDependants: Bool = false
  ) {
    self.key = key
    self.name = name
    self.permissions = permissions
    self.blockedTypes = blockedTypes
    self.seesDependants = seesDependants
  }

  /// Makes the profile, or says all that stands against it.
  ///
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ProfileID> {
    guard viewer.has(.administer) else { return .refused(.notPermitted) }
    var input = PeopleInput()
    let record = ProfileRecord(
      key: input.key(key, "key"),
      name: input.line(name, "name"),
      permissions: Permission.allCases.filter(permissions.contains),
      blockedTypes: input.types(blockedTypes, for: viewer, in: context.workflow),
      seesDependants: seesDependants
    )
    if try context.hasProfile(key: record.key) { input.refuse(.alreadyExists, "key") }
    guard input.isGood else { return .refused(input.problems) }
    guard try context.profileCount() < Limits.profiles else { return .refused(.limitReached) }
    let id = try context.insert(record)
    let after = record.audited
    try context.audit("createProfile", .profile, id.rawValue, after: after, by: viewer)
    return .done(id)
  }
}

/// Changes what a kind of user may do; the key stays.
public struct UpdateProfile: Sendable {
  public let profile: Reference<ProfileID>
  public let name: Change<String>
  public let permissions: Change<[Permission]>
  public let blockedTypes: Change<[Reference<TicketTypeID>]>
  public let seesDependants: Change<Bool>

  public init(
    profile: Reference<ProfileID>,
    name: Change<String> = .keep,
    permissions: Change<[Permission]> = .keep,
    blockedTypes: Change<[Reference<TicketTypeID>]> = .keep,
    seesDependants: Change<Bool> = .keep
  ) {
    self.profile = profile
    self.name = name
    self.permissions = permissions
    self.blockedTypes = blockedTypes
    self.seesDependants = seesDependants
  }

  /// Changes the profile, or says all that stands against it.
  ///
  /// What it grants and blocks holds for
  /// its users from their next request on.
  ///
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ProfileID> {
    guard viewer.has(.administer) else { return .refused(.notPermitted) }
    guard let id = profile.id, let before = try context.reader.profile(id) else {
      return .refused(.notFound, at: "input", "profile")
    }
    var input = PeopleInput()
    var record = before
    if case .set(let name) = name { record.name = input.line(name, "name") }
    if case .set(let given) = permissions {
      record.permissions = Permission.allCases.filter(given.contains)
    }
    if case .set(let given) = blockedTypes {
      // What the administrator does not see of the list is not the administrator's to leave out.
      let unseen = before.blockedTypes.filter(viewer.blockedTypes.contains)
      let seen = input.types(given, for: viewer, in: context.workflow)
      record.blockedTypes = Set(unseen + seen).sorted()
    }
    record.seesDependants = seesDependants.applied(to: record.seesDependants)
    let losesAdministrators =
      before.permissions.contains(.administer) && !record.permissions.contains(.administer)
    if losesAdministrators, try !context.hasAdministrator(notOf: id) {
      input.refuse(.lastAdministrator, "permissions")
    }
    guard input.isGood else { return .refused(input.problems) }
    guard record != before else { return .done(id) }
    try context.update(id, to: record)
    try context.audit(
      "updateProfile",
      .profile,
      id.rawValue,
      before: before.audited,
      after: record.audited,
      by: viewer
    )
    return .done(id)
  }
}

/// Takes a profile away that no user has.
public struct DeleteProfile: Sendable {
  public let profile: Reference<ProfileID>

  public init(profile: Reference<ProfileID>) { self.profile = profile }

  /// Deletes the profile.
  ///
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ProfileID> {
    guard viewer.has(.administer) else { return .refused(.notPermitted) }
    guard let id = profile.id, let before = try context.reader.profile(id) else {
      return .refused(.notFound, at: "input", "profile")
    }
    if try context.isUsed(id) { return .refused(.inUse, at: "input", "profile") }
    try context.delete(id)
    let audited = before.audited
    try context.audit("deleteProfile", .profile, id.rawValue, before: audited, by: viewer)
    return .done(id)
  }
}

extension PeopleInput {
  /// Types of ticket, each once and in the order of their keys.
  fileprivate mutating func types(
    _ given: [Reference<TicketTypeID>],
    for viewer: Viewer,
    in workflow: Workflow
  ) -> [TicketTypeID] {
    let catalogue = Catalogue(workflow: workflow, viewer: viewer)
    var types: Set<TicketTypeID> = []
    for (place, reference) in given.enumerated() {
      if let id = reference.id, catalogue.shows(workflow.place(of: id)) {
        types.insert(id)
      } else {
        refuse(.notFound, "blockedTypes", String(place))
      }
    }
    return types.sorted()
  }
}
