public import Desk
public import GraphQL

/// The whole of what is answered: the schema, tied to the desk field by field.
///
/// It is made once at the start, which fails where the schema and the resolvers disagree in
/// anything, and never changes.
public struct House: Sendable {
  /// The schema of each audience, by ``SchemaAudience`` in the order of its cases.
  public let schemas: [BoundSchema]

  /// Reads the schema, checks every resolver against it, and cuts the schema of each audience.
  ///
  /// - Parameter source: schema.graphql.
  /// - Throws: `SchemaErrors` or `BindingErrors`, each with all that is wrong; ``HouseFault``.
  public init(schema source: Source) throws {
    let schema = try SchemaBuilder.build(source)
    let whole = try Self.bindings().check(against: schema)
    schemas = try SchemaAudience.allCases.map { audience in
      guard let view = audience.view(of: schema) else {
        throw HouseFault.nothingVisible(to: audience)
      }
      return whole.narrowed(to: view)
    }
  }

  /// The schema that a viewer has.
  public func schema(for viewer: Viewer) -> BoundSchema {
    schemas[SchemaAudience(of: viewer).rawValue]
  }

  /// Every binding, in the order of the schema.
  static func bindings() -> Bindings<RequestContext> {
    var bindings = Bindings(context: RequestContext.self)
    bindings.bindQuery()
    bindings.bindViewer()
    bindings.bindCustomer()
    bindings.bindTicket()
    bindings.bindTicketAsOf()
    bindings.bindPageInfo()
    bindings.bindTicketParameters()
    bindings.bindActions()
    bindings.bindForms()
    bindings.bindDiscussion()
    bindings.bindAttachment()
    bindings.bindHistory()
    bindings.bindUnderstanding()
    bindings.bindWorkflow()
    bindings.bindAdministration()
    bindings.bindParameters()
    bindings.bindMutation()
    bindings.bindSubscription()
    bindings.bindPeople()
    bindings.bindProblem()
    bindings.bindSearch()
    bindings.bindArticles()
    bindings.bindSyntheticViews()
    bindings.bindWords()
    bindings.bindAccessExplanation()
    bindings.bindFileUploads()
    bindings.bindDocumentTypes()
    bindings.bindLeakCheckType()
    return bindings
  }
}

/// Why there can be no house, apart from what is wrong with its schema or its resolvers.
public enum HouseFault: Error, Hashable, Sendable {
  /// The schema leaves an audience nothing to ask for.
  case nothingVisible(to: SchemaAudience)
}

extension Bindings<RequestContext> {
  /// Binds the enums whose words the desk has.
  fileprivate mutating func bindWords() {
    enumeration("Permission", of: Permission.self)
    enumeration("IdentitySource", of: IdentitySource.self)
    enumeration("CustomerType", of: CustomerType.self)
    enumeration("TicketView", of: TicketView.self)
    enumeration("TicketStatus", of: TicketStatus.self)
    enumeration("Responsibility", of: Responsibility.self)
    enumeration("Priority", of: Priority.self)
    enumeration("TicketAction", of: TicketAction.self)
    enumeration("MovementKind", of: MovementKind.self)
    enumeration("UnderstandingState", of: UnderstandingState.self)
    enumeration("ProblemCode", of: ProblemCode.self)
  }
}
