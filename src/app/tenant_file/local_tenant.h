// A tenant without a door, for commands that call its Management API.
#ifndef DAEMUN_APP_TENANT_FILE_LOCAL_TENANT_H
#define DAEMUN_APP_TENANT_FILE_LOCAL_TENANT_H

#include "app/installation.h"
#include "app/tenant.h"
#include "app/tenant_file/local_api.h"
#include "crypto/password_pool.h"
#include "net/http_task.h"
#include "net/mail.h"

#include "messages/equipment.h"

namespace daemun::app {

// Sends nothing: what a command causes is sent by the server, from the outbox.
class NoHttp final : public net::TaskHttpClient {
 public:
  Task<Result<net::Response, net::HttpError>> send(net::Request request) override;
};

class NoMail final : public net::MailSender {
 public:
  Task<Result<void, net::MailError>> send(net::Mail mail) override;
};

class LocalTenant {
 public:
  // Keeps references to the installation.
  LocalTenant(Installation& installation, const TenantId& id);

  LocalApi api() { return LocalApi(tenant_.management); }

 private:
  crypto::PasswordPool passwords_;
  NoHttp http_;
  NoMail mail_;
  messages::Equipment messages_{http_, mail_};
  Tenant tenant_;
};

}  // namespace daemun::app

#endif
