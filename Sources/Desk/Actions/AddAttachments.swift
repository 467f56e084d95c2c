public import Bytes
import SQLite

/// Adds files to a ticket, whosever turn it is, while the ticket is open.
///
/// Nothing replaces or removes one.
///
/// In two parts, for putting a file on the disk itself takes long: ``prepare(in:)`` runs on a worker,
/// ``perform(_:for:in:)`` on the writer.
///
/// - Source: R6, R31, R53, R54, Q1.
public struct AddAttachments: Sendable {
  /// Files whose contents are on the disk itself; only ``prepare(in:)`` makes one.
  public struct Prepared: Sendable {
    fileprivate let action: AddAttachments
    fileprivate let contents: ContentStore
  }

  public let ticket: Reference<TicketID>
  public let files: [SpooledFile]
  public let idempotencyKey: String?

  public init(
    ticket: Reference<TicketID>,
    files: [SpooledFile],
    idempotencyKey: String? = nil
  ) {
    self.ticket = ticket
    self.files = files
    self.idempotencyKey = idempotencyKey
  }

  /// Puts the files on the disk itself: never on a loop or on the writer's thread.
  ///
  /// - Throws: `FileError`.
  public func prepare(in contents: ContentStore) throws(FileError) -> Prepared {
    for file in files.prefix(contents.limits.filesOfRequest) { try file.sync() }
    return Prepared(action: self, contents: contents)
  }

  /// Keeps the files and writes a row for each, or says all that stands against it.
  ///
  /// - Returns: The new attachments, or those of the first attempt under the same key.
  /// - Throws: `SQLiteError`, `FileError`.
  public static func perform(
    _ prepared: Prepared,
    for viewer: Viewer,
    in context: WriteContext
  ) throws -> Outcome<[ChildID]> {
    let action = prepared.action
    let attempt = Attempt("addAttachments", key: action.idempotencyKey, digest: action.digest)
    let work: Undertaking
    switch try Undertaking.begin(
      .addAttachment,
      on: action.ticket,
      as: attempt,
      for: viewer,
      in: context
    ) {
    case .refused(let problems): return .refused(problems)
    case .again(let written): return .done(action.ids(from: written.child))
    case .begun(let begun): work = begun
    }
    let held = try context.attachments(of: work.ticket.id)
    if let problem = action.problem(held.count, held.bytes, prepared.contents.limits) {
      return .refused([problem])
    }

    let ids = action.ids(from: ChildID(ticket: work.ticket.id, number: held.last &+ 1))
    for (id, file) in zip(ids, action.files) {
      context.loosen(file.sha256)
      try prepared.contents.keep(file)
      try context.insertAttachment(id, file, by: work.author)
    }
    if let first = ids.first { try attempt.keep(Written(first), for: viewer, in: context) }
    return .done(ids)
  }

  /// What is wrong with the files beside those that the ticket has.
  private func problem(_ count: Int64, _ bytes: Int64, _ limits: FileLimits) -> Problem? {
    let path = ["input", "files"]
    if files.isEmpty { return Problem(.required, at: path) }
    if files.count > limits.filesOfRequest { return Problem(.invalidValue, at: path) }
    if let wrong = files.firstIndex(where: { !(1...limits.bytesOfFile).contains($0.size) }) {
      return Problem(.invalidValue, at: path + [String(wrong)])
    }
    let size = files.reduce(Int64(0)) { $0 &+ Int64($1.size) }
    let isTooMuch =
      count &+ Int64(files.count) > Int64(limits.filesOfTicket)
      || bytes &+ size > limits.bytesOfTicket
    return isTooMuch ? Problem(.limitReached, at: path) : nil
  }

  /// As many numbers as there are files; nobody else writes between them.
  private func ids(from first: ChildID) -> [ChildID] {
    (0..<Int64(files.count)).map { ChildID(ticket: first.ticket, number: first.number &+ $0) }
  }

  private var digest: Digest {
    var digest = Digest()
    digest.add(ticket.id?.rawValue)
    digest.add(Int64(files.count))
    for file in files {
      digest.add(file.name)
      digest.add(Int64(file.size))
      digest.add(Hexadecimal.encode(file.sha256))
    }
    return digest
  }
}
