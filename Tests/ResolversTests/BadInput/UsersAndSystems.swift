/// The mutations on users and profiles, and those of other systems.
extension BadInput {
  static let users: [BadInput] = makingUsers + changingUsers + profiles

  private static let makingUsers: [BadInput] = [
    user(.missing, "no profile", "code: \"n\", displayName: \"N\"", "VALIDATION_FAILED"),
    user(
      .missing,
      "a blank name",
      "\(portal), code: \"n\", displayName: \"\"",
      "REQUIRED",
      ["displayName"]
    ),
    user(
      .wrongType,
      "a number for the code",
      "\(portal), code: 1, displayName: \"N\"",
      "VALIDATION_FAILED"
    ),
    user(
      .tooLong,
      "a code",
      "\(portal), code: \"\(long)\", displayName: \"N\"",
      "INVALID_VALUE",
      ["code"]
    ),
    user(
      .tooLong,
      "a password",
      "\(good), password: \"\(long)\"",
      "INVALID_VALUE",
      ["password"]
    ),
    user(
      .missing,
      "a password that is too short",
      "\(good), password: \"short\"",
      "INVALID_VALUE",
      ["password"]
    ),
    user(
      .unknown,
      "a profile that is not there",
      "profile: \(There.noProfile), code: \"n\", displayName: \"N\"",
      "NOT_FOUND",
      ["profile"]
    ),
    user(
      .conflicting,
      "a code that is taken",
      "\(portal), code: \"student\", displayName: \"N\"",
      "ALREADY_EXISTS",
      ["code"]
    ),
    user(
      .conflicting,
      "a password that is the code",
      "\(portal), code: \"the-same-text\", displayName: \"N\", password: \"the-same-text\"",
      "INVALID_VALUE",
      ["password"]
    ),
    user(.notPermitted, "by an attendant", good, "VALIDATION_FAILED", as: "attendant"),
  ]

  private static let portal = "profile: \(There.portal)"
  private static let good = "\(portal), code: \"n\", displayName: \"N\""

  private static func user(
    _ kind: Kind,
    _ what: String,
    _ input: String,
    _ code: String,
    _ path: [String]? = nil,
    as user: String = "admin"
  ) -> BadInput {
    people("createUser", kind, what, "{\(input)}", code, path, as: user)
  }

  private static let changingUsers: [BadInput] =
    [
      people(
        "updateUser",
        .tooLong,
        "a name",
        "{user: \(There.user), displayName: \"\(long)\"}",
        "INVALID_VALUE",
        ["displayName"]
      ),
      people(
        "updateUser",
        .unknown,
        "a profile that is not there",
        "{user: \(There.user), profile: \(There.noProfile)}",
        "NOT_FOUND",
        ["profile"]
      ),
      people(
        "updateUser",
        .conflicting,
        "the last administrator, disabled",
        "{user: \(There.admin), isDisabled: true}",
        "LAST_ADMINISTRATOR",
        ["isDisabled"]
      ),
      people(
        "updateUser",
        .conflicting,
        "the last administrator, given another profile",
        "{user: \(There.admin), profile: \(There.portal)}",
        "LAST_ADMINISTRATOR",
        ["profile"]
      ),
      people(
        "setUserPassword",
        .missing,
        "no password",
        "{user: \(There.user)}",
        "VALIDATION_FAILED"
      ),
      people(
        "setUserPassword",
        .wrongType,
        "a number",
        "{user: \(There.user), password: 12345678}",
        "VALIDATION_FAILED"
      ),
      people(
        "setUserPassword",
        .tooLong,
        "129 characters",
        "{user: \(There.user), password: \"\(long)\"}",
        "INVALID_VALUE",
        ["password"]
      ),
      people(
        "setUserPassword",
        .unknown,
        "nobody's",
        "{user: \(There.noUser), password: \"a good one\"}",
        "NOT_FOUND",
        ["user"]
      ),
      people(
        "setUserPassword",
        .notPermitted,
        "by an attendant",
        "{user: \(There.user), password: \"a good one\"}",
        "VALIDATION_FAILED",
        as: "attendant"
      ),
    ] + named("updateUser", "user", There.noUser)

