// The rows of /me: what administrators do with their own account. They prove and change the same as
// through the Account API, and mostly by its handlers.
#ifndef DAEMUN_ACCOUNT_ME_NOUNS_H
#define DAEMUN_ACCOUNT_ME_NOUNS_H

#include <string_view>

#include "account/dependencies.h"
#include "account/operation.h"

namespace daemun::account {

// The row of that path. Throws std::logic_error for none.
Operation row_of(const Operations& rows, http::Method method, std::string_view path);
Handler handler_of(const Operations& rows, http::Method method, std::string_view path);

namespace nouns {

Operations me_account(const Dependencies& dependencies);  // /me, /me/custom-data, /me/password
Operations me_proofs(const Dependencies& dependencies
);  // /me/password/verify, /me/verification-codes
Operations me_social(const Dependencies& dependencies);  // /me/social
Operations me_assets(const Dependencies& dependencies);  // /me/user-assets

}  // namespace nouns

}  // namespace daemun::account

#endif
