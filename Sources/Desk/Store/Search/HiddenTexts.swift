import SQLite

/// The places of texts that are hidden from a viewer, at each step and for each customer type.
///
/// The index is asked without them, so that a hidden text is never counted, and ends no page; and
/// what comes is asked of the policy once more.
///
/// - Source: L5.
struct HiddenTexts {
  private let workflow: Workflow
  private let audience: Audience
  private let policyReader: Reader
  private let customerTypes: [CustomerType]
  /// ``TextPlace/code(at:for:)`` of each.
  let json: JSONArray

  init(from viewer: Viewer, in workflow: Workflow) {
    self.workflow = workflow
    audience = viewer.audience
    policyReader = viewer.reader
    customerTypes = viewer.metCustomerTypes
    var codes: [Int64] = []
    for step in workflow.steps {
      guard let type = workflow.type(step.type) else { continue }
      for parameter in type.parameters {
        guard let place = TextPlace(parameter) else { continue }
        for customerType in customerTypes {
          let situation = Situation(
            audience: audience,
            customerType: customerType,
            type: type.place,
            step: step.place,
            parameter: parameter.place,
            status: .inProgress,
            responsibility: .attendant
          )
          if workflow.policy.access(in: situation, for: policyReader).isHidden {
            codes.append(place.code(at: step.id, for: customerType))
          }
        }
      }
    }
    json = JSONArray(codes)
  }

  /// Whether it was made for this viewer and workflow.
  func holds(for viewer: Viewer, in workflow: Workflow) -> Bool {
    self.workflow === workflow && audience == viewer.audience && policyReader == viewer.reader
      && customerTypes == viewer.metCustomerTypes
  }
}

/// The column `place` of a text that can be found.
struct TextPlace: Hashable, Sendable {
  let rawValue: Int64

  init(rawValue: Int64) { self.rawValue = rawValue }

  /// The place of a parameter; `nil` where it holds no text that is searched.
  init?(_ parameter: Parameter) {
    switch parameter.common {
    case .subject, .requestText, .product, .solution, .discussion:
      rawValue = Int64(parameter.place.rawValue)
    case .priority, .dueDate, .attachments, .stepHistory, .understandings: return nil
    case nil:
      guard parameter.kind == .text || parameter.kind == .longText else { return nil }
      rawValue = 16 + parameter.id.rawValue
    }
  }

  /// The parameter or section of a type that the text is of; `nil` where the type has none.
  func parameter(of type: TicketType, in workflow: Workflow) -> Parameter? {
    if rawValue < 16 { return type.parameters.at(Int32(clamping: rawValue)) }
    guard let found = workflow.parameter(ParameterID(rawValue - 16)), found.type == type.place
    else { return nil }
    return found.parameter
  }

  /// The number under which the statements know it at a step, for a customer type.
  func code(at step: StepID, for customerType: CustomerType) -> Int64 {
    (step.rawValue << 32) | (customerType.code << 28) | rawValue
  }
}