  private static let profiles: [BadInput] =
    [
      profile(.missing, "no permissions", "key: \"n\", name: \"N\"", "VALIDATION_FAILED"),
      profile(.missing, "no key", "key: \"\", name: \"N\", permissions: []", "REQUIRED", ["key"]),
      profile(
        .wrongType,
        "a permission that is none",
        "key: \"n\", name: \"N\", permissions: [FLY]",
        "VALIDATION_FAILED"
      ),
      profile(
        .tooLong,
        "a key",
        "key: \"\(long)\", name: \"N\", permissions: []",
        "INVALID_VALUE",
        ["key"]
      ),
      profile(
        .unknown,
        "a type that is not there",
        "key: \"n\", name: \"N\", permissions: [], blockedTypes: [\(Told.id("type.999"))]",
        "NOT_FOUND",
        ["blockedTypes", "0"]
      ),
      profile(
        .conflicting,
        "a key that is taken",
        "key: \"portal\", name: \"N\", permissions: []",
        "ALREADY_EXISTS",
        ["key"]
      ),
      profile(
        .notPermitted,
        "by an attendant",
        "key: \"n\", name: \"N\", permissions: []",
        "VALIDATION_FAILED",
        as: "attendant"
      ),
      people(
        "updateProfile",
        .tooLong,
        "a name",
        "{profile: \(There.portal), name: \"\(long)\"}",
        "INVALID_VALUE",
        ["name"]
      ),
      people(
        "updateProfile",
        .conflicting,
        "the last that grants to administer",
        "{profile: \(There.administration), permissions: [ATTEND]}",
        "LAST_ADMINISTRATOR",
        ["permissions"]
      ),
      people(
        "deleteProfile",
        .conflicting,
        "one that users have",
        "{profile: \(There.portal)}",
        "IN_USE",
        ["profile"]
      ),
    ] + named("updateProfile", "profile", There.noProfile)
    + named("deleteProfile", "profile", There.noProfile)

  private static func profile(
    _ kind: Kind,
    _ what: String,
    _ input: String,
    _ code: String,
    _ path: [String]? = nil,
    as user: String = "admin"
  ) -> BadInput {
    people("createProfile", kind, what, "{\(input)}", code, path, as: user)
  }

  static let integration: [BadInput] =
    [
      token(.missing, "no name", "user: \(There.academic), expiresAt: \(end)", "VALIDATION_FAILED"),
      token(
        .wrongType,
        "a list of users",
        "user: [1, 2], name: \"N\", expiresAt: \(end)",
        "VALIDATION_FAILED"
      ),
      token(
        .wrongType,
        "an end that is no moment",
        "user: \(There.academic), name: \"N\", expiresAt: \"tomorrow\"",
        "INVALID_VALUE",
        ["expiresAt"]
      ),
      token(
        .tooLong,
        "a name",
        "user: \(There.academic), name: \"\(long)\", expiresAt: \(end)",
        "INVALID_VALUE",
        ["name"]
      ),
      token(
        .unknown,
        "nobody's",
        "user: \(There.noUser), name: \"N\", expiresAt: \(end)",
        "NOT_FOUND",
        ["user"]
      ),
      token(
        .conflicting,
        "of a user who integrates nothing",
        "user: \(There.user), name: \"N\", expiresAt: \(end)",
        "NOT_PERMITTED",
        ["user"]
      ),
      token(
        .notPermitted,
        "by an attendant",
        "user: \(There.academic), name: \"N\", expiresAt: \(end)",
        "VALIDATION_FAILED",
        as: "attendant"
      ),
    ] + named("revokeAccessToken", "accessToken", Told.id("accessToken.12")) + enrolments + opening

  private static let end = "\"2030-01-01T00:00:00Z\""

  private static func token(
    _ kind: Kind,
    _ what: String,
    _ input: String,
    _ code: String,
    _ path: [String]? = nil,
    as user: String = "admin"
  ) -> BadInput {
    people("createAccessToken", kind, what, "{\(input)}", code, path, as: user)
  }

