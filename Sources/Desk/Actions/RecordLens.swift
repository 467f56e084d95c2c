import Bytes

extension Desk {
  /// What became of telling the audit log of lenses.
  public enum LensRecord: Hashable, Sendable {
    case kept
    /// The session ended, or is an administrator's no more: nothing is written, nothing is shown.
    case notPermitted
  }

  /// Tells the audit log who looked as whom, on disk when it returns: before anything is shown.
  ///
  /// It waits for the disk, so it is for a worker, never for a loop.
  ///
  /// - Parameters:
  ///   - uses: In order; all of them are one commit.
  ///   - request: What the client calls the request; `nil` makes a name that is the same for all of
  ///     the uses.
  ///   - token: The administrator's session, which is looked at again.
  /// - Returns: Whether it was told.
  /// - Throws: Where it could not be written.
  public func record(
    _ uses: [LensUse],
    ofRequest request: String?,
    sessionToken token: String
  ) throws -> LensRecord {
    let request = request ?? Hexadecimal.encode(Random.bytes(8))
    return try writeAndWait { context in
      guard let administrator = try context.reader.viewer(sessionToken: token),
        administrator.has(.administer)
      else { return .notPermitted }
      for use in uses { try context.add(use, ofRequest: request, by: administrator) }
      return .kept
    }
  }

  /// Tells the audit log of a lens that an administrator was refused; nobody waits for it.
  ///
  /// - Parameters:
  ///   - use: What was refused.
  ///   - request: As of ``record(_:ofRequest:sessionToken:)``.
  ///   - administrator: Who asked.
  ///   - failed: Called where it could not be written.
  public func note(
    _ use: LensUse,
    ofRequest request: String?,
    by administrator: Viewer,
    failed: @escaping @Sendable (any Error) -> Void
  ) {
    write(
      { context in try context.add(use, ofRequest: request, by: administrator) },
      completion: { result in
        if case .failure(let error) = result { failed(error) }
      }
    )
  }
}

extension WriteContext {
  fileprivate func add(
    _ use: LensUse,
    ofRequest request: String?,
    by administrator: Viewer
  ) throws {
    var members: [JSON.Member] = []
    func add(_ name: String, _ text: String?) {
      if let text { members.append(JSON.Member(name: name, value: .string(text))) }
    }
    switch use.sight {
    case .field(let document):
      add("form", "field")
      add("document", Hexadecimal.encode(document))
    case .request(let document):
      add("form", "request")
      add("document", document.map(Hexadecimal.encode))
    case .leakCheck(let document):
      add("form", "leakCheck")
      add("document", Hexadecimal.encode(document))
    case .download(let file):
      add("form", "download")
      add("file", file)
    }
    add("request", request)
    add("reason", use.reason)
    add("refused", use.refusal?.rawValue)
    try audit(
      "viewAs",
      .user,
      use.user?.rawValue,
      after: .object(members),
      by: administrator
    )
  }
}
