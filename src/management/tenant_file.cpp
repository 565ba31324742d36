#include "management/tenant_file.h"

#include "management/answers.h"
#include "management/nouns.h"

#include <memory>
#include <utility>

namespace daemun::management {
namespace {

// `kind` is the section's noun ("role"), `members` what differs, of an update. `failures` are
// sentences; what fails does not stop the rest.
struct ChangeView {
  Word<"create", "update", "remove"> action{};
  std::string kind{};
  std::string name{};
  std::vector<std::string> members{};
};
BOOST_DESCRIBE_STRUCT(ChangeView, (), (action, kind, name, members))

struct PlanView {
  std::vector<ChangeView> changes{};
  Number<> made{};
  std::vector<std::string> failures{};
};
BOOST_DESCRIBE_STRUCT(PlanView, (), (changes, made, failures))

struct ApplyFile {
  std::string yaml{};
  std::optional<bool> dry_run{};
  std::optional<bool> prune{};
};
BOOST_DESCRIBE_STRUCT(ApplyFile, (), (yaml, dry_run, prune))

class TenantFile {
 public:
  TenantFile(const Dependencies& dependencies, ManagementApi& api)
      : dependencies_(dependencies), api_(api) {}

  Answer show(Call call) {
    const bool with_secrets = is_yes(call.query.find("withSecrets"));
    Reply reply;
    reply.text = co_await dependencies_.tenant_files.make(api_, with_secrets);
    co_return reply;
  }

  Answer apply(Call, ApplyFile body) {
    TenantFileInput input{
        .yaml = std::move(body.yaml),
        .dry_run = body.dry_run.value_or(false),
        .prune = body.prune.value_or(false),
    };
    auto applied = co_await dependencies_.tenant_files.apply(api_, std::move(input));
    if (!applied) {
      auto error = unprocessable("tenant_file.invalid");
      error.details = applied.error();
      co_return error;
    }
    co_return Reply{.body = *std::move(applied)};
  }

 private:
  const Dependencies& dependencies_;
  ManagementApi& api_;
};

}  // namespace

Operations nouns::tenant_file(const Dependencies& dependencies, ManagementApi& api) {
  const auto noun = std::make_shared<TenantFile>(dependencies, api);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/configs/tenant-file",
       .summary = "Export the tenant as a YAML file",
       .query = {"withSecrets"},
       .reply = shape_of<std::string>(),
       .reply_type = "application/yaml",
       .handler = handled_by(noun, &TenantFile::show)},
      {.method = Method::post,
       .path = "/configs/tenant-file",
       .summary = "Apply a YAML file to the tenant, or preview the changes",
       .body_limits = {.max_bytes = max_tenant_file_bytes},
       .reply = shape_of<PlanView>(),
       .refusals = {422},
       .handler = handled_by(noun, &TenantFile::apply)},
  };
}

}  // namespace daemun::management
