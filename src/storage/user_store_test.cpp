#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::a_user;
using test::for_each_engine;
using test::now;
using test::Stores;

auto columns(const User& user) {
  return std::tie(
      user.id,
      user.username,
      user.primary_email,
      user.primary_phone,
      user.name,
      user.avatar,
      user.profile,
      user.custom_data,
      user.identities,
      user.application_id,
      user.is_suspended,
      user.last_sign_in_at,
      user.created_at,
      user.updated_at
  );
}

User a_full_user() {
  auto user = a_user();
  user.primary_email = "alice@app.example";
  user.primary_phone = "821012345678";
  user.name = "\uac00\ub098\ub2e4 \U0001f511 'quoted'";
  user.avatar = "https://app.example/a.png";
  user.profile = R"({"familyName":"Kim"})";
  user.custom_data = R"({"a":1})";
  user.identities = R"({"github":{"userId":"1"}})";
  user.application_id = ApplicationId("app1");
  user.is_suspended = true;
  user.last_sign_in_at = now + Seconds(1);
  user.updated_at = now + Seconds(2);
  return user;
}

const UserPassword a_password{.hash = "$argon2id$hash", .algorithm = "Argon2id"};

Identifier identifier(IdentifierType type, std::string value) {
  return {.type = type, .value = std::move(value)};
}

std::optional<User> find(Stores& stores, UserId id) {
  return run_task(stores.users.find(std::move(id)));
}
std::optional<User> find(Stores& stores, Identifier by) {
  return run_task(stores.users.find(std::move(by)));
}

}  // namespace

TEST_CASE("UserStore gives back every column, set or null") {
  for_each_engine([](Stores& stores) {
    auto bare = a_user("user00000002");
    bare.username.reset();
    for (const auto& user : {a_full_user(), bare}) {
      stores.run(stores.users.insert(user, std::nullopt));
      const auto found = find(stores, user.id);
      REQUIRE(found);
      CHECK(columns(*found) == columns(user));
    }
    CHECK_FALSE(find(stores, UserId("none")));
  });
}

TEST_CASE("UserStore finds a user by each identifier, to the letter") {
  for_each_engine([](Stores& stores) {
    const auto user = a_full_user();
    stores.run(stores.users.insert(user, std::nullopt));
    const Identifier present[] = {
        identifier(IdentifierType::username, *user.username),
        identifier(IdentifierType::email, *user.primary_email),
        identifier(IdentifierType::phone, *user.primary_phone)};
    for (const auto& by : present) {
      CHECK(find(stores, by)->id == user.id);
      CHECK(run_task(stores.users.find_with_password(by))->user.id == user.id);
    }
    const Identifier absent[] = {
        identifier(IdentifierType::username, "Name_user00000001"),
        identifier(IdentifierType::username, *user.primary_email),
        identifier(IdentifierType::email, "ALICE@app.example"),
        identifier(IdentifierType::email, "%"),
        identifier(IdentifierType::phone, *user.username)};
    for (const auto& by : absent) {
      CHECK_FALSE(find(stores, by));
      CHECK_FALSE(run_task(stores.users.find_with_password(by)));
    }
  });
}

TEST_CASE("UserStore keeps the users of tenants apart") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto user = a_full_user();
    stores.run(stores.users.insert(user, a_password));
    CHECK_FALSE(find(others, user.id));
    CHECK_FALSE(find(others, identifier(IdentifierType::email, *user.primary_email)));
    CHECK(run_task(others.users.list(10, 0)).empty());
    CHECK(others.conflict(others.users.remove(user.id)) == Conflict::Reason::row_count);
    others.run(others.users.insert(user, std::nullopt));  // no conflict with the other tenant's
    CHECK_FALSE(run_task(others.users.find_with_password(user.id))->password);
    CHECK(run_task(stores.users.find_with_password(user.id))->password);
  });
}

