import Testing

@testable import GraphQL

@Suite struct OverlappingFieldsCanBeMergedTests {
  @Test(arguments: [
    "{ ticket(number: 1) { id id subject other: subject } ticket(number: 1) { id } }",
    """
    { tickets(filter: {subject: "x", number: 1}, first: 1) { id } tickets(first: 1, filter: \
    {number: 1, subject: "x"}) { number } }
    """,
    "{ party { ... on Person { x: email } ... on Company { x: taxCode } } }",
    "{ party { ... on Person { name(short: true) } ... on Company { name(short: false) } } }",
    "{ party { ... on Person { home { x: street } } ... on Company { home { x: code } } } }",
    """
    { party { name ...F ... on Person { name } } } fragment F on Party { name ...G } fragment G \
    on Party { name ...F }
    """,
    "{ party { name @include(if: true) name @skip(if: true) } }",
    "{ lost lost }",
    "{ party { x: tickets { id } ... on Person { x: tickets { number } } } }",
    """
    query ($a: Boolean) { party { name(short: $a) ...F } } fragment F on Party { name(short: \
    $a) }
    """,
    "{ ticket(number: 1) { id id number: id } }",
  ])
  func `takes fields that merge`(text: String) throws {
    #expect(try House.errors(.overlappingFieldsCanBeMerged, in: text) == [])
  }

  @Test func `compares types under any number of wrappers`() throws {
    // The lists differ in the outermost of 70 wrappers, the strings in the innermost.
    let deep = String(repeating: "[", count: 70) + "T" + String(repeating: "]", count: 70)
    let sdl = """
      type Query { one: Some } union Some = A | B
      type A { x: \(deep) y: \(deep) z: \(deep) } type B { x: \(deep) y: [\(deep)] z: \(deep) }
      type T { a: String }
      """
    let schema = try House.schema(sdl)
    for (field, errors) in [("x", 0), ("y", 1), ("z", 0)] {
      let text = "{ one { ... on A { \(field) { a } } ... on B { \(field) { a } } } }"
      let found = Validator.validate(
        try House.document(text),
        against: schema,
        suggestions: false
      )
      #expect(found.count == errors)
    }
  }

