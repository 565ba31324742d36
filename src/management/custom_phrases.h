// Texts of a tenant's own, in the server's languages and others: /custom-phrases.
#ifndef DAEMUN_MANAGEMENT_CUSTOM_PHRASES_H
#define DAEMUN_MANAGEMENT_CUSTOM_PHRASES_H

#include "domain/page_look.h"
#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/experience_store.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::management {

class CustomPhrasesApi {
 public:
  // Keeps a reference.
  explicit CustomPhrasesApi(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer show(Call call);
  Answer replace(Call call);
  Answer remove(Call call);

  Task<std::optional<CustomPhrases>> find(std::string tag);

  const Dependencies& dependencies_;
  storage::ExperienceStore experience_;
};

}  // namespace daemun::management

#endif
