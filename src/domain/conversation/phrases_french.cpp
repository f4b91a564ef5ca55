#include "phrases.hpp"

namespace orkesta::conversation {
namespace {

constexpr std::array phrases{std::to_array<Phrase>(
    {{Template::greeting,
      "Bonjour ! Vous êtes avec l'assistant de <business>. De quel produit avez-vous besoin ?",
      "Re-bonjour ! Comment puis-je vous aider ?"},
     {Template::ask_need, "Bien sûr. De quel produit avez-vous besoin, et en quelle quantité ?",
      "Volontiers. Indiquez-moi le produit et la quantité, s'il vous plaît."},
     {Template::thanks, "Je vous en prie !", "Avec plaisir. Puis-je vous aider pour autre chose ?"},
     {Template::goodbye, "À bientôt ! Nous sommes là quand vous le souhaitez.",
      "Bonne journée à vous."},
     {Template::not_understood,
      "Désolé, je n'ai pas bien compris. Quel produit cherchez-vous, ou comment puis-je vous "
      "aider ?",
      "Pardon, ce n'était pas clair pour moi. Pourriez-vous le dire autrement ?"},
     {Template::offer_person,
      "Je crois que je vous comprends mal. Préférez-vous parler à une personne ?", ""},
     {Template::faq, "Voici l'information demandée : <answer>", ""},
     {Template::faq_missing, "Je n'ai pas cette information. Voulez-vous parler à une personne ?",
      ""},
     {Template::card_removed,
      "Pour votre sécurité, n'écrivez pas de données de carte dans ce chat : j'ai déjà effacé "
      "le numéro. Comment puis-je encore vous aider ?",
      ""},
     {Template::attachment,
      "J'ai reçu votre fichier, mais je ne lis que du texte ici. Pouvez-vous écrire ce dont "
      "vous avez besoin ?",
      ""},
     {Template::empty_message,
      "Bonjour ! Pouvez-vous écrire avec des mots comment je peux vous aider ?",
      "Je ne lis aucun texte dans votre message. De quoi avez-vous besoin ?"},
     {Template::clarify_product, "Lequel de ceux-ci cherchez-vous ?\n<options>",
      "Pour être sûr, duquel parlez-vous ?\n<options>"},
     {Template::confirm_product, "S'agit-il de <product> ?",
      "Pour confirmer : cherchez-vous <product> ?"},
     {Template::clarify_size, "Quelle taille de <product> vous faut-il ?\n<options>",
      "Il me manque la taille de <product>. Nous avons :\n<options>\nLaquelle ?"},
     {Template::clarify_colour, "De quelle couleur vous faut-il <product> ?\n<options>",
      "Il me manque la couleur de <product>. Nous avons :\n<options>\nLaquelle ?"},
     {Template::clarify_model, "Quel modèle de <product> vous faut-il ?\n<options>",
      "Il y a plusieurs modèles de <product> :\n<options>\nLequel ?"},
     {Template::clarify_quantity, "Quelle quantité de <product> vous faut-il ? Vendu par <unit>.",
      "Il ne me manque que la quantité de <product>. Vendu par <unit>. Combien en faut-il ?"},
     {Template::clarify_unit, "Dans quelle unité vous faut-il <product> ? Vendu ainsi :\n<options>",
      "Je ne connais pas cette unité pour <product>. Laquelle de celles-ci ?\n<options>"},
     {Template::bad_quantity,
      "Je ne peux pas chiffrer cette quantité de <product> : elle doit dépasser zéro. Vendu par "
      "<unit>. Quelle quantité vous faut-il ?",
      "Je ne peux pas prendre cette quantité de <product>, car elle ne dépasse pas zéro. Vendu par "
      "<unit>. Combien en faut-il ?"},
     {Template::quantity_too_large,
      "Cette quantité de <product> dépasse ce que je peux chiffrer. Vendu par <unit>. Quelle "
      "quantité vous faut-il ?",
      "Je ne peux pas chiffrer autant de <product>. Vendu par <unit>. Combien en faut-il ?"},
     {Template::quote,
      "Voici votre devis <number> :\n<lines>\nTotal taxes comprises : <total>\nValable "
      "jusqu'au <valid>.<notes>\nLe confirmez-vous ?",
      ""},
     {Template::quote_revised,
      "Votre devis <number>, mis à jour :\n<lines>\nTotal taxes comprises : <total>\nValable "
      "jusqu'au <valid>.<notes>\nLe confirmez-vous ainsi ?",
      ""},
     {Template::quote_repeated,
      "Votre devis <number> est valable jusqu'au <valid> :\n<lines>\nTotal taxes comprises : "
      "<total>\nLe confirmez-vous ?",
      "Le devis <number> est de <total>, taxes comprises, et vaut jusqu'au <valid>. Le "
      "confirmez-vous ?"},
     {Template::confirm_accept, "Confirmez-vous le devis <number> de <total> ?", ""},
     {Template::quote_accepted,
      "C'est fait ! J'ai confirmé votre commande du devis <number> de <total>. Nous vous "
      "contacterons bientôt pour le paiement et la livraison.",
      ""},
     {Template::already_accepted,
      "Votre commande du devis <number> de <total> est déjà confirmée. Puis-je vous aider "
      "pour autre chose ?",
      ""},
     {Template::quote_rejected,
      "D'accord, j'annule le devis <number>. Si vous avez besoin de quelque chose plus tard, "
      "je suis là.",
      ""},
     {Template::what_to_change,
      "Pas de problème. Que souhaitez-vous changer dans le devis <number> ?", ""},
     {Template::quote_expired,
      "Le devis <number> a expiré et je ne peux pas le prendre tel quel. Voulez-vous que je "
      "le mette à jour avec les prix du jour ?",
      ""},
     {Template::nothing_to_accept,
      "Vous n'avez pas encore de devis ouvert. De quel produit avez-vous besoin, et en quelle "
      "quantité ?",
      ""},
     {Template::approval_pending,
      "J'ai reçu votre commande. Une personne de notre équipe doit l'autoriser ; dès qu'elle "
      "répond, je vous préviens ici.",
      ""},
     {Template::approval_still_pending,
      "Votre commande est toujours en cours d'examen par notre équipe. Dès qu'ils répondent, "
      "je vous préviens ici.",
      "J'attends encore la réponse de notre équipe sur votre commande. Je vous préviens dès "
      "que je l'ai."},
     {Template::approval_granted,
      "Bonne nouvelle ! Votre commande est autorisée. Devis <number> :\n<lines>\nTotal taxes "
      "comprises : <total>\nValable jusqu'au <valid>.<notes>\nLe confirmez-vous ?",
      ""},
     {Template::approval_refused,
      "J'ai consulté notre équipe et pour l'instant votre demande ne peut pas être autorisée. "
      "Voulez-vous un devis pour une autre quantité ou un autre produit ?",
      ""},
     {Template::approval_expired,
      "Je suis désolé : je n'ai pas obtenu à temps l'autorisation de notre équipe. "
      "Voulez-vous que je la redemande ?",
      ""},
     {Template::not_sold, "Nous ne vendons pas ce produit. Puis-je vous aider pour autre chose ?",
      "Désolé, ce produit n'est pas dans notre catalogue. Cherchez-vous autre chose ?"},
     {Template::not_sold_alternative,
      "Nous ne vendons pas cela. Le plus proche que nous ayons :\n<options>\nL'un d'eux vous "
      "convient-il ?",
      ""},
     {Template::not_sold_rest,
      "Nous ne vendons pas une partie de ce que vous demandez. Voulez-vous le devis du reste ?",
      ""},
     {Template::minimum_order,
      "La commande minimale est de <limit> hors taxes et la vôtre est en dessous. Que "
      "souhaitez-vous ajouter ?",
      ""},
     {Template::out_of_stock,
      "Nous n'avons pas assez de <product> en stock. Il y en a <stock>. Voulez-vous un devis "
      "pour cette quantité ?",
      ""},
     {Template::cannot_price,
      "Je ne peux pas chiffrer cette commande telle quelle. Pouvez-vous me redire les "
      "produits et les quantités ?",
      ""},
     {Template::handoff_confirmed,
      "Bien sûr. J'ai prévenu notre équipe : une personne vous répondra dans ce même chat.",
      "D'accord, je vous passe une personne de notre équipe. Elle vous répondra ici."},
     {Template::handoff_waiting,
      "Notre équipe a déjà votre demande. Une personne vous répondra ici.",
      "J'ai déjà prévenu une personne de notre équipe ; elle vous répondra ici dès que "
      "possible."},
     {Template::complaint,
      "Je suis vraiment désolé. Voulez-vous qu'une personne de notre équipe s'en occupe ?", ""},
     {Template::objection_price,
      "Je comprends. Le prix baisse avec la quantité quand le produit a des prix de volume. "
      "Voulez-vous un devis pour une autre quantité ou une autre option ?",
      "Je vois. Voulez-vous un devis pour une autre quantité ou un produit semblable ?"},
     {Template::objection_trust,
      "Il est naturel de vouloir être sûr. Nous sommes <business>. Que souhaitez-vous savoir "
      "avant de décider ?",
      ""},
     {Template::objection_timing,
      "Rien ne presse. Tout est noté ici ; écrivez-moi quand vous voulez.", ""},
     {Template::discount_none,
      "Les prix de volume et les promotions en cours s'appliquent d'eux-mêmes au devis. De "
      "quel produit avez-vous besoin, et en quelle quantité ?",
      ""},
     {Template::discount_pending,
      "Je ne peux pas accorder de remise moi-même. J'ai demandé à notre équipe ; dès qu'ils "
      "répondent, je vous préviens ici.",
      ""},
     {Template::unsubscribed,
      "C'est fait, nous ne vous enverrons plus de messages. Si vous avez besoin de quelque "
      "chose, écrivez-nous.",
      ""},
     {Template::order_status,
      "Votre commande du devis <number> de <total> est confirmée et en cours.", ""},
     {Template::no_order,
      "Je ne trouve pas de commande confirmée dans ce chat. Voulez-vous qu'une personne de "
      "notre équipe vérifie ?",
      ""},
     {Template::contact_noted,
      "Merci, j'ai noté vos coordonnées. De quel produit avez-vous besoin ?",
      "C'est noté, merci. Comment puis-je encore vous aider ?"},
     {Template::privacy, "Compris, je respecte votre décision sur vos données.", ""},
     {Template::safe,
      "Je vous aide volontiers. Pouvez-vous me dire quel produit et quelle quantité il vous "
      "faut ?",
      "Pouvez-vous m'en dire un peu plus sur ce qu'il vous faut ?"}})};
static_assert(is_complete(phrases));

}  // namespace

auto french() -> std::span<const Phrase> { return phrases; }

}  // namespace orkesta::conversation
