import GraphQL

extension DocumentGenerator {
  /// Where a field stands.
  enum FieldPlace {
    case anywhere
    /// At the root of a subscription: without conditions, and not one of introspection.
    case root
  }

  /// A selection set with its braces, in which so many sets may stand in one another.
  ///
  /// A fragment spreads only those that come after it.
  mutating func selections(on type: TypeID, depth: Int, of fragment: Int?) -> [String] {
    var tokens: [String] = []
    for _ in 0...random.below(depth > 1 ? 3 : 2) {
      switch random.below(10) {
      case 0, 1: tokens += inlineFragment(on: type, depth: depth, of: fragment)
      case 2, 3: tokens += spread(on: type, of: fragment)
      default:
        tokens += field(on: type, depth: depth, at: .anywhere, of: fragment) ?? ["__typename"]
      }
    }
    return ["{"] + tokens + ["}"]
  }

  private mutating func inlineFragment(
    on type: TypeID,
    depth: Int,
    of fragment: Int?
  ) -> [String] {
    let directives = directives(at: .inlineFragment, isConstant: false)
    if random.chance(0.25) {
      return ["..."] + directives + selections(on: type, depth: depth - 1, of: fragment)
    }
    let inner = meetingType(type)
    return ["...", "on", condition(schema[inner].name)] + directives
      + selections(on: inner, depth: depth - 1, of: fragment)
  }

  private mutating func spread(on type: TypeID, of fragment: Int?) -> [String] {
    let directives = directives(at: .fragmentSpread, isConstant: false)
    if slip(.unknownFragment) { return ["...", "Missing"] + directives }
    if let fragment, slip(.cycle) {
      let above = (0...fragment).filter { canMeet(fragments[$0].type, type) }
      let target = random.pick(above) ?? fragment
      uses.fragments.insert(target)
      return ["...", fragments[target].name] + directives
    }
    let first = (fragment ?? -1) + 1
    let known = fragments.indices.filter {
      $0 >= first && !fragments[$0].isSubscriptionRoot && canMeet(fragments[$0].type, type)
    }
    let target: Int
    if let place = random.pick(known), random.chance(fragments.count > 3 ? 1 : 0.5) {
      target = place
    } else if fragments.count < 5 {
      target = planned(on: meetingType(type))
    } else {
      return ["__typename"]
    }
    uses.fragments.insert(target)
    return ["...", fragments[target].name] + directives
  }

  /// A type that objects of another can have, or one that they cannot, by a slip.
  private mutating func meetingType(_ type: TypeID) -> TypeID {
    let isImpossible = slip(.impossibleFragment)
    return random.pick(composites.filter { canMeet($0, type) != isImpossible }) ?? type
  }

  // MARK: Fields

  /// A field with all that belongs to it; `nil` where the type has none that fits.
  mutating func field(
    on type: TypeID,
    depth: Int,
    at place: FieldPlace,
    of fragment: Int? = nil
  ) -> [String]? {
    if slip(.unknownField) { return [random.pick("lost", "nam", "subjec", "__schema", "idd")] }
    if place == .anywhere, let meta = metaField(on: type, depth: depth) { return meta }
    let fields = schema[type].fields.filter {
      depth > 0 || schema[$0.type.namedType].isLeaf
    }
    guard let field = random.pick(fields) else { return nil }
    let arguments = arguments(of: field.arguments)
    var tokens = key(for: field, arguments) + [field.name] + arguments
    tokens += directives(at: .field, isConstant: false, isConditional: place == .anywhere)
    let inner = field.type.namedType
    if schema[inner].isLeaf != slip(.leafWithSelections) {
      if schema[inner].isLeaf { return tokens }
    } else if schema[inner].isLeaf {
      return tokens + ["{", "x", "}"]
    }
    if slip(.objectWithoutSelections) { return tokens }
    return tokens + selections(on: inner, depth: max(depth - 1, 0), of: fragment)
  }

