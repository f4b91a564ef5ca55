#include "phrases.hpp"

namespace orkesta::conversation {
namespace {

constexpr std::array phrases{std::to_array<Phrase>(
    {{Template::greeting,
      "Olá! Você fala com o assistente da <business>. De qual produto você precisa?",
      "Olá de novo! Como posso ajudar?"},
     {Template::ask_need, "Claro. De qual produto você precisa e em que quantidade?",
      "Com prazer. Me diga o produto e a quantidade, por favor."},
     {Template::thanks, "De nada, foi um prazer!", "Às ordens. Posso ajudar em mais alguma coisa?"},
     {Template::goodbye, "Até logo! Estamos aqui quando você quiser.", "Tenha um bom dia."},
     {Template::not_understood,
      "Desculpe, não entendi bem. Qual produto você procura ou como posso ajudar?",
      "Desculpe, não ficou claro para mim. Você poderia dizer de outra forma?"},
     {Template::offer_person,
      "Acho que não estou entendendo bem. Você prefere falar com uma pessoa?", ""},
     {Template::faq, "Aqui está a informação: <answer>", ""},
     {Template::faq_missing, "Não tenho essa informação agora. Você quer falar com uma pessoa?",
      ""},
     {Template::card_removed,
      "Para sua segurança, não escreva dados de cartão neste chat: já apaguei o número. Em "
      "que mais posso ajudar?",
      ""},
     {Template::attachment,
      "Recebi seu arquivo, mas aqui só consigo ler texto. Você pode escrever o que precisa?", ""},
     {Template::empty_message, "Olá! Você pode escrever com palavras como posso ajudar?",
      "Não consigo ler texto na sua mensagem. O que você precisa?"},
     {Template::clarify_product, "Qual destes você procura?\n<options>",
      "Para não errar, a qual você se refere?\n<options>"},
     {Template::confirm_product, "Você se refere a <product>?",
      "Para confirmar: você procura <product>?"},
     {Template::clarify_size, "Que tamanho de <product> você precisa?\n<options>",
      "Falta o tamanho de <product>. Temos:\n<options>\nQual seria?"},
     {Template::clarify_colour, "De que cor você precisa <product>?\n<options>",
      "Falta a cor de <product>. Temos:\n<options>\nQual seria?"},
     {Template::clarify_model, "Qual modelo de <product> você precisa?\n<options>",
      "Há vários modelos de <product>:\n<options>\nQual seria?"},
     {Template::clarify_quantity, "Que quantidade de <product> você precisa? É vendido por <unit>.",
      "Só falta a quantidade de <product>. É vendido por <unit>. Quanto seria?"},
     {Template::clarify_unit,
      "Em que unidade você precisa de <product>? É vendido assim:\n<options>",
      "Não conheço essa unidade para <product>. Qual destas seria?\n<options>"},
     {Template::bad_quantity,
      "Não posso cotar essa quantidade de <product>: precisa ser maior que zero. É vendido por "
      "<unit>. Que quantidade você precisa?",
      "Não consigo aceitar essa quantidade de <product>, porque não é maior que zero. É vendido "
      "por <unit>. Quanto seria?"},
     {Template::quantity_too_large,
      "Essa quantidade de <product> é mais do que posso cotar. É vendido por <unit>. Que "
      "quantidade você precisa?",
      "Não consigo cotar tanto de <product>. É vendido por <unit>. Quanto seria?"},
     {Template::quote,
      "Aqui está seu orçamento <number>:\n<lines>\nTotal com impostos: <total>\nVálido até "
      "<valid>.<notes>\nVocê confirma?",
      ""},
     {Template::quote_revised,
      "Seu orçamento <number>, atualizado:\n<lines>\nTotal com impostos: <total>\nVálido até "
      "<valid>.<notes>\nVocê confirma assim?",
      ""},
     {Template::quote_repeated,
      "Seu orçamento <number> é válido até <valid>:\n<lines>\nTotal com impostos: "
      "<total>\nVocê confirma?",
      "O orçamento <number> é de <total>, com impostos, e vale até <valid>. Você confirma?"},
     {Template::confirm_accept, "Você confirma o orçamento <number> de <total>?", ""},
     {Template::quote_accepted,
      "Pronto! Confirmei seu pedido do orçamento <number> de <total>. Em breve entramos em "
      "contato sobre o pagamento e a entrega.",
      ""},
     {Template::already_accepted,
      "Seu pedido do orçamento <number> de <total> já está confirmado. Posso ajudar em mais "
      "alguma coisa?",
      ""},
     {Template::quote_rejected,
      "Certo, cancelei o orçamento <number>. Se precisar de algo mais tarde, estou aqui.", ""},
     {Template::what_to_change, "Sem problema. O que você gostaria de mudar no orçamento <number>?",
      ""},
     {Template::quote_expired,
      "O orçamento <number> já venceu e não posso aceitá-lo assim. Você quer que eu o "
      "atualize com os preços de hoje?",
      ""},
     {Template::nothing_to_accept,
      "Você ainda não tem um orçamento aberto. De qual produto você precisa e em que "
      "quantidade?",
      ""},
     {Template::approval_pending,
      "Recebi seu pedido. Uma pessoa da nossa equipe precisa autorizar; assim que responder, "
      "aviso você por aqui.",
      ""},
     {Template::approval_still_pending,
      "Seu pedido continua em análise com nossa equipe. Assim que responderem, aviso você por "
      "aqui.",
      "Ainda espero a resposta da nossa equipe sobre seu pedido. Aviso assim que tiver."},
     {Template::approval_granted,
      "Boas notícias! Seu pedido foi autorizado. Orçamento <number>:\n<lines>\nTotal com "
      "impostos: <total>\nVálido até <valid>.<notes>\nVocê confirma?",
      ""},
     {Template::approval_refused,
      "Consultei nossa equipe e por enquanto não é possível autorizar sua solicitação. Faço o "
      "orçamento de outra quantidade ou de outro produto?",
      ""},
     {Template::approval_expired,
      "Desculpe: não consegui a tempo a autorização da nossa equipe. Você quer que eu peça de "
      "novo?",
      ""},
     {Template::not_sold, "Não trabalhamos com esse produto. Posso ajudar com mais alguma coisa?",
      "Sinto muito, não vendemos esse produto. Você procura algo mais?"},
     {Template::not_sold_alternative,
      "Não trabalhamos com isso. O mais parecido que temos:\n<options>\nAlgum serve?", ""},
     {Template::not_sold_rest,
      "Não trabalhamos com uma parte do que você pede. Faço o orçamento do resto?", ""},
     {Template::minimum_order,
      "O pedido mínimo é de <limit> antes dos impostos e o seu não chega. O que mais você "
      "acrescenta?",
      ""},
     {Template::out_of_stock,
      "Não temos <product> suficiente em estoque. Há <stock>. Faço o orçamento dessa "
      "quantidade?",
      ""},
     {Template::cannot_price,
      "Não posso cotar esse pedido como está. Você pode me dizer de novo os produtos e as "
      "quantidades?",
      ""},
     {Template::handoff_confirmed,
      "Claro. Já avisei nossa equipe: uma pessoa vai atender você neste mesmo chat.",
      "Certo, vou passar você para uma pessoa da nossa equipe. Vão responder por aqui."},
     {Template::handoff_waiting,
      "Nossa equipe já tem sua solicitação. Uma pessoa vai responder por aqui.",
      "Já avisei uma pessoa da nossa equipe; ela responde por aqui assim que puder."},
     {Template::complaint,
      "Sinto muito pelo ocorrido. Você quer que uma pessoa da nossa equipe veja isso?", ""},
     {Template::objection_price,
      "Entendo. O preço melhora com a quantidade quando o produto tem preço por volume. Faço "
      "o orçamento de outra quantidade ou de outra opção?",
      "Compreendo. Você quer que eu faça o orçamento de outra quantidade ou de um produto "
      "parecido?"},
     {Template::objection_trust,
      "É natural querer ter certeza. Somos a <business>. O que você gostaria de saber antes "
      "de decidir?",
      ""},
     {Template::objection_timing, "Sem pressa. Fica tudo anotado aqui; me escreva quando quiser.",
      ""},
     {Template::discount_none,
      "Os preços por volume e as promoções vigentes já são aplicados no orçamento. De qual "
      "produto você precisa e em que quantidade?",
      ""},
     {Template::discount_pending,
      "Não posso dar descontos por minha conta. Já perguntei à nossa equipe; assim que "
      "responderem, aviso você por aqui.",
      ""},
     {Template::unsubscribed,
      "Pronto, não enviaremos mais mensagens. Se um dia precisar de algo, escreva para nós.", ""},
     {Template::order_status,
      "Seu pedido do orçamento <number> de <total> está confirmado e em andamento.", ""},
     {Template::no_order,
      "Não encontro um pedido confirmado neste chat. Você quer que uma pessoa da nossa equipe "
      "verifique?",
      ""},
     {Template::contact_noted, "Obrigado, já anotei seus dados. De qual produto você precisa?",
      "Anotado, obrigado. Em que mais posso ajudar?"},
     {Template::privacy, "Entendido, respeito sua decisão sobre seus dados.", ""},
     {Template::safe, "Com prazer ajudo você. Pode me dizer qual produto e que quantidade precisa?",
      "Você pode me contar um pouco mais do que precisa?"}})};
static_assert(is_complete(phrases));

}  // namespace

auto portuguese() -> std::span<const Phrase> { return phrases; }

}  // namespace orkesta::conversation
