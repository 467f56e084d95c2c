import Foundation
import TestKit
import Testing

extension PlaygroundPage {
  /// The page's own functions that know neither document nor server, by tables.
  @Suite struct Modules {
    @Test func `cuts a document into coloured pieces, however broken it is`() throws {
      let page = try Page(GuicheProcess.demo.get())
      for (text, pieces) in [
        ("query Q($a: Int) { b }", "keyword:query type:Q variable:$a type:Int"),
        ("{ a(x: \"é 🎓\", y: -1.5e3) }", "string:\"é 🎓\" number:-1.5e3"),
        ("# { a }\n{ on: on }", "comment:# { a } keyword:on"),
        (#"{ a(t: """x "y" \""" z""") }"#, #"string:"""x "y" \""" z""""#),
        ("{ a(b: \"open\n c }", "string:\"open"),
        ("\"\"\"open", "string:\"\"\"open"),
        (
          "fragment F on Ticket @include(if: true) { id }",
          "keyword:fragment type:F keyword:on type:Ticket keyword:@include keyword:true"
        ),
        ("", ""),
        ("💥 } ) ] \u{202E}", ""),
      ] {
        let found = try page.browser.settle(
          """
          const { lex } = await import('/playground/js/gql/lex.js');
          return lex(arguments[0]).map(({ kind, start, end }) => `${kind}:${arguments[0].slice(start, end)}`).join(' ');
          """,
          text
        )
        #expect(found as? String == pieces, "\(text)")
      }
      // JSON, and places that the server counts from 1 in UTF-16 units.
      for (text, line, column, offset) in [
        ("ab\ncd", 1, 1, 0), ("ab\ncd", 2, 2, 4), ("ab\ncd", 2, 99, 5), ("ab", 9, 1, 2),
        ("🎓x", 1, 3, 2), ("", 1, 1, 0),
      ] {
        let found = try page.browser.settle(
          """
          const { offset } = await import('/playground/js/gql/lex.js');
          return offset(arguments[0], { line: arguments[1], column: arguments[2] });
          """,
          text,
          line,
          column
        )
        #expect(found as? Int == offset, "\(text) \(line):\(column)")
      }
    }

    @Test func `completes what can stand at the caret, and nothing else`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.signIn("student")
      try page.browser.wait(until: "state().schema?.types.length > 50")
      for (document, expected, refused) in [
        ("|", "query mutation subscription fragment", "tickets"),
        ("{ | }", "viewer tickets ticket __typename", "subject users"),
        ("{ tickets { | } }", "totalCount nodes pageInfo edges", "subject"),
        ("{ tickets { nodes { su| } } }", "subject", "viewer"),
        ("{ tickets(|) { totalCount } }", "view filter first after", "subject"),
        ("{ tickets(view: ALL, |) { totalCount } }", "filter first", "view"),
        ("{ tickets(view: |", "ALL COMPLETED AWAITING_RETURN", "LOW"),
        ("{ tickets(filter: { | }) { totalCount } }", "status", "first"),
        ("{ tickets(filter: { status: [|] }) { totalCount } }", "PENDING CANCELLED", "ALL"),
        ("query ($v: TicketView, $n: Int) { tickets(view: |", "$v $n ALL", "first"),
        ("query ($v: |", "TicketView ID TicketFilter", "Ticket Query"),
        ("query ($v: TicketView = |", "ALL", "$v"),
        ("{ node(id: 1) { ... on | } }", "Ticket Message", "TicketView"),
        ("{ node(id: 1) { ...| } } fragment Mine on Ticket { id }", "on Mine", "id"),
        ("fragment F on Ticket { | }", "subject step", "viewer"),
        ("{ viewer { user { code @| } } }", "@include @skip", "code"),
        ("{ viewer { user { code @include(|) } } }", "if", "code"),
        ("{ tickets(first: \"|\") { totalCount } }", "", "ALL first"),
        ("# {|", "", "query viewer"),
        // Half of a document, as it is while somebody writes.
        ("{ tickets { nodes { step { | ", "name id", "subject"),
        ("query A { viewer { user { ", "", ""),
        ("query A { tickets(view: ALL { nodes { |\nquery B { viewer }", "subject", "viewer"),
        ("query A { viewer { user { |\n\nquery B { viewer { permissions } }", "code", "viewer"),
        ("mutation { postMessage(input: { | }) { message { id } } }", "ticket text", "subject"),
        ("{ nothing { | } }", "", "viewer"),
      ] {
        let place = document.firstIndex(of: "|").map { document[..<$0].utf16.count } ?? 0
        let found = try page.browser.settle(
          """
          const { outline } = await import('/playground/js/gql/outline.js');
          const { choices, fitting } = await import('/playground/js/gql/complete.js');
          const [text, place] = arguments;
          const found = outline(text, state().schema, place);
          return fitting(choices(found, state().schema), text.slice(found.spot.from ?? place, place)).map(({ name }) => name);
          """,
          document.replacing("|", with: ""),
          place
        )
        let names = Set(try #require(found as? [String]))
        let wanted = expected.split(separator: " ").map(String.init)
        let unwanted = refused.split(separator: " ").map(String.init)
        #expect(Set(wanted).subtracting(names) == [], "\(document)")
        #expect(names.intersection(unwanted) == [], "\(document)")
        if expected == "" && refused != "" { #expect(names == [], "\(document)") }
      }
    }

    @Test func `finds the operations of a document, and takes no quadratic time for it`() throws {
      let page = try Page(GuicheProcess.demo.get())
      let found = try page.browser.settle(
        """
        const { outline, operations, titleOf } = await import('/playground/js/gql/outline.js');
        const text = arguments[0];
        const { definitions } = outline(text, null);
        return [...definitions.map(({ kind, name }) => `${kind} ${name}`), '|',
          ...[0, text.indexOf('b2'), text.length].map((place) => titleOf(operations(text, null, place).mine))].join(' ');
        """,
        "query A { a } # }\nmutation B($x: Int = 3) { b2 }\nfragment F on T { c }\n{ anonymous }"
      )
      #expect(found as? String == "query A mutation B fragment F query  | A B anonymous")
      // A document of a megabyte, and brackets that nobody closes.
      let lengths = try page.browser.settle(
        """
        const { outline } = await import('/playground/js/gql/outline.js');
        const { lex } = await import('/playground/js/gql/lex.js');
        return ['{ a '.repeat(60_000), '"'.repeat(200_001), '#'.repeat(1_000_000), '{ a(b: ['.repeat(30_000)]
          .map((text) => outline(text, null, text.length).definitions.length + lex(text).length).length;
        """
      )
      #expect(lengths as? Int == 4)
    }

    @Test func `writes CSV that a spreadsheet opens as a table, and never as a program`() throws {
      let page = try Page(GuicheProcess.demo.get())
      for (value, comma, semicolon) in [
        (#""plain""#, "plain", "plain"),
        (#""=cmd|' /C calc'!A0""#, "'=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        (#""+1+1""#, "'+1+1", "'+1+1"), (#""-1+1""#, "'-1+1", "'-1+1"), (#""@x""#, "'@x", "'@x"),
        (#""\t=1""#, "\"'\t=1\"", "\"'\t=1\""), (#""\r=1""#, "\"'\r=1\"", "\"'\r=1\""),
        (#""＝1""#, "'＝1", "'＝1"),
        (#""-5""#, "-5", "-5"), ("-5.25", "-5.25", #"-5,25"#), ("1000000", "1000000", "1000000"),
        (#""a;b""#, #""a;b""#, #""a;b""#), (#""a,b""#, #""a,b""#, #""a,b""#),
        (#""a\"b""#, #""a""b""#, #""a""b""#), (#""a\nb""#, "\"a\nb\"", "\"a\nb\""),
        ("null", "", ""), ("true", "true", "true"),
        (#""São Paulo 🎓""#, "São Paulo 🎓", "São Paulo 🎓"),
      ] {
        for (separator, expected) in [(",", comma), (";", semicolon)] {
          let found = try page.browser.settle(
            """
            const { csv } = await import('/playground/js/gql/csv.js');
            return csv(['a'], [new Map([['a', JSON.parse(arguments[0])]])], arguments[1]).replace('\\ufeff', 'BOM ');
            """,
            value,
            separator
          )
          #expect(found as? String == "BOM a\r\n\(expected)\r\n", "\(value) \(separator)")
        }
      }
    }

    @Test func `reads server-sent events, cut anywhere`() throws {
      let page = try Page(GuicheProcess.demo.get())
      let found = try page.browser.settle(
        """
        const { eventReader } = await import('/playground/js/gql/sse.js');
        const text = arguments[0];
        const outcomes = new Set();
        for (let one = 0; one <= text.length; one += 1) {
          for (let other = one; other <= text.length; other += 1) {
            const read = eventReader();
            const events = [text.slice(0, one), text.slice(one, other), text.slice(other)].flatMap((part) => read(part)).filter((event) => Object.keys(event).length > 0);
            outcomes.add(JSON.stringify(events));
          }
        }
        return [...outcomes];
        """,
        "retry: 5\n\n: hi\n\nevent: next\r\nid: 7\r\ndata: {\r\ndata:  \"a\"}\r\n\r\nevent:complete\rdata\r\rleft"
      )
      #expect(
        found as? [String] == [
          #"[{"retry":"5"},{"event":"next","id":"7","data":"{\n \"a\"}"},{"event":"complete","data":""}]"#
        ]
      )
      for (document, name, isSubscription) in [
        ("subscription { a }", "", true), ("{ a }", "", false),
        ("query subscription { a }", "", false),
        ("query A { a } subscription B { b }", "B", true),
        ("query A { a } subscription B { b }", "A", false),
        ("# subscription { a }\n{ subscription }", "", false),
        ("query A { a(x: \"} subscription B {\") }", "", false),
      ] {
        let found = try page.browser.settle(
          """
          const { isSubscription } = await import('/playground/js/gql/sse.js');
          return isSubscription(arguments[0], arguments[1]);
          """,
          document,
          name
        )
        #expect(found as? Bool == isSubscription, "\(document) \(name)")
      }
    }

    @Test func `lays answers side by side, leaf by leaf`() throws {
      let page = try Page(GuicheProcess.demo.get())
      for (one, other, rows) in [
        (#"{"a":1}"#, #"{"a":1}"#, "= a"), (#"{"a":1}"#, #"{"a":null}"#, "≠ a"),
        (#"{"a":{"b":1,"c":2}}"#, #"{"a":{"b":1,"c":3}}"#, "= a.b, ≠ a.c"),
        (#"{"a":{"b":1}}"#, #"{"a":null}"#, "≠ a.b"), (#"{"a":1}"#, #"{}"#, "≠ a"),
        // Entries go together by what names them, not by their place.
        (
          #"{"n":[{"id":"x","v":1},{"id":"y","v":2}]}"#, #"{"n":[{"id":"y","v":2}]}"#,
          "≠ n.x.id, ≠ n.x.v, = n.y.id, = n.y.v"
        ),
        (#"{"n":[1,2]}"#, #"{"n":[1,3]}"#, "= n.0, ≠ n.1"),
        (#"{"__proto__":1}"#, #"{"__proto__":2}"#, "≠ __proto__"),
      ] {
        let found = try page.browser.settle(
          """
          const { differ } = await import('/playground/js/gql/differ.js');
          return differ([JSON.parse(arguments[0]), JSON.parse(arguments[1])].map((value) => ({ value, place: [] })))
            .map(({ path, same }) => `${same ? '=' : '≠'} ${path}`).join(', ');
          """,
          one,
          other
        )
        #expect(found as? String == rows, "\(one) \(other)")
      }
    }

    @Test func `reads and writes the cells of the rules`() throws {
      let page = try Page(GuicheProcess.demo.get())
      let none =
        #"{"required":false,"readOnly":false,"neededFromPrevious":false,"invisible":false,"invisibleOnline":false"#
      for (flags, kinds, online, desk) in [
        ("", "", "V····· ", "V····· "), ("invisibleOnline", "", "O····· ", "V····· "),
        ("invisible", "", "V····· ", "O····· "), ("readOnly required", "", "L*····· ", "L*····· "),
        ("neededFromPrevious", "", "V<····· ", "V<····· "),
        ("", "STUDENT:invisibleOnline", "V+··O·· ", "V····· "),
        ("readOnly", "STUDENT:invisibleOnline PROSPECT:readOnly", "L+··O·· ", "L····· "),
      ] {
        let rule = try page.browser.settle(
          """
          const cells = await import('/playground/js/rules/cells.js');
          const [none, flags, kinds] = arguments;
          const make = (names) => ({ ...JSON.parse(none + '}'), ...Object.fromEntries(names.filter(Boolean).map((name) => [name, true])) });
          const refinements = kinds.split(' ').filter(Boolean).map((each) => ({ customerType: each.split(':')[0], ...make([each.split(':')[1]]) }));
          const cell = { ...make(flags.split(' ')), refinements };
          const texts = (of) => ['ONLINE', 'DESK'].map((side) => `${[0, 1, 2, 3, 4, 5].map((column) => cells.view(of, column, side).text).join('')} `);
          // What is set for a customer type and taken off again leaves no trace.
          const there = cells.set(cell, 5, 'DESK', 'O', true);
          const back = cells.set(there, 5, 'DESK', 'O', false);
          const isThere = cells.view(there, 5, 'DESK').letters[0] === 'O' && texts(there)[0] === texts(cell)[0];
          return [...texts(cell), isThere && String(texts(back)) === String(texts(cell))];
          """,
          none,
          flags,
          kinds
        )
        let found = try #require(rule as? [Any])
        #expect(found[0] as? String == online, "\(flags) \(kinds)")
        #expect(found[1] as? String == desk, "\(flags) \(kinds)")
        #expect(found[2] as? Bool == true, "\(flags) \(kinds)")
      }
    }
  }
}
