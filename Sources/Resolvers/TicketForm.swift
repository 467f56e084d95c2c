import Bytes
import Desk
import GraphQL

/// The forms of tickets where they stand.
struct Forms: ParentColumn {
  let forms: TicketForms
  var count: Int { forms.count }
}

/// The ways on which tickets could be handed over, each with what it asks for.
struct FormTransitions: ParentColumn {
  let transitions: [Transition]
  let gates: [FormGate]
  var count: Int { transitions.count }
}

/// What completing tickets asks for.
struct FormCompletions: ParentColumn {
  let gates: [FormGate]
  var count: Int { gates.count }
}

/// The forms with which tickets of some types are opened.
struct OpeningForms: ParentColumn {
  let forms: [OpeningForm]
  var count: Int { forms.count }
}

extension Bindings<RequestContext> {
  /// Binds what portals render: the form of a ticket, and that of one that is not there yet.
  mutating func bindForms() {
    object("TicketForm", parents: Forms.self) { fields in
      fields.list("fields", of: FormParameters.self) { forms, _ in
        let fields = forms.forms.fields
        return ListCells(offsets: fields.offsets, children: FormParameters(items: fields.items))
      }
      fields.list("transitions", of: FormTransitions.self) { forms, _ in
        let forms = forms.forms
        return ListCells(
          offsets: forms.transitionOffsets,
          children: FormTransitions(transitions: forms.transitions, gates: forms.gates)
        )
      }
      fields.object("completion", of: FormCompletions.self) { forms, _ in
        let gates = forms.forms.completions.compactMap { $0 }
        var next: Int32 = 0
        let slots = forms.forms.completions.map { gate in
          guard gate != nil else { return Int32(-1) }
          defer { next += 1 }
          return next
        }
        return ObjectCells(slots: slots, children: FormCompletions(gates: gates))
      }
    }
    bindFormField()
    bindFormTransition()
    object("FormCompletion", parents: FormCompletions.self) { fields in
      fields.keys("needs") { $0.gates.map(\.needs) }
      fields.keys("missing") { $0.gates.map(\.missing) }
    }
    bindOpeningForm()
  }

  private mutating func bindFormField() {
    object("FormField", parents: FormParameters.self) { fields in
      fields.bindValue()
      fields.strings("help") { form, _ in form.items.map(\.parameter.help) }
      fields.ints("lengthMax") { form, _ in
        form.items.map { $0.parameter.lengthMax.map(Int32.init(clamping:)) }
      }
      fields.strings("minimum") { form, _ in form.items.map(\.parameter.minimum) }
      fields.strings("maximum") { form, _ in form.items.map(\.parameter.maximum) }
      fields.ints("fractionDigits") { form, _ in
        form.items.map { $0.parameter.fractionDigits.map(Int32.init(clamping:)) }
      }
      fields.list("choices", of: Choices.self) { form, _ in
        var lists = ListBuilder<Choice>(reserving: form.count)
        for item in form.items { lists.append(item.parameter.choices.map(Choice.init)) }
        return ListCells(offsets: lists.offsets, children: Choices(choices: lists.items))
      }
    }
  }

  private mutating func bindFormTransition() {
    object("FormTransition", parents: FormTransitions.self) { fields in
      fields.strings("condition") { ways, _ in ways.transitions.map(\.conditionKey) }
      fields.strings("label") { ways, _ in ways.transitions.map(\.conditionLabel) }
      fields.object("to", of: Steps.self) { ways, _ in
        ObjectCells(children: Steps(places: ways.transitions.map(\.to)))
      }
      fields.enumerations("responsibility", of: Responsibility.self) { ways, _ in
        ways.transitions.map(\.responsibility)
      }
      fields.list("reasons", of: Reasons.self) { ways, call in
        var lists = ListBuilder<ForwardReason>(reserving: ways.count)
        let workflow = call.context.workflow
        for way in ways.transitions { lists.append(workflow.reasons(for: way)) }
        return ListCells(offsets: lists.offsets, children: Reasons(reasons: lists.items))
      }
      fields.keys("needs") { $0.gates.map(\.needs) }
      fields.keys("missing") { $0.gates.map(\.missing) }
    }
  }

