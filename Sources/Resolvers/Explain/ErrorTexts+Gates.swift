import Desk

/// The sentences of the gates between a user and a parameter, for administrators.
extension ErrorTexts {
  /// What was found at a gate.
  ///
  /// - Parameters:
  ///   - gate: The gate.
  ///   - parameter: What the parameter is called.
  ///   - step: What the ticket's step is called; `nil` where there is none.
  /// - Returns: A sentence or two.
  func sentence(for gate: AccessGate, of parameter: String, at step: String?) -> String {
    switch gate.finding {
    case .passed: passed(gate.kind)
    case .disabled: pick("The user is disabled.", "O usuário está desativado.")
    case .noPassword: pick("The user has no password.", "O usuário não tem senha.")
    case .noPermission:
      pick("The user's profile does not grant PORTAL.", "O perfil do usuário não concede PORTAL.")
    case .typeBlocked:
      pick(
        "The user's profile blocks the ticket's type.",
        "O perfil do usuário bloqueia o tipo do atendimento."
      )
    case .desk:
      pick(
        "The user works at the desk, for every customer.",
        "O usuário trabalha no atendimento, para todos os clientes."
      )
    case .identities(let identities, let passedOver): found(identities, passedOver)
    case .owner(let identity):
      pick(
        "The ticket is of \(name(identity)), whom the user stands for.",
        "O atendimento é de \(name(identity)), que o usuário representa."
      )
    case .guardian(let dependant):
      pick(
        "The ticket is of \"\(dependant.name)\", a dependant of the user, who only reads it.",
        "O atendimento é de \"\(dependant.name)\", dependente do usuário, que só o acompanha."
      )
    case .notTheirs(nil):
      pick(
        "The ticket is of a customer whom the user does not stand for.",
        "O atendimento é de um cliente que o usuário não representa."
      )
    case .notTheirs(let record?):
      pick(
        "The ticket is of \(name(record)), whose record has the user's code. It does not count, "
          + "because a contact with the code was found first.",
        "O atendimento é de \(name(record)), cujo cadastro tem o código do usuário. Ele não conta, "
          + "porque um contato com o código foi encontrado primeiro."
      )
    case .locked(let lock): reason(lock, of: Situation.nowhere)
    case .stepUnknown: reason(.unknown(.step), of: Situation.nowhere)
    case .decided(let decision): sentence(for: decision, of: parameter, at: step)
    }
  }

  private func passed(_ gate: AccessGate.Kind) -> String {
    switch gate {
    case .signIn: pick("The user can sign in.", "O usuário pode entrar.")
    case .permission:
      pick("The user's profile grants PORTAL.", "O perfil do usuário concede PORTAL.")
    case .type:
      pick(
        "The user's profile does not block the ticket's type.",
        "O perfil do usuário não bloqueia o tipo do atendimento."
      )
    case .identity: pick("The user was found.", "O usuário foi encontrado.")
    case .ownership: pick("The ticket is the user's.", "O atendimento é do usuário.")
    case .state:
      pick(
        "The ticket's state lets this side write.",
        "A situação do atendimento permite que este lado escreva."
      )
    case .step: pick("The workflow knows the ticket's step.", "O fluxo conhece a etapa.")
    case .field: pick("The rules show it.", "As regras o mostram.")
    }
  }

  private func found(_ identities: [Identity], _ passedOver: [Identity]) -> String {
    guard !identities.isEmpty else {
      return pick(
        "The user's code is at no customer and at no contact.",
        "O código do usuário não está em nenhum cliente nem contato."
      )
    }
    let names = identities.map(name).joined(separator: "; ")
    var text = pick(
      "The user's code was found at: \(names).",
      "O código do usuário foi encontrado em: \(names)."
    )
    if !passedOver.isEmpty {
      let records = passedOver.map(name).joined(separator: "; ")
      text += pick(
        " It does not count at: \(records); a contact was found first.",
        " Não conta em: \(records); um contato foi encontrado primeiro."
      )
    }
    return text
  }

  /// A customer, and the contact where there is one.
  private func name(_ identity: Identity) -> String {
    let customer = "\(kind(identity.type)) \"\(identity.name)\""
    guard case .contact(_, let contact) = identity.via else { return customer }
    return pick("contact \"\(contact)\" of \(customer)", "contato \"\(contact)\" de \(customer)")
  }

  /// What an administrator can do so that a gate opens; `nil` where it is open, or nothing can be
  /// done.
  func fix(for gate: AccessGate, of parameter: String, at step: String?) -> String? {
    guard gate.stops != nil else { return nil }
    switch gate.finding {
    case .disabled: return pick("Enable the user.", "Ative o usuário.")
    case .noPassword: return pick("Give the user a password.", "Defina uma senha para o usuário.")
    case .noPermission:
      return pick(
        "Grant PORTAL to the profile, or give the user another profile.",
        "Conceda PORTAL ao perfil, ou dê outro perfil ao usuário."
      )
    case .typeBlocked:
      return pick("Unblock the type in the profile.", "Desbloqueie o tipo no perfil.")
    case .identities, .notTheirs(nil):
      return pick(
        "Put the user's code at the customer, or at a contact of the customer.",
        "Informe o código do usuário no cliente, ou em um contato do cliente."
      )
    case .notTheirs:
      return pick(
        "Make a contact with the user's code at this customer, or take the code off the other one.",
        "Crie um contato com o código do usuário neste cliente, ou retire o código do outro."
      )
    case .locked(.locked(.awaitingAttendant)):
      return pick(
        "The attendant forwards the ticket to the customer.",
        "O atendente encaminha o atendimento ao cliente."
      )
    case .locked(.locked(.awaitingCustomer)), .locked(.locked(.ticketPending)):
      return pick("The customer submits the ticket.", "O cliente encaminha o atendimento.")
    case .decided(let decision): return fix(for: decision, of: parameter, at: step)
    case .passed, .desk, .owner, .guardian, .locked, .stepUnknown: return nil
    }
  }

  private func fix(
    for decision: AccessDecision,
    of parameter: String,
    at step: String?
  ) -> String? {
    guard case .flag(let flag, let isRefinement) = decision.ruled.because else { return nil }
    let name = AccessFlag(flag)?.ruleName ?? ""
    let people = people(decision.situation.customerType)
    let english = isRefinement ? "the refinement for \(people) of " : ""
    let portuguese = isRefinement ? "do refinamento para \(people) de " : "de "
    return pick(
      "In a draft of the rules, take the flag \(name) off \(english)\"\(parameter)\" at the step "
        + "\"\(step ?? "")\", and publish it.",
      "Em um rascunho das regras, retire a marca \(name) \(portuguese)\"\(parameter)\" na etapa "
        + "\"\(step ?? "")\", e publique-o."
    )
  }
}

extension Situation {
  /// A situation for reasons that name none.
  fileprivate static let nowhere = Situation(
    audience: .online,
    customerType: nil,
    type: .unknown,
    step: .unknown,
    parameter: .unknown,
    status: nil,
    responsibility: nil
  )
}
