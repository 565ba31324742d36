#include "http/connection_table.h"

#include <doctest/doctest.h>

using namespace daemun::http;

TEST_CASE("to_network takes an IPv4 address and an IPv6 /64 for one") {
  const auto network = [](const char* text) {
    return to_network(to_plain_address(boost::asio::ip::make_address(text)));
  };
  CHECK(network("203.0.113.9") == "203.0.113.9");
  CHECK(network("::ffff:203.0.113.9") == "203.0.113.9");
  CHECK(network("2001:db8:1:2:3:4:5:6") == network("2001:db8:1:2::1"));
  CHECK(network("2001:db8:1:2::1") != network("2001:db8:1:3::1"));
}

namespace {

// Writes down that it was ended.
class FakeConnection final : public Connection {
 public:
  FakeConnection(ConnectionTable& table, const std::string& network) : table_(table) {
    table_.add(*this, network);
  }
  ~FakeConnection() override { table_.remove(*this); }
  void expire() override {}
  void drain() override {}
  void abort() override { is_ended = true; }

  bool is_ended = false;

 private:
  ConnectionTable& table_;
};

}  // namespace

TEST_CASE("ConnectionTable ends the oldest waiting connection of the network that has the most") {
  std::atomic<std::uint64_t> ended = 0;
  ConnectionTable table({.waiting_per_network = 0, .held_bytes = 100}, ended);
  FakeConnection alone(table, "a");
  FakeConnection first(table, "b");
  FakeConnection second(table, "b");
  CHECK_FALSE(table.end_one_waiting());
  for (FakeConnection* each : {&alone, &first, &second})
    table.begin_waiting(*each);
  CHECK(table.end_one_waiting());
  CHECK(first.is_ended);
  CHECK_FALSE(alone.is_ended);
  CHECK_FALSE(second.is_ended);
  CHECK(ended == 1);
}

TEST_CASE("ConnectionTable is full of what handlers work with, and of nothing else") {
  std::atomic<std::uint64_t> ended = 0;
  ConnectionTable table({.waiting_per_network = 0, .held_bytes = 100}, ended);
  FakeConnection busy(table, "a");
  FakeConnection slow(table, "b");
  FakeConnection other(table, "b");
  table.hold(slow, 90, Release::possible);
  CHECK_FALSE(table.is_full());
  table.hold(busy, 99, Release::impossible);
  CHECK_FALSE(table.is_full());
  // Alone it may stay; another one takes its place.
  CHECK_FALSE(slow.is_ended);
  table.hold(other, 1, Release::possible);
  CHECK(slow.is_ended);
  CHECK_FALSE(other.is_ended);
  table.hold(busy, 100, Release::impossible);
  CHECK(table.is_full());
  table.hold(busy, 0, Release::possible);
  CHECK_FALSE(table.is_full());
}
