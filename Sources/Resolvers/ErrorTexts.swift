public import Desk
import GraphQL

/// The sentences of this house that people read, in the language they asked for.
///
/// The desk hands up codes and data; nothing else on this floor puts words together. What GraphQL and
/// HTTP say of faulty documents and requests is for developers, and English. A sentence never
/// names what the viewer may not see: unknown and forbidden are one sentence (L9, L16).
struct ErrorTexts: Sendable {
  let language: Language

  /// The sentence for what is wrong with a request.
  func sentence(for error: RequestError) -> String {
    switch error {
    case .unauthenticated:
      pick("Sign in first.", "Entre primeiro.")
    case .sessionEnded:
      pick(
        "The session is unknown or has ended: sign in again.",
        "A sessão não existe ou terminou: entre de novo."
      )
    case .overloaded:
      pick(
        "The server is busy: nothing was done, try again in a second.",
        "O servidor está ocupado: nada foi feito, tente de novo em um segundo."
      )
    case .pageSize(let argument):
      pick(
        "\"\(argument)\" must be from 0 to \(PageRequest.sizeMax).",
        "\"\(argument)\" deve ser de 0 a \(PageRequest.sizeMax)."
      )
    case .bothEnds:
      pick(
        "Give either \"first\" or \"last\", not both.",
        "Informe \"first\" ou \"last\", não os dois."
      )
    case .cursor(let argument):
      pick(
        "\"\(argument)\" is not a cursor of this list.",
        "\"\(argument)\" não é um cursor desta lista."
      )
    case .idOrNumber:
      pick(
        "Give exactly one of \"id\" and \"number\".",
        "Informe exatamente um entre \"id\" e \"number\"."
      )
    case .tooManyIDs:
      pick(
        "Give at most \(Limits.nodesMaximum) ids.",
        "Informe no máximo \(Limits.nodesMaximum) ids."
      )
    case .explainedPlace:
      pick(
        "Give \"ticket\", and \"user\" if you like; or \"step\" with one of \"customerType\" and "
          + "\"customer\", and \"status\" and \"responsibility\" if you like.",
        "Informe \"ticket\", e \"user\" se quiser; ou \"step\" com um entre \"customerType\" e "
          + "\"customer\", e \"status\" e \"responsibility\" se quiser."
      )
    case .count, .filterTooDeep, .filterTooLarge, .moment, .day, .searchTooLong,
      .searchTooManyWords:
      sentence(forSearch: error)
    case .idOrView, .notFollowed, .noQueue, .accessChanged, .eventsLost, .tooManySubscriptions:
      sentence(forEvents: error)
    case .lens(let refusal): sentence(for: refusal)
    case .lensReason: lensReason
    case .tooManyDocuments:
      pick(
        "One operation may ask about documents of \(Limits.documentBytes / 1_024) KiB together.",
        "Uma operação pode perguntar sobre documentos de \(Limits.documentBytes / 1_024) KiB ao todo."
      )
    }
  }

  /// The error of the response for what is wrong with a request.
  func error(_ error: RequestError) -> GraphQLError {
    GraphQLError(sentence(for: error), code: error.code)
  }

  /// The sentence for what kept a mutation from being done.
  func sentence(for problem: Problem) -> String {
    if let finding = problem.finding { return sentence(for: finding) }
    if let label = problem.parameterLabel, let named = sentence(for: problem.code, of: label) {
      return named
    }
    return sentence(for: problem.code)
  }

  /// The sentence that names a parameter by its label; `nil` for a code that has none.
  private func sentence(for code: ProblemCode, of label: String) -> String? {
    switch code {
    case .parameterReadOnly:
      pick("\"\(label)\" cannot be changed now.", "\"\(label)\" não pode ser alterado agora.")
    case .parameterRequired:
      pick("Fill in \"\(label)\".", "Preencha \"\(label)\".")
    case .invalidValue:
      pick("The value of \"\(label)\" does not fit.", "O valor de \"\(label)\" não é válido.")
    default: nil
    }
  }

