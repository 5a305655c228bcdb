# Everywhere
language-label = Idioma
skip = Saltar para o conteúdo principal
problem = Há um problema
error-prefix = Erro:
link-help = Ajuda para iniciar sessão
link-privacy = Privacidade
link-terms = Termos
keep = Não, voltar
sign-in = Iniciar sessão
sign-out = Terminar sessão
never = Nunca
yes = Sim
no = Não

# Durations
duration-seconds = { $n ->
    [one] 1 segundo
    [many] { $n } de segundos
   *[other] { $n } segundos
}
duration-minutes = { $n ->
    [one] 1 minuto
    [many] { $n } de minutos
   *[other] { $n } minutos
}
duration-hours = { $n ->
    [one] 1 hora
    [many] { $n } de horas
   *[other] { $n } horas
}
ago-now = agora mesmo
ago-minutes = { $n ->
    [one] há 1 minuto
    [many] há { $n } de minutos
   *[other] há { $n } minutos
}
ago-hours = { $n ->
    [one] há 1 hora
    [many] há { $n } de horas
   *[other] há { $n } horas
}
ago-days = { $n ->
    [one] há 1 dia
    [many] há { $n } de dias
   *[other] há { $n } dias
}

# The phone form
step-1 = Passo 1 de 2
sign-in-title = Inicie sessão com o seu número de telemóvel
sign-in-lead = Vamos enviar-lhe por SMS um código de { $digits } dígitos.
sign-in-new = Não precisa de palavra-passe. Se for a primeira vez, a sua conta também é criada.
region-label = País ou região
region-label-short = País<span class="more-words"> ou região</span>
regions-likely = Sugestões
regions-all = Todos
phone-label = Número de telemóvel
phone-hint = Por exemplo, <span class="num" dir="ltr" data-example>{ $example }</span>, ou comece por + para outro país
phone-hint-only = Por exemplo, <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = Comece por + e o indicativo do país
send-code = Receber código por SMS
no-texts-summary = Não consigo receber SMS
no-texts-text = Para iniciar sessão, precisa de um número que possa receber SMS.
sending = A enviar…
sending-slow = Ainda a enviar. Pode demorar até meio minuto.
held-lead = Pediu um código para o número terminado em <strong class="num" dir="ltr">{ $digits }</strong>.
held-go = Introduzir o código
phone-empty = Introduza o seu número de telemóvel
phone-format = Não reconhecemos este número de telefone. Introduza só os dígitos, sem palavras nem extensão
phone-too-short = { $digits ->
    [one] Falta um dígito a este número ({ $country })
    [many] Faltam { $digits } de dígitos a este número ({ $country })
   *[other] Faltam { $digits } dígitos a este número ({ $country })
}
phone-too-long = { $digits ->
    [one] Este número tem um dígito a mais ({ $country })
    [many] Este número tem { $digits } de dígitos a mais ({ $country })
   *[other] Este número tem { $digits } dígitos a mais ({ $country })
}
phone-not-mobile = Este número não é de telemóvel ({ $country }). Introduza um que receba SMS
phone-no-such-range = Nenhum número de telemóvel começa assim ({ $country }). Verifique os primeiros dígitos
phone-unknown-code = Nenhum país tem este indicativo. Comece por + e o indicativo do país
phone-unknown-code-here = Nenhum país tem este indicativo. Os números deste país ({ $country }) começam por +{ $code }
phone-no-region = Escolha um país ou comece o número por + e o indicativo do país
phone-no-texts = Este número não pode receber SMS. Introduza um número de telemóvel
phone-range-off = Não enviamos SMS para este número. Use outro
phone-refused = Este número não pode receber os nossos SMS. Use outro número de telemóvel
phone-opted-out = Pediu para deixar de receber os nossos SMS. Responda START a um SMS anterior ou use outro número
phone-country-off = Ainda não enviamos SMS para este país ({ $country })

# Signing in again
again-title = Inicie sessão novamente
again-lead = Vamos enviar por SMS um novo código para <strong class="num" dir="ltr">{ $phone }</strong>. Até o introduzir, a sua sessão continua como está.

# The text, as it will look
preview-title = O SMS será assim
preview-none-title = Sobre o SMS
preview-digits = { $digits } dígitos
preview-note = Nunca telefonamos a pedir um código. Se alguém o fizer, desligue.