  private static let enrolments: [BadInput] = [
    enrolment(.missing, "no holder", "externalId: \"E\"", "VALIDATION_FAILED"),
    enrolment(.missing, "a blank id", "externalId: \"\", \(lucas)", "REQUIRED", ["externalId"]),
    enrolment(
      .wrongType,
      "two holders",
      "externalId: \"E\", holder: {registration: \"2024.1187\", teacherCode: \"D-0001\"}",
      "VALIDATION_FAILED"
    ),
    enrolment(
      .tooLong,
      "a course's name",
      "externalId: \"E\", \(lucas), course: {code: \"C\", name: \"\(long)\"}",
      "INVALID_VALUE",
      ["course", "name"]
    ),
    enrolment(
      .unknown,
      "nobody's registration",
      "externalId: \"E\", holder: {registration: \"none\"}",
      "NOT_FOUND",
      ["holder", "registration"]
    ),
    enrolment(
      .conflicting,
      "an id of somebody else's",
      "externalId: \"MAT-0456\", \(lucas)",
      "CONFLICT",
      ["externalId"]
    ),
    enrolment(
      .notPermitted,
      "by an attendant",
      "externalId: \"E\", \(lucas)",
      "VALIDATION_FAILED",
      as: "attendant"
    ),
  ]

  private static let lucas = "holder: {registration: \"2024.1187\"}"

  private static func enrolment(
    _ kind: Kind,
    _ what: String,
    _ input: String,
    _ code: String,
    _ path: [String]? = nil,
    as user: String = "academic"
  ) -> BadInput {
    people("upsertEnrolment", kind, what, "{\(input)}", code, path, as: user)
  }

  private static let opening: [BadInput] = [
    open(
      .missing,
      "no type",
      "registration: \"2024.1187\", externalId: \"T\"",
      "VALIDATION_FAILED"
    ),
    open(.missing, "a blank id", "\(draft), externalId: \" \"", "REQUIRED", ["externalId"]),
    open(
      .wrongType,
      "a number for the type",
      "registration: \"x\", externalId: \"T\", type: 1",
      "VALIDATION_FAILED"
    ),
    open(.tooLong, "an id", "\(draft), externalId: \"\(long)\"", "INVALID_VALUE", ["externalId"]),
    open(
      .unknown,
      "nobody's registration",
      "registration: \"none\", type: \"segunda-via-diploma\", externalId: \"T\"",
      "NOT_FOUND",
      ["registration"]
    ),
    open(
      .unknown,
      "a type that is not there",
      "registration: \"2024.1187\", type: \"none\", externalId: \"T\"",
      "NOT_FOUND",
      ["type"]
    ),
    open(
      .hidden,
      "a type that is blocked",
      "registration: \"2024.1187\", type: \"apuracao\", externalId: \"T\"",
      "NOT_FOUND",
      ["type"]
    ),
    open(
      .hidden,
      "a parameter that is hidden from students",
      "\(draft), externalId: \"T\", parameters: [{key: \"parecerReservado\", value: {text: \"x\"}}]",
      "PARAMETER_UNKNOWN",
      ["parameters", "0", "key"]
    ),
    open(
      .readOnly,
      "a parameter that is read-only at the entry",
      "\(draft), externalId: \"T\", parameters: [{key: \"dueDate\", value: {date: \"2026-05-01\"}}]",
      "PARAMETER_READ_ONLY",
      ["parameters", "0", "key"]
    ),
    open(
      .foreign,
      "somebody else's academic context",
      "\(draft), externalId: \"T\", academicContext: \"MAT-0456\"",
      "NOT_FOUND",
      ["academicContext"]
    ),
    open(
      .notPermitted,
      "by an attendant",
      "\(draft), externalId: \"T\"",
      "VALIDATION_FAILED",
      as: "attendant"
    ),
    open(
      .notPermitted,
      "by an administrator",
      "\(draft), externalId: \"T\"",
      "NOT_PERMITTED",
      as: "admin"
    ),
  ]

  private static let draft = "registration: \"2024.1187\", type: \"segunda-via-diploma\""

  private static func open(
    _ kind: Kind,
    _ what: String,
    _ input: String,
    _ code: String,
    _ path: [String]? = nil,
    as user: String = "academic"
  ) -> BadInput {
    people("openTicketFor", kind, what, "{\(input)}", code, path, as: user)
  }
}