TEST_CASE("UserStore refuses a taken identifier and says which") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.users.insert(a_full_user(), std::nullopt));
    const auto conflict_of = [&](User user) {
      const auto verdict = stores.attempt(stores.users.insert(user, std::nullopt));
      REQUIRE(verdict.conflict);
      CHECK(verdict.conflict->reason == Conflict::Reason::unique);
      return conflicting_identifier(*verdict.conflict);
    };
    auto user = a_user("user00000002");
    user.username = a_full_user().username;
    CHECK(conflict_of(user) == IdentifierType::username);
    user = a_user("user00000002");
    user.primary_email = a_full_user().primary_email;
    CHECK(conflict_of(user) == IdentifierType::email);
    user = a_user("user00000002");
    user.primary_phone = a_full_user().primary_phone;
    CHECK(conflict_of(user) == IdentifierType::phone);
    user = a_user();
    user.username = "free";
    CHECK_FALSE(conflict_of(user));  // the id itself
  });
}

TEST_CASE("UserStore lets many users have no identifier of a kind") {
  for_each_engine([](Stores& stores) {
    for (const char* id : {"user00000001", "user00000002"}) {
      auto user = a_user(id);
      user.username.reset();
      stores.run(stores.users.insert(user, std::nullopt));
    }
    CHECK(run_task(stores.users.list(10, 0)).size() == 2);
  });
}

TEST_CASE("UserStore lists the newest users first, in pages") {
  for_each_engine([](Stores& stores) {
    for (int i = 1; i <= 5; ++i) {
      auto user = a_user("user0000000" + std::to_string(i));
      user.created_at = now + Seconds(i / 2);  // 2 and 3, 4 and 5 at the same time
      stores.run(stores.users.insert(user, std::nullopt));
    }
    const auto ids = [&](std::size_t limit, std::size_t offset) {
      std::string text;
      for (const auto& user : run_task(stores.users.list(limit, offset)))
        text += user.id.value().back();
      return text;
    };
    CHECK(ids(10, 0) == "54321");
    CHECK(ids(2, 0) == "54");
    CHECK(ids(2, 2) == "32");
    CHECK(ids(2, 4) == "1");
    CHECK(ids(2, 6).empty());
    CHECK(ids(0, 0).empty());
  });
}

TEST_CASE("UserStore changes an account that signs in only as it was read") {
  for_each_engine([](Stores& stores) {
    auto user = a_full_user();
    user.is_suspended = false;
    user.avatar.reset();
    stores.run(stores.users.insert(user, std::nullopt));
    const UserChanges changes{
        .name = {.is_given = true, .value = "Alice"}, .profile = R"({"familyName":"Lee"})"};
    const UserChanges edits[] = {
        {.username = {.is_given = true, .value = "renamed"}},
        {.primary_email = {.is_given = true, .value = "new@app.example"}},
        {.primary_phone = {.is_given = true}},
        {.custom_data = R"({"a":2})"},
        {.profile = R"({"familyName":"Park"})"},
    };
    for (const auto& edit : edits) {
      const auto before = *find(stores, user.id);
      stores.run(stores.users.update(user.id, edit, now));
      const auto late = stores.users.update_at_sign_in(before, changes, now);
      CHECK(stores.conflict(late) == Conflict::Reason::row_count);
    }
    auto before = *find(stores, user.id);
    stores.run(stores.users.update_suspension(user.id, true, now));
    CHECK(
        stores.conflict(stores.users.update_at_sign_in(before, changes, now)) ==
        Conflict::Reason::row_count
    );
    stores.run(stores.users.update_suspension(user.id, false, now));
    stores.run(stores.users.update_at_sign_in(before, changes, now + Seconds(4)));
    before.name = "Alice";
    before.profile = R"({"familyName":"Lee"})";
    before.updated_at = now + Seconds(4);
    CHECK(columns(*find(stores, user.id)) == columns(before));
  });
}

TEST_CASE("UserStore notes the sign-in of an account that is not suspended") {
  for_each_engine([](Stores& stores) {
    const auto user = a_user();
    stores.run(stores.users.insert(user, std::nullopt));
    stores.run(stores.users.update_last_sign_in(user.id, now + Seconds(1)));
    stores.run(stores.users.update_suspension(user.id, true, now));
    CHECK(
        stores.conflict(stores.users.update_last_sign_in(user.id, now + Seconds(2))) ==
        Conflict::Reason::row_count
    );
    CHECK(find(stores, user.id)->last_sign_in_at == now + Seconds(1));
  });
}

