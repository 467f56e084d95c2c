import Bytes

/// A part of the configuration, as the audit log tells what it was.
protocol AuditedPart {
  /// Its values by name; names of other parts rather than numbers, for they are read by people.
  func audited(in workflow: Workflow) -> JSON
}

extension JSON {
  init(_ text: String?) { self = text.map { .string($0) } ?? .null }

  init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }

  /// A place in a list, counted from 1.
  fileprivate init(place: Int?) { self.init(place.map { $0 + 1 }) }
}

extension TicketGroup: AuditedPart {
  func audited(in workflow: Workflow) -> JSON {
    [
      "key": .string(key), "name": .string(name), "description": JSON(description),
      "position": JSON(place: workflow.groups.firstIndex { $0.id == id }),
    ]
  }
}

extension TicketType: AuditedPart {
  func audited(in workflow: Workflow) -> JSON {
    let group = workflow.groups.indices.contains(group) ? workflow.groups[group] : nil
    return [
      "group": JSON(group?.key), "key": .string(key), "name": .string(name),
      "description": JSON(description), "isActive": .boolean(isActive),
      "customerTypes": .array(opensFor.map { .string($0.rawValue) }),
      "position": JSON(place: group?.types.firstIndex(of: place)),
    ]
  }
}

extension Step: AuditedPart {
  func audited(in workflow: Workflow) -> JSON {
    let type = workflow.type(type)
    return [
      "type": JSON(type?.key), "key": .string(key), "name": .string(name),
      "isEntry": .boolean(isEntry), "isDefaultEntry": .boolean(isDefaultEntry),
      "attendant": JSON(attendant.flatMap { workflow.attendant($0) }?.displayName),
      "position": JSON(place: type.map { Int(place.rawValue) - $0.steps.lowerBound }),
    ]
  }
}

extension Transition: AuditedPart {
  func audited(in workflow: Workflow) -> JSON {
    let from = workflow.step(from)
    return [
      "type": JSON(from.flatMap { workflow.type($0.type) }?.key), "from": JSON(from?.key),
      "to": JSON(workflow.step(to)?.key), "condition": .string(conditionKey),
      "label": .string(conditionLabel), "responsibility": .string(responsibility.rawValue),
      "reasons": .array(reasons.compactMap { workflow.reason($0) }.map { .string($0.key) }),
      "position": JSON(
        place: from.flatMap { workflow.transitions(from: $0).map(\.id).firstIndex(of: id) }
      ),
    ]
  }
}

extension ForwardReason: AuditedPart {
  func audited(in workflow: Workflow) -> JSON {
    [
      "code": .string(key), "label": .string(label), "isActive": .boolean(isActive),
      "position": JSON(place: workflow.reasons.firstIndex { $0.id == id }),
    ]
  }
}

extension Attendant: AuditedPart {
  func audited(in workflow: Workflow) -> JSON {
    [
      "user": .string(userCode), "displayName": .string(displayName),
      "isActive": .boolean(isActive),
    ]
  }
}

extension Parameter: AuditedPart {
  func audited(in workflow: Workflow) -> JSON {
    let type = workflow.parameter(id).flatMap { workflow.type($0.type) }
    return [
      "type": JSON(type?.key), "key": .string(key), "label": .string(label),
      "kind": .string(kind.rawValue), "help": JSON(help), "default": JSON(defaultValue),
      "lengthMax": JSON(lengthMax), "minimum": JSON(minimum), "maximum": JSON(maximum),
      "fractionDigits": JSON(fractionDigits),
      "choices": .array(choices.map { .string("\($0.key): \($0.label)") }),
      "position": JSON(place: type?.formOrder.firstIndex(of: place)),
    ]
  }
}
