public import Bytes

/// The resolvers of one object type, each for a whole column of parents.
///
/// A resolver that throws a ``GraphQLError`` fails every cell of its column with it; any other error
/// is answered as `INTERNAL_ERROR` and told to ``Executor/onFault`` alone.
public struct ObjectBinding<P: ParentColumn, Context> {
  /// What the resolvers of one kind of column look like.
  public typealias Resolver<Answer> = @Sendable (P, Call<Context>) throws -> Answer
  /// Which columns a store must read, as bits, from what is selected below the field.
  ///
  /// It runs once a plan. The demands of aliases that share the column are united.
  public typealias Demand = @Sendable (SelectionView) -> UInt64
  /// What must be done before the operation and off its thread.
  public typealias Prepare = @Sendable (Arguments, Context) throws -> (any Sendable)?

  private(set) var fields: [FieldBinding] = []
  private(set) var sources: [SourceBinding] = []

  init() {}

  /// Binds what a subscription to a field of the subscription root listens to; the field itself is
  /// bound beside it and resolved from each event.
  ///
  /// - Parameters:
  ///   - name: The field's name.
  ///   - create: Says what to listen to, once for each subscriber: a value that the host knows how
  ///     to follow, of the same type for all fields. What it throws refuses the subscription.
  /// - Source: [ResolveFieldEventStream](https://spec.graphql.org/September2025/#ResolveFieldEventStream()).
  public mutating func source<Source: Sendable>(
    _ name: String,
    _ create: @escaping @Sendable (Arguments, Context) throws -> Source
  ) {
    sources.append(
      SourceBinding(name: name, type: ColumnShape.TypeMark(Source.self)) { arguments, context in
        try create(arguments, try Self.box(context).context)
      }
    )
  }

  /// Binds a `String`, an `ID` or a scalar whose answer is a JSON string.
  public mutating func texts(
    _ name: String,
    governedBy parameter: String? = nil,
    _ resolve: @escaping Resolver<TextColumn>
  ) {
    bind(name, .texts, parameter) { Column(.texts(try resolve($0, $1))) }
  }

  /// As ``texts(_:governedBy:_:)``, for the few fields whose texts are made as `String`s.
  public mutating func strings(
    _ name: String,
    governedBy parameter: String? = nil,
    _ resolve: @escaping Resolver<[String?]>
  ) {
    bind(name, .texts, parameter) { Column(.texts(TextColumn(try resolve($0, $1)))) }
  }

  /// Binds a `Boolean`.
  public mutating func booleans(
    _ name: String,
    governedBy parameter: String? = nil,
    _ resolve: @escaping Resolver<[Bool?]>
  ) {
    bind(name, .booleans, parameter) { Column(.booleans(try resolve($0, $1))) }
  }

  /// Binds an `Int`.
  public mutating func ints(
    _ name: String,
    governedBy parameter: String? = nil,
    _ resolve: @escaping Resolver<[Int32?]>
  ) {
    bind(name, .ints, parameter) { Column(.ints(try resolve($0, $1))) }
  }

  /// Binds a `Float`.
  public mutating func floats(
    _ name: String,
    governedBy parameter: String? = nil,
    _ resolve: @escaping Resolver<[Double?]>
  ) {
    bind(name, .floats, parameter) { Column(.floats(try resolve($0, $1))) }
  }

  /// Binds a scalar whose answer is any JSON, written as it is.
  public mutating func json(
    _ name: String,
    governedBy parameter: String? = nil,
    _ resolve: @escaping Resolver<TextColumn>
  ) {
    bind(name, .json, parameter) { Column(.json(try resolve($0, $1))) }
  }

  /// Binds a field of any shape, lists of leaves for example.
  public mutating func column(
    _ name: String,
    as shape: ColumnShape,
    governedBy parameter: String? = nil,
    demand: Demand? = nil,
    _ resolve: @escaping Resolver<Column>
  ) {
    bind(name, shape, parameter, demand: demand, resolve)
  }

  /// Binds a field of any shape whose answer depends on its response key.
  mutating func keyedColumn(
    _ name: String,
    as shape: ColumnShape,
    _ resolve: @escaping Resolver<Column>
  ) {
    bind(name, shape, nil, isSharedByAliases: false, resolve)
  }

  /// Binds an enum, by its Swift values.
  public mutating func enumerations<E: CaseIterable & RawRepresentable & Hashable & Sendable>(
    _ name: String,
    of type: E.Type,
    governedBy parameter: String? = nil,
    _ resolve: @escaping Resolver<[E?]>
  ) where E.RawValue == String {
    let values = EnumerationPlaces(type)
    bind(name, .enumeration(of: type), parameter) { parents, call in
      Column(.enumerations(values.places(try resolve(parents, call)), names: values.names))
    }
  }

  /// Binds an enum, by the places of its values in `allCases`, -1 for null.
  public mutating func enumerationPlaces<E: CaseIterable & RawRepresentable & Hashable & Sendable>(
    _ name: String,
    of type: E.Type,
    governedBy parameter: String? = nil,
    _ resolve: @escaping Resolver<[Int16]>
  ) where E.RawValue == String {
    let names = EnumerationPlaces(type).names
    bind(name, .enumeration(of: type), parameter) { parents, call in
      Column(.enumerations(try resolve(parents, call), names: names))
    }
  }

