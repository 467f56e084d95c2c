import Bytes
import Testing

@testable import Desk

@Suite struct EventJournalTests {
  private func change(_ ticket: Int64) -> TicketChange {
    let standing = TicketStanding(
      step: StepID(1),
      status: .pending,
      responsibility: .customer,
      attendant: nil
    )
    return TicketChange(
      ticket: TicketID(ticket),
      customer: CustomerID(3),
      customerType: .student,
      type: TicketTypeID(1),
      before: standing,
      after: standing
    )
  }

  @Test func `gives what came behind a place, in order`() {
    let journal = EventJournal()
    journal.publish([change(7), change(8)])
    journal.publish([])
    journal.publish([change(9)])
    #expect(journal.last == 3)
    #expect(journal.events(after: 0)?.map(\.ticket.rawValue) == [7, 8, 9])
    #expect(journal.events(after: 0)?.map(\.sequence) == [1, 2, 3])
    #expect(journal.events(after: 1, limit: 1)?.map(\.ticket.rawValue) == [8])
    #expect(journal.events(after: 3)?.isEmpty == true)
  }

  @Test func `says that events are gone, and never leaves a gap unsaid`() {
    let journal = EventJournal(limit: 10)
    for ticket in 1...100 { journal.publish([change(Int64(ticket))]) }
    for place in 0..<90 { #expect(journal.events(after: Int64(place)) == nil, "\(place)") }
    for place in 90...100 {
      let found = journal.events(after: Int64(place))?.map(\.sequence)
      #expect(found == Array(Int64(place)..<100).map { $0 + 1 }, "\(place)")
    }
  }

  /// Nobody counts by it what others do.
  @Test func `a position looks different each time, and is understood by its own journal alone`() {
    let (journal, other) = (EventJournal(), EventJournal())
    let texts = (0..<200).map { _ in journal.position(12_345) }
    #expect(Set(texts).count == 200)
    #expect(texts.allSatisfy { $0.utf8.count == 32 && journal.sequence(at: $0) == 12_345 })
    #expect(texts.allSatisfy { other.sequence(at: $0) == nil })
    for number: Int64 in [0, 1, -1, .max, .min] {
      #expect(journal.sequence(at: journal.position(number)) == number)
    }
  }

  @Test func `no text of somebody else is a position`() throws {
    let journal = EventJournal()
    let good = journal.position(5)
    var wrong = [
      "", "0", "5", String(good.dropLast()), good + "A", good + "=", "é" + good.dropFirst(),
    ]
    wrong.append(String(repeating: "A", count: 32))
    wrong.append(String(repeating: "A", count: 1 << 20))
    let digits = Array(good)
    for place in digits.indices {
      var changed = digits
      changed[place] = changed[place] == "A" ? "B" : "A"
      wrong.append(String(changed))
    }
    for text in wrong { #expect(journal.sequence(at: text) == nil, "\(text.prefix(40))") }
  }

  @Test func `tells its listener of each publication, until there is none`() {
    let journal = EventJournal()
    let told = CommitCount()
    journal.listen { told.raise() }
    journal.publish([change(1)])
    journal.publish([])
    #expect(told.count == 2, "sessions end by commits that change no ticket")
    journal.listen(nil)
    journal.publish([change(2)])
    #expect(told.count == 2)
  }
}
