// The keys that tokens and the cookies of sessions are signed with: /configs/oidc/private-keys and
// /configs/oidc/cookie-keys.
//
// Logto has one list of private keys with one current key. Ours has two rings in one list: elliptic
// curve ("EC"), which signs by default, and RSA, for clients that know nothing else; each with one
// Current, at most one Next and one Previous key.
#ifndef DAEMUN_MANAGEMENT_OIDC_KEYS_H
#define DAEMUN_MANAGEMENT_OIDC_KEYS_H

#include "crypto/key_maker.h"
#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/tenant_store.h"

#include <vector>

namespace daemun::management {

class OidcKeys {
 public:
  explicit OidcKeys(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer rotate(Call call);
  Answer remove(Call call);

  Task<json::array> list_private_keys() const;
  Task<json::array> list_cookie_keys() const;
  Answer rotate_private_key(Call call);
  Answer rotate_cookie_key(Call call);
  Answer remove_private_key(Call call);
  Answer remove_cookie_key(Call call);

  const Dependencies& dependencies_;
  storage::TenantStore tenants_;
  crypto::KeyMaker key_maker_;
};

}  // namespace daemun::management

#endif
