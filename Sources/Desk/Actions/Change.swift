/// What an update does with one value of an object: nothing, or all of it.
///
/// A field of an input that is left out keeps the value; one that is null empties it, where it can
/// be empty.
public enum Change<Value: Hashable & Sendable>: Hashable, Sendable {
  case keep
  case set(Value)

  /// The value after the change.
  public func applied(to value: Value) -> Value {
    switch self {
    case .keep: value
    case .set(let new): new
    }
  }
}