  /// Binds a field of objects of one concrete type.
  ///
  /// `prepare` is for root fields of a mutation only: it runs before the operation, off its thread,
  /// and its value reaches the resolver as ``Call/prepared``. A root field that takes long, however
  /// little it answers, says that it `isHeavy`: it runs where nobody else waits for it.
  public mutating func object<C: ParentColumn>(
    _ name: String,
    of type: C.Type,
    governedBy parameter: String? = nil,
    demand: Demand? = nil,
    prepare: Prepare? = nil,
    isHeavy: Bool = false,
    _ resolve: @escaping Resolver<ObjectCells<C>>
  ) {
    bind(
      name,
      .object(of: type),
      parameter,
      demand: demand,
      prepare: prepare,
      isHeavy: isHeavy
    ) { parents, call in
      let cells = try resolve(parents, call)
      return Column(.objects(slots: cells.slots, children: Parents("", cells.children)))
    }
  }

  /// Binds a field of lists of objects of one concrete type.
  public mutating func list<C: ParentColumn>(
    _ name: String,
    of type: C.Type,
    governedBy parameter: String? = nil,
    demand: Demand? = nil,
    isHeavy: Bool = false,
    _ resolve: @escaping Resolver<ListCells<C>>
  ) {
    bind(name, .list(.object(of: type)), parameter, demand: demand, isHeavy: isHeavy) {
      parents,
      call in
      let cells = try resolve(parents, call)
      let items = Column(.objects(slots: cells.slots, children: Parents("", cells.children)))
      return Column(.lists(offsets: cells.offsets, isNull: cells.isNull, items: items))
    }
  }

  /// Binds a field whose type is an interface or a union.
  public mutating func abstractObject(
    _ name: String,
    governedBy parameter: String? = nil,
    demand: Demand? = nil,
    _ resolve: @escaping Resolver<AbstractCells>
  ) {
    bind(name, .abstract, parameter, demand: demand) { parents, call in
      Column(Self.cells(try resolve(parents, call)))
    }
  }

  /// Binds a field of lists of an interface or a union.
  public mutating func abstractList(
    _ name: String,
    governedBy parameter: String? = nil,
    demand: Demand? = nil,
    _ resolve: @escaping Resolver<AbstractListCells>
  ) {
    bind(name, .list(.abstract), parameter, demand: demand) { parents, call in
      let cells = try resolve(parents, call)
      let items = Column(Self.cells(cells.items))
      return Column(.lists(offsets: cells.offsets, isNull: cells.isNull, items: items))
    }
  }

  /// Binds a field of the query root to the query root as somebody else has it: what is selected
  /// below it is answered by another schema and in another context.
  ///
  /// - Parameters:
  ///   - name: The field's name. It is nullable, and each of its response keys is asked apart.
  ///   - resolve: Says for each parent as whom; `nil` answers null.
  public mutating func perspective(
    _ name: String,
    _ resolve: @escaping Resolver<[Perspective<Context>?]>
  ) {
    fields.append(
      FieldBinding(
        name: name,
        shape: .object(of: P.self),
        governedBy: nil,
        demand: nil,
        prepare: nil,
        isSharedByAliases: false,
        perspectives: { parents, call in
          try resolve(try Self.column(parents), try Self.call(call)).map { $0?.erased }
        },
        resolve: { _, call in throw PerspectiveCount(count: call.field.children.count) }
      )
    )
  }

  private static func cells(_ cells: AbstractCells) -> Column.Cells {
    .abstractObjects(kinds: cells.kinds, slots: cells.slots, children: cells.children)
  }

  private mutating func bind(
    _ name: String,
    _ shape: ColumnShape,
    _ parameter: String?,
    demand: Demand? = nil,
    prepare: Prepare? = nil,
    isHeavy: Bool = false,
    isSharedByAliases: Bool = true,
    _ resolve: @escaping Resolver<Column>
  ) {
    var erasedPrepare: FieldBinding.Prepare?
    if let prepare {
      erasedPrepare = { arguments, context in
        try prepare(arguments, try Self.box(context).context)
      }
    }
    fields.append(
      FieldBinding(
        name: name,
        shape: shape,
        governedBy: parameter,
        demand: demand,
        prepare: erasedPrepare,
        isHeavy: isHeavy,
        isSharedByAliases: isSharedByAliases
      ) { parents, call in
        try resolve(try Self.column(parents), try Self.call(call))
      }
    )
  }

  private static func column(_ parents: AnyParents) throws -> P {
    guard let parents = parents as? ParentBox<P> else {
      throw BindingMismatch(expected: "\(P.self)", found: "\(type(of: parents))")
    }
    return parents.column
  }

  private static func call(_ call: ErasedCall) throws -> Call<Context> {
    Call(box: try box(call.run.context), erased: call)
  }

  private static func box(_ context: AnyObject) throws -> ContextBox<Context> {
    guard let box = context as? ContextBox<Context> else {
      throw BindingMismatch(expected: "\(Context.self)", found: "\(type(of: context))")
    }
    return box
  }
}

/// The places of an enum's values, looked up without comparing names.
struct EnumerationPlaces<E: CaseIterable & RawRepresentable & Hashable & Sendable>: Sendable
where E.RawValue == String {
  let names: EnumNames
  private let placeByValue: [E: Int16]

  init(_ type: E.Type) {
    names = EnumNames(E.allCases.map(\.rawValue))
    placeByValue = Dictionary(
      E.allCases.enumerated().map { ($1, Int16(clamping: $0)) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  func places(_ values: [E?]) -> [Int16] {
    values.map { value in value.flatMap { placeByValue[$0] } ?? -1 }
  }
}
