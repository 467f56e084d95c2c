import Bytes
public import Desk
import GraphQL

/// The address of one file: one object, or none.
struct FileUploads: ParentColumn {
  let uploads: [RequestUpload.Opened]
  var count: Int { uploads.count }
}

extension ObjectBinding<Root, RequestContext> {
  /// Binds how an address is asked for.
  mutating func bindRequestUpload() {
    object("requestUpload", of: Payload<RequestUpload.Opened>.self) { _, call in
      let context = call.context
      try context.requireSignIn()
      let input = call.arguments.object("input") ?? .none
      let action = RequestUpload(
        ticket: input.ticket,
        name: input.string("name") ?? "",
        mediaType: input.string("mediaType"),
        size: Int64(input.int("size") ?? 0),
        sha256: input.string("sha256"),
        idempotencyKey: input.idempotencyKey
      )
      let writer = try context.requireWriter()
      return ObjectCells(children: Payload(try action.perform(for: context.viewer, in: writer)))
    }
  }
}

extension Bindings<RequestContext> {
  mutating func bindFileUploads() {
    object("RequestUploadPayload", parents: Payload<RequestUpload.Opened>.self) { fields in
      fields.object("upload", of: FileUploads.self) { payload, _ in
        let upload = payload.outcome.value
        return ObjectCells(
          slots: [upload == nil ? -1 : 0],
          children: FileUploads(uploads: upload.map { [$0] } ?? [])
        )
      }
      fields.problems()
    }
    object("FileUpload", parents: FileUploads.self) { fields in
      fields.strings("url") { list, _ in list.uploads.map { "/uploads/\($0.token)" } }
      fields.strings("method") { list, _ in list.uploads.map { _ in "PUT" } }
      fields.ints("size") { list, _ in list.uploads.map { Int32(clamping: $0.size) } }
      fields.texts("expiresAt") { list, _ in TextColumn(list.uploads.map(\.expiresAt)) }
    }
  }
}

extension House {
  /// The id of an attachment, as its address has it.
  public func id(of attachment: ChildID) -> String {
    GlobalID.column(.attachment, tickets: [attachment.ticket.rawValue], [attachment.number])
      .text(0) ?? ""
  }

  /// What a problem says where it is no part of an answer of GraphQL.
  ///
  /// - Parameters:
  ///   - problem: What kept something from being done.
  ///   - languages: What the client would have, best first (BCP 47).
  ///   - own: Whoever it is told's own language, for a client that would have none of ours.
  /// - Returns: One sentence.
  public func sentence(
    for problem: Problem,
    in languages: [String],
    else own: Language
  ) -> String {
    ErrorTexts(language: Language.best(of: languages) ?? own).sentence(for: problem)
  }
}
