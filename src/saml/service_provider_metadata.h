// The metadata of this server as a service provider (saml-metadata 2.4.4), which administrators of
// identity providers import.
#ifndef DAEMUN_SAML_SERVICE_PROVIDER_METADATA_H
#define DAEMUN_SAML_SERVICE_PROVIDER_METADATA_H

#include "crypto/certificate.h"

#include <string>
#include <vector>

namespace daemun::saml {

enum class RequestsAre { unsigned_requests, signed_requests };

struct ServiceProvider {
  std::string entity_id;
  std::string assertion_consumer_service_url;  // with the HTTP-POST binding
  RequestsAre requests = RequestsAre::unsigned_requests;
  // Of keys that sign requests: several while one takes the place of another.
  std::vector<crypto::Certificate> signing_certificates{};
  // Of keys for which assertions may be encrypted.
  std::vector<crypto::Certificate> encryption_certificates{};
};

// It always wants assertions to be signed.
std::string make_service_provider_metadata(const ServiceProvider& provider);

}  // namespace daemun::saml

#endif
