#include "domain/invitation_link.h"

#include "base/uri.h"

namespace daemun {

std::string path_of(const InvitationLink& link) {
  return with_query_parameter("/invitation/" + link.id.value(), "token", link.token.reveal());
}

}  // namespace daemun
