/// The subscription half of the executor: what a subscription listens to, and the answer to one
/// event.
///
/// It is synchronous and holds no stream, as the executor holds no socket. The host does what the
/// specification calls the response stream:
///
/// 1. At the subscribe it plans the operation, as any other, and asks ``source(of:as:context:)``
///    what to listen to. What that throws is the response: `errors` without `data`.
/// 2. At each event it calls ``run(_:event:context:deadline:)`` with the same ``PlannedOperation``,
///    whose plan was made once, and a context of that moment, so that access is decided anew.
///    The answer is one execution result; only one that ``ExecutionResult/isAborted`` ends the stream.
/// 3. When the client unsubscribes it stops listening and drops the operation: nothing is left here.
///
/// Subscribers of equal operations who may see the same can share one run and its bytes: that is what
/// ``PlannedOperation`` can be compared for.
///
/// ```swift
/// bindings.object("Subscription", parents: Happenings.self) { fields in
///   fields.source("ticketChanged") { arguments, context in
///     Topic.ticket(try context.visibleTicket(arguments.string("id")))
///   }
///   fields.object("ticketChanged", of: Tickets.self) { happenings, call in … }
/// }
///
/// let topic = try executor.source(of: operation, as: Topic.self, context: context)
/// let result = executor.run(operation, event: Happenings([happening]), context: context)
/// ```
///
/// - Source: [Subscription](https://spec.graphql.org/September2025/#sec-Subscription).
extension Executor {
  /// What a subscription listens to.
  ///
  /// - Parameters:
  ///   - operation: A subscription that was planned.
  ///   - type: The type of what the bound sources return, which is the same for all of them.
  ///   - context: Handed to the source; who subscribes, and what is read to judge it.
  /// - Returns: What the source of the operation's root field returned.
  /// - Throws: That it is no subscription of exactly one field; what is wrong with the field's
  ///   arguments; what the source threw.
  /// - Source: [CreateSourceEventStream](https://spec.graphql.org/September2025/#CreateSourceEventStream());
  ///   the errors carry the field's path and locations, as graphql-js's do.
  public func source<Source: Sendable, Context>(
    of operation: PlannedOperation,
    as type: Source.Type = Source.self,
    context: Context
  ) throws(RequestErrors) -> Source {
    let plan = operation.plan
    guard plan.operationType == .subscription else {
      throw RequestErrors("The operation is a \(plan.operationType.rawValue), no subscription.")
    }
    guard let field = plan.root.fields.first, plan.root.fields.count == 1 else {
      throw RequestErrors("\(plan.subscriptionWords) must select only one top level field.")
    }
    guard let source = plan.boundSchema.source(of: field.name) else {
      throw RequestErrors(
        "\(plan.subscriptionWords) must not select an introspection top level field."
      )
    }
    let answer: GraphQLError
    do {
      let arguments = try field.arguments.values(operation.variables)
      if let found = try source.create(arguments, ContextBox(context)) as? Source { return found }
      throw BindingMismatch(expected: "\(Source.self)", found: source.type.name)
    } catch let error as GraphQLError {
      answer = error
    } catch {
      onFault(error, "\(plan.root.typeName).\(field.name)")
      answer = .internalError
    }
    let locations = field.locations(in: plan.source)
    throw RequestErrors([answer.located(at: locations, path: [.key(field.responseKey)])])
  }

  /// Answers one event of a subscription.
  ///
  /// - Parameters:
  ///   - operation: The subscription, as ``source(of:as:context:)`` took it.
  ///   - event: The root value: a column of exactly one event, of the type that the subscription's
  ///     root was bound with.
  ///   - context: Handed to every resolver; of the moment of the event.
  ///   - deadline: Checked before each level; the event is broken off after it.
  /// - Returns: The response, whatever happens.
  /// - Source: [ExecuteSubscriptionEvent](https://spec.graphql.org/September2025/#ExecuteSubscriptionEvent()).
  public func run<Context>(
    _ operation: PlannedOperation,
    event: some ParentColumn,
    context: Context,
    deadline: ContinuousClock.Instant? = nil
  ) -> ExecutionResult {
    guard event.count == 1 else {
      onFault(EventCount(count: event.count), operation.plan.root.typeName)
      return .failed(.internalError)
    }
    let root = ParentBox(event)
    return run(operation, root: root, context: context, prepared: nil, deadline: deadline)
  }
}

/// An event was given as a column of none or of several: a fault of this house.
struct EventCount: Error {
  let count: Int
}

extension PlannedOperation: Hashable {
  /// Whether two runs of the same context would give the same bytes: the plan is one and the same,
  /// and the variables are equal.
  public static func == (left: PlannedOperation, right: PlannedOperation) -> Bool {
    left.plan === right.plan && left.variables == right.variables
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(plan))
    hasher.combine(variables)
  }
}

extension Plan {
  /// A subscription as the messages of its validation name it.
  fileprivate var subscriptionWords: String {
    operationName.map { "Subscription \"\($0)\"" } ?? "Anonymous Subscription"
  }
}
