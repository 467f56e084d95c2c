/// The five flags that a rule can set on a parameter at a step.
///
/// - Invariant: the raw bits are what the database holds, so they never change their meaning.
/// - Source: R43-R46, R64-R67.
public struct FieldFlags: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Whoever can see and write the parameter fills it before the ticket moves on.
  public static let required = FieldFlags(rawValue: 1)
  /// Nobody writes the parameter at this step.
  public static let readOnly = FieldFlags(rawValue: 2)
  /// The parameter is filled before the ticket enters this step.
  public static let neededFromPrevious = FieldFlags(rawValue: 4)
  /// Attendants do not see the parameter.
  public static let invisible = FieldFlags(rawValue: 8)
  /// Customers do not see the parameter.
  public static let invisibleOnline = FieldFlags(rawValue: 16)

  /// What counts for customers and attendants alike (R66).
  public static let shared: FieldFlags = [.required, .readOnly, .neededFromPrevious]
  /// Every flag there is; a bit outside it makes a rule unreadable.
  public static let all: FieldFlags = [.shared, .invisible, .invisibleOnline]
  /// The five, one by one.
  public static let each: [FieldFlags] = [
    .required, .readOnly, .neededFromPrevious, .invisible, .invisibleOnline,
  ]
}
