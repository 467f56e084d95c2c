/// The value of a parameter, by its kind.
public enum ParameterValue: Hashable, Sendable {
  /// Of TEXT and LONG_TEXT.
  case text(String)
  /// Of 32 bits, as `Int` has them: a client can write no other, and none would reach it whole.
  case integer(Int32)
  /// Digits as they were written, so that none is lost.
  case decimal(String)
  case boolean(Bool)
  /// A day like `2026-03-02`.
  case date(String)
  /// The key of a choice.
  case choice(String)
  /// The keys of choices.
  case choices([String])
}

/// A parameter of a ticket as a viewer meets it; hidden ones are not among them.
public struct TicketParameter: Hashable, Sendable {
  public let parameter: Parameter
  /// Never hidden.
  public let access: Access
  /// `nil` where it is empty.
  public let value: ParameterValue?
}

/// The parameters of some tickets, in the order of their forms.
///
/// - Shape: ticket `i` owns `items[offsets[i]..<offsets[i + 1]]`.
public struct TicketParameters: Sendable {
  public internal(set) var offsets: [Int32] = [0]
  public internal(set) var items: [TicketParameter] = []
}
