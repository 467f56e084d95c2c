import Bytes
import Foundation
import SQLite
import Testing

@testable import Desk

/// The demo story with sign-ins, a clock that moves, and a place for files.
final class UploadDesk {
  let desk: DemoDesk
  let time = ManualTime()
  let context: WriteContext
  /// Reads as a worker does.
  let reader: DeskReader
  let contents: ContentStore
  private let folder = FileManager.default.temporaryDirectory.appending(path: "put-\(UUID())").path

  init() throws {
    try Folders.make(folder)
    desk = try DemoDesk()
    var limits = FileLimits()
    limits.bytesOfFile = 1_000
    contents = ContentStore(folder: "\(folder)/files", limits: limits)
    context = WriteContext(
      connection: desk.connection,
      current: desk.current,
      clock: time.clock,
      contents: contents
    )
    reader = DeskReader(
      connection: desk.connection,
      current: desk.current,
      clock: time.clock,
      contents: contents
    )
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A draft of the student's.
  var draft: TicketID {
    get throws { try desk.ticket { $0.seers.contains("student") && $0.status == .pending } }
  }

  /// Begins a session of a user, and gives its token.
  func token(of code: String) throws -> String {
    try SessionStore.open(of: try desk.viewer(code).user, in: context).token
  }

  /// A user with a session that has just begun.
  func signIn(_ code: String = "student") throws -> Viewer {
    let token = try token(of: code)
    return try #require(try context.reader.viewer(sessionToken: token))
  }

  func request(
    _ ticket: TicketID? = nil,
    as viewer: Viewer,
    name: String = "nota.txt",
    mediaType: String? = nil,
    size: Int64 = 5,
    sha256: String? = nil,
    key: String? = nil
  ) throws -> Outcome<RequestUpload.Opened> {
    try RequestUpload(
      ticket: .id(try ticket ?? draft),
      name: name,
      mediaType: mediaType,
      size: size,
      sha256: sha256,
      idempotencyKey: key
    ).perform(for: viewer, in: context)
  }

  /// A file that came whole.
  func file(_ content: String, named name: String = "nota.txt") throws -> SpooledFile {
    let spool = try Spool(in: folder)
    try spool.append(Array(content.utf8)[...])
    return spool.finish(named: name, mediaType: nil)
  }

  /// What the address waits for.
  func awaited(_ token: String, from sender: Viewer? = nil) throws -> AwaitedUpload? {
    guard case .awaited(let upload) = try reader.upload(token, from: sender) else { return nil }
    return upload
  }

  /// A file that came to an address, ready to be added.
  func prepared(_ token: String, _ content: String = "Anexo") throws -> FinishUpload.Prepared {
    let upload = try #require(try awaited(token))
    let action = FinishUpload(
      token: token,
      file: try file(content, named: upload.file.name),
      foundAt: upload.foundAt
    )
    return try #require(try action.prepare(with: reader))
  }

  /// Sends a file to an address.
  func put(_ token: String, _ content: String = "Anexo") throws -> FinishUpload.End {
    try FinishUpload.perform(try prepared(token, content), in: context)
  }

  /// The names of a ticket's files.
  func files(of ticket: TicketID) throws -> [String] {
    var names: [String] = []
    try desk.connection.rows(
      Query("SELECT name FROM attachment WHERE ticket_id = ?1 ORDER BY id"),
      ticket.rawValue
    ) { row in names.append(row.text(0) ?? "") }
    return names
  }
}

extension FinishUpload.End {
  var kept: KeptUpload? {
    guard case .kept(let upload) = self else { return nil }
    return upload
  }

  var code: ProblemCode? {
    guard case .refused(let problem, _) = self else { return nil }
    return problem.code
  }
}
