/// What a field's resolver answers, for the check at the start.
public indirect enum ColumnShape: Hashable, Sendable {
  case booleans
  case ints
  case floats
  case texts
  case json
  case enumeration(TypeMark)
  case object(TypeMark)
  /// Objects whose concrete type each column of children names.
  case abstract
  case list(ColumnShape)

  /// Values of a Swift enum.
  public static func enumeration<E>(of type: E.Type) -> ColumnShape {
    .enumeration(TypeMark(type))
  }

  /// Objects out of a column of some Swift type.
  public static func object<P: ParentColumn>(of type: P.Type) -> ColumnShape {
    .object(TypeMark(type))
  }

  /// A Swift type, its name kept for messages.
  public struct TypeMark: Hashable, Sendable {
    let id: ObjectIdentifier
    let name: String

    init<T>(_ type: T.Type) {
      id = ObjectIdentifier(type)
      name = String(describing: type)
    }

    public static func == (left: TypeMark, right: TypeMark) -> Bool { left.id == right.id }
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
  }
}
