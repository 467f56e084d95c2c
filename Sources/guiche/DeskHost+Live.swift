import Desk
import GraphQL
import Resolvers
import Server

/// Subscriptions.
extension DeskHost {
  func subscribe(
    to operation: PlannedOperation,
    for viewer: Viewer,
    credentials: Credentials,
    after position: String?,
    on reader: inout DeskReader,
    receiver: any EventReceiver
  ) -> (any LiveSubscription)? {
    let caller = caller(viewer, credentials)
    guard viewer.lens == nil, credentials.lens == nil else {
      receiver.end(.failed([refusal(.notPermitted, viewer, credentials).error]))
      return nil
    }
    // Before it is judged: what happens meanwhile is told.
    var since = desk.events.last
    if let position {
      guard let place = desk.events.sequence(at: position),
        desk.events.events(after: place, limit: 0) != nil
      else {
        receiver.end(.failed([caller.eventsLost]))
        return nil
      }
      since = place
    }
    let topic: EventTopic
    do {
      // The turn may have begun before the last event: a ticket that it deleted is not followed.
      try reader.openTurn()
      let context = RequestContext(caller, reader: reader)
      let source = try reader.snapshot {
        Result { () throws(RequestErrors) -> EventTopic in
          try executor.source(of: operation, context: context)
        }
      }
      topic = try source.get()
    } catch let error as RequestErrors {
      receiver.end(.failed(error.errors))
      return nil
    } catch {
      receiver.end(.failed(failure("subscription failed", error).errors))
      return nil
    }
    receiver.reach(desk.events.position(since))
    return events.add(
      NewSubscription(
        key: FollowerGroup.Key(
          question: FollowerGroup.Question(operation: operation, topic: topic),
          token: credentials.token,
          languages: credentials.languages
        ),
        credentials: credentials,
        viewer: viewer,
        follower: Follower(receiver, since: since)
      )
    )
  }

  func watchSession(
    of viewer: Viewer,
    credentials: Credentials,
    receiver: any EventReceiver
  ) -> (any LiveSubscription)? {
    guard credentials.token != nil else { return nil }
    return events.add(
      NewSubscription(
        key: FollowerGroup.Key(
          question: nil,
          token: credentials.token,
          languages: credentials.languages
        ),
        credentials: credentials,
        viewer: viewer,
        follower: Follower(receiver, since: desk.events.last)
      )
    )
  }

  func quota(of viewer: Viewer, credentials: Credentials) -> Quota {
    viewer.isAnonymous ? .address(credentials.remoteAddress) : .user(viewer.user.rawValue)
  }
}
