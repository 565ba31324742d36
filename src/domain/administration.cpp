#include "domain/administration.h"

namespace daemun {

SignInIdentifiers sign_in_identifiers(const SignInExperience& experience) {
  if (experience.mode == SignInMode::register_) return {};
  return {
      .username = takes_password(experience, IdentifierType::username),
      .email = takes_password(experience, IdentifierType::email),
      .phone = takes_password(experience, IdentifierType::phone),
  };
}

}  // namespace daemun
