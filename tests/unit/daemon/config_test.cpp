#include "daemon/config/config.h"
#include "daemon/config/review.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "daemon/config/values.h"
#include "tests/support/places.h"

namespace griffier::daemon {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class ConfigTest : public testing::Test {
 protected:
  ConfigTest() {
    std::string pattern = (fs::temp_directory_path() / "griffier-config-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
    folder_ = pattern;
  }
  ~ConfigTest() override { fs::remove_all(folder_); }

  fs::path write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }
  Config load(const std::string& text) const { return load_config(write("griffier.toml", text)); }
  // The problems of a configuration that must not pass.
  std::string problems(const std::string& text, const ConfigChecks& checks = {}) const {
    try {
      static_cast<void>(load_config(write("griffier.toml", text), checks));
    } catch (const ConfigError& error) {
      return error.what();
    }
    return "no problem was found";
  }

  fs::path folder_;
};

const std::string kFileChannel = "[[channel]]\nname = \"regels\"\nkind = \"file\"\npath = \"alerts.jsonl\"\n";

TEST_F(ConfigTest, ReadsEveryPartOfTheShapeInTheManual) {
  const auto config = load(R"(
[state]
dir = "/srv/state"
[http]
contact = "https://example.org/griffier"
timeout = "90s"
max_bytes = "5MB"
[[source]]
name = "kamer"
kind = "tweedekamer"
every = "5m"
dossiers = ["19 637", "36600-VI"]
gap = "500ms"
parallel = 2
[[channel]]
name = "redactie"
kind = "smtp"
url = "smtp://mail.example.org:587"
from = "De griffier <griffier@example.org>"
to = ["een@example.org", "twee@example.org"]
[[watch]]
name = "nareis"
dossiers = ["19637"]
events = ["document.published", "question.answered"]
text = 'nareis OR gezinshereniging'
channels = ["redactie"]
digest = "daily 07:30"
quiet = "22:00-07:00"
)");
  EXPECT_EQ(config.state_dir, "/srv/state");
  EXPECT_EQ(config.http.timeout, seconds(90));
  EXPECT_EQ(config.http.max_bytes, 5'000'000U);
  ASSERT_EQ(config.sources.size(), 1U);
  EXPECT_EQ(config.sources[0].every, minutes(5));
  EXPECT_THAT(config.sources[0].dossiers, ElementsAre("19637", "36600-VI"));
  EXPECT_EQ(config.sources[0].gap, milliseconds(500));
  EXPECT_EQ(config.sources[0].parallel, 2);
  ASSERT_EQ(config.channels.size(), 1U);
  EXPECT_THAT(config.channels[0].to, ElementsAre("een@example.org", "twee@example.org"));
  ASSERT_EQ(config.watches.size(), 1U);
  EXPECT_EQ(config.watches[0].digest, (Digest{Digest::Kind::daily, minutes(450)}));
  EXPECT_EQ(config.watches[0].quiet, (QuietHours{hours(22), hours(7)}));
  EXPECT_EQ(config.watches[0].line, 21);
}

TEST_F(ConfigTest, TakesAnEmptyFileWithTheDefaults) {
  const auto config = load("");
  EXPECT_EQ(config.state_dir, "/var/lib/griffier");
  EXPECT_TRUE(config.sources.empty());
  EXPECT_EQ(config.http.max_bytes, std::size_t{32} << 20);
}

TEST_F(ConfigTest, NamesAnUnknownKeyWithItsLineAndTheNearestKnownOne) {
  const auto said = problems("[[source]]\nname = \"a\"\nkind = \"folder\"\npath = \"in\"\nevry = \"5m\"\n");
  EXPECT_THAT(said, HasSubstr("griffier.toml:5: unknown key 'evry' (did you mean 'every'?)"));
}

TEST_F(ConfigTest, NamesAnUnknownSection) {
  EXPECT_THAT(problems("[[sorce]]\nname = \"a\"\n"),
              HasSubstr("griffier.toml:1: unknown section 'sorce' (did you mean 'source'?)"));
  EXPECT_THAT(problems("listen = \"x\"\n"), HasSubstr("griffier.toml:1: unknown key 'listen'"));
}

TEST_F(ConfigTest, OffersNothingWhenNothingIsNear) {
  EXPECT_THAT(problems("[state]\nxylophone = 1\n"),
              AllOf(HasSubstr("unknown key 'xylophone'"), Not(HasSubstr("mean"))));
}

TEST_F(ConfigTest, ReportsEveryProblemNotOnlyTheFirst) {
  const auto said = problems(R"([http]
timeout = "soon"
max_bytes = "32 bananas"
max_connections = 0
[[watch]]
name = "Nareis!"
channels = ["redactie"]
storm = true
digest = "weekly"
quiet = "25:00-07:00"
)");
  EXPECT_THAT(said, HasSubstr(":2: 'soon' is not a duration"));
  EXPECT_THAT(said, HasSubstr(":3: '32 bananas' is not a size"));
  EXPECT_THAT(said, HasSubstr(":4: 'max_connections' must be between 1 and 256"));
  EXPECT_THAT(said, HasSubstr(":6: 'Nareis!' is not a name"));
  EXPECT_THAT(said, HasSubstr(":7: there is no channel 'redactie'"));
  EXPECT_THAT(said, HasSubstr(":8: 'storm' must be a whole number, not true or false"));
  EXPECT_THAT(said, HasSubstr(":9: 'weekly' is no digest"));
  EXPECT_THAT(said, HasSubstr(":10: '25:00-07:00' is not quiet hours"));
}

TEST_F(ConfigTest, SaysWhereTheTomlItselfIsBroken) {
  EXPECT_THAT(problems("[state]\ndir = \"/x\n"), HasSubstr("griffier.toml:2: "));
}

TEST_F(ConfigTest, SaysThatAFileOrFolderCannotBeRead) {
  EXPECT_THROW(static_cast<void>(load_config(folder_)), ConfigError);
  EXPECT_THROW(static_cast<void>(load_config(folder_ / "nowhere.toml")), ConfigError);
}

TEST_F(ConfigTest, RefusesSectionsInTheWrongBrackets) {
  EXPECT_THAT(problems("[source]\nname = \"a\"\n"), HasSubstr("write [[source]] with two brackets"));
  EXPECT_THAT(problems("[[state]]\ndir = \"/x\"\n"), HasSubstr("write [state]"));
}

TEST_F(ConfigTest, KnowsWhichKeysAKindTakes) {
  const auto said = problems("[[source]]\nname = \"a\"\nkind = \"folder\"\npath = \"in\"\nurls = [\"http://x/\"]\n");
  EXPECT_THAT(said, HasSubstr("griffier.toml:5: kind 'folder' has no key 'urls' (it belongs to: page)"));
}

TEST_F(ConfigTest, KnowsWhichKeysAKindNeeds) {
  EXPECT_THAT(problems("[[source]]\nname = \"a\"\nkind = \"folder\"\n"), HasSubstr(":1: kind 'folder' needs 'path'"));
  EXPECT_THAT(problems("[[source]]\nname = \"a\"\nkind = \"page\"\n"), HasSubstr("kind 'page' needs 'urls'"));
  EXPECT_THAT(problems("[[source]]\nname = \"a\"\nkind = \"feed\"\n"), HasSubstr("kind 'feed' needs 'url'"));
  EXPECT_THAT(problems("[[source]]\nname = \"a\"\n"), HasSubstr("this source needs a kind: folder, page, feed"));
  EXPECT_THAT(problems("[[source]]\nkind = \"folder\"\npath = \"x\"\n"), HasSubstr("this source needs a name"));
  EXPECT_THAT(problems("[[channel]]\nname = \"a\"\nkind = \"smtp\"\n"),
              AllOf(HasSubstr("needs 'url'"), HasSubstr("needs 'from'"), HasSubstr("needs 'to'")));
  EXPECT_THAT(problems("[[channel]]\nname = \"a\"\nkind = \"mail\"\n"), HasSubstr("unknown kind 'mail'"));
  EXPECT_THAT(problems("[[channel]]\nname = \"a\"\nkind = \"webhok\"\n"), HasSubstr("did you mean 'webhook'?"));
}

TEST_F(ConfigTest, RefusesANameThatIsThereTwice) {
  const auto said = problems(kFileChannel + kFileChannel);
  EXPECT_THAT(said, HasSubstr("griffier.toml:6: channel 'regels' is there twice"));
  EXPECT_THAT(said, HasSubstr("griffier.toml:2)"));
}

TEST_F(ConfigTest, WantsAContactOnceASourcePollsTheInternet) {
  const std::string kamer = "[[source]]\nname = \"kamer\"\nkind = \"tweedekamer\"\n";
  EXPECT_THAT(problems(kamer), HasSubstr("[http] contact must say who you are"));
  EXPECT_NO_THROW(load("[http]\ncontact = \"post@example.org\"\n" + kamer));
  EXPECT_NO_THROW(load(kamer + "base_url = \"http://127.0.0.1:8000/SyncFeed/2.0\"\nallow_private = true\n"));
  EXPECT_NO_THROW(load("[[source]]\nname = \"postvak\"\nkind = \"folder\"\npath = \"in\"\n"));
}

TEST_F(ConfigTest, NamesACategoryOfTheTweedeKamerThatIsMisspelled) {
  const std::string kamer =
      "[http]\ncontact = \"post@example.org\"\n[[source]]\nname = \"k\"\nkind = \"tweedekamer\"\n";
  EXPECT_THAT(problems(kamer + "categories = [\"Zaak\", \"Dokument\"]\n"), HasSubstr("did you mean 'Document'?"));
  const auto config = load(kamer + "kinds = [\"Motie\"]\nministries = [\"Water\"]\ncategories = [\"Document\"]\n");
  EXPECT_EQ(config.sources.at(0).kinds, std::vector<std::string>{"Motie"});
  EXPECT_EQ(config.sources.at(0).ministries, std::vector<std::string>{"Water"});
  EXPECT_EQ(config.sources.at(0).base_url, "https://gegevensmagazijn.tweedekamer.nl/SyncFeed/2.0");
  EXPECT_THAT(config_warnings(config), ::testing::IsEmpty());
  EXPECT_THAT(problems("[[source]]\nname = \"p\"\nkind = \"page\"\nkinds = [\"Motie\"]\n"),
              HasSubstr("has no key 'kinds'"));
}

TEST_F(ConfigTest, WantsAllowPrivateForThisMachineItself) {
  for (const std::string host : {"127.0.0.1:99", "localhost", "[::1]:8080", "127.8.9.1"}) {
    const auto page = "[[source]]\nname = \"p\"\nkind = \"page\"\nurls = [\"http://" + host + "/\"]\n";
    EXPECT_THAT(problems(page), HasSubstr(":4: ")) << host;
    EXPECT_THAT(problems(page), HasSubstr("needs allow_private = true")) << host;
    EXPECT_NO_THROW(load(page + "allow_private = true\n")) << host;
  }
}

TEST_F(ConfigTest, RefusesAddressesThatAreNotHttp) {
  for (const std::string url :
       {"ftp://example.org/", "example.org", "http://", "http://exa mple.org/", "http://h:99999/"})
    EXPECT_THAT(
        problems("[http]\ncontact = \"x\"\n[[source]]\nname = \"p\"\nkind = \"page\"\nurls = [\"" + url + "\"]\n"),
        HasSubstr("is not an http or https address"))
        << url;
}

TEST_F(ConfigTest, ChecksWhatAMailChannelNeeds) {
  const std::string mail = "[[channel]]\nname = \"m\"\nkind = \"smtp\"\n";
  EXPECT_THAT(problems(mail + "url = \"http://mail.example.org\"\nfrom = \"nobody\"\nto = [\"a@b\\nBcc: c@d\"]\n"
                              "user = \"x\"\nunsubscribe = \"stop\"\n"),
              AllOf(HasSubstr("is no mail server"), HasSubstr("'nobody' is no mail address"),
                    HasSubstr("Bcc: c@d' is no mail address"), HasSubstr("'user' and 'password_file' go together"),
                    HasSubstr("neither a mailto: nor an https address")));
}

TEST_F(ConfigTest, FindsTheProgramOfACommand) {
  const std::string exec = "[[channel]]\nname = \"e\"\nkind = \"exec\"\ncommand = ";
  EXPECT_EQ(load(exec + "[\"/bin/sh\", \"-c\", \"true\"]\n").channels[0].command.front(), "/bin/sh");
  EXPECT_THAT(load(exec + "[\"sh\"]\n").channels[0].command.front(), testing::EndsWith("/sh"));
  EXPECT_THAT(problems(exec + "[\"/nowhere/at/all\"]\n"), HasSubstr(":4: there is no program '/nowhere/at/all'"));
  EXPECT_THAT(problems(exec + "[\"no-such-program-here\"]\n"), HasSubstr("there is no program"));
  EXPECT_THAT(problems(exec + "[]\n"), HasSubstr("kind 'exec' needs 'command'"));
}

TEST_F(ConfigTest, ChecksEventKindsSourcesAndDossiersOfAWatch) {
  const auto said = problems(kFileChannel + R"([[watch]]
name = "w"
channels = ["regel"]
events = ["document.publised"]
sources = ["kamer"]
dossiers = ["negentien"]
)");
  EXPECT_THAT(said, HasSubstr(":7: there is no channel 'regel' (did you mean 'regels'?)"));
  EXPECT_THAT(said, HasSubstr(":8: there is no event kind 'document.publised' (did you mean 'document.published'?)"));
  EXPECT_THAT(said, HasSubstr(":9: there is no source 'kamer'"));
  EXPECT_THAT(said, HasSubstr(":10: 'negentien' is no dossier number"));
}

TEST_F(ConfigTest, WantsAWatchToNameItsChannels) {
  EXPECT_THAT(problems("[[watch]]\nname = \"w\"\n"), HasSubstr("this watch names no channels"));
  EXPECT_NO_THROW(load("[[watch]]\nname = \"w\"\nchannels = []\n"));
}

TEST_F(ConfigTest, WritesDossiersAndDocumentsOfAWatchInTheirCanonicalForm) {
  const auto config = load(kFileChannel + R"([[watch]]
name = "w"
channels = ["regels"]
dossiers = ["36 600 VII", "19637"]
documents = ["36 600 VII, nr. 12", "KST-19637-3274", "page:ind"]
)");
  EXPECT_THAT(config.watches[0].dossiers, ElementsAre("36600-VII", "19637"));
  EXPECT_THAT(config.watches[0].documents, ElementsAre("kst-36600-VII-12", "kst-19637-3274", "page:ind"));
}

TEST_F(ConfigTest, AsksOthersWhatOnlyTheyCanCheck) {
  ConfigChecks checks;
  checks.text_query = [](const std::string& query) -> std::optional<std::string> { return "bad query " + query; };
  EXPECT_THAT(problems(kFileChannel + "[[watch]]\nname = \"w\"\nchannels = [\"regels\"]\ntext = \"((\"\n", checks),
              HasSubstr(":8: bad query (("));
}

TEST_F(ConfigTest, ReadsTheDropInsInTheOrderOfTheirNames) {
  write("conf.d/20-tweede.toml", "[state]\ndir = \"/tweede\"\n");
  write("conf.d/10-eerste.toml", kFileChannel + "[state]\ndir = \"/eerste\"\n");
  write("conf.d/README", "not TOML at all");
  const auto config = load("[state]\ndir = \"/hoofd\"\n[[watch]]\nname = \"w\"\nchannels = [\"regels\"]\n");
  EXPECT_EQ(config.state_dir, "/tweede");
  ASSERT_EQ(config.channels.size(), 1U);
  EXPECT_EQ(config.channels[0].path, folder_ / "conf.d/alerts.jsonl");
  ASSERT_EQ(config.files.size(), 3U);
  EXPECT_EQ(config.files[1].filename(), "10-eerste.toml");
}

TEST_F(ConfigTest, NamesTheDropInThatIsWrong) {
  write("conf.d/a.toml", "[[watch]]\nname = \"w\"\nchanels = []\n");
  EXPECT_THAT(problems(""), HasSubstr("conf.d/a.toml:3: unknown key 'chanels' (did you mean 'channels'?)"));
}

TEST_F(ConfigTest, FindsPathsBesideItsOwnFile) {
  const auto config =
      load("[state]\ndir = \"state\"\n[[source]]\nname = \"in\"\nkind = \"folder\"\npath = \"../in\"\n");
  EXPECT_EQ(config.state_dir, folder_ / "state");
  EXPECT_EQ(config.sources[0].path, folder_.parent_path() / "in");
}

TEST_F(ConfigTest, ThrowsWhenTheAskedFileIsNotThere) {
  EXPECT_THROW(static_cast<void>(find_config(folder_ / "none.toml")), ConfigError);
  EXPECT_EQ(find_config(write("mine.toml", "")), folder_ / "mine.toml");
  ::setenv("GRIFFIER_CONFIG", (folder_ / "mine.toml").c_str(), 1);
  EXPECT_EQ(find_config({}), folder_ / "mine.toml");
  ::setenv("GRIFFIER_CONFIG", (folder_ / "gone.toml").c_str(), 1);
  EXPECT_THROW(static_cast<void>(find_config({})), ConfigError);
  ::unsetenv("GRIFFIER_CONFIG");
}

std::string slurp(const fs::path& file) {
  std::ostringstream out;
  out << std::ifstream(file, std::ios::binary).rdbuf();
  return out.str();
}

// The annotated file with its examples in force: lines that begin with '#' and no space.
std::string uncommented(const std::string& text) {
  std::istringstream in(text);
  std::string line, out;
  while (std::getline(in, line)) {
    const bool example = line.size() > 1 && line[0] == '#' && line[1] != ' ';
    out += (example ? line.substr(1) : line) + "\n";
  }
  return out;
}

const fs::path kConf = fs::path(griffier::tests::source_dir()) / "conf";

TEST_F(ConfigTest, TakesTheAnnotatedFileAsItIs) { EXPECT_NO_THROW(load_config(kConf / "griffier.toml")); }

TEST_F(ConfigTest, TakesTheAnnotatedFileWithAllItsExamples) {
  try {
    const auto config = load(uncommented(slurp(kConf / "griffier.toml")));
    EXPECT_GE(config.sources.size(), 7U);
    EXPECT_GE(config.channels.size(), 4U);
    // What the annotated file gives as a default is the default.
    const Config defaults;
    EXPECT_EQ(config.state_dir, defaults.state_dir);
    EXPECT_EQ(config.http.connect_timeout, defaults.http.connect_timeout);
    EXPECT_EQ(config.http.timeout, defaults.http.timeout);
    EXPECT_EQ(config.http.max_bytes, defaults.http.max_bytes);
    EXPECT_EQ(config.http.max_connections, defaults.http.max_connections);
    EXPECT_EQ(config.channels[1].timeout, ChannelConfig{}.timeout);
    EXPECT_EQ(config.watches[0].storm, WatchConfig{}.storm);
    EXPECT_EQ(config.sources[3].start, SourceConfig{}.start);
  } catch (const ConfigError& error) {
    FAIL() << error.what();
  }
}

TEST_F(ConfigTest, TakesTheFileForTheRealPublishers) { EXPECT_NO_THROW(load_config(kConf / "live.toml")); }

TEST_F(ConfigTest, ExplainsEveryKeyInTheAnnotatedFileAndTheManual) {
  const auto annotated = slurp(kConf / "griffier.toml");
  const auto manual = slurp(fs::path(griffier::tests::source_dir()) / "docs/man/griffier.toml.5");
  for (const auto& key : known_keys()) {
    const auto name = key.substr(key.find('.') + 1);
    EXPECT_THAT(annotated, HasSubstr("\n#" + name + " = ")) << key;
    EXPECT_THAT(manual, HasSubstr("\n.B " + name + "\n")) << key;
  }
}

TEST(Values, ReadsDurations) {
  EXPECT_EQ(parse_duration("500ms"), milliseconds(500));
  EXPECT_EQ(parse_duration("90s"), seconds(90));
  EXPECT_EQ(parse_duration("15m"), minutes(15));
  EXPECT_EQ(parse_duration("2h"), hours(2));
  EXPECT_EQ(parse_duration("1d"), hours(24));
  EXPECT_EQ(parse_duration("1h30m"), minutes(90));
  for (const auto* wrong :
       {"", "15", "m", "-5m", "1.5h", "5 m", "15M", "30m1h", "1h1h", "99999999999999999999s", "99999999999999d", "5mm"})
    EXPECT_EQ(parse_duration(wrong), std::nullopt) << wrong;
}

TEST(Values, ReadsSizes) {
  EXPECT_EQ(parse_size("512"), 512U);
  EXPECT_EQ(parse_size("100kB"), 100'000U);
  EXPECT_EQ(parse_size("32MiB"), std::size_t{32} << 20);
  EXPECT_EQ(parse_size("1 GiB"), std::size_t{1} << 30);
  for (const auto* wrong : {"", "MiB", "-1", "1kb", "1.5MB", "99999999999GiB"})
    EXPECT_EQ(parse_size(wrong), std::nullopt);
}

TEST(Values, ReadsMailAddressesAndNothingThatEndsAHeader) {
  EXPECT_EQ(parse_mail_address("a@example.org")->address, "a@example.org");
  EXPECT_EQ(parse_mail_address("De griffier <a@example.org>")->name, "De griffier");
  EXPECT_EQ(parse_mail_address("\"Van, Jan\" <a@example.org>")->name, "Van, Jan");
  for (const auto* wrong :
       {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b>", "x <a@b> y", "a@b\r\nBcc: c@d", "<a@b>c>", "a@b,c@d", "a@b\x7f"})
    EXPECT_FALSE(parse_mail_address(wrong).has_value()) << wrong;
}

TEST(Values, TakesTheHostOutOfAnAddress) {
  EXPECT_EQ(parse_url("https://example.org/x?y")->host, "example.org");
  EXPECT_EQ(parse_url("http://[::1]:80/")->host, "::1");
  EXPECT_EQ(parse_url("http://me@127.0.0.1:80/")->host, "127.0.0.1");
  EXPECT_EQ(parse_url("http://example.org@127.0.0.1/")->host, "127.0.0.1");
  EXPECT_FALSE(parse_url("http://[::1").has_value());
}

TEST(Values, FindsTheNearestWord) {
  EXPECT_EQ(nearest("evrey", {"every", "name"}), "every");
  EXPECT_EQ(nearest("nmae", {"every", "name"}), "name");
  EXPECT_EQ(nearest("zzz", {"every", "name"}), "");
}

}  // namespace
}  // namespace griffier::daemon
