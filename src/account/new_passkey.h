// A passkey that its owner has registered and not added to the account yet: in a verification
// record.
#ifndef DAEMUN_ACCOUNT_NEW_PASSKEY_H
#define DAEMUN_ACCOUNT_NEW_PASSKEY_H

#include <string_view>

namespace daemun::account {

// The member of the record's data, once the passkey has answered.
inline constexpr std::string_view proven_passkey = "passkey";

}  // namespace daemun::account

#endif
