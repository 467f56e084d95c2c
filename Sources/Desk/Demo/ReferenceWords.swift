/// A vocabulary of a few thousand words that read like Portuguese, and texts made of it.
///
/// A search finds in it what it finds in real texts: words that stand everywhere, words that stand
/// in one of a thousand texts, and forms of one root.
struct ReferenceWords: Sendable {
  /// Words as UTF-8, the frequent ones first.
  private let content: [[UInt8]]
  private let joints: [[UInt8]]

  init(seed: UInt64) {
    var random = ReferenceRandom(seed: seed, stream: Self.stream)
    joints = Self.jointText.split(separator: " ").map { Array($0.utf8) }
    let topics = Self.topicText.split(separator: " ").map { String($0) }
    var known = Set(topics)
    var made: [String] = []
    let prefixes = Self.prefixText.split(separator: " ").map { $0 == "-" ? "" : $0 }
    let roots = Self.rootText.split(separator: " ")
    let endings = Self.endingText.split(separator: " ")
    while made.count < Self.madeWords {
      let word = "\(random.one(of: prefixes))\(random.one(of: roots))\(random.one(of: endings))"
      if known.insert(word).inserted { made.append(word) }
    }
    content = (topics + made).map { Array($0.utf8) }
  }

  /// How many words there are that mean something.
  var count: Int { content.count }

  /// A line of some words, the first with a capital.
  func line(of words: Int, _ random: inout ReferenceRandom) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(words * 9)
    append(sentenceOf: words, to: &text, &random)
    return text
  }

  /// A text of sentences with some words in all.
  func text(of words: Int, _ random: inout ReferenceRandom) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(words * 9)
    var rest = words
    while rest > 0 {
      let length = min(rest, 5 + random.below(9))
      if !text.isEmpty { text.append(UInt8(ascii: " ")) }
      append(sentenceOf: length, to: &text, &random)
      text.append(UInt8(ascii: random.happens(8) ? "?" : "."))
      rest -= length
    }
    return text
  }

  /// Two words in three mean something; the others join them.
  private func append(
    sentenceOf words: Int,
    to text: inout [UInt8],
    _ random: inout ReferenceRandom
  ) {
    let start = text.count
    for place in 0..<words {
      if place > 0 { text.append(UInt8(ascii: " ")) }
      let isJoint = place > 0 && place + 1 < words && random.below(3) == 0
      text += isJoint ? joints[random.skewed(below: joints.count)] : word(&random)
    }
    let first = text[start]
    if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) { text[start] = first - 32 }
  }

  private func word(_ random: inout ReferenceRandom) -> [UInt8] {
    content[random.skewed(below: content.count)]
  }

  private static let stream: UInt64 = 1 << 40
  private static let madeWords = 3_000

  private static let jointText = """
    de a o que e do da em um para com uma os no se na por mais as dos como mas ao ele das seu sua ou \
    quando muito nos já eu também só pelo pela até isso ela entre depois sem mesmo aos seus quem nas \
    me esse eles você essa num nem suas meu às minha numa pelos qual lhe deles este pelas aquele
    """
  private static let topicText = """
    prazo documento pedido boleto pagamento matrícula diploma certificado declaração histórico aula \
    professor aluno turma curso disciplina nota prova trabalho bolsa desconto contrato proposta visita \
    técnico garantia defeito peça equipamento projetor lousa carteira armário mesa cadeira sala prédio \
    biblioteca secretaria coordenação financeiro suporte comercial atendimento solicitação resposta \
    retorno análise correção segunda via senha acesso portal sistema cadastro endereço telefone e-mail \
    nome data hora semana mês ano início término entrega correio retirada assinatura carimbo livro \
    registro cópia original identidade certidão comprovante residência renda responsável filho mãe pai \
    transferência trancamento rematrícula cancelamento reembolso multa juros parcela vencimento recibo \
    fatura imposto orçamento compra venda produto serviço qualidade reclamação elogio sugestão dúvida \
    urgente importante amanhã ontem hoje manhã tarde noite reunião agenda horário calendário feriado \
    férias estágio convênio empresa instituição unidade campus laboratório computador impressora rede \
    internet arquivo anexo imagem foto laudo relatório parecer aprovação recusa motivo justificativa
    """
  private static let prefixText = "- - - re des in pre contra sobre inter trans sub"
  private static let rootText = """
    form port cur vend not trat cas marc fech abr mont test pint grav salv limp cort junt sold torn \
    mud volt cham fal escrev conta pens cri plan dat med pes reg leg fund mov lig solt parti serv \
    guard most ganh perd troc envi receb aval indic aplic verific publi justific modific organiz \
    realiz utiliz analis control regul calcul articul
    """
  private static let endingText = """
    ar ado ada ador adora ação ações amento amentos ável áveis ante ança ido ida imento ista ismo \
    agem ura oso osa ivo iva al ário ária
    """
}
