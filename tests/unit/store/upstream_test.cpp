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

TEST(Upstream, WhatWasTakenBackIsHandedOutAfterWhatLives) {
  Folder folder;
  Registrar registrar(folder.path(), Open::read_write);
  Transaction transaction(registrar.record().handle());
  Upstream upstream(registrar.record(), "kamer");
  for (const char* id : {"old", "new"}) {
    UpstreamEntity entity;
    entity.id = id;
    entity.category = "Document";
    entity.deleted = entity.id == "old";
    entity.data = "{}";
    upstream.put(entity);
    upstream.touch(id);
  }
  const auto order = [&] {
    std::string ids;
    for (const auto& one : upstream.due(testing::at("2024-09-20T12:00:00Z"), 10)) ids += one.entity + " ";
    return ids;
  };
  EXPECT_EQ(order(), "new old ");
  upstream.touch_all("Document");
  upstream.touch_waiting();
  EXPECT_EQ(order(), "new old ");
  transaction.commit();
}

}  // namespace
}  // namespace griffier::store
