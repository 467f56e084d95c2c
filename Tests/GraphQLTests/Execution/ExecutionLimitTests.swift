import Bytes
import Testing

@testable import GraphQL

@Suite struct ExecutionLimitTests {
  @Test func `breaks off after the deadline`() throws {
    let past = ContinuousClock.now.advanced(by: .seconds(-1))
    #expect(
      try Zoo.run("{hello}", deadline: past)
        == #"{"errors":[{"message":"The operation took longer than it may.","#
        + #""extensions":{"code":"EXECUTION_TIMEOUT"}}],"data":null}"#
    )
  }

  @Test func `breaks off where the columns are too large`() throws {
    var limits = ExecutionLimits()
    limits.cells = 20
    let text = "{keepers(first:5){nodes{id name age}}}"
    #expect(try Zoo.run(text, limits: limits).hasPrefix(#"{"errors":[{"message":"no age"#))
    let larger = "{keepers(first:5){nodes{id name age awake}}}"
    #expect(try Zoo.run(larger, limits: limits).contains("RESPONSE_TOO_LARGE"))
  }

  @Test func `breaks off where the response is too long`() throws {
    var limits = ExecutionLimits()
    limits.responseBytes = 100
    #expect(try Zoo.run("{keepers(first:3){nodes{id}}}", limits: limits).hasPrefix(#"{"data""#))
    let response = try Zoo.run("{keepers(first:5){nodes{id name salary}}}", limits: limits)
    #expect(response.contains("RESPONSE_TOO_LARGE"))
    #expect(response.hasSuffix(#""data":null}"#))
  }

  @Test(
    arguments: [
      ("{hello}", [:], 0),
      ("{keeper(id:1){id}}", [:], 1),
      ("{keepers(first:7){nodes{id}}}", [:], 8),
      ("{keepers(last:7){nodes{id}}}", [:], 8),
      ("{keepers{nodes{id}}}", [:], 21),
      ("{keepers(first:7){nodes{boss{id}} edges{node{id}}}}", [:], 29),
      ("query($n:Int){keepers(first:$n){nodes{id}}}", ["n": 3], 4),
      ("query($n:Int){keepers(first:$n){nodes{id}}}", [:], 21),
      ("query($i:[ID!]!){nodes(ids:$i){id}}", ["i": ["1", "2", "3"]], 3),
      ("{nodes(ids:[1,2]){id ...on Keeper{boss{id}}}}", [:], 4),
      ("{keepers(first:3){nodes{animals(first:4){...on Cat{id}}}}}", [:], 16),
      ("{keepers(first:3){nodes{animals(first:4){...on Cat{keeper{id}}...on Dog{id}}}}}", [:], 28),
      ("{animals{...on Cat{id}}}", [:], 10),
      ("{__schema{types{fields{name}}}}", [:], 0),
      ("{keepers(first:-5){nodes{id}}}", [:], 1),
    ] as [(String, JSON, Int)]
  )
  func `estimates the nodes of an operation`(
    text: String,
    variables: JSON,
    nodes: Int
  ) throws {
    let document = CompiledDocument(
      try Parser.parse(Source(text)),
      boundSchema: try Zoo.bound.get()
    )
    #expect(try document.plan(operationName: nil, variables: variables).nodes == nodes)
  }

  @Test func `refuses an operation of too many nodes before it runs`() throws {
    #expect(
      try Zoo.run("{keepers(first:20000){nodes{id}}}")
        == #"{"errors":[{"message":"The operation asks for up to 20001 nodes; the limit is 20000."#
        + #" Ask for smaller pages.","extensions":{"code":"TOO_MANY_NODES"}}]}"#
    )
    var text = "id"
    for _ in 0..<12 { text = "boss{animals(first:2147483647){...on Cat{keeper{\(text)}}}}" }
    let messages = try Zoo.messages("{keeper(id:1){\(text)}}")
    #expect(messages.first?.contains("more nodes than can be counted") == true)
  }

  @Test func `refuses what unfolds into too many fields`() throws {
    var text = "{node(id:1){...F0}}"
    for index in 0..<150 {
      text += " fragment F\(index) on Keeper{boss{...F\(index + 1)}}"
    }
    text += " fragment F150 on Keeper{id}"
    #expect(try Zoo.messages(text).first?.hasPrefix("The operation is too large") == true)
  }

  /// Without what is remembered, the last type would be planned 3 to the power of 40 times.
  @Test func `plans a selection below types of types once for each type`() throws {
    var text = "{node(id:1){...A0}}"
    for index in 0..<40 {
      text +=
        " fragment A\(index) on Node{id ...on Keeper{boss{...A\(index + 1)}}"
        + " ...on Cat{keeper{...A\(index + 1)}} ...on Dog{keeper{...A\(index + 1)}}}"
    }
    text += " fragment A40 on Node{id}"
    let document = CompiledDocument(
      try Parser.parse(Source(text)),
      boundSchema: try Zoo.bound.get()
    )
    #expect(try document.plan(operationName: nil, variables: nil).nodes == 41)
  }

  @Test func `is not slowed by 2 to the power of 40 ways through fragments`() throws {
    var text = "{animals{...A0}}"
    for index in 0..<30 {
      text +=
        " fragment A\(index) on Animal{...on Cat{keeper{animals{...A\(index + 1)}}}"
        + " ...on Dog{keeper{animals{...A\(index + 1)}}}}"
    }
    text += " fragment A30 on Animal{__typename}"
    #expect(try Zoo.messages(text).first?.contains("more nodes than can be counted") == true)
  }
}
