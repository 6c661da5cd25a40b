#include <gmock/gmock.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <thread>

#include "channel_support.h"
#include "daemon/alerts/mail.h"
#include "tests/support/places.h"

namespace griffier::daemon {
namespace {

using testing::HasSubstr;
using testing::Not;

// A real mail server (Debian's python3-aiosmtpd) in a process of its own.
class SmtpChannelTest : public ChannelTest {
 protected:
  ~SmtpChannelTest() override {
    if (server_ <= 0) return;
    ::kill(server_, SIGKILL);
    ::waitpid(server_, nullptr, 0);
  }
  // False: the module is not installed.
  bool serve(std::vector<std::string> options = {}) {
    std::vector<std::string> words{"/usr/bin/python3",
                                   griffier::tests::source_dir() + "/tests/unit/daemon/channel_smtp_server.py",
                                   folder_.string()};
    words.insert(words.end(), options.begin(), options.end());
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    if (::posix_spawn(&server_, words[0].c_str(), nullptr, nullptr, arguments.data(), environ) != 0) return false;
    for (int i = 0; i < 1'000 && !std::filesystem::exists(folder_ / "port"); ++i) {
      int status = 0;
      if (::waitpid(server_, &status, WNOHANG) == server_) {
        server_ = -1;
        return false;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    port_ = slurp(folder_ / "port");
    return !port_.empty();
  }
  ChannelConfig config() const {
    ChannelConfig made;
    made.name = "redactie";
    made.kind = "smtp";
    made.url = "smtp://127.0.0.1:" + port_;
    made.from = "De griffier <griffier@example.org>";
    made.to = {"redactie@example.org"};
    made.timeout = std::chrono::seconds(10);
    return made;
  }
  boost::json::object received() const { return boost::json::parse(slurp(folder_ / "mail-1.json")).as_object(); }
  static std::string header(const boost::json::object& mail, const std::string& name) {
    for (const auto& pair : mail.at("headers").as_array())
      if (pair.at(0).as_string() == name) return std::string(pair.at(1).as_string());
    return {};
  }

  pid_t server_ = -1;
  std::string port_;
};
#define SERVE_OR_SKIP(...) \
  if (!serve(__VA_ARGS__)) GTEST_SKIP() << "no python3-aiosmtpd here"

TEST_F(SmtpChannelTest, DeliversAWellFormedMailWithTextAndHtml) {
  SERVE_OR_SKIP();
  auto sent = message();
  sent.subject =
      "Gewijzigd: kst-99999-12 Brief over geïnde euro's en veel meer dan op een enkele regel past (2 woorden)";
  sent.html += "<p>" + std::string(3'000, 'x') + "</p>\n";
  const auto result = make_channel(config())->send(sent, "redactie@example.org");
  ASSERT_EQ(result.status, SendStatus::sent) << result.error << "\n" << result.dialogue;
  EXPECT_THAT(result.dialogue, HasSubstr("> RCPT TO:<redactie@example.org>"));
  const auto mail = received();
  EXPECT_EQ(mail.at("from").as_string(), "griffier@example.org");
  EXPECT_TRUE(mail.at("defects").as_array().empty()) << mail.at("defects");
  EXPECT_EQ(mail.at("type").as_string(), "multipart/alternative");
  EXPECT_EQ(mail.at("parts").at("text/plain").as_string(), sent.text);
  EXPECT_EQ(mail.at("parts").at("text/html").as_string(), sent.html);
  EXPECT_LE(mail.at("longest").as_int64(), 998);
  EXPECT_EQ(mail.at("bare").as_int64(), 0);
  EXPECT_EQ(header(mail, "Subject"), sent.subject);
  EXPECT_EQ(header(mail, "From"), "De griffier <griffier@example.org>");
  EXPECT_EQ(header(mail, "To"), "redactie@example.org");
  EXPECT_EQ(header(mail, "Date"), "Thu, 19 Sep 2024 16:03:07 +0200");
  EXPECT_EQ(header(mail, "Message-ID"), "<0123456789abcdef0123456789abcdef@example.org>");
  EXPECT_EQ(header(mail, "List-Id"), "<water.griffier.example.org>");
  EXPECT_THAT(header(mail, "List-Unsubscribe"), HasSubstr("<mailto:griffier@example.org?subject=afmelden"));
  EXPECT_EQ(header(mail, "Auto-Submitted"), "auto-generated");
  EXPECT_EQ(header(mail, "MIME-Version"), "1.0");
}

TEST_F(SmtpChannelTest, LogsInWithThePasswordOfTheFileAndShowsItNowhere) {
  SERVE_OR_SKIP({"login=griffier:geheim woord"});
  auto with = config();
  with.user = "griffier";
  with.password_file = write("password", "geheim woord\nmore\n");
  const auto good = make_channel(with)->send(message(), "redactie@example.org");
  EXPECT_EQ(good.status, SendStatus::sent) << good.error << good.dialogue;
  EXPECT_EQ(received().at("login").as_string(), "griffier");
  EXPECT_THAT(good.dialogue, AllOf(HasSubstr("> AUTH "), Not(HasSubstr(base64("geheim woord"))),
                                   Not(HasSubstr(base64(std::string("\0griffier\0geheim woord", 22))))));
  with.password_file = write("password", "fout\n");
  const auto bad = make_channel(with)->send(message(), "redactie@example.org");
  EXPECT_EQ(bad.status, SendStatus::retry);
  EXPECT_THAT(bad.error, HasSubstr("the login was refused")) << bad.dialogue;
}

TEST_F(SmtpChannelTest, GivesUpAtOnceOnAPermanentRefusal) {
  SERVE_OR_SKIP({"reject=550"});
  const auto result = make_channel(config())->send(message(), "redactie@example.org");
  EXPECT_EQ(result.status, SendStatus::dead) << result.error;
  EXPECT_FALSE(result.error.empty());
}

TEST_F(SmtpChannelTest, TriesAgainAfterATemporaryRefusal) {
  SERVE_OR_SKIP({"reject=450"});
  const auto result = make_channel(config())->send(message(), "redactie@example.org");
  EXPECT_EQ(result.status, SendStatus::retry);
  EXPECT_FALSE(result.channel_down);
  EXPECT_THAT(result.error, HasSubstr("450 not today"));
}

TEST_F(SmtpChannelTest, GivesUpOnContentThatIsRefused) {
  SERVE_OR_SKIP({"rejectdata=554"});
  EXPECT_EQ(make_channel(config())->send(message(), "redactie@example.org").status, SendStatus::dead);
}

TEST_F(SmtpChannelTest, TriesAgainWhenTheServerSaysNothing) {
  SERVE_OR_SKIP({"mute"});
  auto hasty = config();
  hasty.timeout = std::chrono::seconds(1);
  const auto result = make_channel(hasty)->send(message(), "redactie@example.org");
  EXPECT_EQ(result.status, SendStatus::retry);
  EXPECT_TRUE(result.channel_down);
}

TEST_F(SmtpChannelTest, TriesAgainWhenNobodyListens) {
  port_ = "1";
  const auto result = make_channel(config())->send(message(), "redactie@example.org");
  EXPECT_EQ(result.status, SendStatus::retry);
  EXPECT_TRUE(result.channel_down);
  EXPECT_FALSE(result.error.empty());
}

TEST_F(SmtpChannelTest, RefusesARecipientThatWouldAddCommands) {
  port_ = "1";
  const auto result = make_channel(config())->send(message(), "a@example.org>\r\nDATA\r\n");
  EXPECT_EQ(result.status, SendStatus::dead);
}

TEST(Mail, LetsNothingEndAHeader) {
  Message hostile;
  hostile.subject = "Nieuw\r\nBcc: kwaad@example.org\r\n\r\n<script>";
  hostile.idempotency_key = "k";
  hostile.watch = "water";
  const auto mail = compose_mail({"a@example.org", "b@example.org", "mailto:x@example.org\r\nX-Evil: 1"}, hostile);
  const auto head = mail.substr(0, mail.find("\r\n\r\n"));
  EXPECT_THAT(head, Not(HasSubstr("\nBcc:")));
  EXPECT_THAT(head, Not(HasSubstr("\nX-Evil:")));
  EXPECT_THAT(head, HasSubstr("\r\nContent-Type: multipart/alternative"));
  EXPECT_THROW(static_cast<void>(compose_mail({"a@example.org", "b@example.org\r\nX: 1", ""}, hostile)),
               std::invalid_argument);
}

TEST(Mail, EncodesSubjectsInWordsOfAtMost75CharactersAtCharacterBorders) {
  std::string subject;
  for (int i = 0; i < 60; ++i) subject += "ëé€";
  const auto encoded = encode_header(subject);
  for (std::size_t at = 0; at < encoded.size();) {
    const auto end = std::min(encoded.find("\r\n ", at), encoded.size());
    const auto word = encoded.substr(at, end - at);
    EXPECT_LE(word.size(), 75U);
    EXPECT_TRUE(word.starts_with("=?UTF-8?B?") && word.ends_with("?=")) << word;
    at = end + 3;
  }
  EXPECT_EQ(encode_header("Nieuw: kst-1"), "Nieuw: kst-1");
  EXPECT_NE(encode_header("=?UTF-8?B?x?="), "=?UTF-8?B?x?=");
}

TEST(Mail, WritesQuotedPrintable) {
  EXPECT_EQ(quoted_printable("a=b\n.punt\nslot \n"), "a=3Db\r\n=2Epunt\r\nslot=20\r\n");
  const auto longest = quoted_printable(std::string(500, 'x') + "é");
  for (std::size_t at = 0; at < longest.size();) {
    const auto end = longest.find("\r\n", at);
    EXPECT_LE(end - at, 76U);
    at = end + 2;
  }
  EXPECT_EQ(quoted_printable("\r"), "=0D\r\n");
}

}  // namespace
}  // namespace griffier::daemon
