@testable import Desk

/// The mutations on one's own sign-ins, on customers and on contacts.
extension BadInput {
  static let people: [BadInput] = ownSignIns + customers + contacts + users + integration

  static let peopleWithout: [(mutation: String, kinds: Set<Kind>, why: String)] =
    everything + [
      ("signIn", [.hidden, .readOnly, .foreign, .conflicting], "who signs in sees nothing yet"),
      ("changePassword", [.hidden, .readOnly, .foreign], "everybody has one password, the own"),
      ("changePassword", [.conflicting], "of two changes the second does not know the password"),
      ("endSession", [.tooLong], "an id beyond any length is unknown"),
      ("endSession", [.hidden, .readOnly, .conflicting], "one's own sessions are all open to one"),
      ("endSession", [.foreign], "ids are random: SessionListTests ends no other's"),
      ("endUserSessions", [.tooLong], "an id beyond any length is unknown"),
      ("endUserSessions", [.conflicting], "sessions that have ended have ended"),
      ("deleteCustomer", [.tooLong], "an id beyond any length is unknown"),
      ("createContact", [.conflicting], "contacts have no key"),
      ("updateContact", [.conflicting], "contacts have no key"),
      ("deleteContact", [.tooLong], "an id beyond any length is unknown"),
      ("deleteContact", [.conflicting], "nothing needs a contact"),
      ("setUserPassword", [.conflicting], "a password meets no other"),
      ("deleteProfile", [.tooLong], "an id beyond any length is unknown"),
      ("revokeAccessToken", [.tooLong], "an id beyond any length is unknown"),
      ("revokeAccessToken", [.conflicting], "a token that has ended is unknown"),
      (
        "upsertEnrolment", [.hidden, .readOnly, .foreign], "the academic system names all there is"
      ),
      ("openTicketFor", [.conflicting], "the same id again is the first answer"),
    ]

  /// What only administrators do.
  private static let everything = [
    "endUserSessions", "createCustomer", "updateCustomer", "deleteCustomer", "createContact",
    "updateContact", "deleteContact", "setGuardians", "createUser", "updateUser",
    "setUserPassword", "createProfile", "updateProfile", "deleteProfile", "createAccessToken",
    "revokeAccessToken",
  ].map { mutation in
    (
      mutation: mutation, kinds: [.hidden, .readOnly, .foreign] as Set<Kind>,
      why: "administrators see and change all people"
    )
  }

  static let long = String(repeating: "x", count: 201)

  /// Who is in the story: customers by their places there.
  enum There {
    static let client = Told.id("customer.1")
    static let person = Told.id("customer.2")
    static let student = Told.id("customer.3")
    static let nobody = Told.id("customer.999")
    static let contact = Told.id("clientContact.1")
    static let user = Told.id("user.4")
    static let admin = Told.id("user.10")
    static let academic = Told.id("user.30")
    static let noUser = Told.id("user.999")
    static let portal = Told.id("profile.1")
    static let administration = Told.id("profile.4")
    static let noProfile = Told.id("profile.999")
  }

  /// A case of an administrator's.
  static func people(
    _ mutation: String,
    _ kind: Kind,
    _ what: String,
    _ input: String,
    _ code: String,
    _ path: [String]? = nil,
    as user: String? = "admin"
  ) -> BadInput {
    BadInput(
      mutation: mutation,
      kind: kind,
      what: what,
      user: user,
      input: input,
      code: code,
      path: path.map { ["input"] + $0 }
    )
  }

  /// What every mutation is tried with that names one object and is not for everybody.
  static func named(_ mutation: String, _ name: String, _ unknown: String) -> [BadInput] {
    let given = "{\(name): \(unknown)}"
    return [
      people(mutation, .missing, "no \(name)", "{}", "VALIDATION_FAILED"),
      people(
        mutation,
        .wrongType,
        "a list for the id",
        "{\(name): [\"a\", \"b\"]}",
        "VALIDATION_FAILED"
      ),
      people(mutation, .unknown, "an id of nobody's", given, "NOT_FOUND", [name]),
      people(mutation, .unknown, "no id at all", "{\(name): \"x\"}", "NOT_FOUND", [name]),
      people(
        mutation,
        .notPermitted,
        "by an attendant",
        given,
        "VALIDATION_FAILED",
        as: "attendant"
      ),
    ]
  }

