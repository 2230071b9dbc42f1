#!/bin/sh
# Sees to it that the machine's Node is new enough and that the locked packages are in node_modules.
set -eu
cd "$(dirname "$0")"

needs="The terminal is compared with the player's by Node 20.19 or newer and its npm"
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "$needs: not found in PATH. Install it (Debian: apt-get install nodejs npm)." >&2
  exit 1
fi
if ! node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major * 1000 + +minor >= 20019 ? 0 : 1)'; then
  echo "$needs: $(command -v node) is $(node --version). Install a newer one, or put it first in PATH." >&2
  exit 1
fi

# npm writes its hidden lock file at the end of an installation: newer than both means nothing to do.
installed=node_modules/.package-lock.json
if [ package-lock.json -nt "$installed" ] || [ package.json -nt "$installed" ] || [ ! -e "$installed" ]; then
  npm ci
fi
