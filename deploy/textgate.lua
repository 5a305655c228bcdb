-- Asks Textgate about a request, for HAProxy (2.6 or newer); forward-haproxy.cfg says
-- how. The action takes the app's origin, so that no client can say another one.

local textgate = "http://127.0.0.1:4000/forward/haproxy"

-- what Textgate has to know of the client's own words
local handed_on = {
  "cookie", "accept", "upgrade", "origin", "sec-fetch-mode", "access-control-request-method",
}

local function ask(txn, origin)
  local scheme, host = origin:match("^(https?)://(.+)$")
  local headers = {
    ["x-forwarded-proto"] = { scheme },
    ["x-forwarded-host"] = { host },
    ["x-forwarded-uri"] = { txn.f:pathq() },
    ["x-forwarded-method"] = { txn.f:method() },
    ["x-forwarded-for"] = { txn.f:src() },
  }
  local client = txn.http:req_get_headers()
  for _, name in ipairs(handed_on) do
    if client[name] then
      headers[name] = {}
      for at = 0, #client[name] do
        table.insert(headers[name], client[name][at])
      end
    end
  end
  local answer = core.httpclient():get({ url = textgate, headers = headers, timeout = 10000 })
  txn:set_var("txn.textgate_status", answer.status or 0)
  for _, name in ipairs({ "location", "user", "phone", "labels", "token" }) do
    local values = answer.headers and answer.headers[name == "location" and name or "x-textgate-" .. name]
    if values then
      txn:set_var("txn.textgate_" .. name, values[0])
    end
  end
end

core.register_action("textgate", { "http-req" }, ask, 1)