# The code form
step-2 = Passo 2 de 2
step-2-app = Passo 2 de 2, para iniciar sessão em { $app }
code-title = Veja o seu telemóvel
code-lead = Enviámos um código por SMS para o número terminado em <strong class="num" dir="ltr">{ $digits }</strong>.
code-sent-at = Novo código enviado às
code-sent-clock = { $time } UTC
code-lead-arrives = Pode demorar um ou dois minutos a chegar.
code-lead-full = Enviámos um código por SMS para <strong class="num" dir="ltr">{ $phone }</strong>.
code-change = Alterar
code-label = Código de { $digits } dígitos
code-works = É válido durante { $for }
code-until = , até às { $time }
code-over = Este código já não é válido
code-over-text = Peça um novo código para continuar.
code-over-none = Já não há mais códigos para este início de sessão. Recomece para continuar.
code-over-again = Recomeçar
tries-left = { $n ->
    [one] Resta 1 tentativa.
    [many] Restam { $n } de tentativas.
   *[other] Restam { $n } tentativas.
}
code-empty = Introduza o código do SMS
code-length = O código tem de ter { $digits } dígitos
code-wrong = O código não está certo. Verifique o SMS e introduza-o novamente
code-replaced = Este código já não é válido. Use o de um SMS mais recente
code-expired = O código expirou. Peça um novo código
code-spent = Introduziu um código errado demasiadas vezes. Peça um novo código
code-expired-none = O código expirou
code-spent-none = Introduziu um código errado demasiadas vezes
code-longer = Foram introduzidos muitos códigos errados aqui ou noutro lugar, por isso o seu é agora demasiado curto. Peça um novo código: é mais longo e não precisa de esperar
code-other-tab = Recomeçou noutro separador. Esta página mostra agora o número mais recente. Introduza o código enviado para esse número
resend-title = Não recebeu o SMS?
resend = Pedir novo código
resend-wait = Pode pedir um novo código dentro de <span data-left>{ $wait }</span>.
resend-ready = Já pode pedir um novo código.
resend-left = { $n ->
    [one] Pode pedir mais 1 código.
    [many] Pode pedir mais { $n } de códigos.
   *[other] Pode pedir mais { $n } códigos.
}
resend-none = Já não há mais códigos para este início de sessão. Use outro número ou recomece.
other-number = Usar outro número

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = De momento não podemos enviar SMS
notice-unavailable-text = Tente novamente dentro de alguns minutos.
notice-unreachable-title = De momento não é possível contactar este telemóvel
notice-unreachable-text = Verifique se está ligado e tem rede. Depois tente novamente ou use outro número.
notice-opted-out-title = Pediu para deixar de receber os nossos SMS
notice-opted-out-text = Responda START ao nosso SMS anterior e peça um novo código, ou use outro número.
notice-country-off-title = Não enviamos SMS para este número
notice-country-off-text = Use outro número.
undelivered-title = A rede móvel não entregou o nosso SMS
undelivered-text = Peça um novo código ou use outro número.
undelivered-no-texts-title = Este número não pode receber SMS
undelivered-no-texts-text = É o que indica a rede móvel. Use outro número de telemóvel.
notice-limited-title = Ainda não pode pedir outro código
notice-limited-text = Pode voltar a pedir dentro de { $wait }.
notice-paused-title = Por agora não enviamos SMS para números como este
notice-paused-text = Tente novamente dentro de { $wait } ou use outro número.
notice-form-used-title = Este formulário já foi enviado
notice-form-used-text = Nada voltou a ser enviado. Verifique o número e use o botão para receber um código.
notice-none-left-title = Não pode pedir outro código para este início de sessão
notice-none-left-text = Use um código que já lhe enviámos ou recomece com o seu número.
notice-no-texts-title = Este número não pode receber SMS
notice-no-texts-text = Use outro número de telemóvel.

