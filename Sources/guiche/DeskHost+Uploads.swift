import Bytes
import Desk
import HTTP
import Resolvers
import SQLite
import Server
import Synchronization

/// Files that are put at addresses of their own.
extension DeskHost {
  func upload(
    _ token: String,
    credentials: Credentials,
    on reader: inout DeskReader
  ) throws -> UploadTarget {
    try reader.openTurn()
    var sender: Viewer?
    if let bearer = credentials.token {
      sender = try reader.viewer(sessionToken: bearer)
      guard sender != nil else { return .unknown }
    }
    switch try reader.upload(token, from: sender) {
    case .unknown: return .unknown
    case .refused(let problem, let own): return .refused(refusal(problem, own, credentials))
    case .awaited(let upload):
      return .awaited(
        AwaitedFile(
          name: upload.file.name,
          mediaType: upload.file.mediaType,
          size: Int(upload.file.size),
          sha256: upload.file.sha256,
          foundAt: upload.foundAt
        )
      )
    }
  }

  func finishUpload(
    _ token: String,
    with file: SpooledFile,
    foundAt: Instant,
    credentials: Credentials,
    answer: @escaping @Sendable (UploadEnd) -> Void
  ) {
    let upload = FinishUpload(token: token, file: file, foundAt: foundAt)
    // Off the loops and off the writer's thread, for putting a file on the disk itself takes long.
    let isQueued = filing.submit { [self] reader in
      do {
        guard let prepared = try upload.prepare(with: reader) else { return answer(.unknown) }
        write(prepared, credentials, answer)
      } catch {
        answer(failed(error))
      }
    }
    if !isQueued { answer(.overloaded) }
  }

  private func write(
    _ prepared: FinishUpload.Prepared,
    _ credentials: Credentials,
    _ answer: @escaping @Sendable (UploadEnd) -> Void
  ) {
    let end = UploadOutcome()
    desk.write(
      { end.value = try FinishUpload.perform(prepared, in: $0) },
      completion: { [self] written in
        switch written {
        case .success: answer(told(end.value, credentials))
        case .failure(WriterThread.Refusal.overloaded): answer(.overloaded)
        case .failure(let error): answer(failed(error))
        }
      }
    )
  }

  private func told(_ end: FinishUpload.End, _ credentials: Credentials) -> UploadEnd {
    switch end {
    case .unknown: .unknown
    case .differs: .differs
    case .used: .used
    case .refused(let problem, let own): .refused(refusal(problem, own, credentials))
    case .kept(let upload):
      .kept(
        KeptFile(
          id: house.id(of: upload.id),
          name: upload.name,
          mediaType: upload.mediaType,
          size: upload.size
        )
      )
    }
  }

  private func refusal(
    _ problem: Problem,
    _ own: Language,
    _ credentials: Credentials
  ) -> UploadRefusal {
    let ground: UploadRefusal.Ground =
      switch problem.code {
      case .notPermitted, .parameterReadOnly, .dependantReadOnly, .onlyCustomers, .onlyAttendants,
        .onlyAdministrators:
        .permission
      case .rulesUnreadable: .moment
      default: .state
      }
    return UploadRefusal(
      ground,
      code: problem.code.rawValue,
      sentence: house.sentence(for: problem, in: credentials.languages, else: own)
    )
  }

  private func failed(_ error: any Error) -> UploadEnd {
    let field = JSON.Member(name: "error", value: .string("\(error)"))
    log.record(.error, "file not kept", [field])
    return (error as? FileError).map { UploadEnd($0) } ?? .failed
  }
}

/// What became of a file, on its way from the writer to its completion.
private final class UploadOutcome: Sendable {
  private let stored = Mutex(FinishUpload.End.unknown)

  var value: FinishUpload.End {
    get { stored.withLock { $0 } }
    set { stored.withLock { $0 = newValue } }
  }
}
