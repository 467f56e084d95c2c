public import Desk
public import GraphQL

/// The schemas that there are: what one kind of viewer does not have does not exist in its schema,
/// so that no document, introspection or suggestion can tell it from a name that never was.
///
/// - Source: F23, L11.
public enum SchemaAudience: Int, Hashable, Sendable, CaseIterable {
  /// Customers, and everybody who is not signed in.
  case customer
  case attendant
  case administrator
  /// Other systems: what customers have, and what systems do.
  case integrator

  /// The audience that a viewer belongs to.
  public init(of viewer: Viewer) {
    if viewer.has(.administer) {
      self = .administrator
    } else if viewer.has(.attend) {
      self = .attendant
    } else if viewer.has(.integrate) {
      self = .integrator
    } else {
      self = .customer
    }
  }

  /// What there is of a schema for the audience; `nil` where it has nothing to ask for.
  public func view(of schema: Schema) -> Schema? { schema.view(hiding: hides) }

  /// What the audience's schema may be marked with.
  private var permissions: Set<String> {
    switch self {
    case .customer: [Permission.portal.rawValue]
    case .attendant: [Permission.portal.rawValue, Permission.attend.rawValue]
    case .administrator: Set(Permission.allCases.map(\.rawValue))
    case .integrator: [Permission.portal.rawValue, Permission.integrate.rawValue]
    }
  }

  /// Whether a part of the schema is hidden.
  ///
  /// It is where it is marked `@visibleTo` and none of the permissions is this audience's. A mark
  /// that cannot be read hides. Customers and other systems are not told of the mark itself.
  func hides(_ part: SchemaPart) -> Bool {
    if case .directive(let directive) = part {
      return (self == .customer || self == .integrator) && directive.name == Self.mark
    }
    guard let mark = part.appliedDirectives.first(where: { $0.name == Self.mark }) else {
      return false
    }
    guard case .list(let items)? = mark["permissions"] else { return true }
    return !items.contains { item in
      guard case .enumeration(let name) = item else { return false }
      return permissions.contains(name)
    }
  }

  private static let mark = "visibleTo"
}
