#include "account/nouns.h"

#include <iterator>

namespace daemun::account {

Operations list_operations(const Dependencies& dependencies) {
  Operations all;
  for (auto& part : {
           nouns::profile(dependencies),               // /my-account, /my-account/profile
           nouns::avatars(dependencies),               // /my-account/user-assets/avatar
           nouns::password(dependencies),              // /my-account/password
           nouns::addresses(dependencies),             // /my-account/primary-email, primary-phone
           nouns::email_undos(dependencies),           // /my-account/email-change/undo
           nouns::sign_ins(dependencies),              // /my-account/sign-ins
           nouns::export_(dependencies),               // /my-account/export
           nouns::deletion(dependencies),              // /my-account/deletion
           nouns::verifications(dependencies),         // /verifications/...
           nouns::social(dependencies),                // /verifications/social
           nouns::web_authn(dependencies),             // /verifications/web-authn/...
           nouns::factors(dependencies),               // /my-account/mfa-verifications
           nouns::factor_settings(dependencies),       // /my-account/mfa-settings, logto-configs
           nouns::identities(dependencies),            // /my-account/identities, sso-identities
           nouns::sessions(dependencies),              // /my-account/sessions, /my-account/grants
           nouns::trusted_devices(dependencies),       // /my-account/trusted-devices
           nouns::organizations(dependencies),         // /my-organizations
           nouns::organization_members(dependencies),  // /my-organizations/{id}/members
           nouns::organization_invitations(dependencies),  // /my-organizations/{id}/invitations
           nouns::own_invitations(dependencies),           // /my-organization-invitations
       }) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace daemun::account
