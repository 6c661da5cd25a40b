// A publisher's register as it is kept: what is given up, and in which order work is handed out.
#include "store/record/upstream.h"

#include <gtest/gtest.h>

#include "record_fixture.h"

namespace griffier::store {
namespace {

using testing::Folder;

TEST(Upstream, ARecordWithAnEntityThatWasGivenUpOpensAgain) {
  Folder folder;
  {
    Registrar registrar(folder.path(), Open::read_write);
    Transaction transaction(registrar.record().handle());
    Upstream upstream(registrar.record(), "kamer");
    upstream.give_up("00000001-0000-4000-8000-000000000001");
    upstream.give_up("00000001-0000-4000-8000-000000000002");
    transaction.commit();
  }
  Registrar registrar(folder.path(), Open::read_write);
  Statement check(registrar.record().handle(), "PRAGMA quick_check");
  ASSERT_TRUE(check.step());
  EXPECT_EQ(check.text(0), "ok");
  EXPECT_TRUE(Upstream(registrar.record(), "kamer").given_up("00000001-0000-4000-8000-000000000001"));
  EXPECT_FALSE(Upstream(registrar.record(), "other").given_up("00000001-0000-4000-8000-000000000001"));
}

}  // namespace
}  // namespace griffier::store
