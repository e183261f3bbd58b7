#!/usr/bin/env bash
# How well does what a person types, likes and dislikes rank real news? For each topic of a labelled
# set: AUC of `heed rank` over items that it has not seen, by typed phrases alone, and with a number
# of likes and dislikes beside them: half of them of its items, half of others, 15 in 100 wrong.
#
#   tools/evaluate_ranking.sh ag_news minilm
#   tools/evaluate_ranking.sh thucnews lexical
#
# HEED names the program (build/heed), DATA the folder of sets (../shared/data), ITEMS how many are
# ranked (1000), FEEDBACK how many likes and dislikes ("20 100").
set -euo pipefail
cd "$(dirname "$0")/.."
set_name=${1:?name a set: ag_news or thucnews} encoder=${2:-lexical}
heed=${HEED:-build/heed} data=${DATA:-../shared/data} items=${ITEMS:-1000}
read -ra feedback <<<"${FEEDBACK:-20 100}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

case $set_name in
  ag_news)
    rows() { zcat "$data/ag_news/ag_news_pool.tsv.gz"; }
    topics=("1|international politics and elections|war, conflict and diplomacy"
            "2|sports|football and tennis matches"
            "3|business|stock markets and companies"
            "4|science|computers and the internet") ;;
  thucnews)
    rows() { zcat "$data/thucnews/thucnews_dev.tsv.gz"; }
    topics=("0|金融 理财 基金|银行 贷款 利率" "1|房地产 楼市 房价|购房 楼盘 小区" "2|股票 股市 大盘|上市公司 股价 沪指"
            "3|教育 考试 大学|高考 考研 英语" "4|科学 科技 手机|互联网 数码 电脑" "5|社会新闻 男子 女子|警方 事故 居民"
            "6|政治 外交 总统|政府 军事 国际" "7|体育 足球 篮球|比赛 球队 球员" "8|游戏 网游 玩家|电竞 游戏更新"
            "9|娱乐 明星 电影|电视剧 导演 歌手") ;;
  *) echo "no set is called $set_name" >&2 && exit 2 ;;
esac

# label TAB title [TAB text] → a JSON object a line; labels beside it. awk's own quoting of JSON.
json='function quote(s) { gsub(/\\/, " ", s); gsub(/"/, "\\\"", s); gsub(/[[:cntrl:]]/, " ", s); return "\"" s "\"" }'
# awk reads to the end, so that zcat is never cut off.
rows | awk -F'\t' -v n="$items" "$json"' NR <= n { print "{\"title\":" quote($2) ",\"text\":" quote($3) "}" }' >"$work/items.jsonl"
rows | awk -F'\t' -v n="$items" 'NR <= n { print $1 }' >"$work/labels"

profile() {  # TOPIC-LINE COUNT SEED
  rows | awk -F'\t' -v topic="$1" -v from="$items" -v count="$2" -v seed="$3" "$json"'
    BEGIN { srand(seed); parts = split(topic, part, "|")
            for (i = 2; i <= parts; i++) phrases = phrases (i > 2 ? "," : "") "{\"text\":" quote(part[i]) "}" }
    NR > from && NR <= from + 4000 { own = ($1 == part[1]); kept[own, ++n[own]] = quote($2 " " $3) }
    END { printf "{\"interests\":[%s],\"history\":[", phrases
          for (k = 0; k < count; k++) {
            own = k % 2; i = 1 + int(rand() * n[own]); likes = (rand() < 0.15) ? !own : own
            printf "%s{\"text\":%s,\"value\":%d}", (k ? "," : ""), kept[own, i], (likes ? 1 : -1)
            kept[own, i] = kept[own, n[own]--] }
          print "]}" }' >"$work/profile.json"
}

auc() {  # TOPIC: from the order that rank printed
  "$heed" rank --items "$work/items.jsonl" --profile "$work/profile.json" --encoder "$encoder" |
    sed 's/^{"index":\([0-9]*\),.*/\1/' |
    awk -v topic="$1" 'NR == FNR { label[NR - 1] = $1; next }
      label[$1] == topic { above++; next } { right += above; others++ }
      END { printf "%.4f", right / (above * others) }' "$work/labels" -
}

printf '%s, %s, %s items\n%-28s %8s' "$set_name" "$encoder" "$items" topic phrases
for count in "${feedback[@]}"; do printf ' %8s' "+$count"; done
echo
for topic in "${topics[@]}"; do
  label=${topic%%|*} shown=${topic#*|}
  printf '%-28s' "${shown%%|*}"
  for count in 0 "${feedback[@]}"; do
    profile "$topic" "$count" "$((label + 1))"
    score=$(auc "$label")  # on its own line, so that a failure ends the script
    printf ' %8s' "$score" | tee -a "$work/column.$count"
  done
  echo
done
printf '%-28s' mean
for count in 0 "${feedback[@]}"; do
  awk '{ for (i = 1; i <= NF; i++) sum += $i; printf " %8.4f", sum / NF }' "$work/column.$count"
done
echo