  private static let ownSignIns: [BadInput] =
    [
      people(
        "signIn",
        .missing,
        "no password",
        "{userCode: \"admin\"}",
        "VALIDATION_FAILED",
        as: nil
      ),
      people(
        "signIn",
        .wrongType,
        "a number for the code",
        "{userCode: 1, password: \"x\"}",
        "VALIDATION_FAILED",
        as: nil
      ),
      people(
        "signIn",
        .tooLong,
        "a password beyond any",
        "{userCode: \"admin\", password: \"\(String(repeating: "p", count: 5_000))\"}",
        "INVALID_CREDENTIALS",
        as: nil
      ),
      people(
        "signIn",
        .unknown,
        "nobody's code",
        "{userCode: \"nobody\", password: \"guiche-demo\"}",
        "INVALID_CREDENTIALS",
        as: nil
      ),
      people(
        "signIn",
        .notPermitted,
        "whose profile grants nothing",
        "{userCode: \"visitor\", password: \"\(DemoStory.password)\"}",
        "INVALID_CREDENTIALS",
        as: nil
      ),
      people(
        "signIn",
        .notPermitted,
        "who is disabled",
        "{userCode: \"former\", password: \"\(DemoStory.password)\"}",
        "INVALID_CREDENTIALS",
        as: nil
      ),
      people(
        "changePassword",
        .missing,
        "no new one",
        "{currentPassword: \"x\"}",
        "VALIDATION_FAILED",
        as: "student"
      ),
      people(
        "changePassword",
        .missing,
        "an empty new one",
        change(""),
        "INVALID_VALUE",
        ["newPassword"],
        as: "student"
      ),
      people(
        "changePassword",
        .wrongType,
        "a number",
        "{currentPassword: 1, newPassword: \"x\"}",
        "VALIDATION_FAILED",
        as: "student"
      ),
      people(
        "changePassword",
        .tooLong,
        "129 characters",
        change(String(repeating: "x", count: 129)),
        "INVALID_VALUE",
        ["newPassword"],
        as: "student"
      ),
      people(
        "changePassword",
        .unknown,
        "another old one",
        "{currentPassword: \"another one\", newPassword: \"a good one\"}",
        "INVALID_CREDENTIALS",
        ["currentPassword"],
        as: "student"
      ),
      people(
        "changePassword",
        .notPermitted,
        "by nobody",
        change("a good one"),
        "UNAUTHENTICATED",
        as: nil
      ),
      people("endSession", .missing, "no session", "{}", "VALIDATION_FAILED", as: "student"),
      people(
        "endSession",
        .wrongType,
        "a list",
        "{session: [1, 2]}",
        "VALIDATION_FAILED",
        as: "student"
      ),
      people(
        "endSession",
        .unknown,
        "a session that is not there",
        "{session: \(Told.id("userSession.12"))}",
        "NOT_FOUND",
        ["session"],
        as: "student"
      ),
      people(
        "endSession",
        .notPermitted,
        "by nobody",
        "{session: \"x\"}",
        "UNAUTHENTICATED",
        as: nil
      ),
    ] + named("endUserSessions", "user", There.noUser)

  private static func change(_ new: String) -> String {
    "{currentPassword: \"\(DemoStory.password)\", newPassword: \"\(new)\"}"
  }

