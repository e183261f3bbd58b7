// What the months are called in the languages that heed tells apart and a few more: as names, in
// the case that dates put them in, and short. In lower case; strokes between the months of a year,
// blanks between the names of one. A language joins by one entry. Short forms that are everyday
// words of a large language ("pro", "led") are left out.
#pragma once

#include <string_view>

namespace heed::read {

inline constexpr std::string_view kMonthNames[] = {
    // English
    "january jan|february febr feb|march mar|april apr|may|june jun|july jul|august aug|september "
    "sept sep|october oct|november nov|december dec",
    // German
    "januar jänner jan jän|februar feber febr feb|märz maerz mär mrz|april apr|mai|juni jun|juli "
    "jul|august aug|september sept sep|oktober okt|november nov|dezember dez",
    // French
    "janvier janv jan|février fevrier févr fevr fév fev|mars|avril avr|mai|juin|juillet juil "
    "juill|août aout aoû|septembre sept sep|octobre oct|novembre nov|décembre decembre déc dec",
    // Spanish
    "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|septiembre "
    "setiembre sept sep set|octubre oct|noviembre nov|diciembre dic",
    // Portuguese
    "janeiro jan|fevereiro fev|março marco mar|abril abr|maio mai|junho jun|julho jul|agosto "
    "ago|setembro set|outubro out|novembro nov|dezembro dez",
    // Italian
    "gennaio gen|febbraio feb|marzo mar|aprile apr|maggio mag|giugno giu|luglio lug|agosto "
    "ago|settembre sett set|ottobre ott|novembre nov|dicembre dic",
    // Dutch
    "januari jan|februari febr feb|maart mrt|april apr|mei|juni jun|juli jul|augustus "
    "aug|september sept sep|oktober okt|november nov|december dec",
    // Swedish
    "januari jan|februari febr feb|mars|april apr|maj|juni jun|juli jul|augusti aug|september sept "
    "sep|oktober okt|november nov|december dec",
    // Danish
    "januar jan|februar febr feb|marts mar|april apr|maj|juni jun|juli jul|august aug|september "
    "sept sep|oktober okt|november nov|december dec",
    // Norwegian
    "januar jan|februar febr feb|mars mar|april apr|mai|juni jun|juli jul|august aug|september "
    "sept "
    "sep|oktober okt|november nov|desember des",
    // Finnish
    "tammikuu tammikuuta tammikuun tammi|helmikuu helmikuuta helmikuun helmi|maaliskuu maaliskuuta "
    "maaliskuun maalis|huhtikuu huhtikuuta huhtikuun huhti|toukokuu toukokuuta toukokuun "
    "touko|kesäkuu kesäkuuta kesäkuun kesä|heinäkuu heinäkuuta heinäkuun heinä|elokuu elokuuta "
    "elokuun elo|syyskuu syyskuuta syyskuun syys|lokakuu lokakuuta lokakuun loka|marraskuu "
    "marraskuuta marraskuun marras|joulukuu joulukuuta joulukuun joulu",
    // Polish
    "styczeń stycznia sty|luty lutego lut|marzec marca mar|kwiecień kwietnia kwi|maj maja|czerwiec "
    "czerwca cze|lipiec lipca lip|sierpień sierpnia sie|wrzesień września wrz|październik "
    "października paź|listopad listopada lis|grudzień grudnia gru",
    // Czech
    "leden ledna|únor února úno|březen března bře|duben dubna dub|květen května kvě|červen června "
    "čvn|červenec července čvc|srpen srpna srp|září zář|říjen října říj|listopad listopadu "
    "lis|prosinec prosince",
    // Slovak
    "január januára jan|február februára feb|marec marca mar|apríl apríla apr|máj mája|jún "
    "júna|júl júla|august augusta aug|september septembra sep|október októbra okt|november "
    "novembra nov|december decembra dec",
    // Hungarian; two as feeds have them whose makers mistook the encoding
    "január januári jan|február februári febr feb|március márciusi márc már|április áprilisi ápr|"
    "május májusi máujus máj|június júniusi jún|július júliusi júl|augusztus augusztusi "
    "aug|szeptember szeptemberi szept|október októberi okt|november novemberi nov|december "
    "decemberi dec",
    // Romanian
    "ianuarie ian|februarie feb|martie mar|aprilie apr|mai|iunie iun|iulie iul|august "
    "aug|septembrie sept|octombrie oct|noiembrie noi nov|decembrie dec",
    // Turkish
    "ocak oca|şubat subat şub|mart mar|nisan nis|mayıs mayis may|haziran haz|temmuz tem|ağustos "
    "ağu|eylül eylul eyl|ekim eki|kasım kasim kas|aralık aralik ara",
    // Indonesian
    "januari jan|februari feb|maret mar|april apr|mei|juni jun|juli jul|agustus agt agu|september "
    "sep|oktober okt|november nov|desember des",
    // Catalan
    "gener gen|febrer febr feb|març|abril abr|maig|juny|juliol jul|agost ag|setembre set|octubre "
    "oct|novembre nov|desembre des",
    // Serbian in Latin letters, which Slovenian shares
    "januar januara januarja|februar februara februarja|mart marta marec marca|april aprila|maj "
    "maja|jun juna junij junija|jul jula julij julija|avgust avgusta avg|septembar septembra "
    "september|oktobar oktobra oktober|novembar novembra november|decembar decembra december",
    // Russian
    "январь января янв|февраль февраля февр фев|март марта мар|апрель апреля апр|май мая|июнь июня "
    "июн|июль июля июл|август августа авг|сентябрь сентября сент сен|октябрь октября окт|ноябрь "
    "ноября нояб ноя|декабрь декабря дек",
    // Ukrainian
    "січень січня січ|лютий лютого лют|березень березня бер|квітень квітня квіт кві|травень травня "
    "трав тра|червень червня черв чер|липень липня лип|серпень серпня серп сер|вересень вересня "
    "вер|жовтень жовтня жовт жов|листопад листопада лист лис|грудень грудня груд гру",
    // Belarusian
    "студзень студзеня сту|люты лютага лют|сакавік сакавіка сак|красавік красавіка кра|май мая "
    "травень траўня|чэрвень чэрвеня чэр|ліпень ліпеня ліп|жнівень жніўня жні|верасень верасня "
    "вер|кастрычнік кастрычніка кас|лістапад лістапада ліс|снежань снежня сне",
    // Bulgarian
    "януари яну|февруари фев|март мар|април апр|май|юни|юли|август авг|септември септ сеп|октомври "
    "окт|ноември ное|декември дек",
    // Serbian
    "јануар јануара јан|фебруар фебруара феб|март марта мар|април априла апр|мај маја|јун јуна|јул "
    "јула|август августа авг|септембар септембра сеп|октобар октобра окт|новембар новембра "
    "нов|децембар децембра дец",
    // Greek
    "ιανουάριος ιανουαρίου ιαν|φεβρουάριος φεβρουαρίου φεβρ φεβ|μάρτιος μαρτίου μάρτ μάρ μαρ μαώ "
    "μάώ|απρίλιος απριλίου απρ|μάιος μάϊος μαΐου μαϊου μάι μαΐ μαϊ μαι|ιούνιος ιουνίου ιούν ιουν "
    "ιον|ιούλιος ιουλίου ιούλ ιουλ ιολ|αύγουστος αυγούστου αύγ αυγ|σεπτέμβριος σεπτεμβρίου σεπτ "
    "σεπ|οκτώβριος οκτωβρίου οκτ|νοέμβριος νοεμβρίου νοέ νοε|δεκέμβριος δεκεμβρίου δεκ",
    // Arabic, of Egypt and of the Maghreb
    "يناير جانفي|فبراير فيفري|مارس|أبريل إبريل ابريل أفريل|مايو ماي|يونيو يونيه جوان|يوليو يوليه "
    "جويلية|أغسطس اغسطس أوت|سبتمبر شتنبر|أكتوبر اكتوبر|نوفمبر نونبر|ديسمبر دجنبر",
    // Arabic, of the Levant, where two months share a name with the months after them
    "|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|||",
    // Persian
    "ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه جولای|اوت|سپتامبر|اکتبر|نوامبر|دسامبر",
    // Urdu
    "جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر",
    // Hindi
    "जनवरी|फ़रवरी फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर सितम्बर|अक्टूबर अक्तूबर|नवंबर "
    "नवम्बर|दिसंबर दिसम्बर",
    // Hebrew, also "in" the month
    "ינואר בינואר|פברואר בפברואר|מרץ במרץ|אפריל באפריל|מאי במאי|יוני ביוני|יולי ביולי|אוגוסט "
    "באוגוסט|ספטמבר בספטמבר|אוקטובר באוקטובר|נובמבר בנובמבר|דצמבר בדצמבר",
};

}  // namespace heed::read
