#!/usr/bin/env bash
# Fails where a room includes another that it may not. The arrows are docs/ARCHITECTURE.md's; a
# room's line names every room it may include besides itself. Tests may include what they like below.
set -euo pipefail
cd "$(dirname "$0")/.."

declare -A may=(
  [base]=""
  [kernel]="base"
  [tensor]="base kernel"
  [attention]="base kernel tensor"
  [nn]="base kernel tensor attention"
  [text]="base"
  [model]="base kernel tensor attention nn text"
  [train]="base kernel tensor attention nn text model"
  [read]="base text"
  [store]="base read"
  [choice]="base kernel tensor attention nn text model"
  [measure]="base kernel tensor attention nn text model train choice"
  [app]="base text model train read store choice"
  [server]="base app"
  [cli]="base app server train model text attention choice read measure"
)
bad=0
for folder in heed/*/; do
  room=$(basename "$folder")
  if [ -z "${may[$room]+known}" ]; then
    echo "$folder: no such room: add it to tools/check_layers.sh" && bad=1
    continue
  fi
  while IFS=: read -r file line target; do
    [ -z "$file" ] && continue
    case " $room ${may[$room]} " in
      *" $target "*) ;;
      *) echo "$file:$line: $room may not include $target" && bad=1 ;;
    esac
  done < <(grep -rnoP --include='*.h' --include='*.cc' '#include "heed/\K[a-z]+(?=/)' "$folder" || true)
done
[ "$bad" = 0 ] && echo "layers: every arrow is allowed"
exit "$bad"