  @Test(arguments: [
    (
      "{ party { x: name x: id } }",
      [
        """
        1:11 1:19 Fields "x" conflict because "name" and "id" are different fields. Use \
        different aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      """
      { party { ... on Person { x: name } ... on Person { x: email } ... on Company { x: \
      taxCode } } }
      """,
      [
        """
        1:27 1:53 Fields "x" conflict because "name" and "email" are different fields. Use \
        different aliases on the fields to fetch both if this was intentional.
        """,
        """
        1:27 1:81 Fields "x" conflict because they return conflicting types "String!" and \
        "String". Use different aliases on the fields to fetch both if this was intentional.
        """,
      ]
    ),
    (
      "{ party { id: name id } }",
      [
        """
        1:11 1:20 Fields "id" conflict because "name" and "id" are different fields. Use \
        different aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      "{ party { name(short: true) name } }",
      [
        """
        1:11 1:29 Fields "name" conflict because they have differing arguments. Use different \
        aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      "{ party { name(short: true) name(short: false) name } }",
      [
        """
        1:11 1:29 Fields "name" conflict because they have differing arguments. Use different \
        aliases on the fields to fetch both if this was intentional.
        """,
        """
        1:11 1:48 Fields "name" conflict because they have differing arguments. Use different \
        aliases on the fields to fetch both if this was intentional.
        """,
        """
        1:29 1:48 Fields "name" conflict because they have differing arguments. Use different \
        aliases on the fields to fetch both if this was intentional.
        """,
      ]
    ),
    (
      "query ($a: Boolean, $b: Boolean) { party { name(short: $a) name(short: $b) } }",
      [
        """
        1:44 1:60 Fields "name" conflict because they have differing arguments. Use different \
        aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      "{ party { ... on Person { age } ... on Company { age } } }",
      [
        """
        1:27 1:50 Fields "age" conflict because they return conflicting types "Int" and \
        "String". Use different aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      "{ party { ... on Person { score } ... on Company { score } } }",
      [
        """
        1:27 1:52 Fields "score" conflict because they return conflicting types "Float" and \
        "Float!". Use different aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      "{ party { ... on Person { home { street } } ... on Company { home { street: number } } } }",
      [
        """
        1:27 1:34 1:62 1:69 Fields "home" conflict because subfields "street" conflict because \
        they return conflicting types "String" and "Int". Use different aliases on the fields \
        to fetch both if this was intentional.
        """
      ]
    ),
    (
      """
      { party { ... on Person { home { s: street n: number } } ... on Company { home { s: \
      number n: code } } } }
      """,
      [
        """
        1:27 1:34 1:44 1:75 1:82 1:92 Fields "home" conflict because subfields "s" conflict \
        because they return conflicting types "String" and "Int" and subfields "n" conflict \
        because they return conflicting types "Int" and "String". Use different aliases on the \
        fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      "{ ticket(number: 1) { x: id } ticket(number: 1) { x: number } }",
      [
        """
        1:3 1:23 1:31 1:51 Fields "ticket" conflict because subfields "x" conflict because "id" \
        and "number" are different fields. Use different aliases on the fields to fetch both if \
        this was intentional.
        """
      ]
    ),
    (
      "{ ticket(number: 1) { x: id y: state } ticket(number: 1) { x: number y: subject } }",
      [
        """
        1:3 1:23 1:29 1:40 1:60 1:70 Fields "ticket" conflict because subfields "x" conflict \
        because "id" and "number" are different fields and subfields "y" conflict because \
        "state" and "subject" are different fields. Use different aliases on the fields to \
        fetch both if this was intentional.
        """
      ]
    ),
    (
      "{ ticket(number: 1) { related { x: id } } ticket(number: 1) { related { x: number } } }",
      [
        """
        1:3 1:23 1:33 1:43 1:63 1:73 Fields "ticket" conflict because subfields "related" \
        conflict because subfields "x" conflict because "id" and "number" are different fields. \
        Use different aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      """
      { ticket(number: 1) { related { x: id } related { x: number } } ticket(number: 1) { \
      related { id } } }
      """,
      [
        """
        1:23 1:33 1:41 1:51 Fields "related" conflict because subfields "x" conflict because \
        "id" and "number" are different fields. Use different aliases on the fields to fetch \
        both if this was intentional.
        """
      ]
    ),
    (
      """
      { a: ticket(number: 1) { ...A } b: ticket(number: 2) { ...A ...B } c: ticket(number: 3) { \
      ...B } } fragment A on Ticket { x: id } fragment B on Ticket { x: number }
      """,
      [
        """
        1:123 1:154 Fields "x" conflict because "id" and "number" are different fields. Use \
        different aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      """
      { ticket(number: 1) { ...A } ticket(number: 1) { ...B } } fragment A on Ticket { y: id \
      ...C } fragment B on Ticket { y: number ...D } fragment C on Ticket { x: id } fragment D \
      on Ticket { x: number }
      """,
      [
        """
        1:3 1:82 1:158 1:30 1:118 1:189 Fields "ticket" conflict because subfields "y" conflict \
        because "id" and "number" are different fields and subfields "x" conflict because "id" \
        and "number" are different fields. Use different aliases on the fields to fetch both if \
        this was intentional.
        """
      ]
    ),
    (
      """
      { ticket(number: 1) { x: id ...A } } fragment A on Ticket { x: number ...B } fragment B \
      on Ticket { x: state ...A }
      """,
      [
        """
        1:23 1:61 Fields "x" conflict because "id" and "number" are different fields. Use \
        different aliases on the fields to fetch both if this was intentional.
        """,
        """
        1:23 1:101 Fields "x" conflict because "id" and "state" are different fields. Use \
        different aliases on the fields to fetch both if this was intentional.
        """,
        """
        1:61 1:101 Fields "x" conflict because "number" and "state" are different fields. Use \
        different aliases on the fields to fetch both if this was intentional.
        """,
        """
        1:101 1:61 Fields "x" conflict because "state" and "number" are different fields. Use \
        different aliases on the fields to fetch both if this was intentional.
        """,
      ]
    ),
    (
      "{ party { ...P ... on Company { x: taxCode } } } fragment P on Party { x: name }",
      [
        """
        1:33 1:72 Fields "x" conflict because "taxCode" and "name" are different fields. Use \
        different aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      "{ party { x: tickets { id } ... on Person { x: friend { id } } } }",
      [
        """
        1:11 1:45 Fields "x" conflict because "tickets" and "friend" are different fields. Use \
        different aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      "{ party { ... on Person { x: tickets { id } } ... on Company { x: parent { id } } } }",
      [
        """
        1:27 1:64 Fields "x" conflict because they return conflicting types "[Ticket!]" and \
        "Company". Use different aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      "{ found { ... on Ticket { x: id } ... on Message { x: text } } }",
      [
        """
        1:27 1:52 Fields "x" conflict because they return conflicting types "ID!" and "String". \
        Use different aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      "{ node(id: 1) { x: id ... on Ticket { x: number } } }",
      [
        """
        1:17 1:39 Fields "x" conflict because "id" and "number" are different fields. Use \
        different aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      "fragment F on Ticket { ...F x: id x: number }",
      [
        """
        1:29 1:35 Fields "x" conflict because "id" and "number" are different fields. Use \
        different aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      "{ lost { a: b a: c } lost(x: 1) { d } }",
      [
        """
        1:3 1:22 Fields "lost" conflict because they have differing arguments. Use different \
        aliases on the fields to fetch both if this was intentional.
        """,
        """
        1:10 1:15 Fields "a" conflict because "b" and "c" are different fields. Use different \
        aliases on the fields to fetch both if this was intentional.
        """,
      ]
    ),
    (
      """
      { tickets(filter: {subject: "x", number: 1}) { id } tickets(filter: {subject: "y", \
      number: 1}) { id } }
      """,
      [
        """
        1:3 1:53 Fields "tickets" conflict because they have differing arguments. Use different \
        aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      "{ tickets(states: [OPEN, CLOSED]) { id } tickets(states: [CLOSED, OPEN]) { id } }",
      [
        """
        1:3 1:42 Fields "tickets" conflict because they have differing arguments. Use different \
        aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      """
      { ticket(number: 1) { customer { ... on Person { a: name b: email } } } ticket(number: 1) \
      { customer { ... on Person { a: email } ...X } } } fragment X on Party { ... on Person { \
      b: name } }
      """,
      [
        """
        1:3 1:23 1:50 1:58 1:73 1:93 1:120 1:180 Fields "ticket" conflict because subfields \
        "customer" conflict because subfields "a" conflict because "name" and "email" are \
        different fields and subfields "b" conflict because "email" and "name" are different \
        fields. Use different aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      """
      { a: ticket(number: 1) { ...F } b: ticket(number: 1) { x: id ...F } } fragment F on \
      Ticket { ...I } fragment I on Ticket { x: number }
      """,
      [
        """
        1:56 1:124 Fields "x" conflict because "id" and "number" are different fields. Use \
        different aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      "{ party { ... on Person { x: name x: email } } }",
      [
        """
        1:27 1:35 Fields "x" conflict because "name" and "email" are different fields. Use \
        different aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
    (
      """
      { party { ... on Person { home { ... on Place { s: street } } } ... on Company { home { \
      ... on Place { ... { s: number } } } } } }
      """,
      [
        """
        1:27 1:49 1:82 1:110 Fields "home" conflict because subfields "s" conflict because they \
        return conflicting types "String" and "Int". Use different aliases on the fields to \
        fetch both if this was intentional.
        """
      ]
    ),
    (
      """
      { party { x: id ...F } } fragment F on Party { ... on Person { ...G } } fragment G on \
      Party { x: name }
      """,
      [
        """
        1:11 1:95 Fields "x" conflict because "id" and "name" are different fields. Use \
        different aliases on the fields to fetch both if this was intentional.
        """
      ]
    ),
  ])
  func `refuses fields that conflict`(text: String, errors: [String]) throws {
    #expect(try House.errors(.overlappingFieldsCanBeMerged, in: text) == errors)
  }
}
