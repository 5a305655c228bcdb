# Everywhere
language-label = Langue
skip = Aller au contenu principal
problem = Il y a un problème
error-prefix = Erreur :
link-help = Aide à la connexion
link-privacy = Confidentialité
link-terms = Conditions d’utilisation
keep = Non, revenir
sign-in = Se connecter
sign-out = Se déconnecter
never = Jamais
yes = Oui
no = Non

# Durations
duration-seconds = { $n ->
    [one] { $n } seconde
    [many] { $n } de secondes
   *[other] { $n } secondes
}
duration-minutes = { $n ->
    [one] { $n } minute
    [many] { $n } de minutes
   *[other] { $n } minutes
}
duration-hours = { $n ->
    [one] { $n } heure
    [many] { $n } d’heures
   *[other] { $n } heures
}
ago-now = à l’instant
ago-minutes = { $n ->
    [one] il y a { $n } minute
    [many] il y a { $n } de minutes
   *[other] il y a { $n } minutes
}
ago-hours = { $n ->
    [one] il y a { $n } heure
    [many] il y a { $n } d’heures
   *[other] il y a { $n } heures
}
ago-days = { $n ->
    [one] il y a { $n } jour
    [many] il y a { $n } de jours
   *[other] il y a { $n } jours
}

# The phone form
step-1 = Étape 1 sur 2
sign-in-title = Connectez-vous avec votre numéro de mobile
sign-in-lead = Vous allez recevoir par SMS un code à { $digits } chiffres.
sign-in-new = Pas besoin de mot de passe. Si c’est votre première visite, votre compte est créé en même temps.
region-label = Pays ou région
region-label-short = Pays<span class="more-words"> ou région</span>
regions-likely = Suggestions
regions-all = Tous
phone-label = Numéro de mobile
phone-hint = Par exemple <span class="num" dir="ltr" data-example>{ $example }</span>, ou commencez par + pour un autre pays
phone-hint-only = Par exemple <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = Commencez par + et l’indicatif du pays
send-code = Recevoir un code par SMS
no-texts-summary = Je ne peux pas recevoir de SMS
no-texts-text = Pour vous connecter, il vous faut un numéro qui peut recevoir des SMS.
sending = Envoi en cours…
sending-slow = Toujours en cours d’envoi. Cela peut prendre jusqu’à une demi-minute.
held-lead = Vous avez demandé un code pour le numéro qui se termine par <strong class="num" dir="ltr">{ $digits }</strong>.
held-go = Saisir le code
phone-empty = Saisissez votre numéro de mobile
phone-format = Nous n’arrivons pas à lire ce numéro de téléphone. Saisissez seulement les chiffres, sans mots ni numéro de poste
phone-too-short = { $digits ->
    [one] Il manque un chiffre à ce numéro ({ $country })
    [many] Il manque { $digits } de chiffres à ce numéro ({ $country })
   *[other] Il manque { $digits } chiffres à ce numéro ({ $country })
}
phone-too-long = { $digits ->
    [one] Ce numéro a un chiffre de trop ({ $country })
    [many] Ce numéro a { $digits } de chiffres de trop ({ $country })
   *[other] Ce numéro a { $digits } chiffres de trop ({ $country })
}
phone-not-mobile = Ce n’est pas un numéro de mobile ({ $country }). Saisissez un numéro qui reçoit les SMS
phone-no-such-range = Aucun numéro de mobile ne commence ainsi ({ $country }). Vérifiez les premiers chiffres
phone-unknown-code = Cet indicatif n’existe pas. Commencez par + et l’indicatif du pays
phone-unknown-code-here = Cet indicatif n’existe pas. Les numéros de ce pays ({ $country }) commencent par +{ $code }
phone-no-region = Choisissez un pays, ou commencez le numéro par + et l’indicatif du pays
phone-no-texts = Ce numéro ne peut pas recevoir de SMS. Saisissez un numéro de mobile
phone-range-off = Nous n’envoyons pas de SMS à ce numéro. Utilisez-en un autre
phone-refused = Ce numéro ne peut pas recevoir nos SMS. Utilisez un autre numéro de mobile
phone-opted-out = Vous avez demandé l’arrêt de nos SMS. Répondez START à l’un de nos anciens SMS, ou utilisez un autre numéro
phone-country-off = Nous n’envoyons pas encore de SMS vers ce pays ({ $country })

# Signing in again
again-title = Se reconnecter
again-lead = Nous allons envoyer par SMS un nouveau code au <strong class="num" dir="ltr">{ $phone }</strong>. Tant que vous ne l’avez pas saisi, votre session actuelle reste ouverte.

# The text, as it will look
preview-title = Voici à quoi ressemble le SMS
preview-none-title = À propos du SMS
preview-digits = { $digits } chiffres
preview-note = Nous ne vous appelons jamais pour demander un code. Si quelqu’un le fait, raccrochez.

