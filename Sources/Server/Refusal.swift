import GraphQL
import HTTP

/// The response to a request that is not run.
struct Refusal: Error {
  var response: Response

  init(
    _ status: Int,
    _ message: String,
    as negotiation: Negotiation,
    code: String = "BAD_REQUEST",
    headers: [(String, String)] = []
  ) {
    self.init(status, [GraphQLError(message, code: code)], as: negotiation, headers: headers)
  }

  init(
    _ status: Int,
    _ errors: [GraphQLError],
    as negotiation: Negotiation,
    headers: [(String, String)] = []
  ) {
    response = negotiation.response(status, ExecutionResult.refused(errors).body)
    for (name, value) in headers { response.headers.append(name, value) }
  }

  init(_ fault: RequestFault, as negotiation: Negotiation) {
    self.init(
      negotiation.profile.status(of: fault.outcome, as: negotiation.format),
      fault.errors,
      as: negotiation
    )
  }
}

/// Why a GraphQL request does not run, whatever it came by.
struct RequestFault: Error {
  var outcome: HTTPProfile.Outcome
  var errors: [GraphQLError]

  init(_ outcome: HTTPProfile.Outcome, _ errors: [GraphQLError]) {
    self.outcome = outcome
    self.errors = errors
  }

  init(_ outcome: HTTPProfile.Outcome, _ message: String, code: String = "BAD_REQUEST") {
    self.init(outcome, [GraphQLError(message, code: code)])
  }
}

extension Negotiation {
  /// What a body makes, or the response to what is wrong.
  func refusing<Made>(_ body: () throws(RequestFault) -> Made) throws(Refusal) -> Made {
    do {
      return try body()
    } catch {
      throw Refusal(error, as: self)
    }
  }
}
