#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <boost/json.hpp>
#include <thread>

#include "channel_support.h"
#include "daemon/alerts/public_address.h"
#include "daemon/alerts/webhook_form.h"

namespace griffier::daemon {
namespace {

using testing::HasSubstr;
using testing::Not;

// Answers one request on loopback with raw bytes; an empty answer hangs up without a word.
class RawServer {
 public:
  explicit RawServer(std::string answer) : answer_(std::move(answer)), socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (::bind(socket_, reinterpret_cast<sockaddr*>(&address), length) != 0 || ::listen(socket_, 4) != 0 ||
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &length) != 0)
      throw std::runtime_error("no server");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~RawServer() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
  }
  [[nodiscard]] std::string url(const std::string& path = "/hook") const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  [[nodiscard]] const std::string& request() const { return request_; }
  [[nodiscard]] std::string body() const { return request_.substr(request_.find("\r\n\r\n") + 4); }
  [[nodiscard]] std::string header(const std::string& name) const {
    const auto at = request_.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const auto begin = at + name.size() + 4;
    return request_.substr(begin, request_.find("\r\n", begin) - begin);
  }

 private:
  void serve() {
    const int peer = ::accept(socket_, nullptr, nullptr);
    if (peer < 0) return;
    std::array<char, 65536> buffer{};
    std::size_t wanted = std::string::npos;
    while (request_.size() < wanted) {
      const auto count = ::recv(peer, buffer.data(), buffer.size(), 0);
      if (count <= 0) break;
      request_.append(buffer.data(), static_cast<std::size_t>(count));
      const auto end = request_.find("\r\n\r\n");
      if (end != std::string::npos) wanted = end + 4 + std::stoul("0" + header("Content-Length"));
    }
    ::send(peer, answer_.data(), answer_.size(), MSG_NOSIGNAL);
    ::close(peer);
  }
  std::string answer_, request_;
  int socket_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

std::string answer(int status, const std::string& more = "", const std::string& body = "") {
  return "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more +
         "Connection: close\r\n\r\n" + body;
}

class WebhookChannelTest : public ChannelTest {
 protected:
  static ChannelConfig config(const std::string& url, const std::string& form = "json") {
    ChannelConfig made;
    made.name = "chat";
    made.kind = "webhook";
    made.url = url;
    made.form = form;
    made.allow_private = true;
    made.timeout = std::chrono::seconds(5);
    return made;
  }
  static SendResult send(const ChannelConfig& config) { return make_channel(config)->send(message(), "h"); }
};

TEST_F(WebhookChannelTest, PostsTheAlertSignedAsStandardWebhooksSays) {
  SendResult result;
  std::string body, id, timestamp, signature, type;
  {
    RawServer server(answer(204));
    auto with = config(server.url());
    with.secret_file = write("secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
    result = send(with);
    body = server.body();
    id = server.header("webhook-id");
    timestamp = server.header("webhook-timestamp");
    signature = server.header("webhook-signature");
    type = server.header("Content-Type");
  }
  EXPECT_EQ(result.status, SendStatus::sent) << result.error;
  EXPECT_EQ(type, "application/json");
  EXPECT_EQ(id, "msg_0123456789abcdef0123456789abcdef");
  EXPECT_EQ(signature, webhook_signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", id, timestamp, body));
  const auto json = boost::json::parse(body).as_object();
  EXPECT_EQ(json.at("type").as_string(), "document.revised");
  EXPECT_EQ(json.at("timestamp").as_string(), "2024-09-19T14:03:07Z");
  EXPECT_EQ(json.at("data").at("id").as_string(), "0123");
}

TEST(WebhookSignature, AgreesWithTheExampleOfTheSpecification) {
  EXPECT_EQ(webhook_signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
                              R"({"test": 2432232314})"),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  EXPECT_THROW(static_cast<void>(webhook_signature("whsec_!!!", "a", "b", "c")), std::runtime_error);
}

TEST_F(WebhookChannelTest, TriesAgainOrGivesUpByTheStatus) {
  for (const int status : {408, 425, 429, 500, 502, 503, 599}) {
    RawServer server(answer(status, "", "even geduld"));
    const auto result = send(config(server.url()));
    EXPECT_EQ(result.status, SendStatus::retry) << status;
    EXPECT_EQ(result.error, "HTTP " + std::to_string(status) + ": even geduld");
  }
  for (const int status : {400, 401, 403, 404, 410, 422}) {
    RawServer server(answer(status));
    EXPECT_EQ(send(config(server.url())).status, SendStatus::dead) << status;
  }
}

TEST_F(WebhookChannelTest, FollowsNoRedirects) {
  RawServer target(answer(200));
  RawServer server(answer(302, "Location: " + target.url() + "\r\n"));
  const auto result = send(config(server.url()));
  EXPECT_EQ(result.status, SendStatus::dead);
  EXPECT_THAT(result.error, HasSubstr("redirects are not followed"));
}

TEST_F(WebhookChannelTest, TriesAgainWhenTheConnectionBreaks) {
  for (const std::string broken : {"", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "nonsense\r\n\r\n"}) {
    RawServer server(broken);
    const auto result = send(config(server.url("/geheim-adres")));
    EXPECT_EQ(result.status, SendStatus::retry) << broken;
    EXPECT_THAT(result.error, AllOf(Not(HasSubstr("geheim")), Not(testing::IsEmpty())));
  }
  EXPECT_EQ(send(config("http://127.0.0.1:1/")).status, SendStatus::retry);
}

TEST_F(WebhookChannelTest, RefusesThisMachineUnlessItIsAllowed) {
  RawServer server(answer(200));
  auto guarded = config(server.url());
  guarded.allow_private = false;
  const auto result = send(guarded);
  EXPECT_EQ(result.status, SendStatus::retry);
  EXPECT_THAT(result.error, HasSubstr("allow_private is not set"));
}

TEST_F(WebhookChannelTest, NamesTheHostAndNotTheSecretAddressAsRecipient) {
  EXPECT_EQ(make_channel(config("https://hooks.example.org/services/T0/geheim"))->recipients(),
            std::vector<std::string>{"hooks.example.org"});
}

TEST_F(WebhookChannelTest, KnowsTheFormsOfTheServices) {
  const auto made = [&](const std::string& form, const std::string& secret = "") {
    auto hostile = message();
    hostile.subject = "<!channel> *a* & @all";
    hostile.text = "```\n<@U1> & meer\n";
    return webhook_request(config("https://example.org/x", form), hostile, secret, {});
  };
  const auto text = [](const WebhookRequest& request) {
    return std::string(boost::json::parse(request.body).at("text").as_string());
  };
  EXPECT_THAT(text(made("slack")), AllOf(HasSubstr("&lt;!channel&gt;"), HasSubstr("&amp; meer"), Not(HasSubstr("<@"))));
  EXPECT_THAT(text(made("mattermost")), AllOf(HasSubstr("\\@all"), HasSubstr("\\*a\\*")));
  const auto teams = boost::json::parse(made("teams").body);
  EXPECT_EQ(teams.at("attachments").at(0).at("contentType").as_string(), "application/vnd.microsoft.card.adaptive");
  const auto matrix = made("matrix", "token");
  EXPECT_EQ(matrix.method, "PUT");
  EXPECT_EQ(matrix.url, "https://example.org/x/msg_0123456789abcdef0123456789abcdef");
  EXPECT_THAT(matrix.headers, testing::Contains(testing::Pair("Authorization", "Bearer token")));
  EXPECT_EQ(boost::json::parse(matrix.body).at("msgtype").as_string(), "m.notice");
  EXPECT_THAT(made("ntfy").headers, testing::Contains(testing::Pair("X-Title", "<!channel> *a* & @all")));
  EXPECT_THAT(made("plain").body, testing::StartsWith("<!channel> *a* & @all\n\n"));
}

TEST_F(WebhookChannelTest, CutsWhatAServiceWouldRefuse) {
  auto large = message();
  large.text.clear();
  for (int i = 0; i < 20'000; ++i) large.text += "Een regel met woorden.\n";
  large.html = large.text;
  for (const auto& [form, most] : std::vector<std::pair<std::string, std::size_t>>{
           {"slack", 40'000}, {"mattermost", 16'383}, {"teams", 28'000}, {"matrix", 60'000}, {"ntfy", 4'096}}) {
    const auto request = webhook_request(config("https://example.org/", form), large, "s", {});
    EXPECT_LT(request.body.size(), most) << form;
    EXPECT_THAT(request.body, HasSubstr("ingekort")) << form;
  }
}

bool is_public(const char* text) {
  sockaddr_storage storage{};
  auto* v4 = reinterpret_cast<sockaddr_in*>(&storage);
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&storage);
  if (::inet_pton(AF_INET, text, &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
  } else if (::inet_pton(AF_INET6, text, &v6->sin6_addr) == 1) {
    v6->sin6_family = AF_INET6;
  }
  return is_public_address(*reinterpret_cast<const sockaddr*>(&storage));
}

TEST(PublicAddress, RefusesEveryKindOfAddressThatIsNotOutInTheWorld) {
  for (const auto* inside : {"0.0.0.0",
                             "10.1.2.3",
                             "100.64.0.1",
                             "127.0.0.1",
                             "169.254.169.254",
                             "172.16.0.1",
                             "172.31.255.255",
                             "192.0.2.1",
                             "192.168.1.1",
                             "198.18.0.1",
                             "198.51.100.7",
                             "203.0.113.9",
                             "224.0.0.1",
                             "255.255.255.255",
                             "::",
                             "::1",
                             "fe80::1",
                             "fc00::1",
                             "ff02::1",
                             "2001:db8::1",
                             "::ffff:127.0.0.1",
                             "::ffff:10.0.0.1",
                             "64:ff9b::7f00:1",
                             "2002:7f00:1::",
                             "2001::1"})
    EXPECT_FALSE(is_public(inside)) << inside;
  for (const auto* outside : {"8.8.8.8", "100.128.0.1", "172.32.0.1", "2a00:1450::1", "::ffff:8.8.8.8", "2001:4860::1"})
    EXPECT_TRUE(is_public(outside)) << outside;
}

}  // namespace
}  // namespace griffier::daemon
