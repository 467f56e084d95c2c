public import Bytes
public import GraphQL

/// What the server asks of the program: who is calling, which schema is theirs, and the answer.
///
/// The server knows HTTP and GraphQL and nothing of tickets; the program ties it to the desk.
public protocol GraphQLHost: Sendable {
  /// What one event loop, or one worker, owns: a read connection and its statements.
  associatedtype LoopState
  /// Who is calling, found once a request.
  associatedtype Principal: Sendable

  /// Makes what a new loop or worker owns, on its own thread.
  func makeLoopState() throws -> LoopState

  /// Finds who is calling.
  ///
  /// Where the credentials have a ``Credentials/lens``, that is the one as whom an administrator looks.
  ///
  /// - Returns: `nil` for a token that is unknown, expired or signed out. No token at all is a
  ///   principal too: the anonymous one.
  /// - Throws: ``PrincipalRefusal`` where there can be no lens: the same for all who may have none,
  ///   whomever they name. Where the store fails.
  func principal(for credentials: Credentials, on state: inout LoopState) throws -> Principal?

  /// Called when a loop has found the callers of all requests that were ready, and answered what it
  /// answers itself, before it waits again.
  func turnEnded(on state: inout LoopState)

  /// What is wrong where nobody was found: for people, in the language that they would have.
  func sessionEnded(for credentials: Credentials) -> GraphQLError

  /// The schema that a principal sees.
  ///
  /// It is one of a few that live as long as the program.
  func schema(for principal: Principal) -> BoundSchema

  /// All schemas that ``schema(for:)`` may answer.
  var schemas: [BoundSchema] { get }

  /// Whether a principal may run documents that the operator does not trust, where there are trusted
  /// ones.
  func mayRunAnyDocument(_ principal: Principal) -> Bool

  /// As whom an administrator looks, as the answer's header says it; `nil` without a lens.
  func viewedAs(_ principal: Principal) -> String?

  /// Tells the log what an administrator is shown as somebody else, on disk when it returns.
  ///
  /// It waits for the disk: only a worker calls it.
  ///
  /// - Throws: Where nothing may be shown.
  func record(
    _ views: [LensView],
    of principal: Principal,
    credentials: Credentials
  ) throws(PrincipalRefusal)

  /// Whether the refusal of a document may say what a principal may have meant ("Did you mean"), by
  /// the names of the schema that they see.
  func maySeeSuggestions(_ principal: Principal) -> Bool

  /// Answers a query, on the thread of `state`.
  ///
  /// One that `changesPerspective` comes on a worker's thread, for it may have to wait for the disk.
  func query(
    _ operation: PlannedOperation,
    for principal: Principal,
    credentials: Credentials,
    on state: inout LoopState
  ) -> ExecutionResult

  /// Answers a mutation, once it is on disk, on any thread.
  func mutate(
    _ operation: PlannedOperation,
    for principal: Principal,
    credentials: Credentials,
    answer: @escaping @Sendable (ExecutionResult) -> Void
  )

  /// Begins to listen to what a subscription asks for.
  ///
  /// - Parameters:
  ///   - operation: A subscription.
  ///   - principal: Who asks, as found now; what they may have of an event is decided at the event.
  ///   - credentials: With them, who asks is found again.
  ///   - position: Behind which event it begins, as a receiver was told; `nil` begins now.
  ///   - state: The loop's.
  ///   - receiver: Gets the answer to each event, in order, from any thread, until it ends.
  /// - Returns: What can be cancelled; `nil` where it was refused, of which the receiver was told.
  func subscribe(
    to operation: PlannedOperation,
    for principal: Principal,
    credentials: Credentials,
    after position: String?,
    on state: inout LoopState,
    receiver: any EventReceiver
  ) -> (any LiveSubscription)?

  /// Begins to watch the session that somebody connected with, whether anything runs in its name or
  /// not.
  ///
  /// - Parameters:
  ///   - principal: Who connected, as found now.
  ///   - credentials: With them, the session is found again.
  ///   - receiver: Told once: of the end by ``OperationEnding/sessionEnded(_:)``, or by
  ///     ``OperationEnding/failed(_:)`` where it cannot be watched any more.
  /// - Returns: What can be cancelled; `nil` where there is no session to end.
  func watchSession(
    of principal: Principal,
    credentials: Credentials,
    receiver: any EventReceiver
  ) -> (any LiveSubscription)?

  /// Finds a file.
  ///
  /// - Parameters:
  ///   - id: What stands in its address; any text.
  ///   - principal: Who asks.
  ///   - state: The loop's.
  /// - Returns: `nil` where there is none, or none that the principal may have.
  /// - Throws: Where the store fails.
  func download(
    _ id: String,
    for principal: Principal,
    on state: inout LoopState
  ) throws -> Download?

  /// Takes note, for the operator, of a file that ``download(_:for:on:)`` found and that cannot be
  /// read.
  func noteUnreadable(_ sentence: String)

