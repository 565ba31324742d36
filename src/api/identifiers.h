// The kinds of identifiers as members of bodies and replies.
#ifndef DAEMUN_API_IDENTIFIERS_H
#define DAEMUN_API_IDENTIFIERS_H

#include "domain/user.h"

#include "api/members.h"

template <>
struct daemun::api::Words<daemun::IdentifierType> {
  static constexpr IdentifierType all[] = {
      IdentifierType::username, IdentifierType::email, IdentifierType::phone};
};

#endif
