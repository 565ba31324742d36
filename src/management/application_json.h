// Applications as the API shows them and takes them: what the parts of the noun share.
#ifndef DAEMUN_MANAGEMENT_APPLICATION_JSON_H
#define DAEMUN_MANAGEMENT_APPLICATION_JSON_H

#include "base/json.h"
#include "domain/application.h"
#include "storage/application_store.h"

#include <optional>
#include <string>

#include "api/request_error.h"

namespace daemun::management {

// The shape of an application in replies; with `isAdmin`, of a single one.
extern const std::string application_shape;
extern const std::string application_with_admin_shape;
// Of the two metadata members in bodies.
extern const std::string client_metadata_shape;
extern const std::string custom_metadata_shape;

json::object to_json(const TenantId& tenant, const storage::ApplicationRecord& record);

// JSON that the database holds. Throws std::runtime_error when it is none.
json::object parse_stored(const std::string& text);

// What the shapes cannot say of `oidcClientMetadata` and `customClientMetadata` in a body: URIs
// that the protocol could never match, and lists that are too long. For developers.
std::optional<std::string> find_bad_metadata(const json::object& body);

}  // namespace daemun::management

#endif
