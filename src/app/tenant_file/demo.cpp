#include "app/tenant_file/demo.h"

#include "app/tenant_file/apply_changes.h"
#include "app/tenant_file/load_document.h"
#include "app/tenant_file/local_tenant.h"
#include "app/tenant_file/yaml.h"
#include "storage/seed.h"

#include <stdexcept>

namespace daemun::app {
namespace {

Document parse_demo() {
  const auto value = parse_yaml(std::string(demo_tenant_file));
  if (!value) throw std::logic_error("the demonstration: " + value.error().description);
  auto document = parse_document(*value);
  if (!document) throw std::logic_error("the demonstration: " + document.error());
  return *std::move(document);
}

// Things of the demonstration may have been changed since: only what is missing is made.
void keep_creations(Changes& changes) {
  std::erase_if(changes.list, [](const Change& change) {
    return change.kind != Change::Kind::create;
  });
  changes.experience.clear();
}

// The file's things in the file's order, as they are now.
Document find_again(const Document& wanted, const Document& current) {
  Document found;
  for (const auto& section : sections()) {
    const auto listed = wanted.items.find(section.name);
    const auto present = current.items.find(section.name);
    if (listed == wanted.items.end() || present == current.items.end()) continue;
    const ItemIndex index(section, present->second);
    for (const auto& item : listed->second) {
      if (const auto* same = index.find(item.members))
        found.items[std::string(section.name)].push_back(*same);
    }
  }
  return found;
}

}  // namespace

Demo apply_demo(Installation& installation) {
  LocalTenant local(installation, TenantId(std::string(storage::default_tenant)));
  const auto wanted = parse_demo();
  Demo demo;
  Names names;
  auto changes =
      find_changes(wanted, run_task(load_document(local.api(), names, Secrets::shown)), Prune::no);
  keep_creations(changes);
  for (auto& change : changes.list) {
    if (change.section->name != "users") continue;
    const auto password = storage::make_typable_password(installation.random);
    const auto username = std::string(find_string(change.wanted, "username").value_or(""));
    demo.passwords[username] = password.reveal();
    change.wanted["password"] = password.reveal();
  }
  const auto report = apply_changes(local.api(), changes, names, [] {});
  if (!report.failures.empty())
    throw std::runtime_error("the demonstration cannot be made: " + report.failures.front());
  Names again;
  const auto current = run_task(load_document(local.api(), again, Secrets::shown));
  demo.document = find_again(wanted, current);
  return demo;
}

}  // namespace daemun::app
