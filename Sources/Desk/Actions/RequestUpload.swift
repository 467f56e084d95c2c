public import Bytes
public import SQLite

/// Makes an address at which one file is put, to be added to a ticket.
///
/// It is judged as ``AddAttachments`` is, so that nothing is sent for nothing; when the file has come,
/// ``FinishUpload`` judges again.
///
/// - Source: R6, R31, R53, R54, Q1.
public struct RequestUpload: Sendable {
  /// An address that waits for its file.
  public struct Opened: Hashable, Sendable {
    /// Shown to the user once, and stored nowhere.
    public let token: String
    /// In bytes.
    public let size: Int64
    /// From when on nobody can begin to send.
    public let expiresAt: Instant
  }

  public let ticket: Reference<TicketID>
  /// As the user calls the file: not cleaned.
  public let name: String
  public let mediaType: String?
  /// In bytes; any number.
  public let size: Int64
  /// Hexadecimal digits of the content's SHA-256.
  public let sha256: String?
  public let idempotencyKey: String?

  public init(
    ticket: Reference<TicketID>,
    name: String,
    mediaType: String? = nil,
    size: Int64,
    sha256: String? = nil,
    idempotencyKey: String? = nil
  ) {
    self.ticket = ticket
    self.name = name
    self.mediaType = mediaType
    self.size = size
    self.sha256 = sha256
    self.idempotencyKey = idempotencyKey
  }

  /// Makes the address, or says all that stands against it.
  ///
  /// Under a key that came before the same address gets a new token, for the first one is nowhere: so
  /// the file is there once, however often it is asked for and sent.
  ///
  /// - Returns: What to send the file by.
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<Opened> {
    let attempt = Attempt("requestUpload", key: idempotencyKey, digest: digest)
    let work: Undertaking
    switch try Undertaking.begin(.addAttachment, on: ticket, as: attempt, for: viewer, in: context)
    {
    case .refused(let problems): return .refused(problems)
    case .again(let written): return try renew(written.number, for: viewer, in: context)
    case .begun(let begun): work = begun
    }
    // What has no session could not be held to its end.
    guard let session = viewer.session else { return .refused(.notPermitted) }
    let file: RequestedFile
    let limits = context.reader.contents.limits
    switch requested(limits) {
    case .refused(let problems): return .refused(problems)
    case .done(let judged): file = judged
    }
    let held = try context.attachments(of: work.ticket.id)
    if held.count >= limits.filesOfTicket {
      return .refused(.limitReached, at: "input", "ticket")
    }
    if held.bytes &+ file.size > limits.bytesOfTicket {
      return .refused(.limitReached, at: "input", "size")
    }
    guard try context.openUploads(of: viewer.user, besides: nil) < Limits.openUploads else {
      return .refused(.limitReached, at: "input")
    }

    let opened = open(in: context)
    let id = try context.insertUpload(
      file,
      token: opened.token,
      for: work.ticket.id,
      of: viewer.user,
      in: session,
      until: opened.expiresAt
    )
    let written = Written(ticket: work.ticket.id, number: id)
    try attempt.keep(written, for: viewer, in: context)
    return .done(opened)
  }

  /// The same address under a new token.
  private func renew(
    _ id: Int64,
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<Opened> {
    guard let session = viewer.session else { return .refused(.notPermitted) }
    guard let upload = try context.upload(id: id), upload.user == viewer.user else {
      // It was taken away, with what it would know of the file.
      return .refused(.idempotencyKeyReused, at: "input", "idempotencyKey")
    }
    if upload.attachment == nil {
      let open = try context.openUploads(of: viewer.user, besides: id)
      guard open < Limits.openUploads else { return .refused(.limitReached, at: "input") }
    }
    let opened = open(in: context)
    try context.renewUpload(id, token: opened.token, in: session, until: opened.expiresAt)
    return .done(opened)
  }

  private func open(in context: WriteContext) -> Opened {
    Opened(
      token: Base64.text(of: Random.bytes(Limits.tokenBytes), as: .url),
      size: size,
      expiresAt: context.clock.now().advanced(byMilliseconds: Limits.uploadMilliseconds)
    )
  }

  /// The file that is spoken of, or all that is wrong with how.
  private func requested(_ limits: FileLimits) -> Outcome<RequestedFile> {
    var problems: [Problem] = []
    // A name of white space is cleaned to the one of what has none, which a person did not choose.
    if name.unicodeScalars.prefix(Limits.fileNameBytes).allSatisfy(\.properties.isWhitespace) {
      problems.append(Problem(.required, at: ["input", "name"]))
    }
    let type = mediaType.flatMap(FileKind.essence)
    if mediaType != nil, type == nil {
      problems.append(Problem(.invalidValue, at: ["input", "mediaType"]))
    }
    if size < 1 {
      problems.append(Problem(.invalidValue, at: ["input", "size"]))
    } else if size > limits.bytesOfFile {
      problems.append(Problem(.fileTooLarge, at: ["input", "size"]))
    }
    let hash = sha256.map { $0.utf8.count == 64 ? Hexadecimal.decode($0) : nil } ?? nil
    if sha256 != nil, hash == nil {
      problems.append(Problem(.invalidValue, at: ["input", "sha256"]))
    }
    guard problems.isEmpty else { return .refused(problems) }
    return .done(
      RequestedFile(name: FileName(name).text, mediaType: type, size: size, sha256: hash)
    )
  }

  private var digest: Digest {
    var digest = Digest()
    digest.add(ticket.id?.rawValue)
    digest.add(name)
    digest.add(mediaType)
    digest.add(size)
    digest.add(sha256)
    return digest
  }
}
