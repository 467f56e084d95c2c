import Bytes
import GraphQL
import Testing

@testable import HTTP
@testable import Server

@Suite struct TransportMessageTests {
  private func words(_ text: String) -> String {
    do throws(TransportMessage.Malformed) {
      return switch try TransportMessage(Array(text.utf8)) {
      case .connectionInit(let payload): "init \(payload.text)"
      case .ping(let payload): "ping \(payload.text)"
      case .pong: "pong"
      case .subscribe(let id, let request):
        "subscribe \(String(decoding: id, as: UTF8.self)) "
          + String(decoding: request.query ?? [], as: UTF8.self)
      case .complete(let id): "complete \(String(decoding: id, as: UTF8.self))"
      }
    } catch {
      return "malformed"
    }
  }

  @Test(arguments: [
    (#"{"type":"connection_init"}"#, "init null"),
    (#"{"type":"connection_init","payload":null}"#, "init null"),
    (#"{"type":"connection_init","payload":{"a":1}}"#, #"init {"a":1}"#),
    (#"{"type":"ping"}"#, "ping null"), (#"{"type":"ping","payload":{}}"#, "ping {}"),
    (#"{"type":"pong","payload":{"a":[]}}"#, "pong"),
    (#"{"payload":{"query":"{a}"},"id":"1","type":"subscribe"}"#, "subscribe 1 {a}"),
    (
      #"{"id":"é","type":"subscribe","payload":{"query":"{a}","operationName":null,"variables":null,"extensions":{"x":1}}}"#,
      "subscribe é {a}"
    ),
    (#"{"id":"1","type":"complete"}"#, "complete 1"),
    (#"{"id":"1","type":"complete","payload":5,"more":true}"#, "complete 1"),
  ])
  func `reads`(text: String, words: String) { #expect(self.words(text) == words) }

  @Test(arguments: [
    "", "nope", "[]", "5", "null", "{}", #"{"type":5}"#, #"{"type":"start"}"#, #"{"type":"next"}"#,
    #"{"type":"connection_ack"}"#, #"{"type":"PING"}"#, #"{"type":"ping","payload":1}"#,
    #"{"type":"pong","payload":"a"}"#, #"{"type":"connection_init","payload":[]}"#,
    #"{"type":"subscribe","payload":{"query":"{a}"}}"#,
    #"{"id":"","type":"subscribe","payload":{"query":"{a}"}}"#,
    #"{"id":1,"type":"subscribe","payload":{"query":"{a}"}}"#,
    #"{"id":"1","type":"subscribe"}"#, #"{"id":"1","type":"subscribe","payload":"{a}"}"#,
    #"{"id":"1","type":"subscribe","payload":{}}"#,
    #"{"id":"1","type":"subscribe","payload":{"query":5}}"#,
    #"{"id":"1","type":"subscribe","payload":{"query":"{a}","variables":[]}}"#,
    #"{"id":"1","type":"subscribe","payload":{"query":"{a}","operationName":1}}"#,
    #"{"id":"1","type":"subscribe","payload":{"query":"{a}","extensions":"x"}}"#,
    #"{"type":"complete"}"#, #"{"id":"","type":"complete"}"#, #"{"id":null,"type":"complete"}"#,
    #"{"type":"ping","type":"pong"}"#,
  ])
  func `finds malformed`(text: String) { #expect(words(text) == "malformed") }

  @Test func `an id has at most 256 bytes`() {
    let id = String(repeating: "x", count: 256)
    #expect(words(#"{"id":"\#(id)","type":"complete"}"#) == "complete \(id)")
    #expect(words(#"{"id":"\#(id)x","type":"complete"}"#) == "malformed")
  }

  @Test func `writes`() {
    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    let id = Array("a\"\n".utf8).asJSON
    #expect(text(TransportMessage.acknowledgement) == #"{"type":"connection_ack"}"#)
    #expect(text(TransportMessage.pong(.null)) == #"{"type":"pong"}"#)
    #expect(
      text(TransportMessage.pong(.object([.init(name: "a", value: 1)])))
        == #"{"type":"pong","payload":{"a":1}}"#
    )
    #expect(
      text(TransportMessage.next(Array(#"{"data":{}}"#.utf8), of: id))
        == #"{"id":"a\"\n","type":"next","payload":{"data":{}}}"#
    )
    #expect(
      text(TransportMessage.error([GraphQLError("no", code: "X")], of: id))
        == #"{"id":"a\"\n","type":"error","payload":[{"message":"no","extensions":{"code":"X"}}]}"#
    )
    let shared = TransportMessage.next(sharing: Array(#"{"data":{}}"#.utf8), of: id)
    #expect(
      text(shared.head + shared.body + shared.tail)
        == #"{"id":"a\"\n","type":"next","payload":{"data":{}}}"#
    )
    #expect(text(TransportMessage.complete(id)) == #"{"id":"a\"\n","type":"complete"}"#)
  }
}
