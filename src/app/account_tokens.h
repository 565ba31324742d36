// What the access tokens of people stand for now, for the Account API and for /me.
#ifndef DAEMUN_APP_ACCOUNT_TOKENS_H
#define DAEMUN_APP_ACCOUNT_TOKENS_H

#include "account/access.h"

namespace daemun::app {

class Tenant;

// `tenant` outlives the readers.
// Opaque ones, with the scope openid; and JWTs for an organization, of its members.
account::TokenReaders account_token_readers(Tenant& tenant);
// JWTs for the audience of /me with the scope `all`, of a person.
account::TokenReaders me_token_readers(Tenant& tenant);

}  // namespace daemun::app

#endif