  private func sentence(for code: ProblemCode) -> String {
    switch code {
    case .invalidCredentials:
      pick("User code or password is wrong.", "Usuário ou senha incorretos.")
    case .tooManyAttempts:
      pick(
        "Too many attempts. Try again in a minute.",
        "Muitas tentativas. Tente de novo em um minuto."
      )
    case .notPermitted:
      pick("You may not do this.", "Você não tem permissão para isso.")
    case .notFound:
      pick("This does not exist, or you may not see it.", "Não existe ou não está disponível.")
    case .parameterUnknown:
      pick("There is no such parameter.", "Este parâmetro não existe.")
    case .parameterReadOnly:
      pick("This cannot be changed now.", "Isto não pode ser alterado agora.")
    case .parameterRequired:
      pick("Something has to be filled in first.", "Falta preencher um campo.")
    case .invalidValue:
      pick("The value does not fit.", "O valor não é válido.")
    case .required:
      pick("Something is missing here.", "Falta informar este dado.")
    case .unknownCondition:
      pick("The step has no such condition.", "A etapa não tem esta condição.")
    case .unknownReason:
      pick("This reason cannot be given here.", "Este motivo não pode ser usado aqui.")
    case .conflict:
      pick(
        "This has changed meanwhile. Read it again.",
        "Isto foi alterado nesse meio-tempo. Leia de novo."
      )
    case .idempotencyKeyReused:
      pick(
        "This idempotency key was used for something else.",
        "Esta chave de idempotência já foi usada para outra solicitação."
      )
    case .alreadyExists, .inUse, .limitReached, .fileTooLarge, .alreadyDecided, .alreadyAssigned,
      .noWayOut, .lastAdministrator, .notADraft, .workflowHasErrors:
      objection(code)
    case .attendantNotConfigured:
      pick(
        "No attendant is configured for customers' moves. Tell an administrator.",
        "Nenhum atendente está configurado nos parâmetros gerais. Avise um administrador."
      )
    case .awaitingAttendant, .awaitingCustomer, .ticketPending, .ticketCompleted,
      .ticketCancelled, .notCancelled, .onlyCustomers, .onlyAttendants, .onlyAdministrators,
      .dependantReadOnly, .rulesUnreadable:
      refusal(code)
    }
  }

  /// The sentence for what the state of the desk's own objects stands against.
  private func objection(_ code: ProblemCode) -> String {
    switch code {
    case .alreadyExists:
      pick("There is another one with this key.", "Já existe outro com esta chave.")
    case .inUse:
      pick("It is in use, so it cannot be removed.", "Está em uso e não pode ser removido.")
    case .limitReached:
      pick("There are as many as there may be.", "O número máximo foi atingido.")
    case .fileTooLarge:
      pick("The file is larger than may be sent.", "O arquivo é maior do que o permitido.")
    case .alreadyDecided:
      pick("The understanding was decided before.", "O entendimento já foi decidido.")
    case .alreadyAssigned:
      pick(
        "The ticket is in these hands already.",
        "O atendimento já está com este atendente."
      )
    case .noWayOut:
      pick("No way leads out of this step.", "Não há saída desta etapa.")
    case .lastAdministrator:
      pick(
        "Nobody would be left to administer the desk.",
        "Não restaria ninguém para administrar o atendimento."
      )
    case .workflowHasErrors:
      pick(
        "Tickets would be stuck in a type that you cannot see.",
        "Atendimentos ficariam parados em um tipo que você não vê."
      )
    case .notADraft:
      pick(
        "This version of the rules is published: begin a new draft.",
        "Esta versão das regras está publicada: comece um novo rascunho."
      )
    default: pick("This cannot be done.", "Isto não pode ser feito.")
    }
  }

  /// The sentence for what the table of actions refuses.
  private func refusal(_ code: ProblemCode) -> String {
    switch code {
    case .awaitingAttendant:
      pick("It is the attendant's turn.", "O atendimento aguarda o atendente.")
    case .awaitingCustomer:
      pick("It is the customer's turn.", "O atendimento aguarda o cliente.")
    case .ticketPending:
      pick("The ticket was not handed over yet.", "O atendimento ainda não foi encaminhado.")
    case .ticketCompleted:
      pick("The ticket is completed.", "O atendimento está concluído.")
    case .ticketCancelled:
      pick("The ticket is cancelled.", "O atendimento está cancelado.")
    case .notCancelled:
      pick(
        "Only a cancelled ticket can be deleted.",
        "Só um atendimento cancelado pode ser excluído."
      )
    case .onlyCustomers:
      pick("Only customers can do this.", "Só clientes podem fazer isso.")
    case .onlyAttendants:
      pick("Only attendants can do this.", "Só atendentes podem fazer isso.")
    case .onlyAdministrators:
      pick("Only administrators can do this.", "Só administradores podem fazer isso.")
    case .dependantReadOnly:
      pick(
        "You read the tickets of your dependant; only they can change them.",
        "Você acompanha os atendimentos do seu dependente; só ele pode alterá-los."
      )
    case .rulesUnreadable:
      pick(
        "Nothing can be changed for the moment. Try again later, and tell an administrator.",
        "Nada pode ser alterado no momento. Tente mais tarde e avise um administrador."
      )
    default: pick("This cannot be done.", "Isto não pode ser feito.")
    }
  }

  func pick(_ english: String, _ portuguese: String) -> String {
    switch language {
    case .english: english
    case .portuguese: portuguese
    }
  }
}

extension Language {
  /// The language to answer in.
  ///
  /// - Parameter wanted: What the client would have, best first (BCP 47); the first that there is
  ///   wins, by its primary subtag.
  /// - Returns: `nil` where it wants none that there is.
  public static func best(of wanted: [String]) -> Language? {
    for tag in wanted {
      let primary = tag.utf8.prefix { $0 != UInt8(ascii: "-") }.map { $0 | 0x20 }
      if primary == Array("en".utf8) { return .english }
      if primary == Array("pt".utf8) { return .portuguese }
    }
    return nil
  }
}
