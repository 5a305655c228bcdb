# On the way to an app
sign-in-to = Se connecter à { $app }
onward-title = Redirection vers { $app }
onward-text = Connexion réussie. Si rien ne se passe, utilisez le bouton.
onward-go = Aller à { $app }
choose-lead = Votre session est ouverte avec le numéro qui se termine par <strong class="num" dir="ltr">{ $digits }</strong>.
choose-go = Continuer vers { $app }
again-app-lead = { $app } vous demande de vous reconnecter.

# Why somebody does not get to an app
app-unknown-title = Connexion impossible à cette application
app-unknown-text = L’application d’où vous venez n’est pas connue ici. Revenez-y et prévenez ses responsables.
app-redirect-uri-title = Connexion impossible à cette application
app-redirect-uri-text = L’application a demandé une réponse à une adresse qui n’est pas enregistrée pour elle. Prévenez ses responsables.
app-paused-title = La connexion à cette application est suspendue
app-paused-text = Votre session reste ouverte ici. Réessayez plus tard.
app-not-allowed-title = Vous ne pouvez pas utiliser cette application
app-not-allowed-text = Votre numéro n’y a pas accès. Demandez l’accès aux responsables de l’application.
app-too-late-title = Cela a pris trop de temps
app-too-late-text = Revenez à l’application et connectez-vous de nouveau à partir de là.

# Signing out from an app
sign-out-ask-title = Se déconnecter ?
sign-out-ask-app = { $app } vous demande de vous déconnecter ici aussi.
sign-out-ask-text = Votre session est ouverte avec le numéro qui se termine par <strong class="num" dir="ltr">{ $digits }</strong>. Si vous vous déconnectez, vos sessions dans d’autres applications se ferment aussi.
signed-out-onward-text = Votre session est fermée. Si rien ne se passe, utilisez le bouton.
sign-out-unknown-app-title = Cette application ne peut pas vous déconnecter
sign-out-unknown-app-text = L’application d’où vous venez n’est pas connue ici, ou n’est pas celle de votre connexion. Vous pouvez vous déconnecter sur la page de votre compte.
sign-out-redirect-uri-title = Cette application ne peut pas vous déconnecter
sign-out-redirect-uri-text = L’application a demandé à continuer vers une adresse qui n’est pas enregistrée pour elle. Vous pouvez vous déconnecter sur la page de votre compte.

# Apps, on the account page
apps-title = Applications
apps-lead = Vous vous y connectez avec votre numéro. Si vous en dissociez une, il lui est demandé de vous déconnecter.
app-disconnect = Dissocier
done-app-disconnected = L’application est dissociée.

# At apps behind a proxy that asks
forward-form-title = Votre session n’est plus ouverte
forward-form-text = Votre envoi n’a pas été pris en compte. Connectez-vous, puis renvoyez-le.
forward-form-go = Se connecter
forward-not-allowed-title = Vous ne pouvez pas utiliser cette application
forward-not-allowed-text = Votre numéro n’y a pas accès. Demandez l’accès aux responsables de l’application.
forward-not-allowed-go = Se déconnecter
forward-no-cookie-title = Votre navigateur ne conserve pas les cookies
forward-no-cookie-text = L’application que vous voulez ouvrir en a besoin pour vous reconnaître. Autorisez les cookies pour elle, puis ouvrez-la de nouveau.
