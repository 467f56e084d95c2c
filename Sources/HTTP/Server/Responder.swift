/// An application and the state of one loop, on the loop's thread.
///
/// The loop calls it through one virtual call a request, so that nothing below an application is
/// generic over it.
class Responder {
  func respond(to request: Request, reply: Reply) {
    reply.send(Response(status: 404))
  }

  func turnEnded() {}
}

/// The responder of an application.
final class ApplicationResponder<Served: Application>: Responder {
  private let application: Served
  private var state: Served.LoopState

  init(_ application: Served) throws {
    self.application = application
    state = try application.makeLoopState()
  }

  override func respond(to request: Request, reply: Reply) {
    application.respond(to: request, on: &state, reply: reply)
  }

  override func turnEnded() {
    application.turnEnded(on: &state)
  }
}