  /// Takes note, for the operator, of a file that came and that could not be written.
  func noteUnwritten(_ sentence: String)

  /// What may be put at an address that a mutation gave.
  ///
  /// - Parameters:
  ///   - token: What stands in the address; any text.
  ///   - credentials: Of who sends it, who may be nobody: the token is enough, but where there are
  ///     others' credentials beside it, it is not.
  ///   - state: The loop's.
  /// - Returns: What is taken there, or why nothing is.
  /// - Throws: Where the store fails.
  func upload(
    _ token: String,
    credentials: Credentials,
    on state: inout LoopState
  ) throws -> UploadTarget

  /// Keeps a file that came whole to such an address, if it may still be kept, on any thread.
  ///
  /// - Parameters:
  ///   - token: What stands in the address.
  ///   - file: What came.
  ///   - foundAt: When ``upload(_:credentials:on:)`` found that it was awaited.
  ///   - credentials: Of who sent it.
  ///   - answer: Called once, when all that was written is on disk.
  func finishUpload(
    _ token: String,
    with file: SpooledFile,
    foundAt: Instant,
    credentials: Credentials,
    answer: @escaping @Sendable (UploadEnd) -> Void
  )

  /// Whose sockets and streams are counted together.
  func quota(of principal: Principal, credentials: Credentials) -> Quota

  /// Ends what runs beside requests: nobody is told of anything any more. It returns after that.
  func stop()

  /// Whether the store can be read, and if not, why: for `/readyz`.
  func readiness(on state: inout LoopState) -> Readiness
}

extension GraphQLHost {
  /// As nobody else.
  public func viewedAs(_ principal: Principal) -> String? { nil }

  /// Lets nothing be shown.
  public func record(
    _ views: [LensView],
    of principal: Principal,
    credentials: Credentials
  ) throws(PrincipalRefusal) {
    throw PrincipalRefusal(403, .internalError)
  }

  /// Nobody may.
  public func mayRunAnyDocument(_ principal: Principal) -> Bool { false }

  /// Nobody may.
  public func maySeeSuggestions(_ principal: Principal) -> Bool { false }

  /// Refuses them all: a schema without subscriptions has none to listen to.
  public func subscribe(
    to operation: PlannedOperation,
    for principal: Principal,
    credentials: Credentials,
    after position: String?,
    on state: inout LoopState,
    receiver: any EventReceiver
  ) -> (any LiveSubscription)? {
    receiver.end(.failed([.internalError]))
    return nil
  }

  /// There is none.
  public func watchSession(
    of principal: Principal,
    credentials: Credentials,
    receiver: any EventReceiver
  ) -> (any LiveSubscription)? { nil }

  /// None.
  public func download(
    _ id: String,
    for principal: Principal,
    on state: inout LoopState
  ) throws -> Download? { nil }

  /// Does nothing.
  public func noteUnreadable(_ sentence: String) {}

  /// Does nothing.
  public func noteUnwritten(_ sentence: String) {}

  /// Nothing.
  public func upload(
    _ token: String,
    credentials: Credentials,
    on state: inout LoopState
  ) throws -> UploadTarget { .unknown }

  /// Keeps none.
  public func finishUpload(
    _ token: String,
    with file: SpooledFile,
    foundAt: Instant,
    credentials: Credentials,
    answer: @escaping @Sendable (UploadEnd) -> Void
  ) {
    answer(.unknown)
  }

  /// By address.
  public func quota(of principal: Principal, credentials: Credentials) -> Quota {
    .address(credentials.remoteAddress)
  }

  /// Does nothing: nothing runs beside requests.
  public func stop() {}

  /// Does nothing.
  public func turnEnded(on state: inout LoopState) {}
}

/// What a request says of who sends it.
public struct Credentials: Hashable, Sendable {
  /// The bearer token; `nil` where the request carries none.
  public var token: String?
  /// The peer's address, for throttling.
  public var remoteAddress: String
  /// The languages that the client would have, best first (BCP 47, lower case).
  public var languages: [String]
  /// What the client would have explained; who may have it is the host's to judge, by who really
  /// asks, and for everybody else it is as if nothing had been asked for.
  public var explain: ExplainParts
  /// As whom the sender wants to look; `nil` for all but administrators, if they are honest.
  public var lens: LensClaim?
  /// What the client, or a proxy before us, calls the request.
  public var requestID: String?

  public init(
    token: String?,
    remoteAddress: String,
    languages: [String],
    explain: ExplainParts = [],
    lens: LensClaim? = nil,
    requestID: String? = nil
  ) {
    self.token = token
    self.remoteAddress = remoteAddress
    self.languages = languages
    self.explain = explain
    self.lens = lens
    self.requestID = requestID
  }
}

/// Whether the program can serve.
public enum Readiness: Hashable, Sendable {
  case ready
  /// A sentence for the operator.
  case unready(String)
}
