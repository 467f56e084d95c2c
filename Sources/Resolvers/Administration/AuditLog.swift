import Bytes
import Desk
import GraphQL

extension AuditEntries: ListedColumn {
  static var cursorWord: String { "auditLog" }
  var cursorKeys: [Int64] { ids.map(\.rawValue) }
}

/// Values that changes made others.
struct AuditChanges: ParentColumn {
  let changes: [AuditChange]
  var count: Int { changes.count }
}

extension ObjectBinding<Root, RequestContext> {
  mutating func bindAuditQuery() {
    object(
      "auditLog",
      of: Connections<AuditEntries>.self,
      demand: { UInt64(PageDemand($0).rawValue) }
    ) { _, call in
      let context = call.context
      try context.requireSignIn()
      let found = try context.reader.auditLog(
        AuditFilter(call.arguments),
        try context.page(call.arguments, cursorWord: AuditEntries.cursorWord),
        demand: PageDemand(rawValue: UInt8(truncatingIfNeeded: call.demand)),
        for: context.viewer
      )
      return ObjectCells(children: Connections(pages: found.pages, nodes: found.entries))
    }
  }
}

extension Bindings<RequestContext> {
  mutating func bindAuditLog() {
    enumeration("AuditSubject", of: AuditSubject.self)
    object("AuditEntry", parents: AuditEntries.self) { fields in
      fields.texts("id") { list, _ in GlobalID.column(.auditEntry, list.cursorKeys) }
      fields.texts("at") { list, _ in TextColumn(list.at) }
      fields.object("user", of: Users.self) { list, call in try call.context.users(list.users) }
      fields.texts("action") { list, _ in list.actions }
      fields.enumerations("subjectKind", of: AuditSubject.self) { list, _ in list.subjects }
      fields.strings("subjectId") { list, _ in
        list.ids.indices.map { place in
          guard let tag = list.subjects[place]?.tag, let key = list.keys[place] else { return nil }
          return GlobalID.text(tag, key)
        }
      }
      fields.abstractObject("subject", demand: { TicketFields($0.on("Ticket")).bits }) {
        list,
        call in
        let ids = list.ids.indices.map { place -> GlobalID? in
          guard let tag = list.subjects[place]?.tag, let key = list.keys[place] else { return nil }
          return GlobalID.text(tag, key).flatMap { GlobalID($0) }
        }
        return try Nodes.find(ids, fields: TicketFields(bits: call.demand), call.context)
      }
      fields.list("changes", of: AuditChanges.self) { list, _ in
        var lists = ListBuilder<AuditChange>(reserving: list.count)
        for changes in list.changes { lists.append(changes) }
        return ListCells(offsets: lists.offsets, children: AuditChanges(changes: lists.items))
      }
    }
    connection(of: "AuditEntry", nodes: AuditEntries.self)
    object("AuditChange", parents: AuditChanges.self) { fields in
      fields.strings("name") { list, _ in list.changes.map(\.name) }
      fields.strings("before") { list, _ in list.changes.map(\.before) }
      fields.strings("after") { list, _ in list.changes.map(\.after) }
    }
  }
}

extension AuditSubject {
  /// How an id of the kind begins; `nil` where the log's key does not say which object it is.
  fileprivate var tag: GlobalID.Tag? {
    switch self {
    case .user: .user
    case .profile: .profile
    case .customer: .customer
    case .enrolment: .enrolment
    case .ticket: .ticket
    case .ticketGroup: .group
    case .ticketType: .type
    case .step: .step
    case .transition: .transition
    case .parameter: .parameter
    case .forwardReason: .reason
    case .ruleVersion: .ruleVersion
    case .article: .article
    case .session, .contact, .settings: nil
    }
  }
}

extension AuditFilter {
  /// The conditions that arguments ask for; an id that names nothing is a condition that nothing
  /// meets.
  fileprivate init(_ arguments: Arguments) {
    self.init(
      subject: arguments.enumeration("subjectKind", as: AuditSubject.self),
      action: arguments.string("action")
    )
    if arguments.string("user") != nil {
      user = arguments.userReference("user").named ?? UserID(0)
    }
    guard let text = arguments.string("subject") else { return }
    let named = GlobalID(text)?.audited
    let isOther = subject != nil && subject != named?.subject
    subject = subject ?? named?.subject ?? .settings
    key = isOther ? 0 : named?.key ?? 0
  }
}

extension GlobalID {
  /// The kind and the key under which the audit log tells of the object.
  fileprivate var audited: (subject: AuditSubject, key: Int64)? {
    switch self {
    case .user(let id): (.user, id.rawValue)
    case .attendant: nil
    case .customer(let id): (.customer, id.rawValue)
    case .group(let id): (.ticketGroup, id.rawValue)
    case .type(let id): (.ticketType, id.rawValue)
    case .step(let id): (.step, id.rawValue)
    case .profile(let id): (.profile, id.rawValue)
    case .clientContact(let id), .prospectContact(let id): (.contact, id.rawValue)
    case .enrolment(let id): (.enrolment, id.rawValue)
    case .transition(let id): (.transition, id.rawValue)
    case .reason(let id): (.forwardReason, id.rawValue)
    case .parameter(let id): (.parameter, id.rawValue)
    case .ruleVersion(let id): (.ruleVersion, id.rawValue)
    case .article(let id): (.article, id.rawValue)
    case .ticket(let id): (.ticket, id.rawValue)
    case .userSession(let id), .accessToken(let id): (.session, id.rawValue)
    case .auditEntry, .message, .attachment, .movement, .understanding: nil
    }
  }
}
