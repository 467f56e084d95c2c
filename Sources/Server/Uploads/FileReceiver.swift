import Bytes
import HTTP
import Synchronization

/// Takes the bytes of one file to disk as they come, no more than it was to have.
final class FileReceiver: BodyReceiver {
  private struct State {
    let spool: Spool
    var file: SpooledFile?
  }

  let expected: AwaitedFile
  /// The file's media type, where the request alone says it.
  private let mediaType: String?
  private let state: Mutex<State>
  /// Nobody else sends the file while this one does.
  private let claim: UploadClaim
  /// A refusal as it goes out.
  private let refusal: @Sendable (Response) -> Response
  /// What is answered to a file that cannot be written, as it goes out.
  private let failure: @Sendable (FileError) -> Response

  /// - Throws: `FileError`.
  init(
    _ expected: AwaitedFile,
    mediaType: String?,
    in folder: String,
    under claim: UploadClaim,
    refusal: @escaping @Sendable (Response) -> Response,
    failure: @escaping @Sendable (FileError) -> Response
  ) throws(FileError) {
    self.expected = expected
    self.mediaType = mediaType
    self.claim = claim
    self.refusal = refusal
    self.failure = failure
    state = Mutex(State(spool: try Spool(in: folder)))
  }

  func receive(_ bytes: ArraySlice<UInt8>) -> Response? {
    state.withLock { (state) -> Response? in
      guard bytes.count <= expected.size - state.spool.count else {
        return refusal(UploadAnswer.tooLong(expected.size))
      }
      do throws(FileError) {
        try state.spool.append(bytes)
        return nil
      } catch {
        return failure(error)
      }
    }
  }

  func finish() -> Response? {
    state.withLock { (state) -> Response? in
      guard state.spool.count == expected.size else {
        return refusal(UploadAnswer.tooShort(expected.size))
      }
      let file = state.spool.finish(
        named: expected.name,
        mediaType: expected.mediaType ?? mediaType
      )
      guard expected.sha256 == nil || expected.sha256 == file.sha256 else {
        return refusal(UploadAnswer.differs)
      }
      state.file = file
      return nil
    }
  }

  /// The whole file, once it has come.
  var file: SpooledFile? { state.withLock { $0.file } }

  /// What became of the file is known: from now on another request may send to the address.
  func end() { claim.letGo() }
}

/// The addresses to which somebody sends a file now.
///
/// - Invariant: each token in it is one that the host knows, so there are never more than it gave out.
final class UploadClaims: Sendable {
  private let tokens = Mutex<Set<String>>([])

  /// Holds an address until the claim is let go; `nil` where somebody else holds it.
  func claim(_ token: String) -> UploadClaim? {
    let isFree = tokens.withLock { $0.insert(token).inserted }
    return isFree ? UploadClaim(token, in: self) : nil
  }

  fileprivate func release(_ token: String) { tokens.withLock { _ = $0.remove(token) } }
}

/// The right of one request to send a file to its address.
final class UploadClaim: Sendable {
  private let token: String
  private let claims: UploadClaims
  private let isHeld = Mutex(true)

  fileprivate init(_ token: String, in claims: UploadClaims) {
    self.token = token
    self.claims = claims
  }

  /// Lets the address go, once; by itself where nobody did.
  func letGo() {
    let wasHeld = isHeld.withLock { isHeld in
      defer { isHeld = false }
      return isHeld
    }
    if wasHeld { claims.release(token) }
  }

  deinit { letGo() }
}
