public import Bytes

/// The answers of one field to a whole column of parents.
///
/// - Shape: cell `i` answers parent `i`, so the count of cells is the count of parents.
public struct Column {
  public var cells: Cells
  /// The cells that failed, by rising index; each of them is null in `cells`.
  public var errors: [CellError]

  public init(_ cells: Cells, errors: [CellError] = []) {
    self.cells = cells
    self.errors = errors
  }

  /// The values, in the type that costs least for each kind.
  public enum Cells {
    /// Null for every parent.
    case nulls(count: Int)
    case booleans([Bool?])
    /// For `Int`: 32 bits, as the specification has it.
    case ints([Int32?])
    /// For `Float`; a value that is not finite is an execution error.
    case floats([Double?])
    /// For `String`, `ID` and scalars whose answer is a JSON string.
    case texts(TextColumn)
    /// For enums: a place in `names`, or -1 for null.
    case enumerations([Int16], names: EnumNames)
    /// For scalars whose answer is any JSON: each text is written as it is.
    case json(TextColumn)
    /// At most one object for each parent: a place in `children`, or -1 for null. Two parents may
    /// share a place. `slots` is `nil` where parent `i` has child `i`.
    case objects(slots: [Int32]?, children: Parents)
    /// At most one object of some concrete type for each parent: `kinds[i]` is a place in
    /// `children`, or -1 for null, and `slots[i]` a place in those.
    case abstractObjects(kinds: [Int16], slots: [Int32], children: [Parents])
    /// A list for each parent, end to end: parent `i` owns the items
    /// `offsets[i]..<offsets[i + 1]`, so `offsets` has one entry more than there are parents.
    /// `isNull` says which lists are null; empty where none is.
    indirect case lists(offsets: [Int32], isNull: [Bool], items: Column)
  }

  /// Why one cell failed.
  public struct CellError {
    public var index: Int
    public var error: GraphQLError

    public init(index: Int, error: GraphQLError) {
      self.index = index
      self.error = error
    }
  }
}

/// What the fields of one object type are resolved from, for a whole level at once.
///
/// A store's answer is one: arrays side by side rather than an array of structs.
public protocol ParentColumn: SendableMetatype {
  /// How many objects.
  var count: Int { get }
}

/// A column of objects of one concrete type, its Swift type erased once for the whole column.
public struct Parents {
  /// The name of the objects' type in the schema; read only where the field's type is abstract.
  public var typeName: String
  let column: AnyParents

  public init(_ typeName: String = "", _ column: some ParentColumn) {
    self.typeName = typeName
    self.column = ParentBox(column)
  }

  public var count: Int { column.count }
}

/// A column of parents behind one reference: it is found again by comparing classes, which costs a
/// tenth of asking an existential for its type, and copies nothing.
class AnyParents {
  let count: Int

  fileprivate init(count: Int) { self.count = count }
}

/// The parents of an object type's fields.
final class ParentBox<Objects: ParentColumn>: AnyParents {
  let column: Objects

  init(_ column: Objects) {
    self.column = column
    super.init(count: column.count)
  }
}

/// The values of an enum as JSON, made once.
public final class EnumNames: Sendable {
  /// The names in the order of the Swift cases.
  public let names: [String]
  /// Each name in quotation marks, as the response has it.
  public let json: [[UInt8]]

  public init(_ names: [String]) {
    self.names = names
    self.json = names.map { Array("\"\($0)\"".utf8) }
  }
}