TEST_CASE("UserStore adds a password where there is none") {
  for_each_engine([](Stores& stores) {
    const auto user = a_user();
    stores.run(stores.users.insert(user, std::nullopt));
    stores.run(stores.users.add_password(user.id, a_password, now));
    const UserPassword late{.hash = "late", .algorithm = "Argon2id"};
    CHECK(
        stores.conflict(stores.users.add_password(user.id, late, now)) ==
        Conflict::Reason::row_count
    );
    const auto found = run_task(stores.users.find_with_password(user.id));
    CHECK(found->password->hash == a_password.hash);
  });
}

TEST_CASE("UserStore keeps, replaces and lacks a password") {
  for_each_engine([](Stores& stores) {
    const auto user = a_user();
    stores.run(stores.users.insert(user, std::nullopt));
    CHECK_FALSE(run_task(stores.users.find_with_password(user.id))->password);
    stores.run(stores.users.update_password(user.id, a_password, now + Seconds(9)));
    const auto found = run_task(stores.users.find_with_password(user.id));
    REQUIRE(found->password);
    CHECK(found->password->hash == a_password.hash);
    CHECK(found->password->algorithm == a_password.algorithm);
    CHECK(found->user.updated_at == now + Seconds(9));
    CHECK(found->password_updated_at == now + Seconds(9));
    CHECK(
        stores.conflict(stores.users.update_password(UserId("none"), a_password, now)) ==
        Conflict::Reason::row_count
    );
  });
}

TEST_CASE("UserStore requires the password of a proof, which a better hash does not change") {
  for_each_engine([](Stores& stores) {
    const auto user = a_user();
    const UserPassword old{.hash = "md5", .algorithm = "MD5"};
    stores.run(stores.users.insert(user, old));
    stores.run(stores.users.renew_hash(user.id, old, a_password));
    stores.run(stores.users.require_proven(user.id, {.password_updated_at = user.created_at}));
    stores.run(stores.users.update_password(user.id, a_password, now + Seconds(9)));
    CHECK(
        stores.conflict(
            stores.users.require_proven(user.id, {.password_updated_at = user.created_at})
        ) == Conflict::Reason::row_count
    );
    stores.run(stores.users.require_proven(user.id, {.password_updated_at = now + Seconds(9)}));
  });
}

TEST_CASE("UserStore renews a hash only while the password is the same") {
  for_each_engine([](Stores& stores) {
    const auto user = a_user();
    const UserPassword old{.hash = "md5", .algorithm = "MD5"};
    stores.run(stores.users.insert(user, old));
    stores.run(stores.users.renew_hash(user.id, old, a_password));
    auto found = run_task(stores.users.find_with_password(user.id));
    CHECK(found->password->hash == a_password.hash);
    CHECK(found->user.updated_at == now);
    const UserPassword late{.hash = "late", .algorithm = "Argon2id"};
    stores.run(stores.users.renew_hash(user.id, old, late));
    found = run_task(stores.users.find_with_password(user.id));
    CHECK(found->password->hash == a_password.hash);
  });
}

TEST_CASE("UserStore lists the work of imported hashes for as long as users have them") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto bcrypt = [](const std::string& cost) {
      return UserPassword{
          .hash = "$2b$" + cost + "$" + std::string(53, 'a'), .algorithm = "Bcrypt"};
    };
    const auto works = [&] { return run_task(stores.users.list_password_work()); };
    using Works = std::vector<std::string>;
    CHECK(works().empty());
    User first, second, third;
    first.id = UserId("first");
    second.id = UserId("second");
    third.id = UserId("third");
    for (const auto& user : {first, second})
      stores.run(stores.users.insert(user, bcrypt("10")));
    stores.run(stores.users.insert(third, std::nullopt));
    CHECK(works() == Works{"Bcrypt:10"});
    stores.run(stores.users.update_password(third.id, bcrypt("12"), now));
    CHECK(works() == Works{"Bcrypt:10", "Bcrypt:12"});
    CHECK(run_task(others.users.list_password_work()).empty());

    stores.run(stores.users.renew_hash(first.id, bcrypt("10"), a_password));
    CHECK(works() == Works{"Bcrypt:10", "Bcrypt:12"});
    stores.run(stores.users.update_password(second.id, a_password, now));
    stores.run(stores.users.remove(third.id));
    CHECK(works().empty());
  });
}

