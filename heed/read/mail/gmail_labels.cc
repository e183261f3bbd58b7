#include "heed/read/mail/gmail_labels.h"

#include <algorithm>
#include <iterator>

#include "heed/read/ascii.h"

namespace heed::read {
namespace {

// English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Czech, Russian, Ukrainian,
// Swedish, Danish, Norwegian, Finnish, Turkish, Hungarian, Greek, Japanese, Chinese, Korean,
// Arabic, Indonesian, Vietnamese; where we have seen several words, all of them.
constexpr std::string_view kOpened[] = {
    "Opened",   "Geöffnet", "Ouvert",    "Ouverts",    "Abierto",   "Abiertos", "Aperto",
    "Aperti",   "Aberto",   "Abertos",   "Abertas",    "Geopend",   "Otwarte",  "Otwarto",
    "Otevřené", "Otevřeno", "Открытые",  "Открыто",    "Відкриті",  "Відкрито", "Öppnad",
    "Öppnade",  "Öppnat",   "Åbnet",     "Åbnede",     "Åpnet",     "Avattu",   "Avatut",
    "Açıldı",   "Açılan",   "Megnyitva", "Megnyitott", "Ανοιγμένα", "Άνοιξε",   "開封済み",
    "已打开",   "已開啟",   "열림",      "열어봄",     "مفتوح",     "تم فتحها", "Dibuka",
    "Đã mở"};

constexpr std::string_view kThrownAway[] = {"Trash",
                                            "Bin",
                                            "Spam",
                                            "Papierkorb",
                                            "Corbeille",
                                            "Papelera",
                                            "Cestino",
                                            "Lixeira",
                                            "Lixo",
                                            "Reciclagem",
                                            "Prullenbak",
                                            "Kosz",
                                            "Koš",
                                            "Корзина",
                                            "Спам",
                                            "Кошик",
                                            "Papperskorgen",
                                            "Skräppost",
                                            "Papirkurv",
                                            "Papirkurven",
                                            "Søppelpost",
                                            "Roskakori",
                                            "Roskaposti",
                                            "Çöp kutusu",
                                            "Çöp Kutusu",
                                            "Kuka",
                                            "Κάδος απορριμμάτων",
                                            "Ανεπιθύμητα",
                                            "ゴミ箱",
                                            "迷惑メール",
                                            "已删除邮件",
                                            "垃圾邮件",
                                            "垃圾桶",
                                            "垃圾郵件",
                                            "휴지통",
                                            "스팸함",
                                            "المهملات",
                                            "الرسائل غير المرغوب فيها",
                                            "Sampah",
                                            "Thùng rác",
                                            "Thư rác"};

// Sent, drafts and chats.
constexpr std::string_view kOwn[] = {"Sent",
                                     "Drafts",
                                     "Draft",
                                     "Chat",
                                     "Chats",
                                     "Gesendet",
                                     "Entwürfe",
                                     "Entwurf",
                                     "Messages envoyés",
                                     "Envoyés",
                                     "Brouillons",
                                     "Brouillon",
                                     "Enviados",
                                     "Borradores",
                                     "Borrador",
                                     "Inviati",
                                     "Inviata",
                                     "Posta inviata",
                                     "Bozze",
                                     "Bozza",
                                     "Enviadas",
                                     "E-mails enviados",
                                     "Rascunhos",
                                     "Rascunho",
                                     "Verzonden",
                                     "Concepten",
                                     "Wysłane",
                                     "Wersje robocze",
                                     "Wersja robocza",
                                     "Czaty",
                                     "Odeslané",
                                     "Odeslaná pošta",
                                     "Koncepty",
                                     "Отправленные",
                                     "Черновики",
                                     "Черновик",
                                     "Чаты",
                                     "Надіслані",
                                     "Чернетки",
                                     "Чернетка",
                                     "Чати",
                                     "Skickat",
                                     "Skickade",
                                     "Utkast",
                                     "Chattar",
                                     "Sendt",
                                     "Sendte",
                                     "Sendte mails",
                                     "Kladder",
                                     "Lähetetyt",
                                     "Luonnokset",
                                     "Luonnos",
                                     "Gönderilmiş",
                                     "Gönderilenler",
                                     "Gönderilmiş Postalar",
                                     "Taslaklar",
                                     "Taslak",
                                     "Sohbetler",
                                     "Elküldött",
                                     "Elküldött levelek",
                                     "Piszkozatok",
                                     "Piszkozat",
                                     "Απεσταλμένα",
                                     "Πρόχειρα",
                                     "Πρόχειρο",
                                     "送信済み",
                                     "送信済みメール",
                                     "下書き",
                                     "チャット",
                                     "已发送",
                                     "已发邮件",
                                     "已发送邮件",
                                     "草稿",
                                     "聊天",
                                     "寄件備份",
                                     "已傳送",
                                     "已寄出",
                                     "보낸편지함",
                                     "임시보관함",
                                     "채팅",
                                     "المرسلة",
                                     "البريد المرسل",
                                     "الرسائل المرسلة",
                                     "المسودات",
                                     "مسودات",
                                     "المحادثات",
                                     "Terkirim",
                                     "Draf",
                                     "Đã gửi",
                                     "Thư đã gửi",
                                     "Thư nháp",
                                     "Bản nháp"};

// What Thunderbird, Outlook and Apple Mail call such folders beside.
constexpr std::string_view kFolders[] = {
    "Junk",      "Junk E-mail",   "Deleted",   "Deleted Items", "Deleted Messages", "Sent Items",
    "Sent Mail", "Sent Messages", "Templates", "Outbox",        "Unsent Messages"};

template <std::size_t N>
bool holds(const std::string_view (&words)[N], std::string_view label) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return same_ignoring_case(word, label); });
}

}  // namespace

bool means_opened(std::string_view label) {
  return holds(kOpened, label);
}

bool means_left_aside(std::string_view label) {
  return holds(kThrownAway, label) || holds(kOwn, label);
}

bool is_folder_left_aside(std::string_view name) {
  return means_left_aside(name) || holds(kFolders, name);
}

}  // namespace heed::read
