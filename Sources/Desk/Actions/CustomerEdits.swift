public import SQLite

/// What an input says of a customer beside its type, code and name.
public struct CustomerEdits: Hashable, Sendable {
  /// Those that were given; null empties one.
  public var details: [CustomerDetail: String?]
  /// The person that a student or a teacher is.
  public var person: Change<Reference<CustomerID>?>

  public init(
    details: [CustomerDetail: String?] = [:],
    person: Change<Reference<CustomerID>?> = .keep
  ) {
    self.details = details
    self.person = person
  }

  /// Puts what was given into a record, and says what does not fit.
  func apply(
    to record: inout CustomerRecord,
    _ input: inout PeopleInput,
    in context: WriteContext
  ) throws(SQLiteError) {
    for detail in CustomerDetail.allCases {
      guard let given = details[detail] else { continue }
      let name = detail.inputName
      guard CustomerDetail.written(of: record.type).contains(detail) else {
        if given != nil { input.refuse(.invalidValue, name) }
        continue
      }
      let text: String?
      switch detail {
      case .email: text = input.email(given, name)
      case .birthDate: text = input.day(given, name)
      case .tradeName, .company: text = input.optionalLine(given, name)
      case .userCode: text = input.optionalLine(given, characters: Limits.keyBytes, name)
      case .phone, .taxID, .registration:
        text = input.optionalLine(given, characters: Limits.codeCharacters, name)
      }
      if detail == .userCode, let text, try !context.hasUser(code: text) {
        input.refuse(.notFound, name)
      }
      record.details[detail] = text
    }
    try applyPerson(to: &record, &input, in: context)
  }

  private func applyPerson(
    to record: inout CustomerRecord,
    _ input: inout PeopleInput,
    in context: WriteContext
  ) throws(SQLiteError) {
    guard case .set(let given) = person else { return }
    guard let given else {
      record.person = nil
      return
    }
    guard record.type.isSomebody else { return input.refuse(.invalidValue, "person") }
    guard let id = given.id, try context.customer(id)?.type == .person else {
      return input.refuse(.notFound, "person")
    }
    record.person = id
  }
}

extension CustomerDetail {
  /// The field of an input that holds it.
  public var inputName: String {
    switch self {
    case .email: "email"
    case .phone: "phone"
    case .userCode: "userCode"
    case .taxID: "taxId"
    case .tradeName: "tradeName"
    case .birthDate: "birthDate"
    case .registration: "registration"
    case .company: "company"
    }
  }
}

/// Adds a customer to one of the five registers.
///
/// - Source: R10, R11, R16, R17.
public struct CreateCustomer: Sendable {
  public let type: CustomerType
  public let code: String
  public let name: String
  public let edits: CustomerEdits

  public init(type: CustomerType, code: String, name: String, edits: CustomerEdits = .init()) {
    self.type = type
    self.code = code
    self.name = name
    self.edits = edits
  }

  /// Adds the customer, or says all that stands against it.
  ///
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<CustomerID> {
    guard viewer.has(.administer) else { return .refused(.notPermitted) }
    var input = PeopleInput()
    var record = CustomerRecord(
      type: type,
      code: input.code(code, "code"),
      name: input.line(name, "name")
    )
    try edits.apply(to: &record, &input, in: context)
    if !record.code.isEmpty, try context.customer(of: type, code: record.code) != nil {
      input.refuse(.alreadyExists, "code")
    }
    guard input.isGood else { return .refused(input.problems) }
    let id = try context.insert(record)
    let after = record.audited
    try context.audit("createCustomer", .customer, id.rawValue, after: after, by: viewer)
    return .done(id)
  }
}

/// Changes a customer's record; its type stays.
public struct UpdateCustomer: Sendable {
  public let customer: Reference<CustomerID>
  public let code: Change<String>
  public let name: Change<String>
  public let edits: CustomerEdits

  public init(
    customer: Reference<CustomerID>,
    code: Change<String> = .keep,
    name: Change<String> = .keep,
    edits: CustomerEdits = .init()
  ) {
    self.customer = customer
    self.code = code
    self.name = name
    self.edits = edits
  }

  /// Changes the record, or says all that stands against it.
  ///
  /// The user that it carries stands for
  /// the customer from the next request on.
  ///
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<CustomerID> {
    guard viewer.has(.administer) else { return .refused(.notPermitted) }
    guard let id = customer.id, let before = try context.customer(id) else {
      return .refused(.notFound, at: "input", "customer")
    }
    var input = PeopleInput()
    var record = before
    if case .set(let code) = code { record.code = input.code(code, "code") }
    if case .set(let name) = name { record.name = input.line(name, "name") }
    try edits.apply(to: &record, &input, in: context)
    if !record.code.isEmpty,
      let other = try context.customer(of: record.type, code: record.code), other != id
    {
      input.refuse(.alreadyExists, "code")
    }
    guard input.isGood else { return .refused(input.problems) }
    guard record != before else { return .done(id) }
    try context.update(id, to: record)
    try context.audit(
      "updateCustomer",
      .customer,
      id.rawValue,
      before: before.audited,
      after: record.audited,
      by: viewer
    )
    return .done(id)
  }
}

/// Takes a customer out of its register, with its contacts, where nothing refers to it.
public struct DeleteCustomer: Sendable {
  public let customer: Reference<CustomerID>

  public init(customer: Reference<CustomerID>) { self.customer = customer }

  /// Deletes the customer; one that has tickets, or that a student or teacher is, stays.
  ///
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<CustomerID> {
    guard viewer.has(.administer) else { return .refused(.notPermitted) }
    guard let id = customer.id, let before = try context.customer(id) else {
      return .refused(.notFound, at: "input", "customer")
    }
    if try context.isUsed(id) { return .refused(.inUse, at: "input", "customer") }
    try context.delete(id)
    let audited = before.audited
    try context.audit("deleteCustomer", .customer, id.rawValue, before: audited, by: viewer)
    return .done(id)
  }
}