  private static let customers: [BadInput] =
    [
      customer(.missing, "no name", "type: CLIENT, code: \"N\"", "VALIDATION_FAILED"),
      customer(
        .missing,
        "a blank name",
        "type: CLIENT, code: \"N\", name: \" \"",
        "REQUIRED",
        ["name"]
      ),
      customer(
        .wrongType,
        "a type that is none",
        "type: FRIEND, code: \"N\", name: \"N\"",
        "VALIDATION_FAILED"
      ),
      customer(
        .tooLong,
        "a name",
        "type: CLIENT, code: \"N\", name: \"\(long)\"",
        "INVALID_VALUE",
        ["name"]
      ),
      customer(
        .unknown,
        "a user that is not there",
        "type: CLIENT, code: \"N\", name: \"N\", userCode: \"nobody\"",
        "NOT_FOUND",
        ["userCode"]
      ),
      customer(
        .unknown,
        "a field of another register",
        "type: CLIENT, code: \"N\", name: \"N\", company: \"C\"",
        "INVALID_VALUE",
        ["company"]
      ),
      customer(
        .conflicting,
        "a code that is taken",
        "type: CLIENT, code: \"C-0001\", name: \"N\"",
        "ALREADY_EXISTS",
        ["code"]
      ),
      customer(
        .notPermitted,
        "by an attendant",
        "type: CLIENT, code: \"N\", name: \"N\"",
        "VALIDATION_FAILED",
        as: "attendant"
      ),
      people(
        "updateCustomer",
        .tooLong,
        "a name",
        "{customer: \(There.client), name: \"\(long)\"}",
        "INVALID_VALUE",
        ["name"]
      ),
      people(
        "updateCustomer",
        .missing,
        "an emptied name",
        "{customer: \(There.client), name: null}",
        "REQUIRED",
        ["name"]
      ),
      people(
        "updateCustomer",
        .conflicting,
        "a code that is taken",
        "{customer: \(There.client), code: \"C-0002\"}",
        "ALREADY_EXISTS",
        ["code"]
      ),
      people(
        "deleteCustomer",
        .conflicting,
        "one who has tickets",
        "{customer: \(There.client)}",
        "IN_USE",
        ["customer"]
      ),
      guardians(.missing, "no guardians", "student: \(There.student)", "VALIDATION_FAILED"),
      guardians(
        .wrongType,
        "a guardian without a relation",
        "student: \(There.student), guardians: [{person: \"x\"}]",
        "VALIDATION_FAILED"
      ),
      guardians(
        .tooLong,
        "a relation",
        "student: \(There.student), guardians: [\(tie(There.person, long))]",
        "INVALID_VALUE",
        ["guardians", "0", "relation"]
      ),
      guardians(
        .tooLong,
        "too many of them",
        """
        student: \(There.student), guardians: [\
        \(Array(repeating: tie(There.person, "Tia"), count: 21).joined(separator: " "))]
        """,
        "LIMIT_REACHED",
        ["guardians"]
      ),
      guardians(
        .unknown,
        "a person who is a student",
        "student: \(There.student), guardians: [\(tie(There.student, "Tia"))]",
        "NOT_FOUND",
        ["guardians", "0", "person"]
      ),
      guardians(
        .unknown,
        "nobody's",
        "student: \(There.nobody), guardians: []",
        "NOT_FOUND",
        ["student"]
      ),
      guardians(
        .conflicting,
        "the same person twice",
        """
        student: \(There.student), guardians: [\(tie(There.person, "Tia")) \
        \(tie(There.person, "Mãe"))]
        """,
        "ALREADY_EXISTS",
        ["guardians", "1", "person"]
      ),
      guardians(
        .notPermitted,
        "by an attendant",
        "student: \(There.student), guardians: []",
        "VALIDATION_FAILED",
        as: "attendant"
      ),
    ] + named("updateCustomer", "customer", There.nobody)
    + named("deleteCustomer", "customer", There.nobody)

  private static func customer(
    _ kind: Kind,
    _ what: String,
    _ input: String,
    _ code: String,
    _ path: [String]? = nil,
    as user: String = "admin"
  ) -> BadInput {
    people("createCustomer", kind, what, "{\(input)}", code, path, as: user)
  }

  private static func guardians(
    _ kind: Kind,
    _ what: String,
    _ input: String,
    _ code: String,
    _ path: [String]? = nil,
    as user: String = "admin"
  ) -> BadInput {
    people("setGuardians", kind, what, "{\(input)}", code, path, as: user)
  }

  private static func tie(_ person: String, _ relation: String) -> String {
    "{person: \(person), relation: \"\(relation)\"}"
  }

  private static let contacts: [BadInput] =
    [
      people(
        "createContact",
        .missing,
        "no name",
        "{customer: \(There.client)}",
        "VALIDATION_FAILED"
      ),
      people(
        "createContact",
        .wrongType,
        "a number for the name",
        "{customer: \(There.client), name: 1}",
        "VALIDATION_FAILED"
      ),
      people(
        "createContact",
        .tooLong,
        "a telephone number",
        "{customer: \(There.client), name: \"N\", phone: \"\(long)\"}",
        "INVALID_VALUE",
        ["phone"]
      ),
      people(
        "createContact",
        .unknown,
        "nobody's",
        "{customer: \(There.nobody), name: \"N\"}",
        "NOT_FOUND",
        ["customer"]
      ),
      people(
        "createContact",
        .unknown,
        "a person's",
        "{customer: \(There.person), name: \"N\"}",
        "INVALID_VALUE",
        ["customer"]
      ),
      people(
        "createContact",
        .notPermitted,
        "by an attendant",
        "{customer: \(There.client), name: \"N\"}",
        "VALIDATION_FAILED",
        as: "attendant"
      ),
      people(
        "updateContact",
        .tooLong,
        "a name",
        "{contact: \(There.contact), name: \"\(long)\"}",
        "INVALID_VALUE",
        ["name"]
      ),
      people(
        "updateContact",
        .unknown,
        "an address that is none",
        "{contact: \(There.contact), email: \"nowhere\"}",
        "INVALID_VALUE",
        ["email"]
      ),
    ] + named("updateContact", "contact", Told.id("clientContact.999"))
    + named("deleteContact", "contact", Told.id("prospectContact.999"))
}
