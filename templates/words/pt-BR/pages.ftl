# Everywhere
language-label = Idioma
skip = Ir para o conteúdo principal
problem = Há um problema
error-prefix = Erro:
link-help = Ajuda para entrar
link-privacy = Privacidade
link-terms = Termos
keep = Não, voltar
sign-in = Entrar
sign-out = Sair
never = Nunca
yes = Sim
no = Não

# Durations
duration-seconds = { $n ->
    [one] { $n } segundo
    [many] { $n } de segundos
   *[other] { $n } segundos
}
duration-minutes = { $n ->
    [one] { $n } minuto
    [many] { $n } de minutos
   *[other] { $n } minutos
}
duration-hours = { $n ->
    [one] { $n } hora
    [many] { $n } de horas
   *[other] { $n } horas
}
ago-now = agora mesmo
ago-minutes = { $n ->
    [one] há { $n } minuto
    [many] há { $n } de minutos
   *[other] há { $n } minutos
}
ago-hours = { $n ->
    [one] há { $n } hora
    [many] há { $n } de horas
   *[other] há { $n } horas
}
ago-days = { $n ->
    [one] há { $n } dia
    [many] há { $n } de dias
   *[other] há { $n } dias
}

# The phone form
step-1 = Etapa 1 de 2
sign-in-title = Entre com seu número de celular
sign-in-lead = Vamos enviar por SMS um código de { $digits } dígitos.
sign-in-new = Não precisa de senha. Se for seu primeiro acesso, sua conta também será criada.
region-label = País ou região
region-label-short = País<span class="more-words"> ou região</span>
regions-likely = Sugestões
regions-all = Todos
phone-label = Número de celular
phone-hint = Por exemplo, <span class="num" dir="ltr" data-example>{ $example }</span>, ou comece com + para outro país
phone-hint-only = Por exemplo, <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = Comece com + e o código do país
send-code = Receber código por SMS
no-texts-summary = Não consigo receber SMS
no-texts-text = Para entrar, você precisa de um número que receba SMS.
sending = Enviando…
sending-slow = Ainda enviando. Isso pode levar até meio minuto.
held-lead = Você pediu um código para o número que termina em <strong class="num" dir="ltr">{ $digits }</strong>.
held-go = Digitar o código
phone-empty = Digite seu número de celular
phone-format = Não reconhecemos este número de telefone. Digite só os números, sem palavras nem ramal
phone-too-short = { $digits ->
    [one] Falta um dígito neste número ({ $country })
    [many] Faltam { $digits } de dígitos neste número ({ $country })
   *[other] Faltam { $digits } dígitos neste número ({ $country })
}
phone-too-long = { $digits ->
    [one] Este número tem um dígito a mais ({ $country })
    [many] Este número tem { $digits } de dígitos a mais ({ $country })
   *[other] Este número tem { $digits } dígitos a mais ({ $country })
}
phone-not-mobile = Este número não é de celular ({ $country }). Digite um que receba SMS
phone-no-such-range = Nenhum número de celular começa assim ({ $country }). Confira os primeiros dígitos
phone-unknown-code = Este código de país não existe. Comece com + e o código do país
phone-unknown-code-here = Este código de país não existe. Os números deste país ({ $country }) começam com +{ $code }
phone-no-region = Escolha um país ou comece o número com + e o código do país
phone-no-texts = Este número não recebe SMS. Digite um número de celular
phone-range-off = Não enviamos SMS para este número. Use outro
phone-refused = Este número não consegue receber nosso SMS. Use outro número de celular
phone-opted-out = Você pediu para não receber mais nossos SMS. Responda START a um SMS anterior ou use outro número
phone-country-off = Ainda não enviamos SMS para este país ({ $country })

# Signing in again
again-title = Entre de novo
again-lead = Vamos enviar por SMS um novo código para <strong class="num" dir="ltr">{ $phone }</strong>. Até você digitar o código, sua sessão continua como está.

# The text, as it will look
preview-title = O SMS será assim
preview-none-title = Sobre o SMS
preview-digits = { $digits } dígitos
preview-note = Nunca ligamos para pedir um código. Se alguém fizer isso, desligue.

