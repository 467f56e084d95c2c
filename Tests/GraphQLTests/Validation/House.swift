import Testing

@testable import GraphQL

/// A small house of tickets and parties that the suites of validation ask.
enum House {
  static func schema() throws -> Schema { try schema(sdl) }

  static func schema(_ sdl: String) throws -> Schema { try SchemaBuilder.build(Source(sdl)) }

  /// A document, however long.
  static func document(_ text: String) throws -> Document {
    let limits = Limits(documentBytes: 16_777_216, tokens: 1_000_000, recursion: 200)
    return try Parser.parse(Source(text), limits: limits)
  }

  static func facts(_ text: String) throws -> DocumentFacts {
    DocumentFacts.found(in: try document(text), schema: try schema(), limits: .standard)
  }

  /// What one rule finds, each error as `line:column … message`.
  static func errors(
    _ rule: ValidationRule,
    in text: String,
    suggestions: Bool = true
  ) throws -> [String] {
    Validator.errors(in: try facts(text), rules: [rule], suggestions: suggestions).map { show($0) }
  }

  /// What the validator finds.
  static func validate(_ text: String, suggestions: Bool = false) throws -> [GraphQLError] {
    Validator.validate(try document(text), against: try schema(), suggestions: suggestions)
  }

  static func show(_ error: GraphQLError) -> String {
    (error.locations.map { "\($0.line):\($0.column)" } + [error.message]).joined(separator: " ")
  }

  static let sdl = """
    directive @tag(name: String!, weight: Int = 1) repeatable on FIELD | QUERY
    directive @once on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT | FRAGMENT_DEFINITION
    directive @onVariable on VARIABLE_DEFINITION

    type Query {
      ticket(number: Int!): Ticket
      tickets(filter: TicketFilter, first: Int! = 20, states: [State!]): [Ticket!]!
      party: Party
      found: [Found!]
      node(id: ID!): Node
      range(from: Int!, to: Int!, step: Int = 1): [Int!]
      echo(
        int: Int
        float: Float
        string: String
        boolean: Boolean
        id: ID
        state: State
        ints: [Int]
        strict: [Int!]
        date: Date
        key: PartyKey
        keys: [PartyKey!]
      ): String
    }

    type Mutation {
      close(number: Int!): Ticket
    }

    type Subscription {
      ticketChanged(number: Int): Ticket
      messagePosted: Message
    }

    interface Node {
      id: ID!
    }

    interface Party implements Node {
      id: ID!
      name(short: Boolean = false): String!
      tickets: [Ticket!]
    }

    type Person implements Party & Node {
      id: ID!
      name(short: Boolean = false): String!
      tickets: [Ticket!]
      email: String
      age: Int
      score: Float
      home: Place
      friend: Person
    }

    type Company implements Party & Node {
      id: ID!
      name(short: Boolean = false): String!
      tickets: [Ticket!]
      email: String
      taxCode: String
      age: String
      score: Float!
      home: Place
      parent: Company
    }

    type Place {
      street: String
      number: Int
      code: String
    }

    type Ticket implements Node {
      id: ID!
      number: Int!
      subject: String
      state: State
      customer: Party
      messages(first: Int): [Message!]
      tags: [String!]
      related(kind: String): Ticket
    }

    type Message implements Node {
      id: ID!
      text: String
      author: Person
      ticket: Ticket
    }

    union Found = Ticket | Message

    enum State {
      OPEN
      WAITING
      CLOSED
    }

    scalar Date

    input TicketFilter {
      subject: String!
      state: State! = OPEN
      number: Int
      tags: [String!]
      customer: PartyKey
      any: [TicketFilter!]
    }

    input PartyKey @oneOf {
      id: ID
      email: String
    }
    """
}
