import Bytes
import GraphQL

/// Finds the operation that a request means, whatever the request came by.
struct OperationFinder: Sendable {
  private let plans = PlanCache()
  /// `nil` where any valid document is run.
  private let trusted: TrustedDocuments?
  /// `nil` where clients may not register documents.
  private let persisted: PersistedQueries?

  /// - Throws: What is wrong with the documents that the operator trusts.
  init(
    _ configuration: ServerConfiguration,
    schemas: [BoundSchema]
  ) throws(TrustedDocumentProblems) {
    trusted = try configuration.trustedDocuments.map {
      (documents) throws(TrustedDocumentProblems) in
      try TrustedDocuments(documents, for: schemas)
    }
    let bytes = trusted == nil ? configuration.persistedQueryBytes : 0
    persisted = bytes > 0 ? PersistedQueries(bytes: bytes) : nil
  }

  /// What a caller may do beyond running what is valid and trusted.
  struct Rights {
    /// Whether they may run documents that nobody trusts.
    var runsAnyDocument = false
    /// Whether what they register is kept: those who are not signed in could fill the memory.
    var registersDocuments = false
    /// Whether a refusal says what they may have meant.
    var seesSuggestions = false
  }

  /// The operation that a request means, valid for a schema, its variables still open.
  ///
  /// - Parameters:
  ///   - request: What is asked for.
  ///   - schema: What the caller sees.
  ///   - rights: What the caller may.
  /// - Returns: The operation.
  /// - Throws: ``RequestFault`` where there is none: the document is not known, not trusted or not
  ///   valid, or has no one operation of the name.
  func operation(
    of request: GraphQLRequest,
    for schema: BoundSchema,
    rights: Rights
  ) throws(RequestFault) -> CompiledOperation {
    var found = trusted?.document(of: request, for: schema)
    if found == nil {
      guard trusted == nil || rights.runsAnyDocument else { throw .untrusted }
      let document = try compile(request, for: schema, rights)
      found = TrustedDocuments.Found(document: document, operationName: nil)
    }
    guard let found else { throw .untrusted }
    do {
      return try found.document.operation(named: request.operationName ?? found.operationName)
    } catch {
      throw RequestFault(.invalid, error.errors)
    }
  }

  /// The document of any request, by its text or by its hash.
  private func compile(
    _ request: GraphQLRequest,
    for schema: BoundSchema,
    _ rights: Rights
  ) throws(RequestFault) -> CompiledDocument {
    guard case .hash(let hash) = request.identifier else {
      guard let text = request.query else { throw .unknownDocument }
      return try compile(text, for: schema, rights)
    }
    guard let persisted else {
      guard let text = request.query else { throw .registeringIsOff }
      return try compile(text, for: schema, rights)
    }
    let kept = persisted.text(of: hash, for: schema)
    guard let text = request.query ?? kept else { throw .unknownDocument }
    let document = try compile(text, for: schema, rights)
    guard text != kept else { return document }
    guard SHA256.hash(text) == hash else { throw .otherHash }
    if rights.registersDocuments { persisted.register(text, by: hash, for: schema) }
    return document
  }

  private func compile(
    _ text: [UInt8],
    for schema: BoundSchema,
    _ rights: Rights
  ) throws(RequestFault) -> CompiledDocument {
    switch plans.compile(text, for: schema, suggestions: rights.seesSuggestions) {
    case .document(let document): return document
    case .refused(let errors):
      let isSyntax = errors.first?.code.flatMap(SyntaxError.Code.init(rawValue:)) != nil
      throw RequestFault(isSyntax ? .unparsed : .invalid, errors)
    }
  }
}

extension RequestFault {
  /// One answer for whatever is not on the list, so that it tells nothing of the list.
  fileprivate static let untrusted = RequestFault(
    .invalid,
    "The server runs trusted documents only: send the \"documentId\" of one, which is sha256: and "
      + "the hash of its text, or its name.",
    code: "DOCUMENT_NOT_TRUSTED"
  )

  // The messages and the codes are those that clients of automatic persisted queries look for.
  fileprivate static let unknownDocument = RequestFault(
    .unknownDocument,
    "PersistedQueryNotFound",
    code: "PERSISTED_QUERY_NOT_FOUND"
  )
  fileprivate static let registeringIsOff = RequestFault(
    .unknownDocument,
    "PersistedQueryNotSupported",
    code: "PERSISTED_QUERY_NOT_SUPPORTED"
  )
  fileprivate static let otherHash = RequestFault(
    .mismatched,
    "The document's SHA-256 is another one than the request says."
  )
}
