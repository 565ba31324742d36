// The nouns of the Account API: each gives its rows, and lives in the file of its name.
#ifndef DAEMUN_ACCOUNT_NOUNS_H
#define DAEMUN_ACCOUNT_NOUNS_H

#include "account/dependencies.h"
#include "account/operation.h"

namespace daemun::account {

// All rows, in the order of the document. They keep a reference to the argument.
Operations list_operations(const Dependencies& dependencies);

namespace nouns {

Operations avatars(const Dependencies& dependencies);
Operations deletion(const Dependencies& dependencies);
Operations email_undos(const Dependencies& dependencies);
Operations factor_settings(const Dependencies& dependencies);
Operations factors(const Dependencies& dependencies);
Operations profile(const Dependencies& dependencies);
Operations password(const Dependencies& dependencies);
Operations addresses(const Dependencies& dependencies);
Operations sign_ins(const Dependencies& dependencies);
Operations export_(const Dependencies& dependencies);
Operations verifications(const Dependencies& dependencies);
Operations social(const Dependencies& dependencies);
Operations web_authn(const Dependencies& dependencies);
Operations identities(const Dependencies& dependencies);
Operations sessions(const Dependencies& dependencies);
Operations trusted_devices(const Dependencies& dependencies);
Operations organizations(const Dependencies& dependencies);
Operations organization_members(const Dependencies& dependencies);
Operations organization_invitations(const Dependencies& dependencies);
Operations own_invitations(const Dependencies& dependencies);

}  // namespace nouns

}  // namespace daemun::account

#endif
