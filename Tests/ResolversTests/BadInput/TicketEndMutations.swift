/// How tickets end, and in whose hands they are.
extension BadInput {
  static let ending: [BadInput] = {
    let (complete, cancel, delete) = ("completeTicket", "cancelTicket", "deleteTicket")
    let ticket = ["input", "ticket"]
    let solution = ["input", "solution"]
    let said = ["input", "justification"]
    return [
      bad(
        complete,
        .missing,
        "no ticket",
        "{solution: \"x\"}",
        "VALIDATION_FAILED",
        as: "attendant"
      ),
      bad(
        complete,
        .missing,
        "a solution of blanks",
        "{ticket: \(Told.atDesk), solution: \" \"}",
        "PARAMETER_REQUIRED",
        solution,
        as: "attendant"
      ),
      bad(
        complete,
        .wrongType,
        "a number",
        "{ticket: \(Told.atDesk), solution: 5}",
        "VALIDATION_FAILED",
        as: "attendant"
      ),
      bad(
        complete,
        .tooLong,
        "a solution too long",
        "{ticket: \(Told.atDesk), solution: \(long(20_001))}",
        "INVALID_VALUE",
        solution,
        as: "attendant"
      ),
      bad(
        complete,
        .unknown,
        "no such ticket",
        "{ticket: \(nowhere), solution: \"x\"}",
        "NOT_FOUND",
        ticket,
        as: "attendant"
      ),
      bad(
        complete,
        .hidden,
        "a parameter that the desk does not see",
        "{ticket: \(Told.atDesk), solution: \"x\", parameters: [{key: \"contatoAlternativo\"}]}",
        "PARAMETER_UNKNOWN",
        ["input", "parameters", "0", "key"],
        as: "attendant"
      ),
      bad(
        complete,
        .readOnly,
        "a parameter that is read-only",
        "{ticket: \(Told.atDesk), solution: \"x\", parameters: [{key: \"subject\"}]}",
        "PARAMETER_READ_ONLY",
        ["input", "parameters", "0", "key"],
        as: "attendant"
      ),
      bad(
        complete,
        .notPermitted,
        "by a customer",
        "{ticket: \(Told.draft), solution: \"x\"}",
        "VALIDATION_FAILED",
        as: "student"
      ),
      bad(
        complete,
        .conflicting,
        "a draft",
        "{ticket: \(Told.draft), solution: \"x\"}",
        "TICKET_PENDING",
        as: "attendant"
      ),
      bad(
        complete,
        .conflicting,
        "a version that is past",
        "{ticket: \(Told.atDesk), solution: \"x\", expectedVersion: 99}",
        "CONFLICT",
        ["input", "expectedVersion"],
        as: "attendant"
      ),
      bad(
        cancel,
        .missing,
        "no justification",
        "{ticket: \(Told.draft)}",
        "VALIDATION_FAILED",
        as: "admin"
      ),
      bad(
        cancel,
        .missing,
        "a justification of blanks",
        "{ticket: \(Told.draft), justification: \" \"}",
        "REQUIRED",
        said,
        as: "admin"
      ),
      bad(
        cancel,
        .wrongType,
        "a list",
        "{ticket: \(Told.draft), justification: [1]}",
        "VALIDATION_FAILED",
        as: "admin"
      ),
      bad(
        cancel,
        .tooLong,
        "a justification too long",
        "{ticket: \(Told.draft), justification: \(long(2_001))}",
        "INVALID_VALUE",
        said,
        as: "admin"
      ),
      bad(
        cancel,
        .unknown,
        "no such ticket",
        "{ticket: \(nowhere), justification: \"x\"}",
        "NOT_FOUND",
        ticket,
        as: "admin"
      ),
      bad(
        cancel,
        .notPermitted,
        "by an attendant",
        "{ticket: \(Told.draft), justification: \"x\"}",
        "VALIDATION_FAILED",
        as: "attendant"
      ),
      bad(
        cancel,
        .conflicting,
        "at the desk",
        "{ticket: \(Told.atDesk), justification: \"x\"}",
        "AWAITING_ATTENDANT",
        as: "admin"
      ),
      bad(delete, .missing, "no ticket", "{}", "VALIDATION_FAILED", as: "admin"),
      bad(delete, .wrongType, "a list", "{ticket: [1]}", "VALIDATION_FAILED", as: "admin"),
      bad(
        delete,
        .unknown,
        "no such ticket",
        "{ticket: \(nowhere)}",
        "NOT_FOUND",
        ticket,
        as: "admin"
      ),
      bad(
        delete,
        .notPermitted,
        "by an attendant",
        "{ticket: \(Told.cancelled)}",
        "VALIDATION_FAILED",
        as: "attendant"
      ),
      bad(
        delete,
        .conflicting,
        "not cancelled",
        "{ticket: \(Told.draft)}",
        "NOT_CANCELLED",
        as: "admin"
      ),
    ]
  }()

  static let assigning: [BadInput] = {
    let (take, reassign) = ("takeTicket", "reassignTicket")
    let (first, never) = (Told.id("attendant.1"), Told.id("attendant.999"))
    return [
      bad(take, .missing, "no ticket", "{}", "VALIDATION_FAILED", as: "attendant"),
      bad(take, .wrongType, "a list", "{ticket: [1]}", "VALIDATION_FAILED", as: "attendant"),
      bad(
        take,
        .unknown,
        "no such ticket",
        "{ticket: \(nowhere)}",
        "NOT_FOUND",
        ["input", "ticket"],
        as: "attendant"
      ),
      bad(
        take,
        .notPermitted,
        "by a customer",
        "{ticket: \(Told.draft)}",
        "VALIDATION_FAILED",
        as: "student"
      ),
      bad(
        take,
        .conflicting,
        "a draft",
        "{ticket: \(Told.draft)}",
        "TICKET_PENDING",
        as: "attendant"
      ),
      bad(
        reassign,
        .missing,
        "no attendant",
        "{ticket: \(Told.atDesk)}",
        "VALIDATION_FAILED",
        as: "attendant"
      ),
      bad(
        reassign,
        .wrongType,
        "a list",
        "{ticket: \(Told.atDesk), attendant: [1]}",
        "VALIDATION_FAILED",
        as: "attendant"
      ),
      bad(
        reassign,
        .tooLong,
        "a justification too long",
        "{ticket: \(Told.atDesk), attendant: \(first), justification: \(long(2_001))}",
        "INVALID_VALUE",
        ["input", "justification"],
        as: "attendant"
      ),
      bad(
        reassign,
        .unknown,
        "no such attendant",
        "{ticket: \(Told.atDesk), attendant: \(never)}",
        "NOT_FOUND",
        ["input", "attendant"],
        as: "attendant"
      ),
      bad(
        reassign,
        .notPermitted,
        "by a customer",
        "{ticket: \(Told.draft), attendant: \(first)}",
        "VALIDATION_FAILED",
        as: "student"
      ),
      bad(
        reassign,
        .conflicting,
        "a draft",
        "{ticket: \(Told.draft), attendant: \(first)}",
        "TICKET_PENDING",
        as: "attendant"
      ),
    ]
  }()
}
