import Desk
import GraphQL

extension Arguments {
  var user: Reference<UserID> {
    reference("user") { if case .user(let id) = $0 { id } else { nil } }
  }

  var profile: Reference<ProfileID> {
    reference("profile") { if case .profile(let id) = $0 { id } else { nil } }
  }

  func customer(_ name: String) -> Reference<CustomerID> {
    reference(name) { if case .customer(let id) = $0 { id } else { nil } }
  }

  /// The contact of the field `contact`; `nil` for what names none.
  var contact: ContactKey? { string("contact").flatMap(GlobalID.init)?.contact }

  fileprivate func types(_ name: String) -> [Reference<TicketTypeID>] {
    (strings(name) ?? []).map { text in
      if case .type(let id)? = GlobalID(text) { .id(id) } else { .unreadable }
    }
  }

  /// What an update does with a truth; null changes nothing.
  fileprivate func truth(_ name: String) -> Change<Bool> {
    boolean(name).map(Change.set) ?? .keep
  }

  fileprivate var academicUnit: AcademicUnit {
    AcademicUnit(code: string("code") ?? "", name: string("name") ?? "")
  }
}

extension CustomerEdits {
  fileprivate init(_ input: Arguments) {
    var details: [CustomerDetail: String?] = [:]
    for detail in CustomerDetail.allCases where detail != .registration {
      guard input.isGiven(detail.inputName) else { continue }
      details.updateValue(input.string(detail.inputName), forKey: detail)
    }
    var person: Change<Reference<CustomerID>?> = .keep
    if input.isGiven("person") {
      person = .set(input.string("person") == nil ? nil : input.customer("person"))
    }
    self.init(details: details, person: person)
  }
}

extension CreateCustomer {
  init(_ input: Arguments) {
    self.init(
      type: input.enumeration("type", as: CustomerType.self) ?? .person,
      code: input.string("code") ?? "",
      name: input.string("name") ?? "",
      edits: CustomerEdits(input)
    )
  }
}

extension UpdateCustomer {
  init(_ input: Arguments) {
    self.init(
      customer: input.customer("customer"),
      code: input.change("code"),
      name: input.change("name"),
      edits: CustomerEdits(input)
    )
  }
}

extension CreateContact {
  init(_ input: Arguments) {
    self.init(
      customer: input.customer("customer"),
      name: input.string("name") ?? "",
      email: input.string("email"),
      phone: input.string("phone"),
      userCode: input.string("userCode")
    )
  }
}

extension UpdateContact {
  init(_ input: Arguments) {
    self.init(
      contact: input.contact,
      name: input.change("name"),
      email: input.optionalChange("email"),
      phone: input.optionalChange("phone"),
      userCode: input.optionalChange("userCode")
    )
  }
}

extension SetGuardians {
  init(_ input: Arguments) {
    self.init(
      student: input.customer("student"),
      guardians: (input.objects("guardians") ?? []).map {
        Tie(person: $0.customer("person"), relation: $0.string("relation") ?? "")
      }
    )
  }
}

extension CreateUser {
  init(_ input: Arguments) {
    let language = input.enumeration("language", as: MessageLanguage.self)
    self.init(
      code: input.string("code") ?? "",
      displayName: input.string("displayName") ?? "",
      profile: input.profile,
      language: language?.language ?? .portuguese,
      password: input.string("password")
    )
  }
}

extension UpdateUser {
  init(_ input: Arguments) {
    let language = input.enumeration("language", as: MessageLanguage.self)
    self.init(
      user: input.user,
      displayName: input.change("displayName"),
      profile: input.string("profile") == nil ? .keep : .set(input.profile),
      language: language.map { .set($0.language) } ?? .keep,
      isDisabled: input.truth("isDisabled")
    )
  }
}

extension CreateProfile {
  init(_ input: Arguments) {
    self.init(
      key: input.string("key") ?? "",
      name: input.string("name") ?? "",
      permissions: input.enumerations("permissions", as: Permission.self) ?? [],
      blockedTypes: input.types("blockedTypes"),
      seesDependants: input.boolean("seesDependants") ?? false
    )
  }
}

extension UpdateProfile {
  init(_ input: Arguments) {
    let permissions = input.enumerations("permissions", as: Permission.self)
    self.init(
      profile: input.profile,
      name: input.change("name"),
      permissions: permissions.map(Change.set) ?? .keep,
      blockedTypes: input.strings("blockedTypes") == nil
        ? .keep : .set(input.types("blockedTypes")),
      seesDependants: input.truth("seesDependants")
    )
  }
}

extension UpsertEnrolment {
  init(_ input: Arguments) {
    let holder = input.object("holder") ?? .none
    self.init(
      externalID: input.string("externalId") ?? "",
      holder: holder.string("teacherCode").map { .teacher(code: $0) }
        ?? .student(registration: holder.string("registration") ?? ""),
      course: input.object("course")?.academicUnit,
      term: input.object("term").map {
        Term($0.academicUnit, startsOn: $0.string("startsOn"), endsOn: $0.string("endsOn"))
      },
      schoolClass: input.object("schoolClass")?.academicUnit,
      isActive: input.boolean("isActive") ?? true
    )
  }
}

extension OpenTicketFor {
  init(_ input: Arguments) {
    self.init(
      registration: input.string("registration") ?? "",
      externalID: input.string("externalId") ?? "",
      type: input.string("type") ?? "",
      entryStep: input.string("entryStep"),
      parameters: input.parameterEdits("parameters"),
      academicContext: input.string("academicContext")
    )
  }
}