# Pages that only say something
cookies-title = O seu navegador bloqueia o nosso cookie
cookies-text = Enviámos um código, mas sem um cookie esta página não consegue saber quem o pediu. Permita os cookies deste site nas definições do navegador e depois recomece.
cookies-again = Recomeçar
cookies-text-before = Sem um cookie não poderia introduzir o código. Permita os cookies deste site nas definições do navegador e depois volte a carregar esta página. Não foi enviado nenhum SMS.
already-used-title = Este código já foi usado
already-used-text = Se iniciou sessão noutro separador, pode fechar este. Caso contrário, recomece.
already-used-again = Recomeçar
blocked-title = Esta conta está bloqueada
blocked-text = Não pode iniciar sessão com este número. Se acha que é um engano, contacte quem gere este site.
error-reference = Se pedir ajuda, indique este número: <strong class="id">{ $reference }</strong>
error-not-found-title = Página não encontrada
error-not-found-text = Se escreveu o endereço, verifique se está correto.
error-not-found-again = Ir para a página inicial
error-method-title = Isso não funciona aqui
error-method-text = Esta página não pode ser usada dessa forma.
error-method-again = Ir para a página inicial
error-cross-site-title = Esse pedido veio de outro site
error-cross-site-text = Para sua segurança, os formulários só funcionam nas páginas deste site. Abra a página aqui e tente novamente.
error-cross-site-again = Ir para a página inicial
error-too-large-title = O envio é demasiado grande
error-too-large-text = O que foi enviado excede o tamanho que este site aceita.
error-too-large-again = Ir para a página inicial
error-too-late-title = Demorou demasiado tempo
error-too-late-text = O seu navegador não enviou tudo a tempo. Nada foi feito. Volte atrás e tente novamente.
error-too-late-again = Ir para a página inicial
error-bad-request-title = Não percebemos o pedido
error-bad-request-text = Algo no pedido não estava certo. Volte atrás e tente novamente.
error-bad-request-again = Ir para a página inicial
error-unavailable-title = Há um problema com o serviço
error-unavailable-text = Tente novamente dentro de momentos.
error-unavailable-again = Tentar novamente
error-busy-title = Há demasiadas pessoas aqui ao mesmo tempo
error-busy-text = Não foi enviado nenhum SMS. Tente novamente dentro de alguns segundos.
error-busy-again = Tentar novamente
error-internal-title = Lamentamos, algo falhou do nosso lado
error-internal-text = A falha ficou registada. Tente novamente dentro de momentos.
error-internal-again = Ir para a página inicial
error-stale-title = Inicie sessão novamente para a administração
error-stale-text = O seu início de sessão é demasiado antigo para estas páginas. Inicie sessão novamente por SMS e voltará aqui.
error-stale-again = Iniciar sessão novamente
error-stale-act-title = Inicie sessão novamente para fazer isto
error-stale-act-text = Nada foi alterado, porque o seu início de sessão é demasiado antigo para isso. Inicie sessão novamente por SMS. Depois volta à página onde estava e pode usar o botão outra vez.
error-stale-act-again = Iniciar sessão novamente
error-stale-kept-title = Inicie sessão novamente para continuar
error-stale-kept-text = Ainda nada foi feito, porque o seu início de sessão é demasiado antigo para isso. Inicie sessão novamente por SMS. O que introduziu fica guardado e avança quando confirmar.
error-stale-kept-again = Iniciar sessão novamente

# The account page
account-title = A sua conta
account-lead = Sessão iniciada com <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = Ir para a administração
sessions-title = As suas sessões abertas
sessions-lead = Se não reconhecer alguma, termine-a.
session-this = Este dispositivo
session-seen = Última utilização
session-began = Início de sessão
session-end = Terminar sessão
sessions-end-all = Terminar todas as sessões…
device-on = { $browser } em { $system }
device-unknown = Dispositivo desconhecido
data-title = Os seus dados
data-lead = Pode levar consigo tudo o que guardamos sobre si, ou pedir que seja eliminado.
data-download = Descarregar os meus dados
data-delete = Eliminar a minha conta…
end-all-title = Terminar todas as sessões?
end-all-text = A sessão termina de imediato em todos os seus dispositivos, incluindo este.
end-all-do = Terminar todas as sessões
delete-title = Eliminar a sua conta?
delete-text = O seu número, as suas sessões e os seus inícios de sessão são eliminados de imediato. Não é possível anular.
delete-do = Eliminar a minha conta
delete-factor-text = O seu número, as suas sessões e os seus inícios de sessão são eliminados de imediato. Não é possível anular. Pelas definições deste servidor, o seu número dá acesso à administração, por isso o seu segundo fator mantém-se para quem voltar a iniciar sessão com ele.

# What was done just now, in one line
done-signed-out = Terminou a sessão.
done-signed-out-everywhere = Terminou todas as suas sessões.
done-deleted = A sua conta foi eliminada e todas as suas sessões terminaram. Pode voltar a registar-se com o seu número quando quiser.
done-session-ended = A sessão nesse dispositivo terminou.