  private mutating func metaField(on type: TypeID, depth: Int) -> [String]? {
    guard random.chance(0.08) else { return nil }
    guard type == schema.queryType, depth > 1, random.chance(0.4) else {
      return random.chance(0.3) ? [freshName("t"), ":", "__typename"] : ["__typename"]
    }
    if random.chance(0.5) {
      return [freshName("t"), ":", "__type", "(", "name", ":", "\"Query\"", ")", "{", "kind", "}"]
    }
    return ["__schema", "{", "types"] + introspection(depth: random.below(4)) + ["}"]
  }

  /// Lists of types in one another, which are refused from the third on.
  private mutating func introspection(depth: Int) -> [String] {
    guard depth > 0 else { return ["{", "name", "}"] }
    let inner = introspection(depth: depth - 1)
    return ["{"]
      + random.pick(
        ["fields", "{", "type"] + inner + ["}"],
        ["inputFields", "{", "type"] + inner + ["}"],
        ["possibleTypes"] + inner,
        ["...", "on", "__Type", "{", "interfaces"] + inner + ["}"]
      ) + ["}"]
  }

  /// The alias and its colon where one is wanted, or needed so that the field merges.
  private mutating func key(for field: FieldDefinition, _ arguments: [String]) -> [String] {
    let meaning = "\(field.name)\(arguments) \(schema.text(of: field.type))"
    if let taken = random.pick(meanings.keys.sorted()), slip(.conflict) { return [taken, ":"] }
    let wanted =
      random.chance(0.85) ? field.name : random.pick("a", "b", "c", "d", schema.types[0].name)
    if meanings[wanted] == nil || meanings[wanted] == meaning {
      meanings[wanted] = meaning
      return wanted == field.name ? [] : [wanted, ":"]
    }
    return [freshName("k"), ":"]
  }

  // MARK: Arguments and directives

  /// Arguments in their parentheses; nothing where none is given.
  mutating func arguments(
    of definitions: [InputValueDefinition],
    isConstant: Bool = false
  ) -> [String] {
    var given: [[String]] = []
    for argument in definitions
    where argument.isRequired ? !slip(.missingArgument) : random.chance(0.4) {
      let position = Position(
        type: argument.type,
        hasDefault: argument.defaultValue != nil,
        isConstant: isConstant
      )
      given.append([argument.name, ":"] + value(position, depth: 2))
      if slip(.repeatedArgument) { given.append([argument.name, ":"] + value(position, depth: 1)) }
    }
    if slip(.unknownArgument) {
      given.append([
        random.pick("lost", "filte", "i", "naem"), ":", random.pick("1", "\"x\"", "null"),
      ])
    }
    guard !given.isEmpty else { return [] }
    return ["("] + random.shuffled(given).flatMap { $0 } + [")"]
  }

  /// The directives at a location, `@skip` and `@include` only where it `isConditional`.
  mutating func directives(
    at location: DirectiveLocation,
    isConstant: Bool,
    isConditional: Bool = true
  ) -> [String] {
    var tokens: [String] = []
    if slip(.unknownDirective) {
      tokens +=
        ["@", random.pick("lost", "skipp")] + random.pick([], ["(", "if", ":", "true", ")"])
    }
    if slip(.misplacedDirective),
      let directive = random.pick(schema.directives.filter { !$0.locations.contains(location) })
    {
      tokens += ["@", directive.name] + arguments(of: directive.arguments, isConstant: isConstant)
    }
    guard random.chance(0.12) else { return tokens }
    let fitting = schema.directives.filter {
      $0.locations.contains(location) && (isConditional || !["skip", "include"].contains($0.name))
    }
    guard let directive = random.pick(fitting) else { return tokens }
    let isRepeated = directive.isRepeatable ? random.chance(0.3) : slip(.repeatedDirective)
    for _ in 0...(isRepeated ? 1 : 0) {
      tokens += ["@", directive.name] + arguments(of: directive.arguments, isConstant: isConstant)
    }
    return tokens
  }
}
