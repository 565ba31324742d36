// Where a table of operations is mounted, and what holds for all of its rows.
#ifndef DAEMUN_ACCOUNT_SURFACE_H
#define DAEMUN_ACCOUNT_SURFACE_H

#include <string>

#include "account/dependencies.h"
#include "account/operation.h"

namespace daemun::account {

struct Surface {
  enum class Origins { any, own };
  enum class Switch { account_center, none };

  std::string prefix{};  // of the paths
  Origins origins = Origins::own;
  Switch is_open_by = Switch::none;
  Operations (*list)(const Dependencies&) = nullptr;
};

// The Account API: any page may call it with a token, where the account center is enabled.
Surface account_surface();
// /me of the admin tenant, for the pages of the console alone. Its rows are in me_account.cpp,
// me_proofs.cpp and me_assets.cpp.
Surface me_surface();

}  // namespace daemun::account

#endif
