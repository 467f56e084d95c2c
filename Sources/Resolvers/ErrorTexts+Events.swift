public import GraphQL
import Desk

extension ErrorTexts {
  /// The sentence for what keeps a subscription from beginning, or from going on.
  func sentence(forEvents error: RequestError) -> String {
    switch error {
    case .idOrView:
      pick(
        "Give exactly one of \"id\" and \"view\".",
        "Informe exatamente um entre \"id\" e \"view\"."
      )
    case .notFollowed: sentence(for: Problem(.notFound))
    case .noQueue:
      pick(
        "Only an attendant has a queue of their own: leave \"mine\" out.",
        "Só um atendente tem uma fila própria: deixe \"mine\" de fora."
      )
    case .accessChanged:
      pick(
        "What you may see has changed: ask for the state again, and then for its events.",
        "O que você pode ver mudou: consulte o estado de novo e depois os seus eventos."
      )
    case .tooManySubscriptions:
      pick(
        "Your subscriptions together ask for too much at one event: end some, or select less.",
        "Suas assinaturas juntas pedem demais em um evento: encerre algumas ou selecione menos."
      )
    case .eventsLost:
      pick(
        "Events since then are not kept any more: ask for the state again, and then for its events.",
        "Os eventos desde então não são mais guardados: consulte o estado de novo e depois os "
          + "seus eventos."
      )
    default: ""
    }
  }
}

extension Caller {
  /// The error that ends the streams of a viewer who may see something else by now.
  public var accessChanged: GraphQLError { ErrorTexts(language: language).error(.accessChanged) }

  /// The error of a subscription beyond what a user's may ask for together.
  public var tooManySubscriptions: GraphQLError {
    ErrorTexts(language: language).error(.tooManySubscriptions)
  }

  /// The error of a receiver that comes back too late, or with a place that is none of ours.
  public var eventsLost: GraphQLError { ErrorTexts(language: language).error(.eventsLost) }
}