# The code form
step-2 = Étape 2 sur 2
step-2-app = Étape 2 sur 2, connexion à { $app }
code-title = Regardez votre téléphone
code-lead = Nous avons envoyé un code par SMS au numéro qui se termine par <strong class="num" dir="ltr">{ $digits }</strong>.
code-sent-at = Nouveau code envoyé à
code-sent-clock = { $time } UTC
code-lead-arrives = Il peut mettre une ou deux minutes à arriver.
code-lead-full = Nous avons envoyé un code par SMS au <strong class="num" dir="ltr">{ $phone }</strong>.
code-change = Modifier
code-label = Code à { $digits } chiffres
code-works = Il est valable { $for }
code-until = , jusqu’à { $time }
code-over = Ce code n’est plus valable
code-over-text = Demandez un nouveau code pour continuer.
code-over-none = Il n’y a plus de code disponible pour cette connexion. Recommencez pour continuer.
code-over-again = Recommencer
tries-left = { $n ->
    [one] Il vous reste { $n } essai.
    [many] Il vous reste { $n } d’essais.
   *[other] Il vous reste { $n } essais.
}
code-empty = Saisissez le code reçu par SMS
code-length = Le code doit avoir { $digits } chiffres
code-wrong = Ce code n’est pas le bon. Vérifiez le SMS et saisissez-le de nouveau
code-replaced = Ce code n’est plus valable. Utilisez celui d’un SMS plus récent
code-expired = Ce code a expiré. Demandez un nouveau code
code-spent = Vous avez saisi un code erroné trop de fois. Demandez un nouveau code
code-expired-none = Ce code a expiré
code-spent-none = Vous avez saisi un code erroné trop de fois
code-longer = De nombreux codes erronés ont été saisis ici ou ailleurs, et le vôtre est maintenant trop court. Demandez un nouveau code : il est plus long, et vous n’avez pas à attendre
code-other-tab = Vous avez recommencé dans un autre onglet. Cette page affiche maintenant le dernier numéro. Saisissez le code qui lui a été envoyé
resend-title = Vous n’avez pas reçu le SMS ?
resend = Demander un nouveau code
resend-wait = Vous pourrez demander un nouveau code dans <span data-left>{ $wait }</span>.
resend-ready = Vous pouvez maintenant demander un nouveau code.
resend-left = { $n ->
    [one] Vous pouvez encore demander { $n } code.
    [many] Vous pouvez encore demander { $n } de codes.
   *[other] Vous pouvez encore demander { $n } codes.
}
resend-none = Il n’y a plus de code disponible pour cette connexion. Utilisez un autre numéro, ou recommencez.
other-number = Utiliser un autre numéro

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = Nous ne pouvons pas envoyer de SMS pour le moment
notice-unavailable-text = Réessayez dans quelques minutes.
notice-unreachable-title = Ce téléphone est injoignable pour le moment
notice-unreachable-text = Vérifiez qu’il est allumé et qu’il capte le réseau. Puis réessayez, ou utilisez un autre numéro.
notice-opted-out-title = Vous avez demandé l’arrêt de nos SMS
notice-opted-out-text = Répondez START à notre ancien SMS et demandez un nouveau code, ou utilisez un autre numéro.
notice-country-off-title = Nous n’envoyons pas de SMS à ce numéro
notice-country-off-text = Utilisez un autre numéro.
undelivered-title = Le réseau mobile n’a pas remis notre SMS
undelivered-text = Demandez un nouveau code, ou utilisez un autre numéro.
undelivered-no-texts-title = Ce numéro ne peut pas recevoir de SMS
undelivered-no-texts-text = C’est ce qu’indique le réseau mobile. Utilisez un autre numéro de mobile.
notice-limited-title = Vous ne pouvez pas encore demander un autre code
notice-limited-text = Ce sera possible dans { $wait }.
notice-paused-title = Les SMS vers ce type de numéro sont suspendus
notice-paused-text = Réessayez dans { $wait }, ou utilisez un autre numéro.
notice-form-used-title = Ce formulaire a déjà été envoyé
notice-form-used-text = Rien n’a été renvoyé. Vérifiez le numéro et appuyez sur le bouton pour recevoir un code.
notice-none-left-title = Vous ne pouvez plus demander de code pour cette connexion
notice-none-left-text = Utilisez un code que nous vous avons envoyé, ou recommencez avec votre numéro.
notice-no-texts-title = Ce numéro ne peut pas recevoir de SMS
notice-no-texts-text = Utilisez un autre numéro de mobile.

