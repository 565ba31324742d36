#include "app/tenant_file/local_tenant.h"

namespace daemun::app {

Task<Result<net::Response, net::HttpError>> NoHttp::send(net::Request) {
  co_return net::HttpError{
      .code = net::HttpError::Code::connect_failed, .description = "no network in this command"};
}

Task<Result<void, net::MailError>> NoMail::send(net::Mail) {
  co_return net::MailError{
      .code = net::MailErrorCode::connect_failed, .description = "no network in this command"};
}

LocalTenant::LocalTenant(Installation& installation, const TenantId& id)
    : passwords_(installation.random, {}),
      tenant_(
          Machines{
              .database = *installation.database,
              .vault = installation.vault,
              .clock = installation.clock,
              .random = installation.random,
              .passwords = passwords_,
              .http = http_,
              .messages = messages_,
          },
          id,
          "http://localhost"
      ) {}

}  // namespace daemun::app