  private mutating func bindOpeningForm() {
    object("OpeningForm", parents: OpeningForms.self) { fields in
      fields.list("customers", of: Customers.self) { forms, call in
        var lists = ListBuilder<CustomerID>(reserving: forms.count)
        for form in forms.forms { lists.append(form.customers) }
        let context = call.context
        let found = try context.reader.customers(ids: lists.items, for: context.viewer)
        return ListCells(offsets: lists.offsets, slots: found.slots, children: found.rows)
      }
      fields.object("customer", of: Customers.self) { forms, call in
        let context = call.context
        let named = Distinct(forms.forms.map(\.customer))
        let found = try context.reader.customers(ids: named.values, for: context.viewer)
        let slots = named.slots.map { $0 < 0 ? -1 : found.slots[Int($0)] }
        return ObjectCells(slots: slots, children: found.rows)
      }
      fields.list("entrySteps", of: Steps.self) { forms, _ in
        var lists = ListBuilder<StepPlace>(reserving: forms.count)
        for form in forms.forms { lists.append(form.entrySteps) }
        return ListCells(offsets: lists.offsets, children: Steps(places: lists.items))
      }
      fields.object("entryStep", of: Steps.self) { forms, _ in
        let steps = Distinct(forms.forms.map(\.entryStep))
        return ObjectCells(slots: steps.slots, children: Steps(places: steps.values))
      }
      fields.list("fields", of: FormParameters.self) { forms, _ in
        var lists = ListBuilder<TicketParameter>(reserving: forms.count)
        for form in forms.forms { lists.append(form.fields) }
        return ListCells(offsets: lists.offsets, children: FormParameters(items: lists.items))
      }
      fields.list("problems", of: Problems.self) { forms, _ in
        var lists = ListBuilder<Problem>(reserving: forms.count)
        for form in forms.forms { lists.append(form.problems) }
        return ListCells(offsets: lists.offsets, children: Problems(problems: lists.items))
      }
    }
  }
}

extension ObjectBinding<Tickets, RequestContext> {
  /// Binds the form of a ticket.
  mutating func bindForm() {
    object("form", of: Forms.self) { tickets, call in
      let context = call.context
      return ObjectCells(
        children: Forms(forms: try context.reader.forms(of: tickets, for: context.viewer))
      )
    }
  }
}

extension ObjectBinding<Types, RequestContext> {
  /// Binds the form with which a ticket of the type is opened.
  mutating func bindOpeningForm() {
    object("openingForm", of: OpeningForms.self) { types, call in
      let context = call.context
      let forms = try context.reader.openingForms(
        of: types.places,
        customer: call.arguments.reference("customer") {
          if case .customer(let id) = $0 { id } else { nil }
        },
        entryStep: call.arguments.reference("entryStep") {
          if case .step(let id) = $0 { id } else { nil }
        },
        for: context.viewer
      )
      var next: Int32 = 0
      let slots = forms.map { form in
        guard form != nil else { return Int32(-1) }
        defer { next += 1 }
        return next
      }
      return ObjectCells(
        slots: slots,
        children: OpeningForms(forms: forms.compactMap { $0 })
      )
    }
  }
}

extension ObjectBinding where Context == RequestContext {
  /// Binds a list of the keys of parameters.
  fileprivate mutating func keys(_ name: String, _ keys: @escaping @Sendable (P) -> [[String]]) {
    column(name, as: .list(.texts)) { parents, _ in
      let all = keys(parents)
      var lists = ListBuilder<String?>(reserving: all.count)
      for list in all { lists.append(list) }
      let items = Column(.texts(TextColumn(lists.items)))
      return Column(.lists(offsets: lists.offsets, isNull: [], items: items))
    }
  }
}

extension TicketFields {
  /// The columns that the form of a ticket wants.
  init(ofForm form: SelectionView) {
    let values: TicketFields = [.subject, .details, .requestText, .solution]
    let asksForValues =
      form.selects("fields", "value") || form.selects("transitions", "missing")
      || form.selects("completion", "missing")
    self = asksForValues ? values.union(.people) : .people
  }
}
