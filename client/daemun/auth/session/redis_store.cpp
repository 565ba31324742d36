#include "daemun/auth/session/redis_store.h"

#include "base/encoding.h"
#include "crypto/digest.h"

#include <charconv>
#include <stdexcept>
#include <utility>

namespace daemun::auth {

// Steps that must not be interrupted run inside Redis. A session is a hash; beside it are two kinds
// of indexes, sorted by when their sessions end, which end with their last session.
struct RedisStore::Script {
  explicit Script(std::string source)
      : text(std::move(source)),
        hash(to_hex(crypto::digest(crypto::DigestAlgorithm::sha1, text))) {}

  std::string text;
  std::string hash;
};

namespace {

// ARGV[1] is the prefix, ARGV[2] the key without it.
const std::string drop_function = R"lua(
local function drop(session, key)
  local held = redis.call('HMGET', session, 'user_key', 'provider_session_key')
  if held[1] and held[1] ~= '' then redis.call('ZREM', ARGV[1] .. 'user:' .. held[1], key) end
  if held[2] and held[2] ~= '' then redis.call('ZREM', ARGV[1] .. 'sid:' .. held[2], key) end
  redis.call('DEL', session)
end
)lua";

// ARGV: 3 now, 4 the version that must be there (0: none), 5 sealed, 6 user, 7 provider's session,
// 8 when it ends. 1 when it was written.
const std::string write_text = drop_function + R"lua(
local held = redis.call('HMGET', KEYS[1], 'version', 'expires_at')
local version = 0
if held[1] and tonumber(held[2]) > tonumber(ARGV[3]) then version = tonumber(held[1]) end
if version ~= tonumber(ARGV[4]) then return 0 end
drop(KEYS[1], ARGV[2])
local life = tonumber(ARGV[8]) - tonumber(ARGV[3])
if life <= 0 then return 1 end
redis.call('HSET', KEYS[1], 'sealed', ARGV[5], 'user_key', ARGV[6], 'provider_session_key', ARGV[7],
  'expires_at', ARGV[8], 'version', string.format('%.0f', version + 1))
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', life))
local function index(name)
  redis.call('ZREMRANGEBYSCORE', name, '-inf', ARGV[3])
  redis.call('ZADD', name, ARGV[8], ARGV[2])
  if redis.call('PTTL', name) < life then redis.call('PEXPIRE', name, string.format('%.0f', life)) end
end
if ARGV[6] ~= '' then index(ARGV[1] .. 'user:' .. ARGV[6]) end
if ARGV[7] ~= '' then index(ARGV[1] .. 'sid:' .. ARGV[7]) end
return 1
)lua";

const std::string remove_text = drop_function + R"lua(
drop(KEYS[1], ARGV[2])
return 1
)lua";

// ARGV: 2 the field that names who it is, 3 who. An index may still name a session that has ended.
const std::string remove_all_text = drop_function + R"lua(
for _, key in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  local session = ARGV[1] .. 'session:' .. key
  if redis.call('HGET', session, ARGV[2]) == ARGV[3] then drop(session, key) end
end
redis.call('DEL', KEYS[1])
return 1
)lua";

const std::string unlock_text = R"lua(
if redis.call('GET', KEYS[1]) == ARGV[2] then redis.call('DEL', KEYS[1]) end
return 1
)lua";

[[noreturn]] void fail(const std::string& what) {
  throw std::runtime_error("session store: redis: " + what);
}

std::string to_text(TimePoint time) {
  return std::to_string(to_unix_ms(time));
}

std::int64_t parse_number(const std::string& text) {
  std::int64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) {
    fail("a session that is not one");
  }
  return number;
}

}  // namespace

RedisStore::RedisStore(RedisStoreSettings settings)
    : connections_(std::move(settings.address)), prefix_(std::move(settings.prefix)) {}

RedisReply RedisStore::send(const std::vector<std::string>& command) {
  auto answer = connections_.send(command);
  if (const auto* refusal = std::get_if<RedisRefusal>(&answer)) {
    fail(command.front() + " was refused: " + refusal->code);
  }
  return std::get<RedisReply>(std::move(answer));
}

