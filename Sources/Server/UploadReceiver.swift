import Bytes
import GraphQL
import HTTP
import Synchronization

/// Takes the body of one multipart request: the operations and the map into memory, each file to
/// disk as it comes.
///
/// What is wrong is answered when it is known, so that nothing is sent for nothing.
///
/// - Source: [GraphQL multipart request](https://github.com/jaydenseric/graphql-multipart-request-spec).
final class UploadReceiver: BodyReceiver {
  private let form: Mutex<UploadForm>
  private let negotiation: Negotiation

  init(
    boundary: MultipartBoundary,
    limits: UploadConfiguration,
    batchLimit: Int,
    as negotiation: Negotiation,
    noteUnwritten: @escaping @Sendable (String) -> Void
  ) {
    self.negotiation = negotiation
    form = Mutex(
      UploadForm(
        parser: MultipartParser(boundary: boundary, limits: limits.parts),
        limits: limits,
        batchLimit: batchLimit,
        negotiation: negotiation,
        noteUnwritten: noteUnwritten
      )
    )
  }

  func receive(_ bytes: ArraySlice<UInt8>) -> Response? {
    form.withLock { form in
      do throws(Refusal) {
        try form.receive(bytes)
        return nil
      } catch {
        return error.response
      }
    }
  }

  func finish() -> Response? {
    form.withLock { form in
      do throws(Refusal) {
        try form.finish()
        return nil
      } catch {
        return error.response
      }
    }
  }

  /// What the whole body asks for, its files in their places.
  ///
  /// - Throws: ``Refusal`` where the body is not whole.
  func requests() throws(Refusal) -> RequestBody.Requests {
    let result = form.withLock { form -> Result<RequestBody.Requests, Refusal> in
      do throws(Refusal) {
        return .success(try form.requests())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
