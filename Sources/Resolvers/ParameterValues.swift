import Bytes
import Desk
import GraphQL

/// Values of the kinds TEXT and LONG_TEXT.
struct TextValues: ParentColumn {
  var texts = TextColumn()
  var count: Int { texts.count }
}

/// Values of the kind INTEGER.
struct IntegerValues: ParentColumn {
  var integers: [Int32?] = []
  var count: Int { integers.count }
}

/// Values of the kind DECIMAL.
struct DecimalValues: ParentColumn {
  var decimals = TextColumn()
  var count: Int { decimals.count }
}

/// Values of the kind BOOLEAN.
struct BooleanValues: ParentColumn {
  var booleans: [Bool?] = []
  var count: Int { booleans.count }
}

/// Values of the kind DATE.
struct DateValues: ParentColumn {
  var dates = TextColumn()
  var count: Int { dates.count }
}

/// Values of the kind CHOICE.
struct ChoiceValues: ParentColumn {
  var choices: [Choice] = []
  var count: Int { choices.count }
}

/// Values of the kind MULTI_CHOICE.
struct MultiChoiceValues: ParentColumn {
  var lists = ListBuilder<Choice>(reserving: 0)
  var count: Int { lists.offsets.count - 1 }
}

/// Values sorted into one column for each member of the union `ParameterValue`.
struct ValueColumns {
  private var texts = TextValues()
  private var integers = IntegerValues()
  private var decimals = DecimalValues()
  private var booleans = BooleanValues()
  private var dates = DateValues()
  private var choices = ChoiceValues()
  private var multiChoices = MultiChoiceValues()
  private var kinds: [Int16] = []
  private var slots: [Int32] = []

  /// The value of each parameter; null where it is empty.
  static func cells(of parameters: [TicketParameter]) -> AbstractCells {
    var columns = ValueColumns()
    for parameter in parameters { columns.append(parameter.value, of: parameter.parameter) }
    return columns.cells
  }

  /// The value that a form begins with for each parameter; null where there is none.
  static func defaults(of parameters: [Parameter]) -> AbstractCells {
    var columns = ValueColumns()
    for parameter in parameters { columns.append(parameter.defaultParsed, of: parameter) }
    return columns.cells
  }

  private var cells: AbstractCells {
    AbstractCells(
      kinds: kinds,
      slots: slots,
      children: [
        Parents("TextValue", texts),
        Parents("IntegerValue", integers),
        Parents("DecimalValue", decimals),
        Parents("BooleanValue", booleans),
        Parents("DateValue", dates),
        Parents("ChoiceValue", choices),
        Parents("MultiChoiceValue", multiChoices),
      ]
    )
  }

  private mutating func append(_ value: ParameterValue?, of parameter: Parameter) {
    switch value {
    case nil:
      kinds.append(-1)
      slots.append(-1)
    case .text(let text)?:
      place(0, at: texts.count)
      texts.texts.append(text)
    case .integer(let number)?:
      place(1, at: integers.count)
      integers.integers.append(number)
    case .decimal(let text)?:
      place(2, at: decimals.count)
      decimals.decimals.append(text)
    case .boolean(let truth)?:
      place(3, at: booleans.count)
      booleans.booleans.append(truth)
    case .date(let day)?:
      place(4, at: dates.count)
      dates.dates.append(day)
    case .choice(let key)?:
      place(5, at: choices.count)
      choices.choices.append(Self.choice(key, of: parameter))
    case .choices(let keys)?:
      place(6, at: multiChoices.count)
      let chosen = parameter.choices.filter { keys.contains($0.key) }.map(Choice.init)
      let retired = keys.filter { key in !parameter.choices.contains { $0.key == key } }
      multiChoices.lists.append(chosen + retired.map { Choice(retired: $0) })
    }
  }

  private mutating func place(_ kind: Int16, at slot: Int) {
    kinds.append(kind)
    slots.append(Int32(clamping: slot))
  }

  private static func choice(_ key: String, of parameter: Parameter) -> Choice {
    parameter.choices.first { $0.key == key }.map(Choice.init) ?? Choice(retired: key)
  }
}

extension Bindings<RequestContext> {
  /// Binds the members of the union `ParameterValue`.
  mutating func bindParameterValue() {
    object("TextValue", parents: TextValues.self) { fields in
      fields.texts("text") { values, _ in values.texts }
    }
    object("IntegerValue", parents: IntegerValues.self) { fields in
      fields.ints("integer") { values, _ in values.integers }
    }
    object("DecimalValue", parents: DecimalValues.self) { fields in
      fields.texts("decimal") { values, _ in values.decimals }
    }
    object("BooleanValue", parents: BooleanValues.self) { fields in
      fields.booleans("boolean") { values, _ in values.booleans }
    }
    object("DateValue", parents: DateValues.self) { fields in
      fields.texts("date") { values, _ in values.dates }
    }
    object("ChoiceValue", parents: ChoiceValues.self) { fields in
      fields.object("choice", of: Choices.self) { values, _ in
        ObjectCells(children: Choices(choices: values.choices))
      }
    }
    object("MultiChoiceValue", parents: MultiChoiceValues.self) { fields in
      fields.list("choices", of: Choices.self) { values, _ in
        ListCells(
          offsets: values.lists.offsets,
          children: Choices(choices: values.lists.items)
        )
      }
    }
  }
}
