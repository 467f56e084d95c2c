import Bytes
import Desk
import GraphQL

/// The objects of the workflow that inputs name by their ids.
extension Arguments {
  func groupReference(_ name: String) -> Reference<TicketGroupID> {
    reference(name) { if case .group(let id) = $0 { id } else { nil } }
  }

  func typeReference(_ name: String) -> Reference<TicketTypeID> {
    reference(name) { if case .type(let id) = $0 { id } else { nil } }
  }

  func stepReference(_ name: String) -> Reference<StepID> {
    reference(name) { if case .step(let id) = $0 { id } else { nil } }
  }

  func transitionReference(_ name: String) -> Reference<TransitionID> {
    reference(name) { if case .transition(let id) = $0 { id } else { nil } }
  }

  func parameterReference(_ name: String) -> Reference<ParameterID> {
    reference(name) { if case .parameter(let id) = $0 { id } else { nil } }
  }

  func reasonReference(_ name: String) -> Reference<ReasonID> {
    reference(name) { if case .reason(let id) = $0 { id } else { nil } }
  }

  /// Several reasons; `nil` where they are left out.
  func reasonReferences(_ name: String) -> [Reference<ReasonID>]? {
    strings(name)?.map { text in
      Reference(
        GlobalID(text).flatMap { if case .reason(let id) = $0 { id } else { nil } }
      )
    }
  }

  func attendantReference(_ name: String) -> Reference<AttendantID> {
    reference(name) { if case .attendant(let id) = $0 { id } else { nil } }
  }

  /// What an update does with an attendant: null takes them away.
  func attendantChange(_ name: String) -> Change<Reference<AttendantID>> {
    isGiven(name) ? .set(attendantReference(name)) : .keep
  }

  func ruleVersionReference(_ name: String) -> Reference<RuleVersionID> {
    reference(name) { if case .ruleVersion(let id) = $0 { id } else { nil } }
  }

  func userReference(_ name: String) -> Reference<UserID> {
    reference(name) { if case .user(let id) = $0 { id } else { nil } }
  }

  /// What an update does with a number that can be taken away.
  func optionalNumberChange(_ name: String) -> Change<Int?> {
    isGiven(name) ? .set(int(name)) : .keep
  }
}

extension Reference {
  /// The key that is named; `nil` for one that was left out or cannot be read.
  var named: ID? {
    guard case .id(let id) = self else { return nil }
    return id
  }
}

extension ObjectBinding {
  /// Binds the field `deleted` of a payload.
  mutating func deleted<Value: RecordID>(
    _ tag: GlobalID.Tag
  ) where P == Payload<Value>, Context == RequestContext {
    strings("deleted") { payload, _ in
      [payload.outcome.value.flatMap { GlobalID.text(tag, $0.rawValue) }]
    }
  }
}

extension GlobalID {
  /// The id of one object that is known by one number.
  static func text(_ tag: Tag, _ id: Int64) -> String? {
    id > 0 ? column(tag, [id]).text(0) : nil
  }
}