# Pages that only say something
cookies-title = Votre navigateur bloque notre cookie
cookies-text = Nous avons envoyé un code, mais sans cookie, cette page ne peut pas savoir que c’est vous qui l’avez demandé. Autorisez les cookies de ce site dans les réglages de votre navigateur, puis recommencez.
cookies-again = Recommencer
cookies-text-before = Sans cookie, vous ne pourriez pas saisir le code. Autorisez les cookies de ce site dans les réglages de votre navigateur, puis rechargez cette page. Aucun SMS n’a été envoyé.
already-used-title = Ce code a déjà été utilisé
already-used-text = Si votre session est ouverte dans un autre onglet, vous pouvez fermer celui-ci. Sinon, recommencez.
already-used-again = Recommencer
blocked-title = Ce compte est bloqué
blocked-text = Vous ne pouvez pas vous connecter avec ce numéro. Si vous pensez qu’il s’agit d’une erreur, contactez les responsables de ce site.
error-reference = Si vous demandez de l’aide, indiquez ce numéro : <strong class="id">{ $reference }</strong>
error-not-found-title = Page introuvable
error-not-found-text = Si vous avez saisi l’adresse, vérifiez qu’elle est correcte.
error-not-found-again = Aller à la page d’accueil
error-method-title = Ce n’est pas possible ici
error-method-text = Cette page ne peut pas être utilisée de cette façon.
error-method-again = Aller à la page d’accueil
error-cross-site-title = Cette demande venait d’un autre site
error-cross-site-text = Pour votre sécurité, les formulaires ne fonctionnent que sur les pages de ce site. Ouvrez la page ici et réessayez.
error-cross-site-again = Aller à la page d’accueil
error-too-large-title = L’envoi est trop volumineux
error-too-large-text = Ce site n’accepte pas un envoi de cette taille.
error-too-large-again = Aller à la page d’accueil
error-too-late-title = Cela a pris trop de temps
error-too-late-text = Votre navigateur n’a pas tout envoyé à temps. Rien n’a été fait. Revenez en arrière et réessayez.
error-too-late-again = Aller à la page d’accueil
error-bad-request-title = Nous n’avons pas compris
error-bad-request-text = Quelque chose n’allait pas dans la demande. Revenez en arrière et réessayez.
error-bad-request-again = Aller à la page d’accueil
error-unavailable-title = Le service rencontre un problème
error-unavailable-text = Réessayez dans un instant.
error-unavailable-again = Réessayer
error-busy-title = Il y a trop de monde en ce moment
error-busy-text = Aucun SMS n’a été envoyé. Réessayez dans quelques secondes.
error-busy-again = Réessayer
error-internal-title = Un problème est survenu de notre côté
error-internal-text = Il a été enregistré. Réessayez dans un instant.
error-internal-again = Aller à la page d’accueil
error-stale-title = Reconnectez-vous pour l’administration
error-stale-text = Votre connexion est trop ancienne pour ces pages. Reconnectez-vous par SMS et vous reviendrez ici.
error-stale-again = Se reconnecter
error-stale-act-title = Reconnectez-vous pour faire cela
error-stale-act-text = Rien n’a été modifié, car votre connexion est trop ancienne pour cela. Reconnectez-vous par SMS. Vous reviendrez à la page où vous étiez et pourrez appuyer de nouveau sur le bouton.
error-stale-act-again = Se reconnecter
error-stale-kept-title = Reconnectez-vous pour continuer
error-stale-kept-text = Rien n’a encore été fait, car votre connexion est trop ancienne pour cela. Reconnectez-vous par SMS. Ce que vous avez saisi est conservé et sera traité quand vous l’aurez confirmé.
error-stale-kept-again = Se reconnecter

# The account page
account-title = Votre compte
account-lead = Session ouverte avec le <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = Aller à l’administration
sessions-title = Vos sessions ouvertes
sessions-lead = Si l’une d’elles vous est inconnue, déconnectez-la.
session-this = Cet appareil
session-seen = Dernière utilisation
session-began = Connexion
session-end = Déconnecter
sessions-end-all = Tout déconnecter…
device-on = { $browser } sur { $system }
device-unknown = Appareil inconnu
data-title = Vos données
data-lead = Vous pouvez emporter tout ce que nous conservons sur vous, ou le faire supprimer.
data-download = Télécharger mes données
data-delete = Supprimer mon compte…
end-all-title = Tout déconnecter ?
end-all-text = Tous vos appareils, y compris celui-ci, sont déconnectés immédiatement.
end-all-do = Tout déconnecter
delete-title = Supprimer votre compte ?
delete-text = Votre numéro, vos sessions et vos connexions sont supprimés immédiatement. C’est irréversible.
delete-do = Supprimer mon compte
delete-factor-text = Votre numéro, vos sessions et vos connexions sont supprimés immédiatement. C’est irréversible. D’après les réglages de ce serveur, votre numéro donne accès à l’administration : votre second facteur est donc conservé pour toute personne qui se reconnectera avec ce numéro.

# What was done just now, in one line
done-signed-out = Votre session est fermée.
done-signed-out-everywhere = Toutes vos sessions sont fermées.
done-deleted = Votre compte est supprimé et toutes vos sessions sont fermées. Vous pouvez vous réinscrire avec votre numéro à tout moment.
done-session-ended = Cet appareil est déconnecté.
