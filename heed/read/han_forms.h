// Characters that only one of two languages writes, of the commonest: a text in Chinese characters
// alone is told by them.
#pragma once

#include <string_view>

namespace heed::read {

// As simplified in Japan, otherwise than in China, and characters made in Japan.
inline constexpr std::u32string_view kJapaneseForms =
    U"亜悪圧囲壱隠栄営駅円塩縁応桜穏仮価絵壊懐拡覚楽勧関歓観気帰犠拠挙暁駆勲薫恵渓経蛍軽継鶏県倹剣"
    U"険圏検権"
    U"顕験厳呉広鉱黒済砕斎剤雑桟賛歯児実舎釈収従渋獣縦粛処焼奨乗剰畳縄壌嬢譲醸図粋酔穂髄瀬斉摂戦繊"
    U"銭"
    U"捜挿巣荘総騒増蔵臓続帯滝択沢単弾遅鋳庁徴聴逓鉄転伝稲闘徳読弐悩脳廃拝売発髪抜払仏辺変舗豊毎満"
    U"黙訳薬"
    U"揺様謡頼覧竜両猟緑涙塁霊齢暦歴錬労録戻掲渇歩査対峠畑辻込枠働匂栃榊畠笹塀扱駄窓撃戯隷";

// As simplified in China, and traditional ones that Japan has simplified.
inline constexpr std::u32string_view kChineseForms =
    U"这们说时为对过还现发动开关问间门见话长东车马鱼鸟龙个产业经济设计认识记让请谁该语读课调谈议论"
    U"讯报"
    U"给结统继续绝约级红纪线组细终织绍网罗难题颜顾预领频应严丽举义习书买卖乐从众优传伤价仅创别则刚"
    U"划动务劳势"
    U"华单历压厂县变员响团园围图圆场坏块坚处备复头夺奖妈宁实审导层岁师带币帮广庆库张强归录态总恶惊"
    U"惯愿战"
    U"户扩护拥损换择击显权极构标样树桥检欢汉汤满灭灵炼热爱环电疗监盘确离种积稳穷节药虽补视观"
    U"觉规计证评词试详诺财责败货质购贵费资赛趋跃车转轮软轻较输边达迁运进远违连迟选适邮邻针钟钱铁银"
    U"错锁镇闻阳阴队"
    U"阶际陆险隐雾韩顶项顺饭馆驾验骗鸡齐"
    U"這們說沒您你她嗎呢吧嘅唔喺佢咗對發關觀氣歸據舉經濟繼續縣劍檢權驗嚴廣礦黑雜贊齒兒實釋從處燒證"
    U"讓圖數"
    U"戰錢總聲臺灣學會國體圍壓圓應當讀賣變邊滿藥樣來賴兩綠淚靈齡歷勞錄轉傳單彈遲廳聽鐵點鬥德惱腦廢"
    U"拜與寫"
    U"價關歡區參雙號將專擔擇澤獨畫盡稱絕絲";

}  // namespace heed::read