TEST_CASE("UserStore lets a password expire until another one is set") {
  for_each_engine([](Stores& stores) {
    const auto user = a_user();
    stores.run(stores.users.insert(user, a_password));
    const auto is_expired = [&] {
      return run_task(stores.users.find_with_password(user.id))->is_password_expired;
    };
    CHECK_FALSE(is_expired());
    const auto updated_at = [&] {
      return run_task(stores.users.find_with_password(user.id))->password_updated_at;
    };
    const auto before = updated_at();
    stores.run(stores.users.update_password_expiration(user.id, true, now));
    CHECK(is_expired());
    // What was proven by it before counts no more.
    CHECK(updated_at() != before);
    stores.run(stores.users.renew_hash(user.id, a_password, a_password));
    CHECK(is_expired());
    stores.run(stores.users.update_password(user.id, a_password, now));
    CHECK_FALSE(is_expired());
    CHECK(
        stores.conflict(stores.users.update_password_expiration(UserId("none"), true, now)) ==
        Conflict::Reason::row_count
    );
  });
}

TEST_CASE("UserStore changes what is given, and empties what is given without a value") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto user = a_full_user();
    stores.run(stores.users.insert(user, a_password));
    stores.run(stores.users.update(user.id, UserChanges{}, now + Seconds(3)));
    auto expected = user;
    expected.updated_at = now + Seconds(3);
    CHECK(columns(*find(stores, user.id)) == columns(expected));
    const UserChanges changes{
        .username = {.is_given = true, .value = "renamed"},
        .primary_phone = {.is_given = true},
        .custom_data = R"({"b":2})",
    };
    stores.run(stores.users.update(user.id, changes, now + Seconds(4)));
    expected.username = "renamed";
    expected.primary_phone.reset();
    expected.custom_data = R"({"b":2})";
    expected.updated_at = now + Seconds(4);
    CHECK(columns(*find(stores, user.id)) == columns(expected));
    stores.run(stores.users.insert(a_user("user00000002"), std::nullopt));
    const UserChanges taken{.username = {.is_given = true, .value = "renamed"}};
    CHECK(
        stores.conflict(stores.users.update(UserId("user00000002"), taken, now)) ==
        Conflict::Reason::unique
    );
    CHECK(
        others.conflict(others.users.update(user.id, changes, now)) == Conflict::Reason::row_count
    );
  });
}

TEST_CASE("UserStore replaces a document only as it was read") {
  for_each_engine([](Stores& stores) {
    const auto user = a_full_user();
    stores.run(stores.users.insert(user, std::nullopt));
    const struct {
      UserDocument document;
      std::string before;
    } cases[] = {
        {UserDocument::profile, user.profile},
        {UserDocument::custom_data, user.custom_data},
        {UserDocument::identities, user.identities},
        {UserDocument::logto_config, "{}"},
    };
    for (const auto& [document, before] : cases) {
      const UserDocumentChange change{.before = before, .after = R"({"new":true})"};
      CHECK(stores.winners(stores.users.replace(user.id, document, change, now)) == 1);
    }
    const auto found = find(stores, user.id);
    for (const auto& text : {found->profile, found->custom_data, found->identities})
      CHECK(text == R"({"new":true})");
    CHECK(run_task(stores.users.find_logto_config(user.id)) == R"({"new":true})");
    CHECK_FALSE(run_task(stores.users.find_logto_config(UserId("none"))));
  });
}

TEST_CASE("UserStore lets an account of another service be one user's") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto first = a_full_user();  // github: 1
    auto second = a_user("user00000002");
    stores.run(stores.users.insert(first, std::nullopt));
    stores.run(stores.users.insert(second, std::nullopt));
    second.id = UserId("user00000003");
    second.username.reset();
    second.identities = first.identities;
    CHECK(stores.conflict(stores.users.insert(second, std::nullopt)) == Conflict::Reason::unique);
    others.run(others.users.insert(second, std::nullopt));
    const UserId other("user00000002");
    CHECK(
        stores.conflict(stores.users.put_identity(other, "github", "1")) == Conflict::Reason::unique
    );
    stores.run(stores.users.put_identity(other, "google", "1"));
    stores.run(stores.users.put_identity(first.id, "github", "2"));
    stores.run(stores.users.put_identity(other, "github", "1"));
    stores.run(stores.users.remove_identity(first.id, "github"));
    stores.run(stores.users.put_identity(other, "github", "2"));
    stores.run(stores.users.remove(other));
    stores.run(stores.users.put_identity(first.id, "github", "1"));
  });
}

