import Desk
import GraphQL

extension ErrorTexts {
  /// The sentence for why a lens is not put on somebody.
  func sentence(for refusal: LensRefusal) -> String {
    switch refusal {
    case .notPermitted:
      pick(
        "Only an administrator who is signed in may look as somebody else.",
        "Só um administrador que entrou com senha pode ver como outra pessoa."
      )
    case .malformed:
      pick(
        "Say whom: \"user:\" and the id or the code of a user, or \"customer:\" and the id of a "
          + "customer. What the rules alone give a customer type at a step is answered by the field "
          + "syntheticView.",
        "Diga quem: \"user:\" e o id ou o código de um usuário, ou \"customer:\" e o id de um "
          + "cliente. O que as regras dão a um tipo de cliente em uma etapa é respondido pelo campo "
          + "syntheticView."
      )
    case .unknownUser: pick("There is no such user.", "Este usuário não existe.")
    case .disabledUser:
      pick(
        "The user is disabled, and so gets nothing.",
        "O usuário está desativado e por isso não recebe nada."
      )
    case .noUserOfCustomer:
      pick(
        "There is no such customer, or no user who stands for it.",
        "Este cliente não existe ou nenhum usuário o representa."
      )
    case .administrator:
      pick(
        "The user is an administrator too: there is nothing to look through.",
        "O usuário também é administrador: não há o que ver por ele."
      )
    }
  }

  /// The error of a selection that the schema of the user who is looked as refuses.
  ///
  /// - Parameter errors: What that user would be told, the first of which is named.
  /// - Returns: An error at the place of the first.
  func error(refusedBySchema errors: [GraphQLError]) -> GraphQLError {
    let first = errors.first
    let reason = first?.message ?? ""
    return GraphQLError(
      pick(
        "The schema of this user refuses the selection: \(reason)",
        "O esquema deste usuário recusa a seleção: \(reason)"
      ),
      at: first?.locations ?? [],
      code: "LENS_SCHEMA"
    )
  }

  /// The sentence for a reason that the audit log does not take.
  var lensReason: String {
    pick(
      "\"reason\" may have \(Limits.lensReason) characters, in one line.",
      "\"reason\" pode ter \(Limits.lensReason) caracteres, em uma linha."
    )
  }
}
