/// What bargaining and tools say.

#include "phrases.hpp"

namespace orkesta::conversation {
namespace {

constexpr std::array phrases{std::to_array<Phrase>(
    {{Template::objection_comparison,
      "Je comprends. Vous pouvez comparer ici prix et rendement :\n<resources>\nOn continue ?",
      "C'est normal de comparer. Voici un comparatif :\n<resources>\nOn continue ?"},
     {Template::objection_per_piece,
      "Je comprends. <product> revient à <price> par <unit>. On continue ?",
      "Par <unit>, <product> revient à <price>. On continue ?"},
     {Template::payment_plans,
      "Vous pouvez payer ainsi, <product> :\n<plans>\nOn continue ?",
      "Voici comment payer <product> en plusieurs fois :\n<plans>\nOn continue ?"},
     {Template::payment_plans_general,
      "Vous pouvez payer en plusieurs fois :\n<plans>\nPour quel produit dois-je faire le calcul "
      "?",
      "Voici les plans de paiement :\n<plans>\nPour quel produit dois-je les calculer ?"},
     {Template::volume_suggested,
      "À partir de <quantity> de <product>, le prix passe de <price> à <lower> par <unit>. Je "
      "fais le devis pour cette quantité ?",
      "Avec <quantity> de <product>, vous payez <lower> par <unit> au lieu de <price>. Je fais "
      "le devis ainsi ?"},
     {Template::smaller_suggested,
      "Il y a aussi une option moins chère : <product>, à <price> par <unit>. Je fais le devis ?",
      "Pour dépenser moins, il y a <product>, à <price> par <unit>. Je fais le devis ?"},
     {Template::objection_value,
      "<product> a une garantie de <days> jours. On continue ?",
      "Votre achat est couvert : <product> a <days> jours de garantie. On continue ?"},
     {Template::bonus,
      "Il y a quelque chose en votre faveur en ce moment :\n<resources>\nVous en profitez ?",
      "Ceci peut aider à décider :\n<resources>\nOn continue ?"},
     {Template::trust_resources,
      "C'est normal de vouloir être sûr. Vous pouvez vérifier ici :\n<resources>\nQue "
      "souhaitez-vous savoir d'autre ?",
      "Avec plaisir, voici :\n<resources>\nReste-t-il un doute ?"},
     {Template::trust_faq,
      "C'est normal de vouloir être sûr. Voici ce que nous offrons : <answer>\nQue "
      "souhaitez-vous savoir d'autre ?",
      "Pour votre tranquillité : <answer>\nReste-t-il un doute ?"},
     {Template::timing_validity,
      "Rien ne presse. Le devis <number> reste à <total> jusqu'au <valid>. Quel jour puis-je "
      "vous écrire ?",
      "Prenez votre temps : <total> vaut jusqu'au <valid>, devis <number>. Quel jour puis-je "
      "vous écrire ?"},
     {Template::timing_ask_date,
      "Rien ne presse. Quel jour vous conviendrait pour que je vous écrive ?",
      "Prenez votre temps. Quel jour reprenons-nous ?"},
     {Template::follow_up_agreed,
      "D'accord, rendez-vous le <date>.",
      "C'est noté : nous reprenons le <date>."},
     {Template::objection_lost,
      "D'accord, merci de me l'avoir dit. Si vous avez besoin de quelque chose plus tard, je "
      "suis là.",
      "Je comprends, merci pour votre temps. Je suis là quand vous voudrez."},
     {Template::ask_target,
      "Quel prix avez-vous en tête ? Je vois ce qui m'est permis.",
      "Dites-moi le prix que vous cherchez et je verrai si c'est possible. Quel serait-il ?"},
     {Template::counter_met,
      "Le devis <number> est déjà à <total> : pas plus que ce que vous proposez. Vous le "
      "confirmez ?",
      "À <total>, le devis <number> est déjà dans ce que vous proposez. Vous le confirmez ?"},
     {Template::concession,
      "Je peux vous le laisser ainsi. Devis <number> :\n<lines>\nRemise : <discount>\nTotal "
      "taxes comprises : <total>\nValable jusqu'au <valid>.<notes>\nVous le confirmez ?",
      "C'est fait, voilà ce que je peux donner. Devis <number> :\n<lines>\nRemise : "
      "<discount>\nTotal taxes comprises : <total>\nValable jusqu'au <valid>.<notes>\nVous le "
      "confirmez ?"},
     {Template::discount_above,
      "Cela, je ne peux plus l'accorder moi-même. J'ai demandé à notre équipe ; je vous préviens "
      "ici dès sa réponse.",
      "Une remise de plus doit être autorisée par une personne. Je l'ai demandé ; je vous "
      "préviens dès la réponse."},
     {Template::tool_resources,
      "Voici :\n<resources>\nPuis-je vous aider pour autre chose ?",
      "Je vous partage ceci :\n<resources>\nQue souhaitez-vous savoir d'autre ?"},
     {Template::tool_free,
      "Bien sûr, ceci est gratuit :\n<resources>\nQue souhaitez-vous obtenir ?",
      "Je vous laisse ce matériel, sans frais :\n<resources>\nCela vous sert-il ?"},
     {Template::tool_syllabus,
      "Voici ce que l'on y apprend :\n<resources>\nQuelle partie vous intéresse le plus ?",
      "Voici le contenu complet :\n<resources>\nQue cherchez-vous à apprendre ?"},
     {Template::syllabus_module,
      "Le module <module> est : <topic>. Voulez-vous en voir un autre ?",
      "Le module <module> traite de : <topic>. Que souhaitez-vous savoir d'autre ?"},
     {Template::syllabus_no_module,
      "Le programme a <count> modules. Lequel voulez-vous voir ?",
      "Les modules vont jusqu'au <count>. Lequel dois-je vous montrer ?"},
     {Template::tool_roi,
      "<hours> heures par semaine, à <value> l'heure, font <saving> par semaine. <product> coûte "
      "<price> : amorti en <weeks> semaines. On continue ?",
      "Le calcul : <hours> heures à <value> font <saving> par semaine ; les <price> de <product> "
      "reviennent en <weeks> semaines. On continue ?"},
     {Template::tool_bundle,
      "Il y a aussi un forfait : <product>, pour <price>. Je fais le devis ?",
      "Le forfait <product>, pour <price>, vous convient peut-être mieux. Je fais le devis ?"},
     {Template::tool_recommend,
      "Je vous recommande <product>, pour <price>. Je prépare le devis ?",
      "D'après ce que vous me dites, <product> vous convient, pour <price>. Je fais le devis ?"},
     {Template::booking_noted,
      "J'ai noté le <date> à <time> ; c'est ferme dès qu'une personne de notre équipe le "
      "confirme.",
      "J'ai demandé le <date> à <time> ; une personne de notre équipe le confirme."},
     {Template::access_checking,
      "Je transmets votre e-mail à notre équipe pour qu'elle vérifie l'accès.",
      "Notre équipe vérifiera l'accès avec votre e-mail."},
     {Template::newsletter_noted,
      "C'est fait, j'ai noté votre e-mail pour la lettre d'information.",
      "Votre e-mail est sur la liste de la lettre d'information."},
     {Template::ask_date,
      "Quel jour vous convient ?",
      "Pour quelle date serait-ce ?"},
     {Template::ask_time,
      "À quelle heure ?",
      "Quelle heure vous convient ?"},
     {Template::ask_an_email,
      "À quel e-mail ?",
      "Quel est votre e-mail ?"},
     {Template::ask_a_phone,
      "À quel téléphone ?",
      "Quel est votre téléphone ?"},
     {Template::ask_hours_saved,
      "Combien d'heures par semaine cela vous économiserait-il ?",
      "Pour faire le calcul : combien d'heures par semaine ?"},
     {Template::ask_hour_value,
      "Combien vaut une heure de votre travail ?",
      "À combien estimez-vous une heure de travail ?"},
     {Template::ask_profession,
      "Que faites-vous dans la vie ?",
      "Dans quoi travaillez-vous ?"},
     {Template::ask_level,
      "Quel est votre niveau : débutant, basique ou avancé ?",
      "Partez-vous de zéro, ou êtes-vous de niveau basique ou avancé ?"},
     {Template::ask_seats,
      "Pour combien de personnes serait-ce ?",
      "Combien de places vous faut-il ?"},
     {Template::ask_coupon,
      "Quel est le code du coupon ?",
      "Pouvez-vous écrire le code du coupon ?"},
     {Template::ask_module,
      "Quel module voulez-vous voir ?",
      "De quel module dois-je vous parler ?"},
     {Template::ask_plan,
      "En combien de paiements dois-je faire le calcul ?",
      "Avec quel plan dois-je faire le calcul ?"},
     {Template::ask_which_product,
      "De quel produit s'agit-il ?",
      "Quel produit vous intéresse ?"},
     {Template::ask_reference,
      "Pouvez-vous me donner le numéro de référence ?",
      "Quel est le numéro du rendez-vous ou du paiement ?"},
     {Template::bad_argument,
      "Je n'ai pas pu utiliser cette donnée. Pouvez-vous l'écrire à nouveau ?",
      "Je crois qu'il y a une erreur. Pouvez-vous la confirmer ?"}})};
static_assert(is_complete_selling(phrases));

}  // namespace

auto french_selling() -> std::span<const Phrase> { return phrases; }

}  // namespace orkesta::conversation
