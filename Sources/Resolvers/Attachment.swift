import Bytes
import Desk
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
    }
    connection(of: "Attachment", nodes: Attachments.self)
  }
}
