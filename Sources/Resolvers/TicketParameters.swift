import Bytes
import Desk
import GraphQL

/// The parameters of tickets as the viewer meets them.
struct FormParameters: ParentColumn {
  let items: [TicketParameter]
  var count: Int { items.count }

  /// The parameters of each ticket; one that is hidden is not there.
  static func cells(
    of tickets: Tickets,
    _ context: RequestContext
  ) throws -> ListCells<FormParameters> {
    let found = try context.reader.parameters(of: tickets, for: context.viewer)
    return ListCells(offsets: found.offsets, children: FormParameters(items: found.items))
  }
}

/// What a viewer can do with a parameter that is not hidden.
enum ParameterAccess: String, Hashable, Sendable, CaseIterable {
  case readOnly = "READ_ONLY"
  case writable = "WRITABLE"
}

extension Bindings<RequestContext> {
  mutating func bindTicketParameters() {
    enumeration("ParameterAccess", of: ParameterAccess.self)
    object("TicketParameter", parents: FormParameters.self) { $0.bindValue() }
    bindParameterValue()
  }
}

extension ObjectBinding<FormParameters, RequestContext> {
  /// Binds what a viewer meets of a parameter: what it is called, what can be done with it, and its
  /// value.
  mutating func bindValue() {
    strings("key") { form, _ in form.items.map(\.parameter.key) }
    strings("label") { form, _ in form.items.map(\.parameter.label) }
    enumerations("kind", of: FormKind.self) { form, _ in
      form.items.map { FormKind($0.parameter.kind) }
    }
    enumerations("access", of: ParameterAccess.self) { form, _ in
      form.items.map { $0.access.isWritable ? .writable : .readOnly }
    }
    booleans("required") { form, _ in form.items.map(\.access.isRequired) }
    abstractObject("value") { form, _ in ValueColumns.cells(of: form.items) }
  }
}
