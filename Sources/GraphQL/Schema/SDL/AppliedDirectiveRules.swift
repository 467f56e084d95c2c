// Directives on the parts of a schema, and the constants that are given to them.

extension SDLRule {
  /// A directive is defined and may stand where it stands.
  static let knownDirectivesOfTheTypeSystem = SDLRule("KnownDirectives") { facts, report in
    facts.forEachDirective { site, directive in
      let name = facts.document[directive.name]
      let moment = SDLReport.Moment.entering(directive.range.start)
      guard let definition = facts.directive(directive.name) else {
        report(moment, "Unknown directive \"@\(name)\".", at: directive.range)
        return
      }
      let location = site.location.rawValue
      guard !definition.locations.contains(where: { facts.document[$0] == location }) else {
        return
      }
      report(
        moment,
        "Directive \"@\(name)\" may not be used on \(location).",
        at: directive.range
      )
    }
  }

  /// A directive that is not repeatable stands once at a part, extensions included.
  static let uniqueDirectivesPerPart = SDLRule("UniqueDirectivesPerLocation") { facts, report in
    var shared: [SDLFacts.DirectiveSite.Owner: [NameID: SourceRange]] = [:]
    for site in facts.sites {
      // Taken out while it grows, so that it is not copied.
      var seen = shared.removeValue(forKey: site.owner) ?? [:]
      for place in site.directives.indices {
        let directive = facts.document.directives[place]
        guard facts.directive(directive.name)?.isRepeatable == false else { continue }
        guard let first = seen[directive.name.id] else {
          seen[directive.name.id] = directive.range
          continue
        }
        report(
          .entering(site.start),
          "The directive \"@\(facts.document[directive.name])\""
            + " can only be used once at this location.",
          at: first,
          directive.range
        )
      }
      if site.owner != .part { shared[site.owner] = seen }
    }
  }

  /// A directive is given arguments that its definition has.
  static let knownArgumentNamesOnDirectives = SDLRule("KnownArgumentNamesOnDirectives") {
    facts,
    report in
    facts.forEachDirective { _, directive in
      guard let definition = facts.directive(directive.name) else { return }
      let known = Set(definition.arguments.map(\.name.id))
      for place in directive.arguments.indices {
        let argument = facts.document.arguments[place]
        guard !known.contains(argument.name.id) else { continue }
        let name = facts.document[argument.name]
        let options = definition.arguments.map { facts.document[$0.name] }
        report(
          .entering(directive.range.start),
          "Unknown argument \"\(name)\" on directive \"@\(facts.document[directive.name])\"."
            + report.suggestion(for: name, among: options),
          at: argument.range
        )
      }
    }
  }

  /// A directive is given each of its arguments once.
  static let uniqueArgumentNamesOnDirectives = SDLRule("UniqueArgumentNames") { facts, report in
    facts.forEachDirective { _, directive in
      let names = directive.arguments.indices.map { facts.document.arguments[$0].name }
      for (name, ranges) in repeated(names) {
        report(
          .entering(directive.range.start),
          "There can be only one argument named \"\(facts.document[name])\".",
          at: ranges
        )
      }
    }
  }

  /// A constant gives each field of an input object once.
  static let uniqueInputFieldNamesOfConstants = SDLRule("UniqueInputFieldNames") { facts, report in
    var open = facts.constants
    while let place = open.popLast() {
      switch facts.document.values[place].kind {
      case .list(let items):
        open += items.indices
      case .object(let fields):
        var known: [NameID: SourceRange] = [:]
        for field in fields.indices.map({ facts.document.objectFields[$0] }) {
          open.append(field.value)
          guard let first = known[field.name.id] else {
            known[field.name.id] = field.name.range
            continue
          }
          report(
            .entering(field.range.start),
            "There can be only one input field named \"\(facts.document[field.name])\".",
            at: first,
            field.name.range
          )
        }
      case .variable, .int, .float, .string, .boolean, .null, .enumeration:
        break
      }
    }
  }

  /// A directive is given the arguments that it needs.
  static let providedRequiredArgumentsOnDirectives = SDLRule(
    "ProvidedRequiredArgumentsOnDirectives"
  ) { facts, report in
    facts.forEachDirective { _, directive in
      guard let definition = facts.directive(directive.name) else { return }
      let given = Set(directive.arguments.indices.map { facts.document.arguments[$0].name.id })
      for argument in definition.arguments
      where argument.defaultValue == nil && !given.contains(argument.name.id) {
        guard case .nonNull = facts.document.types[argument.type].kind else { continue }
        let type = facts.document.text(ofType: argument.type)
        report(
          .leaving(directive.range.end),
          "Directive \"@\(facts.document[directive.name])\""
            + " argument \"\(facts.document[argument.name])\" of type \"\(type)\""
            + " is required, but it was not provided.",
          at: directive.range
        )
      }
    }
  }
}

extension SDLFacts {
  /// Visits every directive that is applied, in the order of the text within a definition.
  fileprivate func forEachDirective(_ visit: (DirectiveSite, Directive) -> Void) {
    for site in sites {
      for place in site.directives.indices { visit(site, document.directives[place]) }
    }
  }
}
