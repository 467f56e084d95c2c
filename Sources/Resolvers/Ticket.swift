import Bytes
import Desk
import GraphQL

extension Tickets: ListedColumn {
  static var cursorWord: String { "tickets" }
  var cursorKeys: [Int64] { ids.map(\.rawValue) }
}

extension Bindings<RequestContext> {
  mutating func bindTicket() {
    object("Ticket", parents: Tickets.self) { fields in
      fields.texts("id") { tickets, _ in GlobalID.column(.ticket, tickets.cursorKeys) }
      fields.ints("number") { tickets, _ in tickets.ids.map { Int32(clamping: $0.rawValue) } }
      fields.governedTexts("subject", .subject)
      fields.governedTexts("requestText", .requestText)
      fields.enumerations("priority", of: Priority.self, governedBy: "priority") { tickets, _ in
        tickets.visiblePriorities()
      }
      fields.governedTexts("product", .product)
      fields.governedTexts("dueDate", .dueDate)
      fields.governedTexts("solution", .solution)
      fields.bindState()
      fields.bindPeople()
      fields.bindAcademicContext()
      fields.list("parameters", of: FormParameters.self) { tickets, call in
        try FormParameters.cells(of: tickets, call.context)
      }
      fields.list("actions", of: ActionStates.self) { tickets, call in
        try ActionStates.cells(of: tickets, call.context)
      }
      fields.bindForm()
      fields.bindSections()
    }
    connection(of: "Ticket", nodes: Tickets.self)
  }
}

extension ObjectBinding<Tickets, RequestContext> {
  /// Binds a text that rules govern.
  fileprivate mutating func governedTexts(_ name: String, _ parameter: CommonParameter) {
    texts(name, governedBy: parameter.rawValue) { tickets, _ in tickets.texts(parameter) }
  }

  /// Binds an enum whose values know their places, so that none is looked up.
  private mutating func codes<Word: CodedWord & RawRepresentable>(
    _ name: String,
    of type: Word.Type,
    _ words: @escaping @Sendable (Tickets, Call<RequestContext>) -> [Word]
  ) where Word.RawValue == String {
    enumerationPlaces(name, of: type) { tickets, call in
      words(tickets, call).map { Int16(truncatingIfNeeded: $0.code) }
    }
  }

  /// Binds where the ticket stands.
  fileprivate mutating func bindState() {
    codes("status", of: TicketStatus.self) { tickets, _ in tickets.statuses }
    codes("responsibility", of: Responsibility.self) { tickets, _ in tickets.responsibilities }
    object("type", of: Types.self) { tickets, _ in
      let types = Distinct(tickets.types)
      return ObjectCells(slots: types.slots, children: Types(places: types.values))
    }
    object("group", of: Groups.self) { tickets, call in
      let workflow = call.context.workflow
      let groups = Distinct(tickets.types.map { workflow.type($0)?.group })
      return ObjectCells(slots: groups.slots, children: Groups(places: groups.values))
    }
    object("step", of: Steps.self) { tickets, _ in
      let steps = Distinct(tickets.steps)
      return ObjectCells(slots: steps.slots, children: Steps(places: steps.values))
    }
    texts("openedAt") { tickets, _ in TextColumn(tickets.openedAt) }
    texts("updatedAt") { tickets, _ in TextColumn(tickets.updatedAt) }
    ints("version") { tickets, _ in tickets.versions.map { Int32(clamping: $0) } }
  }

  /// Binds those who have to do with the ticket.
  fileprivate mutating func bindPeople() {
    object("customer", of: Customers.self) { tickets, call in
      let context = call.context
      let found = try context.reader.customers(ids: tickets.customers, for: context.viewer)
      return ObjectCells(slots: found.slots, children: found.rows)
    }
    object("openedBy", of: Participants.self) { tickets, call in
      try call.context.participants(tickets.openedBy)
    }
    object("attendant", of: Participants.self) { tickets, call in
      try call.context.attendants(tickets.attendants)
    }
  }

  /// Binds the lists that belong to the ticket, each governed as a whole.
  fileprivate mutating func bindSections() {
    section("discussion", of: Messages.self) {
      try $3.reader.messages(of: $0, $1, demand: $2, for: $3.viewer)
    }
    section("attachments", of: Attachments.self) {
      try $3.reader.attachments(of: $0, $1, demand: $2, for: $3.viewer)
    }
    section("stepHistory", of: Movements.self) {
      try $3.reader.movements(of: $0, $1, demand: $2, for: $3.viewer)
    }
    section("understandings", of: Understandings.self) {
      try $3.reader.understandings(of: $0, $1, demand: $2, for: $3.viewer)
    }
  }
}

extension ObjectBinding where Context == RequestContext {
  /// Binds a list that belongs to each of a column's tickets, governed as a whole.
  mutating func section<Rows: TicketChildren & ListedColumn>(
    _ name: String,
    of rows: Rows.Type,
    _ read:
      @escaping @Sendable (P, PageRequest, PageDemand, RequestContext) throws -> ChildPages<Rows>
  ) {
    object(
      name,
      of: Connections<Rows>.self,
      governedBy: Rows.section.rawValue,
      demand: { UInt64(PageDemand($0).rawValue) }
    ) { tickets, call in
      let context = call.context
      let page = try context.page(call.arguments, cursorWord: Rows.cursorWord)
      let demand = PageDemand(rawValue: UInt8(truncatingIfNeeded: call.demand))
      let found = try read(tickets, page, demand, context)
      return ObjectCells(children: Connections(pages: found.pages, nodes: found.rows))
    }
  }
}

extension TicketFields {
  /// The columns as a field's demand has them.
  init(bits: UInt64) { self.init(rawValue: RawValue(truncatingIfNeeded: bits)) }

  var bits: UInt64 { UInt64(rawValue) }

  /// The columns that a selection of `Ticket` wants, so that no other is read.
  init(_ ticket: SelectionView) {
    self = []
    for name in ticket.fieldNames {
      switch name {
      case "openedBy", "attendant", "actions": insert(.people)
      case "form": formUnion(TicketFields(ofForm: ticket.at("form")))
      case "openedAt", "updatedAt", "version": insert(.dates)
      case "discussion", "attachments", "stepHistory", "understandings": insert(.counts)
      case "subject": insert(.subject)
      case "priority", "product", "dueDate": insert(.details)
      case "requestText": insert(.requestText)
      case "solution": insert(.solution)
      case "parameters":
        if ticket.selects("parameters", "value") {
          formUnion([.subject, .details, .requestText, .solution])
        }
      default: break
      }
    }
  }
}
