public import Bytes
public import SQLite

/// What an address says before anything is sent to it.
public enum UploadFinding: Hashable, Sendable {
  /// There is none, or its time is over, or whoever asked for it is gone, or does not see the ticket any
  /// more: they are told apart nowhere (L16).
  case unknown
  case awaited(AwaitedUpload)
  /// The file could not be added now; in the language of whoever asked for the address.
  case refused(Problem, Language)
}

extension DeskReader {
  /// What may be put at an address, by the decision of this moment.
  ///
  /// - Parameters:
  ///   - token: As the client sent it: any text.
  ///   - sender: Who sends the request, where that is known beside the address.
  /// - Returns: The file that is awaited, or why none is.
  /// - Throws: `SQLiteError`.
  /// - Complexity: A few statements; O(the type's parameters).
  public func upload(
    _ token: String,
    from sender: Viewer? = nil
  ) throws(SQLiteError) -> UploadFinding {
    let now = clock.now()
    guard let upload = try upload(token: token), upload.expiresAt > now,
      sender == nil || sender?.user == upload.user, let viewer = try owner(of: upload)
    else { return .unknown }
    let found = try tickets(ids: [upload.ticket], fields: .people, for: viewer)
    guard let ground = try grounds(of: found.rows, for: viewer).first else { return .unknown }
    let awaited = UploadFinding.awaited(AwaitedUpload(file: upload.file, foundAt: now))
    // One that comes again is compared with what is there, whatever became of the ticket.
    guard upload.attachment == nil else { return awaited }
    if let code = try refusal(of: .addAttachment, on: ground, to: viewer) {
      return .refused(Problem(code), viewer.language)
    }
    let held = try attachments(of: upload.ticket)
    guard held.count < contents.limits.filesOfTicket,
      held.bytes &+ upload.size <= contents.limits.bytesOfTicket
    else { return .refused(Problem(.limitReached), viewer.language) }
    return awaited
  }

  /// The user who asked for an address, while the sign-in lasts by which they did.
  func owner(of upload: UploadRecord) throws(SQLiteError) -> Viewer? {
    let viewer = try viewer(session: upload.session)
    return viewer?.user == upload.user ? viewer : nil
  }
}

/// Adds the file that came to an address, judged again by the decision of this moment.
///
/// In two parts, as ``AddAttachments`` is, which does what is to be done.
public struct FinishUpload: Sendable {
  /// A file whose content is on the disk itself; only ``prepare(with:)`` makes one.
  public struct Prepared: Sendable {
    fileprivate let action: FinishUpload
    fileprivate let adding: AddAttachments.Prepared
  }

  /// What became of the file.
  public enum End: Hashable, Sendable {
    /// It is there, now or since it came before.
    case kept(KeptUpload)
    /// As ``UploadFinding/unknown``.
    case unknown
    /// It is not the file that was spoken of.
    case differs
    /// Another file came to the address before.
    case used
    case refused(Problem, Language)
  }

  public let token: String
  public let file: SpooledFile
  /// When the address was found to wait for it.
  public let foundAt: Instant

  public init(token: String, file: SpooledFile, foundAt: Instant) {
    self.token = token
    self.file = file
    self.foundAt = foundAt
  }

  /// Puts the file on the disk itself: never on a loop or on the writer's thread.
  ///
  /// - Returns: `nil` where the address is unknown by now.
  /// - Throws: `SQLiteError`, `FileError`.
  public func prepare(with reader: DeskReader) throws -> Prepared? {
    guard
      let upload = try reader.snapshot({ () throws(SQLiteError) in
        try reader.upload(token: token)
      })
    else { return nil }
    let adding = AddAttachments(ticket: .id(upload.ticket), files: [file])
    return Prepared(action: self, adding: try adding.prepare(in: reader.contents))
  }

  /// Adds the file, or says what stands against it.
  ///
  /// - Throws: `SQLiteError`, `FileError`.
  public static func perform(_ prepared: Prepared, in context: WriteContext) throws -> End {
    let (token, file) = (prepared.action.token, prepared.action.file)
    guard let upload = try context.reader.upload(token: token),
      upload.expiresAt > prepared.action.foundAt,
      let viewer = try context.reader.owner(of: upload),
      try context.ticket(upload.ticket, for: viewer) != nil
    else { return .unknown }
    if let attachment = upload.attachment {
      // Whether it is the same file is told to nobody who may not see it by now.
      guard let kept = try context.reader.kept(attachment, for: viewer) else { return .unknown }
      return try context.hash(of: attachment) == file.sha256 ? .kept(kept) : .used
    }
    guard upload.file.fits(file) else { return .differs }
    switch try AddAttachments.perform(prepared.adding, for: viewer, in: context) {
    case .refused(let problems):
      guard let problem = problems.first, problem.code != .notFound else { return .unknown }
      return .refused(Problem(problem.code, parameterKey: problem.parameterKey), viewer.language)
    case .done(let ids):
      guard let attachment = ids.first else { return .unknown }
      try context.finishUpload(upload.id, as: attachment)
      return try context.reader.kept(attachment, for: viewer).map(End.kept) ?? .unknown
    }
  }
}

/// A file that came to an address and is an attachment now.
public struct KeptUpload: Hashable, Sendable {
  public let id: ChildID
  public let name: String
  public let mediaType: String
  /// In bytes.
  public let size: Int64
}

extension DeskReader {
  /// What is known of an attachment, where the viewer may see it.
  fileprivate func kept(
    _ id: ChildID,
    for viewer: Viewer
  ) throws(SQLiteError) -> KeptUpload? {
    let found = try attachments(ids: [id], for: viewer)
    guard let slot = found.slots.first, slot >= 0 else { return nil }
    return KeptUpload(
      id: id,
      name: found.rows.names.text(Int(slot)) ?? FileName.nameless,
      mediaType: found.rows.mediaTypes.text(Int(slot)) ?? "application/octet-stream",
      size: found.rows.sizes[Int(slot)]
    )
  }
}
