#!/usr/bin/env bash
# ./run demo [--once]: the main job by itself, against a local publisher. With --once it ends after the story, else it goes on until Ctrl-C.
set -euo pipefail
once=false
[ "${1:-}" != --once ] || once=true
here=$PWD/tools/demo
griffier=$PWD/build/release/daemon/griffier
publisher=$PWD/build/release/tests/publisher/griffier-publisher
work=$PWD/build/demo
rm -rf "$work"
mkdir -p "$work"
cd "$work"
export GRIFFIER_DEMO_SCREEN=$work/screen GRIFFIER_CONFIG=$work/griffier.toml

bold=$'\033[1m' dim=$'\033[2m' plain=$'\033[0m'
[ -t 1 ] && [ -z "${NO_COLOR:-}" ] || bold='' dim='' plain=''
say() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
children=()
finish() {
  local child
  for child in "${children[@]}"; do kill "$child" 2>/dev/null || true; done
  wait "${children[@]}" 2>/dev/null || true
}
trap finish EXIT
trap 'exit 130' INT

# --- a publisher, and a daemon that watches it ----------------------------------------------------------------------
"$publisher" --ready-file ready >publisher.log 2>&1 &
children+=($!)
for _ in $(seq 100); do [ -f ready ] && break; sleep 0.05; done
base=$(cat ready)
base=${base%/}

serve() { # PLACE TYPE FILE: what stands at an address from now on
  printf '{"do": "ok", "type": "%s", "file": "%s"}' "$2" "$3" >step.json
  curl -fsS -X PUT --data-binary "[$(cat step.json)]" "$base/_control/$1" >/dev/null
}
gone() { curl -fsS -X PUT --data-binary '[{"do": "status", "code": 410, "body": "Gone"}]' "$base/_control/$1" >/dev/null; }
items=()
publish_paper() { # ID TITLE FILE: a paper, and its item in the feed
  serve "$1.xml" application/xml "$here/$3"
  items=("<item><title>$2</title><link>$base/$1.xml</link><guid isPermaLink=\"false\">$1</guid></item>" "${items[@]}")
  printf '<?xml version="1.0"?><rss version="2.0"><channel><title>Kamervragen</title><link>%s</link><description>Nieuw</description>%s</channel></rss>' \
    "$base" "${items[*]}" >feed.xml
  serve feed.xml application/rss+xml "$work/feed.xml"
}

serve ministerie/brief 'text/html; charset=utf-8' "$here/letter-1.html"
serve ministerie/informatieblad.pdf application/pdf "$here/factsheet-1.pdf"
publish_paper kst-31415-900 'Brief over de jaarcijfers' earlier.xml

cat >griffier.toml <<TOML
[state]
dir = "state"

[[source]]
name = "ministerie"
kind = "page"
urls = ["$base/ministerie/brief", "$base/ministerie/informatieblad.pdf"]
every = "1s"
gap = "0s"
confirm = ["1s", "1s"]
allow_private = true

[[source]]
name = "kamervragen"
kind = "feed"
url = "$base/feed.xml"
every = "1s"
gap = "0s"
allow_private = true

[[channel]]
name = "scherm"
kind = "exec"
command = ["$here/show-alert"]

[[watch]]
name = "vissers"
text = "garnalenvloot OR vissers OR garnalenvissers"
channels = ["scherm"]
TOML

touch screen
tail -n +1 -f screen &
children+=($!)
say "griffier watches a ministry's pages and a feed of parliamentary questions, each every second."
"$griffier" run 2>daemon.log &
children+=($!)
daemon=${children[-1]}

# Waits until something of this KIND has happened COUNT times to a DOCUMENT, then lets the alert reach the screen.
await() { # KIND DOCUMENT [COUNT]
  local seen
  for _ in $(seq 200); do
    kill -0 "$daemon" 2>/dev/null || break
    seen=$("$griffier" events --json --kind "$1" --document "$2" 2>/dev/null | wc -l || true)
    [ "$seen" -ge "${3:-1}" ] && { sleep 1; return; }
    sleep 0.1
  done
  echo "demo: $1 of $2 did not happen; the log ends in:" >&2
  tail -5 daemon.log >&2
  exit 1
}
letter=page:ministerie:ministerie-brief
sheet=page:ministerie:ministerie-informatieblad
await document.published "$letter"
await document.published "$sheet"
await document.published kst-31415-900
say "1. The first round is the baseline: three documents recorded in full, nobody is told."
"$griffier" documents

say "2. A member asks the minister."
publish_paper kv-tk-2026Z90001 'Vragen over de garnalenvloot' question.xml
await document.published kv-tk-2026Z90001

say "3. The minister needs more time."
publish_paper ah-tk-20252026-9001 'Uitstel' postponement.xml
await document.published ah-tk-20252026-9001

say "4. Two of the three questions are answered."
publish_paper ah-tk-20252026-9002 'Antwoord, deel 1' answer-part.xml
await document.published ah-tk-20252026-9002

say "5. The last one is answered."
publish_paper ah-tk-20252026-9003 'Antwoord, deel 2' answer-rest.xml
await document.published ah-tk-20252026-9003

say "6. A letter on the ministry's page is quietly changed by two words."
serve ministerie/brief 'text/html; charset=utf-8' "$here/letter-2.html"
await document.revised "$letter"

say "7. The fact sheet (PDF) is taken away. Missing is not withdrawn: it is confirmed first, here within seconds."
gone ministerie/informatieblad.pdf
await document.withdrawn "$sheet"

say "8. It is put back, changed."
serve ministerie/informatieblad.pdf application/pdf "$here/factsheet-2.pdf"
await document.restored "$sheet"

say "What is recorded:"
"$griffier" documents
"$griffier" events | tail -n 12

say "Where to look next"
cat <<TXT
${dim}  export GRIFFIER_CONFIG=$work/griffier.toml; alias griffier=$griffier${plain}
  griffier questions                                   who owes whom an answer
  griffier log $letter        the revisions of the letter
  griffier diff $letter       what was changed, to the word
  griffier verify                                      is the record whole
  git --git-dir $work/state/archive.git log --stat
  sqlite3 $work/state/griffier.db 'select * from v_revisions'
TXT
if $once; then
  kill -TERM "$daemon"
  wait "$daemon" || true
  "$griffier" verify
  exit 0
fi
say "The daemon goes on; Ctrl-C ends it."
wait "$daemon"
