public import Desk
public import GraphQL

/// What one operation runs in: who asks, what is read for them, and in which language they read.
public final class RequestContext {
  let caller: Caller
  /// Reads for the viewer; for a mutation, inside its write.
  let reader: DeskReader
  /// Where a mutation writes; a query has none.
  let writer: WriteContext?
  /// What the root fields of the operation know of its session.
  private var session = SessionState()
  /// As whom an administrator's operation looked.
  let looks = Looks()
  /// How much of documents the operation may still ask about.
  let documents = DocumentAllowance()

  /// The context of a query, or of what a mutation has to prepare.
  ///
  /// - Parameters:
  ///   - caller: Who asks.
  ///   - reader: The thread's own; the caller runs a query inside its `snapshot`.
  public init(_ caller: Caller, reader: DeskReader) {
    self.caller = caller
    self.reader = reader
    writer = nil
  }

  /// The context of a mutation.
  ///
  /// - Parameters:
  ///   - caller: Who asks, the viewer as found inside the write.
  ///   - writer: The write that the whole operation runs in.
  public init(_ caller: Caller, writer: WriteContext) {
    self.caller = caller
    self.writer = writer
    reader = writer.reader
  }

  /// Who asks, as the root fields before left them; nobody once the operation has ended its session.
  var viewer: Viewer { session.hasEnded ? .anonymous : session.viewer ?? caller.viewer }

  /// Says that the root field which runs ended the session: what follows acts as nobody.
  func endSession() { session.hasEnded = true }

  var workflow: Workflow { reader.workflow }

  /// What the viewer may see of the workflow.
  var catalogue: Catalogue { Catalogue(workflow: workflow, viewer: viewer) }

  /// The error of the response for what is wrong with a request.
  func error(_ error: RequestError) -> GraphQLError {
    ErrorTexts(language: caller.language).error(error)
  }

  /// Goes on only where somebody is signed in.
  ///
  /// - Throws: The error `UNAUTHENTICATED`.
  func requireSignIn() throws(GraphQLError) {
    if viewer.isAnonymous { throw error(.unauthenticated) }
  }

  /// Where a mutation writes.
  ///
  /// - Throws: `INTERNAL_ERROR` where the operation was not run as a write: a fault of this house.
  func requireWriter() throws(GraphQLError) -> WriteContext {
    guard viewer.lens == nil else { throw error(.lens(.notPermitted)) }
    guard let writer else { throw .internalError }
    return writer
  }

  /// The page that a field's arguments ask for.
  ///
  /// - Throws: The error of the first argument that cannot be taken.
  func page(_ arguments: Arguments, cursorWord: String) throws(GraphQLError) -> PageRequest {
    do throws(RequestError) {
      return try PageRequest(arguments, cursorWord: cursorWord)
    } catch {
      throw self.error(error)
    }
  }
}

extension RequestContext: MutationContext {
  public func rootFieldWillRun() throws {
    try refreshViewer()
    session.hadEnded = session.hasEnded
    try writer?.openSavepoint()
  }

  /// Reads who asks anew where a root field ran before: it may have ended the session, disabled the
  /// user or changed the profile.
  private func refreshViewer() throws {
    defer { session.hasRun = true }
    guard session.hasRun, !session.hasEnded, let writer, let token = caller.token else { return }
    session.viewer = try writer.reader.viewer(sessionToken: token)
    if session.viewer == nil { session.hasEnded = true }
  }

  public func rootFieldDidRun(failed: Bool) throws {
    try writer?.closeSavepoint(keeping: !failed)
    // What was taken back did not end it either.
    if failed { session.hasEnded = session.hadEnded }
  }
}

/// What the root fields of one operation know of its session.
private struct SessionState {
  /// Whether a root field has run.
  var hasRun = false
  /// Who asks, where that was read anew.
  var viewer: Viewer?
  var hasEnded = false
  /// As it was before the root field that runs.
  var hadEnded = false
}
