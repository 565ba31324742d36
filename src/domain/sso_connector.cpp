#include "domain/sso_connector.h"

#include "base/text.h"

namespace daemun {

bool SsoConnector::has_domain(std::string_view domain) const {
  return contains(domains, domain);
}

}  // namespace daemun
