import Bytes
import Desk
import GraphQL

extension Arguments {
  /// An object that an input names by its id.
  func reference<ID>(
    _ name: String,
    _ id: (GlobalID) -> ID?
  ) -> Reference<ID> {
    guard let text = string(name) else { return .absent }
    return Reference(GlobalID(text).flatMap(id))
  }

  /// Files that came beside the operation.
  func files(_ name: String) -> [SpooledFile] {
    (list(name) ?? []).compactMap { item in
      guard case .file(let file) = item else { return nil }
      return file
    }
  }

  /// What an update does with a text that cannot be empty.
  ///
  /// Null is taken for a text of no characters, which the action refuses.
  func change(_ name: String) -> Change<String> {
    isGiven(name) ? .set(string(name) ?? "") : .keep
  }

  /// What an update does with a text that can be empty.
  func optionalChange(_ name: String) -> Change<String?> {
    isGiven(name) ? .set(string(name)) : .keep
  }

  /// The values for parameters.
  func parameterEdits(_ name: String) -> [ParameterEdit] {
    (objects(name) ?? []).map { input in
      ParameterEdit(
        key: input.string("key") ?? "",
        value: input.object("value").flatMap(ParameterValue.init)
      )
    }
  }
}

extension ParameterValue {
  /// The one that a `ParameterValueInput` holds.
  init?(_ input: Arguments) {
    if let text = input.string("text") {
      self = .text(text)
    } else if let number = input.int("integer") {
      self = .integer(Int32(clamping: number))
    } else if let digits = input.string("decimal") {
      self = .decimal(digits)
    } else if let truth = input.boolean("boolean") {
      self = .boolean(truth)
    } else if let day = input.string("date") {
      self = .date(day)
    } else if let key = input.string("choice") {
      self = .choice(key)
    } else if let keys = input.strings("choices") {
      self = .choices(keys)
    } else {
      return nil
    }
  }
}
