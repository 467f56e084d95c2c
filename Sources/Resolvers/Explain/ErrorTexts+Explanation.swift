import Desk

/// The sentences that explain a decision to administrators.
extension ErrorTexts {
  /// What a side has of a parameter, and why.
  ///
  /// - Parameters:
  ///   - decision: The decision.
  ///   - parameter: What the parameter is called.
  ///   - step: What the step is called; `nil` where there is none.
  /// - Returns: Two sentences.
  func sentence(
    for decision: AccessDecision,
    of parameter: String,
    at step: String?
  ) -> String {
    let place = step.map { pick(" at the step \"\($0)\"", " na etapa \"\($0)\"") } ?? ""
    return "\(outcome(of: decision, parameter, place)) \(reason(of: decision))"
  }

  /// That a parameter is hidden, and why.
  func sentence(for hiding: Hiding, of parameter: String, at step: String?) -> String {
    let place = step.map { pick(" at the step \"\($0)\"", " na etapa \"\($0)\"") } ?? ""
    let hidden = hidden(parameter, hiding.situation, place)
    return "\(hidden) \(reason(hiding.because, of: hiding.situation))"
  }

  private func outcome(
    of decision: AccessDecision,
    _ parameter: String,
    _ place: String
  ) -> String {
    let situation = decision.situation
    let side = side(of: situation)
    if decision.access.because == .administratorReads {
      return hidden(parameter, situation, place)
        + pick(" An administrator reads it all the same.", " Um administrador o lê mesmo assim.")
    }
    switch decision.access.exposure {
    case .hidden: return hidden(parameter, situation, place)
    case .readOnly:
      return pick(
        "\"\(parameter)\" is read-only for \(side)\(place).",
        "O campo \"\(parameter)\" é somente leitura para \(side)\(place)."
      )
    case .writable where decision.access.isRequired:
      return pick(
        "\"\(parameter)\" can be written by \(side)\(place), and has to be filled in before the "
          + "ticket moves on.",
        "O campo \"\(parameter)\" pode ser preenchido por \(side)\(place), e é obrigatório para o "
          + "atendimento seguir."
      )
    case .writable:
      return pick(
        "\"\(parameter)\" can be written by \(side)\(place).",
        "O campo \"\(parameter)\" pode ser preenchido por \(side)\(place)."
      )
    }
  }

  private func hidden(_ parameter: String, _ situation: Situation, _ place: String) -> String {
    let side = side(of: situation)
    return pick(
      "\"\(parameter)\" is hidden from \(side)\(place).",
      "O campo \"\(parameter)\" está oculto para \(side)\(place)."
    )
  }

  private func reason(of decision: AccessDecision) -> String {
    let required = Because.flag(.required, isRefinement: decision.isRefined(.required))
    let isAsked = decision.access.isRequired
    return reason(isAsked ? required : decision.ruled.because, of: decision.situation)
  }

  /// Why a decision is what it is.
  func reason(_ because: Because, of situation: Situation) -> String {
    switch because {
    case .nothingForbids:
      return pick("No flag and no lock forbids it.", "Nenhuma marca e nenhum bloqueio o impede.")
    case .unknown(.customerType):
      return pick(
        "The ticket's customer type cannot be read.",
        "O tipo de cliente do atendimento não pode ser lido."
      )
    case .unknown(.step):
      return pick(
        "The workflow does not know the step.",
        "O fluxo não conhece a etapa."
      )
    case .unknown(.parameter):
      return pick("The type has no such parameter.", "O tipo não tem este parâmetro.")
    case .unknown(.state):
      return pick(
        "The ticket's state cannot be read.",
        "A situação do atendimento não pode ser lida."
      )
    case .unreadableRule:
      return pick(
        "The rule there cannot be read, so it hides.",
        "A regra ali não pode ser lida, por isso oculta."
      )
    case .flag(let flag, let isRefinement):
      let name = AccessFlag(flag)?.ruleName ?? ""
      guard isRefinement else {
        return pick(
          "The flag \(name) is set there for every customer type.",
          "A marca \(name) vale ali para todos os tipos de cliente."
        )
      }
      let people = people(situation.customerType)
      return pick(
        "The refinement for \(people) adds the flag \(name) there.",
        "O refinamento para \(people) acrescenta ali a marca \(name)."
      )
    case .locked(let refusal): return sentence(for: Problem(ProblemCode(refusal)))
    case .neverWritten:
      return pick(
        "It grows by what happens and is never written by hand.",
        "Ele cresce com o que acontece e nunca é escrito à mão."
      )
    case .administratorReads:
      return pick("An administrator reads everything.", "Um administrador lê tudo.")
    }
  }

  /// Those whom a situation is about.
  private func side(of situation: Situation) -> String {
    let people = people(situation.customerType)
    guard situation.audience == .desk else { return people }
    return pick(
      "attendants, in tickets of \(people),",
      "atendentes, em atendimentos de \(people),"
    )
  }

  /// Customers of a type, many of them.
  func people(_ type: CustomerType?) -> String {
    switch type {
    case .client: pick("clients", "clientes")
    case .person: pick("persons", "pessoas")
    case .student: pick("students", "alunos")
    case .teacher: pick("teachers", "professores")
    case .prospect: pick("prospects", "prospects")
    case nil: pick("customers", "clientes")
    }
  }

  /// A customer of a type.
  func kind(_ type: CustomerType) -> String {
    switch type {
    case .client: pick("client", "cliente")
    case .person: pick("person", "pessoa")
    case .student: pick("student", "aluno")
    case .teacher: pick("teacher", "professor")
    case .prospect: pick("prospect", "prospect")
    }
  }
}
