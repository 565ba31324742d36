#include "experience/verifications/backup_code.h"

#include "base/encoding.h"
#include "base/text.h"
#include "experience/mfa_check.h"
#include "experience/sentinel.h"
#include "storage/log_store.h"
#include "storage/new_factor.h"
#include "storage/user_factor_store.h"

#include <algorithm>
#include <utility>

#include "api/members.h"

namespace daemun::experience {
namespace {

constexpr std::string_view guess_action = "MfaBackupCode";
constexpr std::size_t max_text_bytes = 64;
// The verification's own data: the hashes of a new set.
constexpr std::string_view hashes = "hashes";

struct NewCodes : VerificationId {
  std::vector<std::string> codes{};
};
BOOST_DESCRIBE_STRUCT(NewCodes, (VerificationId), (codes))

// How many unused codes are left, so that the page can tell before the last one goes (not Logto's).
struct ProvenBackupCode : VerificationId {
  api::Number<> remain_codes{};
};
BOOST_DESCRIBE_STRUCT(ProvenBackupCode, (VerificationId), (remain_codes))

struct SentBackupCode {
  std::string code{};
};
BOOST_DESCRIBE_STRUCT(SentBackupCode, (), (code))

storage::UserFactorStore store_of(const Dependencies& dependencies) {
  return {dependencies.database, dependencies.vault, dependencies.tenant};
}

Task<Outcome<Taken>> generate(const Call& call) {
  const ExperienceState& state = call.dialogue.state;
  const auto allowed = co_await require_set_up(&call);
  if (!allowed) co_return allowed.error();
  const Dependencies& dependencies = call.dependencies;
  const auto store = store_of(dependencies);
  auto verification =
      make_factor_verification(dependencies, backup_code_method, state.user_id.value_or(UserId()));
  verification.use = Verification::Use::begun;
  NewCodes shown;
  shown.verification_id = verification.id;
  json::array kept;
  shown.codes = storage::make_backup_codes(dependencies.random);
  for (const auto& code : shown.codes)
    kept.emplace_back(to_base64url(store.hash_backup_code(verification.id, code)));
  verification.data[hashes] = std::move(kept);
  Change change{.state = state, .line = audit(call, state, "Verification.BackupCode.Create")};
  change.state.begin(std::move(verification));
  co_return Taken{
      .answer = answer_json(200, api::to_json(std::move(shown))), .change = std::move(change)};
}

// The person's set, if one of its unused codes has the hash.
struct FoundCode {
  UserFactor set{};
  std::string hash{};
};
Task<std::optional<FoundCode>> find_code(const Call* call, UserId user, std::string code) {
  const auto store = store_of(call->dependencies);
  auto factors = co_await store.list(std::move(user));
  const auto set = std::find_if(factors.begin(), factors.end(), [](const UserFactor& factor) {
    return factor.type == Factor::backup_code;
  });
  if (set == factors.end()) co_return std::nullopt;
  FoundCode found{.set = *set, .hash = store.hash_backup_code(set->id, code)};
  const bool is_unused = co_await store.has_unused_code(found.set.id, found.hash);
  if (!is_unused) co_return std::nullopt;
  co_return found;
}

Task<Outcome<Taken>> verify_backup_code(const Call& call, SentBackupCode body) {
  const ExperienceState& state = call.dialogue.state;
  if (const auto known = require_known_person(call.dialogue); !known) co_return known.error();
  const auto is_text = check_text(body.code, "code", max_text_bytes);
  if (!is_text) co_return is_text.error();
  const RequestError invalid{.code = "session.mfa.invalid_backup_code"};
  // Who registers has none yet.
  if (!state.user_id) co_return invalid;
  auto quick = co_await begin_quick_guess(call, guess_action);
  if (!quick) co_return quick.error();

  const Dependencies& dependencies = call.dependencies;
  const UserId user = quick->user;
  const auto found = co_await find_code(&call, user, to_lower_ascii(body.code));
  auto event = audit(call, state, "Verification.BackupCode.Submit");
  if (!found) {
    WrongGuess wrong{
        .place = std::move(quick->place),
        .planned = std::move(quick->planned),
        .event = std::move(event),
        .error = invalid};
    co_return co_await refuse_guess(call, std::move(wrong));
  }
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  Proof proof;
  proof.verification = make_factor_verification(dependencies, backup_code_method, user);
  proof.verification.data[factor_id] = found->set.id;
  const auto now = dependencies.clock.now();
  proof.plan.add(pass(dependencies, *quick))
      .add(store_of(dependencies).use_backup_code(found->set, found->hash, now))
      .add(logs.insert(event));
  ProvenBackupCode proven;
  proven.verification_id = proof.verification.id;
  proven.remain_codes = api::Number<>(found->set.unused_codes - 1);
  auto taken = prove(call, std::move(proof));
  taken.answer = answer_json(200, api::to_json(std::move(proven)));
  co_return taken;
}

std::optional<NewFactor> to_new_backup_codes(const Verification& verification) {
  if (!verification.data.contains(hashes)) return std::nullopt;
  NewFactor item;
  item.factor.id = verification.id;
  item.factor.type = Factor::backup_code;
  for (const auto& hash : find_strings(verification.data, hashes))
    item.code_hashes.push_back(parse_base64url(hash).value());
  return item;
}

}  // namespace

const VerificationMethod backup_code_method{
    .type = "BackupCode",
    .amr = "otp",
    .factor = Factor::backup_code,
    .new_factor = to_new_backup_codes,
    .audit_keys =
        {"Interaction.SignIn.Verification.BackupCode.Create",
         "Interaction.SignIn.Verification.BackupCode.Submit",
         "Interaction.Register.Verification.BackupCode.Create",
         "Interaction.Register.Verification.BackupCode.Submit"},
    .endpoints =
        {{.path = "backup-code/generate",
          .summary = "Make backup codes",
          .reply = api::shape_of<NewCodes>(),
          .refusals = {400, 403, 404},
          .step = generate},
         {.path = "backup-code/verify",
          .summary = "Verify a backup code",
          .reply = api::shape_of<ProvenBackupCode>(),
          .refusals = {400, 404, 429},
          .step = verify_backup_code}},
};

}  // namespace daemun::experience