# The code form
step-2 = Etapa 2 de 2
step-2-app = Etapa 2 de 2, para entrar em { $app }
code-title = Veja seu celular
code-lead = Enviamos um código por SMS para o número que termina em <strong class="num" dir="ltr">{ $digits }</strong>.
code-sent-at = Novo código enviado às
code-sent-clock = { $time } UTC
code-lead-arrives = Ele pode levar um ou dois minutos para chegar.
code-lead-full = Enviamos um código por SMS para <strong class="num" dir="ltr">{ $phone }</strong>.
code-change = Mudar
code-label = Código de { $digits } dígitos
code-works = Ele vale por { $for }
code-until = , até { $time }
code-over = Este código não vale mais
code-over-text = Peça um novo código para continuar.
code-over-none = Não há mais códigos para este acesso. Comece de novo para continuar.
code-over-again = Começar de novo
tries-left = { $n ->
    [one] Resta { $n } tentativa.
    [many] Restam { $n } de tentativas.
   *[other] Restam { $n } tentativas.
}
code-empty = Digite o código do SMS
code-length = O código deve ter { $digits } dígitos
code-wrong = O código não está certo. Confira o SMS e digite de novo
code-replaced = Este código não vale mais. Use o de um SMS mais recente
code-expired = O código expirou. Peça um novo código
code-spent = Você errou o código muitas vezes. Peça um novo código
code-expired-none = O código expirou
code-spent-none = Você errou o código muitas vezes
code-longer = Muitos códigos errados foram digitados aqui ou em outro lugar, por isso o seu agora é curto demais. Peça um novo código: ele é mais longo, e você não precisa esperar
code-other-tab = Você começou de novo em outra aba. Esta página agora mostra o número mais recente. Digite o código enviado para ele
resend-title = Não recebeu o SMS?
resend = Pedir novo código
resend-wait = Você pode pedir um novo código em <span data-left>{ $wait }</span>.
resend-ready = Você já pode pedir um novo código.
resend-left = { $n ->
    [one] Você pode pedir mais { $n } código.
    [many] Você pode pedir mais { $n } de códigos.
   *[other] Você pode pedir mais { $n } códigos.
}
resend-none = Não há mais códigos para este acesso. Use outro número ou comece de novo.
other-number = Usar outro número

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = Não conseguimos enviar SMS no momento
notice-unavailable-text = Tente de novo em alguns minutos.
notice-unreachable-title = Este celular está fora de alcance no momento
notice-unreachable-text = Veja se ele está ligado e com sinal. Depois tente de novo ou use outro número.
notice-opted-out-title = Você pediu para não receber mais nossos SMS
notice-opted-out-text = Responda START ao nosso SMS anterior e peça um novo código, ou use outro número.
notice-country-off-title = Não enviamos SMS para este número
notice-country-off-text = Use outro número.
undelivered-title = A operadora não entregou nosso SMS
undelivered-text = Peça um novo código ou use outro número.
undelivered-no-texts-title = Este número não recebe SMS
undelivered-no-texts-text = Foi o que a operadora informou. Use outro número de celular.
notice-limited-title = Você ainda não pode pedir outro código
notice-limited-text = Você pode pedir de novo em { $wait }.
notice-paused-title = Por enquanto, não enviamos SMS para números como este
notice-paused-text = Tente de novo em { $wait } ou use outro número.
notice-form-used-title = Este formulário já foi enviado
notice-form-used-text = Nada foi enviado de novo. Confira o número e use o botão para receber um código.
notice-none-left-title = Você não pode pedir outro código para este acesso
notice-none-left-text = Use um código que já enviamos ou comece de novo com seu número.
notice-no-texts-title = Este número não recebe SMS
notice-no-texts-text = Use outro número de celular.