TEST_CASE("UserStore notes sign-in and suspension") {
  for_each_engine([](Stores& stores) {
    const auto user = a_user();
    stores.run(stores.users.insert(user, std::nullopt));
    stores.run(stores.users.update_last_sign_in(user.id, now + Seconds(5)));
    stores.run(stores.users.update_suspension(user.id, true, now + Seconds(6)));
    auto found = find(stores, user.id);
    CHECK(found->last_sign_in_at == now + Seconds(5));
    CHECK(found->is_suspended);
    CHECK(found->updated_at == now + Seconds(6));
    stores.run(stores.users.update_suspension(user.id, false, now + Seconds(7)));
    CHECK_FALSE(find(stores, user.id)->is_suspended);
    const UserId none("none");
    CHECK(
        stores.conflict(stores.users.update_last_sign_in(none, now)) == Conflict::Reason::row_count
    );
    CHECK(
        stores.conflict(stores.users.update_suspension(none, true, now)) ==
        Conflict::Reason::row_count
    );
  });
}

TEST_CASE("UserStore removes a user with sessions, grants and roles") {
  for_each_engine([](Stores& stores) {
    const auto user = a_user();
    stores.run(stores.users.insert(user, std::nullopt));
    stores.run(stores.applications.insert(test::an_application()));
    stores.run(stores.roles.insert({.id = RoleId("role1"), .name = "r", .description = ""}));
    stores.run(stores.users.assign_role(user.id, RoleId("role1")));
    stores.run(stores.sessions.insert(test::a_session()));
    stores.run(stores.grants.insert(test::a_grant()));
    stores.run(stores.users.remove(user.id));
    CHECK_FALSE(find(stores, user.id));
    CHECK_FALSE(run_task(stores.sessions.find(test::a_session().id)));
    CHECK_FALSE(run_task(stores.grants.find(test::a_grant().id)));
    CHECK(run_task(stores.access.list_role_names(user.id)).empty());
    CHECK(stores.conflict(stores.users.remove(user.id)) == Conflict::Reason::row_count);
  });
}

TEST_CASE("UserStore assigns a role once, and only one that is there") {
  for_each_engine([](Stores& stores) {
    const auto user = a_user();
    stores.run(stores.users.insert(user, std::nullopt));
    stores.run(stores.roles.insert({.id = RoleId("role1"), .name = "r", .description = ""}));
    stores.run(stores.users.assign_role(user.id, RoleId("role1")));
    stores.run(stores.users.assign_role(user.id, RoleId("role1")));
    CHECK(run_task(stores.access.list_role_names(user.id)) == std::vector<std::string>{"r"});
    CHECK(
        stores.conflict(stores.users.assign_role(user.id, RoleId("none"))) ==
        Conflict::Reason::foreign_key
    );
    CHECK(
        stores.conflict(stores.users.assign_role(UserId("none"), RoleId("role1"))) ==
        Conflict::Reason::foreign_key
    );
  });
}

TEST_CASE("UserStore assigns the default roles of people") {
  for_each_engine([](Stores& stores) {
    const auto user = a_user();
    stores.run(stores.users.insert(user, std::nullopt));
    const auto insert = [&](std::string name, RoleType type, bool is_default) {
      stores.run(stores.roles.insert(
          {.id = RoleId(name),
           .name = name,
           .description = "",
           .type = type,
           .is_default = is_default}
      ));
    };
    insert("a", RoleType::user, true);
    insert("b", RoleType::user, true);
    insert("plain", RoleType::user, false);
    insert("machine", RoleType::machine_to_machine, true);
    stores.run(stores.users.assign_role(user.id, RoleId("b")));
    stores.run(stores.users.assign_default_roles(user.id));
    CHECK(run_task(stores.access.list_role_names(user.id)) == std::vector<std::string>{"a", "b"});
  });
}

TEST_CASE("conflicting_identifier says nothing about other conflicts") {
  Conflict conflict{.reason = Conflict::Reason::row_count, .constraint = "users_username"};
  CHECK_FALSE(conflicting_identifier(conflict));
  conflict.reason = Conflict::Reason::unique;
  CHECK(conflicting_identifier(conflict) == IdentifierType::username);
  conflict.constraint = "users_pkey";
  CHECK_FALSE(conflicting_identifier(conflict));
}

}  // namespace daemun::storage
