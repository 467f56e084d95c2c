import Bytes
public import Desk
import GraphQL

extension Attachments: ListedColumn {
  static var cursorWord: String { "attachments" }
}

extension Bindings<RequestContext> {
  mutating func bindAttachment() {
    object("Attachment", parents: Attachments.self) { fields in
      fields.texts("id") { files, _ in
        GlobalID.column(.attachment, tickets: files.ticketKeys, files.numbers)
      }
      fields.texts("name") { files, _ in files.names }
      fields.texts("mediaType") { files, _ in files.mediaTypes }
      fields.ints("size") { files, _ in files.sizes.map { Int32(clamping: $0) } }
      fields.object("addedBy", of: Participants.self) { files, call in
        try call.context.participants(files.addedBy)
      }
      fields.texts("addedAt") { files, _ in TextColumn(files.addedAt) }
      fields.strings("url") { files, _ in
        let ids = GlobalID.column(.attachment, tickets: files.ticketKeys, files.numbers)
        return (0..<files.count).map { ids.text($0).map { "/attachments/\($0)" } }
      }
    }
    connection(of: "Attachment", nodes: Attachments.self)
  }
}

extension ObjectBinding<Root, RequestContext> {
  /// Binds how files are added.
  mutating func bindAddAttachments() {
    object(
      "addAttachments",
      of: Payload<[ChildID]>.self,
      prepare: { arguments, context in
        // Off the writer's thread, for putting a file on the disk itself takes long.
        try context.requireSignIn()
        let input = arguments.object("input") ?? .none
        let action = AddAttachments(
          ticket: input.reference("ticket") { if case .ticket(let id) = $0 { id } else { nil } },
          files: input.files("files"),
          idempotencyKey: input.string("idempotencyKey")
        )
        return try action.prepare(in: context.reader.contents)
      },
      { _, call in
        let context = call.context
        try context.requireSignIn()
        guard let prepared = call.prepared as? AddAttachments.Prepared else {
          throw GraphQLError.internalError
        }
        let writer = try context.requireWriter()
        return ObjectCells(
          children: Payload(try AddAttachments.perform(prepared, for: context.viewer, in: writer))
        )
      }
    )
  }
}

extension Bindings<RequestContext> {
  mutating func bindAddAttachmentsPayload() {
    object("AddAttachmentsPayload", parents: Payload<[ChildID]>.self) { fields in
      fields.list("attachments", of: Attachments.self) { payload, call in
        let context = call.context
        let ids = payload.outcome.value ?? []
        let found = try context.reader.attachments(ids: ids, for: context.viewer)
        return ListCells(offsets: [0, Int32(clamping: found.rows.count)], children: found.rows)
      }
      fields.ticket(\.first?.ticket)
      fields.problems()
    }
  }
}

extension House {
  /// The bytes of an attachment, by the same decision as its fields.
  ///
  /// - Parameters:
  ///   - id: What stands in its address; any text.
  ///   - viewer: Who asks.
  ///   - reader: The thread's own.
  /// - Returns: `nil` where there is none, or none that the viewer may have.
  /// - Throws: `SQLiteError`.
  public func attachment(
    _ id: String,
    for viewer: Viewer,
    on reader: DeskReader
  ) throws -> AttachmentContent? {
    guard case .attachment(let child)? = GlobalID(id) else { return nil }
    return try reader.attachmentContent(child, for: viewer)
  }
}
