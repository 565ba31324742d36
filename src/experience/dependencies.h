// Dependencies of all parts of the sign-in dialogue, one set for each tenant.
#ifndef DAEMUN_EXPERIENCE_DEPENDENCIES_H
#define DAEMUN_EXPERIENCE_DEPENDENCIES_H

#include "crypto/password_pool.h"
#include "domain/place_headers.h"
#include "net/http_task.h"
#include "storage/tenant_context.h"

#include "messages/messenger.h"
#include "sso/documents.h"

namespace daemun::experience {

struct Dependencies : storage::TenantContext {
  crypto::PasswordPool& passwords;
  net::TaskHttpClient& http;
  const messages::Messenger& messenger;
  sso::Documents& sso_documents;
  PlaceSources places{};  // of sign-ins
};

}  // namespace daemun::experience

#endif