# Pages that only say something
cookies-title = Seu navegador bloqueia nosso cookie
cookies-text = Enviamos um código, mas sem um cookie esta página não tem como saber que foi você quem pediu. Permita cookies deste site nas configurações do navegador e comece de novo.
cookies-again = Começar de novo
cookies-text-before = Sem um cookie, você não conseguiria digitar o código. Permita cookies deste site nas configurações do navegador e recarregue esta página. Nenhum SMS foi enviado.
already-used-title = Este código já foi usado
already-used-text = Se você entrou em outra aba, pode fechar esta. Se não, comece de novo.
already-used-again = Começar de novo
blocked-title = Esta conta está bloqueada
blocked-text = Você não pode entrar com este número. Se achar que é um engano, fale com quem administra este site.
error-reference = Se pedir ajuda, informe este número: <strong class="id">{ $reference }</strong>
error-not-found-title = Página não encontrada
error-not-found-text = Se você digitou o endereço, confira se está certo.
error-not-found-again = Ir para a página inicial
error-method-title = Isso não funciona aqui
error-method-text = Esta página não pode ser usada dessa forma.
error-method-again = Ir para a página inicial
error-cross-site-title = Essa solicitação veio de outro site
error-cross-site-text = Para sua segurança, os formulários só funcionam nas páginas deste site. Abra a página aqui e tente de novo.
error-cross-site-again = Ir para a página inicial
error-too-large-title = O envio é grande demais
error-too-large-text = O que foi enviado passa do tamanho que este site aceita.
error-too-large-again = Ir para a página inicial
error-too-late-title = Demorou demais
error-too-late-text = Seu navegador não enviou tudo a tempo. Nada foi feito. Volte e tente de novo.
error-too-late-again = Ir para a página inicial
error-bad-request-title = Não entendemos
error-bad-request-text = Algo na solicitação não estava certo. Volte e tente de novo.
error-bad-request-again = Ir para a página inicial
error-unavailable-title = Há um problema com o serviço
error-unavailable-text = Tente de novo em instantes.
error-unavailable-again = Tentar de novo
error-busy-title = Há gente demais aqui no momento
error-busy-text = Nenhum SMS foi enviado. Tente de novo em alguns segundos.
error-busy-again = Tentar de novo
error-internal-title = Algo deu errado do nosso lado
error-internal-text = O problema foi registrado. Tente de novo em instantes.
error-internal-again = Ir para a página inicial
error-stale-title = Entre de novo para acessar a administração
error-stale-text = Seu último acesso é antigo demais para estas páginas. Entre de novo por SMS e você voltará para cá.
error-stale-again = Entrar de novo
error-stale-act-title = Entre de novo para fazer isso
error-stale-act-text = Nada foi alterado, porque seu último acesso é antigo demais para isso. Entre de novo por SMS. Depois você volta para a página em que estava e pode usar o botão outra vez.
error-stale-act-again = Entrar de novo
error-stale-kept-title = Entre de novo para continuar
error-stale-kept-text = Nada foi feito ainda, porque seu último acesso é antigo demais para isso. Entre de novo por SMS. O que você digitou fica guardado e segue quando você confirmar.
error-stale-kept-again = Entrar de novo

# The account page
account-title = Sua conta
account-lead = Você entrou com <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = Ir para a administração
sessions-title = Suas sessões abertas
sessions-lead = Se não reconhecer alguma, saia dela.
session-this = Este dispositivo
session-seen = Último uso
session-began = Entrada
session-end = Sair
sessions-end-all = Encerrar todas as sessões…
device-on = { $browser } em { $system }
device-unknown = Dispositivo desconhecido
data-title = Seus dados
data-lead = Você pode levar tudo o que guardamos sobre você ou pedir que seja excluído.
data-download = Baixar meus dados
data-delete = Excluir minha conta…
end-all-title = Encerrar todas as sessões?
end-all-text = A sessão é encerrada na hora em todos os seus dispositivos, inclusive neste.
end-all-do = Encerrar todas as sessões
delete-title = Excluir sua conta?
delete-text = Seu número, suas sessões e seus acessos são excluídos na hora. Isso não pode ser desfeito.
delete-do = Excluir minha conta
delete-factor-text = Seu número, suas sessões e seus acessos são excluídos na hora. Isso não pode ser desfeito. Pelas configurações deste servidor, seu número dá acesso à administração, por isso seu segundo fator continua valendo para quem entrar de novo com ele.

# What was done just now, in one line
done-signed-out = Você saiu da sua conta.
done-signed-out-everywhere = Você saiu de todos os dispositivos.
done-deleted = Sua conta foi excluída e você saiu de todos os dispositivos. Você pode se cadastrar de novo com seu número quando quiser.
done-session-ended = A sessão nesse dispositivo foi encerrada.
