#include "heed/read/person.h"

#include <gtest/gtest.h>

namespace heed::read {
namespace {

TEST(People, AreNamesWithoutAddressesOfMachines) {
  EXPECT_EQ(without_machines("Jane Doe (noreply@blogger.com)"), "Jane Doe");
  EXPECT_EQ(without_machines("noreply@blogger.com (Jane Doe)"), "Jane Doe");
  EXPECT_EQ(without_machines("No-Reply@x.org (Jane Doe), Bo Ek (noreply@x.org)"),
            "Jane Doe, Bo Ek");
  EXPECT_EQ(without_machines("noreply@blogger.com"), "");
}

TEST(People, KeepTheirOwnAddresses) {
  for (const auto* person : {"Jane Doe", "jane@x.org (Jane Doe)", "Doe, Jane (jane@x.org)",
                             "@noreply", "jane.noreply@x.org", ""}) {
    EXPECT_EQ(without_machines(person), person);
  }
}

}  // namespace
}  // namespace heed::read