RedisReply RedisStore::run(
    const Script& script, const std::string& key, const std::vector<std::string>& arguments
) {
  std::vector<std::string> command{"EVALSHA", script.hash, "1", prefix_ + key, prefix_};
  command.insert(command.end(), arguments.begin(), arguments.end());
  auto answer = connections_.send(command);
  const auto* refusal = std::get_if<RedisRefusal>(&answer);
  if (refusal == nullptr) return std::get<RedisReply>(std::move(answer));
  if (refusal->code != "NOSCRIPT") fail("a script was refused: " + refusal->code);
  // A server that was started since then has done nothing yet.
  command[0] = "EVAL";
  command[1] = script.text;
  return send(command);
}

std::optional<StoredSession> RedisStore::find(const std::string& key, TimePoint now) {
  const auto reply = send(
      {"HMGET",
       prefix_ + "session:" + key,
       "sealed",
       "user_key",
       "provider_session_key",
       "expires_at",
       "version"}
  );
  const auto* fields = std::get_if<std::vector<std::string>>(&reply);
  if (fields == nullptr || fields->size() != 5) fail("a session that is not one");
  if ((*fields)[4].empty()) return std::nullopt;
  StoredSession session{
      .sealed = (*fields)[0],
      .user_key = (*fields)[1],
      .provider_session_key = (*fields)[2],
      .expires_at = from_unix_ms(parse_number((*fields)[3])),
      .version = parse_number((*fields)[4]),
  };
  if (session.expires_at <= now) return std::nullopt;
  return session;
}

SessionStore::Write RedisStore::write(
    const std::string& key, const StoredSession& session, std::int64_t version, TimePoint now
) {
  static const Script script(write_text);
  const auto reply =
      run(script,
          "session:" + key,
          {key,
           to_text(now),
           std::to_string(version),
           session.sealed,
           session.user_key,
           session.provider_session_key,
           to_text(session.expires_at)});
  return reply == RedisReply(std::int64_t{1}) ? Write::done : Write::conflict;
}

SessionStore::Write RedisStore::insert(
    const std::string& key, const StoredSession& session, TimePoint now
) {
  return write(key, session, 0, now);
}

SessionStore::Write RedisStore::update(
    const std::string& key, const StoredSession& session, TimePoint now
) {
  // Version 0 is a session that was never read.
  if (session.version < 1) return Write::conflict;
  return write(key, session, session.version, now);
}

void RedisStore::remove(const std::string& key) {
  static const Script script(remove_text);
  run(script, "session:" + key, {key});
}

void RedisStore::remove_all_in(
    const std::string& index, const char* field, const std::string& value
) {
  static const Script script(remove_all_text);
  if (!value.empty()) run(script, index + value, {field, value});
}

void RedisStore::remove_of_user(const std::string& user_key) {
  remove_all_in("user:", "user_key", user_key);
}

void RedisStore::remove_of_provider_session(const std::string& provider_session_key) {
  remove_all_in("sid:", "provider_session_key", provider_session_key);
}

bool RedisStore::take(const std::string& name, const std::string& owner, Milliseconds time) {
  if (time <= Milliseconds(0)) {
    return send({"EXISTS", prefix_ + name}) == RedisReply(std::int64_t{0});
  }
  const auto reply = send({"SET", prefix_ + name, owner, "NX", "PX", std::to_string(time.count())});
  return !std::holds_alternative<std::monostate>(reply);
}

bool RedisStore::try_lock(
    const std::string& name, const std::string& owner, TimePoint now, TimePoint until
) {
  return take("lease:" + name, owner, until - now);
}

void RedisStore::unlock(const std::string& name, const std::string& owner) {
  static const Script script(unlock_text);
  run(script, "lease:" + name, {owner});
}

Sighting RedisStore::remember(const std::string& name, TimePoint now, TimePoint until) {
  return take("sighting:" + name, "", until - now) ? Sighting::first : Sighting::repeated;
}

void RedisStore::remove_expired(TimePoint) {}

}  // namespace daemun::auth
