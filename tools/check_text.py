#!/usr/bin/env python3
"""Measures what heed makes of text and links: which language a sentence is in, and which parameters
of an address only follow its reader.

    tools/check_text.py [HEED]

Sentences come from Tatoeba, addresses from labelled pages, both in ../shared/data. Each address,
as it is and with each tracking parameter added, is stored as an item and read back.
"""
import collections
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent.parent / "shared" / "data"
HEED = sys.argv[1] if len(sys.argv) > 1 else str(HERE.parent / "build" / "heed")
PER_LANGUAGE = 200
# Tatoeba's ISO 639-3 codes of the languages that heed names, as ISO 639-1.
LANGUAGES = dict(amh="am", ara="ar", bel="be", bul="bg", cat="ca", ell="el", fin="fi", fra="fr",
                 hin="hi", hun="hu", hye="hy", ind="id", ita="it", jpn="ja", kor="ko", mal="ml",
                 nld="nl", por="pt", ron="ro", rus="ru", slk="sk", spa="es", tam="ta", tha="th",
                 yue="zh")
# What advertisers, mailers and social sites add, from their own documentation.
TRACKERS = """utm_source utm_medium utm_campaign utm_term utm_content utm_id utm_source_platform
utm_creative_format utm_marketing_tactic gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid
srsltid _ga _gl fbclid fb_action_ids fb_action_types fb_source fb_ref msclkid twclid ttclid li_fat_id
igshid igsh epik rdt_cid yclid ysclid ymclid _openstat mc_cid mc_eid mkt_tok _hsenc _hsmi __hstc
__hssc __hsfp hsCtaTracking hsa_acc hsa_cam hsa_grp hsa_ad hsa_src hsa_kw vero_id vero_conv _ke _kx
ml_subscriber ml_subscriber_hash oly_anon_id oly_enc_id rb_clickid s_cid s_kwcid ef_id icid ncid
cmpid mtm_campaign mtm_source mtm_medium mtm_keyword mtm_cid mtm_group pk_campaign pk_kwd pk_source
pk_medium pk_content piwik_campaign piwik_kwd matomo_campaign matomo_source itm_source itm_medium
itm_campaign at_medium at_campaign at_custom1 xtor wt_mc dm_i elqTrackId elqTrack bsft_clkid
bsft_uid trk_contact trk_msg trk_module trk_sid guccounter guce_referrer guce_referrer_sig
irclickid mibextid sscid mkevt mkcid mkrid awc spm ref_src ref_url soc_src soc_trk""".split()


def stored(items):
    """The items as heed keeps them, by title."""
    with tempfile.TemporaryDirectory() as home:
        text = "".join(json.dumps(i) + "\n" for i in items)
        subprocess.run([HEED, "--home", home, "--quiet", "--json", "add", "-"], input=text, text=True,
                       stdout=subprocess.DEVNULL, check=True)
        done = subprocess.run([HEED, "--home", home, "--json", "items"], capture_output=True,
                              text=True, check=True)
        return {i["title"]: i for i in map(json.loads, done.stdout.splitlines())}


def addresses():
    urls = set()
    with gzip.open(DATA / "trafilatura_eval" / "evaldata.json.gz", "rt", encoding="utf-8") as file:
        urls.update(json.load(file))
    with gzip.open(DATA / "article_extraction" / "ground-truth.json.gz", "rt") as file:
        urls.update(page["url"] for page in json.load(file).values())
    names = {t.lower() for t in TRACKERS}

    def clean(url):
        query = url.partition("#")[0].partition("?")[2]
        return not any(p.partition("=")[0].lower() in names for p in query.split("&"))
    return sorted({u.strip() for u in urls if u.startswith("http") and clean(u)})


def check_links():
    urls = addresses()
    asked = {f"clean {i}": (u, u) for i, u in enumerate(urls)}
    for i, url in enumerate(urls):
        page, mark, fragment = url.partition("#")
        for name in (TRACKERS[i % len(TRACKERS)], TRACKERS[(7 * i + 3) % len(TRACKERS)]):
            tracked = f"{page}{'&' if '?' in page else '?'}{name}=aB3-x{mark}{fragment}"
            asked[f"{name} {i}"] = (tracked, url)
    found = stored({"id": t, "title": t, "url": u, "source": t} for t, (u, _) in asked.items())
    wrong = [(t, u, found[t]["url"]) for t, (u, wanted) in asked.items() if found[t]["url"] != wanted]
    for title, before, after in wrong[:20]:
        print(f"  {title}: {before} became {after}")
    changed = sum(t.startswith("clean ") for t, _, _ in wrong)
    tracked = len(asked) - len(urls)
    print(f"links: {len(urls)} clean addresses, {changed} changed; {tracked} with one of "
          f"{len(TRACKERS)} parameters, {tracked - (len(wrong) - changed)} stripped "
          f"({100 * (1 - (len(wrong) - changed) / tracked):.2f} %)")


def check_languages():
    sentences = collections.defaultdict(list)
    with gzip.open(DATA / "tatoeba" / "tatoeba.tsv.gz", "rt", encoding="utf-8") as file:
        for line in file:
            code, sentence, english = line.rstrip("\n").split("\t")
            for language, text in ((LANGUAGES.get(code), sentence), ("en", english)):
                if language and len(sentences[language]) < PER_LANGUAGE:
                    sentences[language].append(text)
    asked = {f"{language} {i}": (language, text)
             for language, texts in sentences.items() for i, text in enumerate(texts)}
    found = stored({"id": t, "title": f"{i}", "url": f"https://e.example/{i}", "text": text}
                   for i, (t, (_, text)) in enumerate(asked.items()))
    right, other = collections.Counter(), collections.defaultdict(collections.Counter)
    for i, (language, _) in enumerate(asked.values()):
        got = found[str(i)]["lang"]
        right[language] += got == language
        other[language][got or "none"] += got != language
    total = sum(len(t) for t in sentences.values())
    for language, texts in sorted(sentences.items()):
        wrong = ", ".join(f"{o} {n}" for o, n in other[language].most_common(3) if n)
        print(f"  {language}  {right[language] / len(texts):.3f} of {len(texts)}   {wrong}")
    print(f"languages: {sum(right.values()) / total:.4f} of {total} sentences")


if __name__ == "__main__":
    check_links()
    check_languages()
